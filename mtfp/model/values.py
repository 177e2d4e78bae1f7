"""Numbers as people write them: `3.5%`, `12_300`, `-0.5%`. Units can't be mixed: a percentage is not a number."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, Strict, WithJsonSchema

from mtfp.model.part import problem

_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(_\d{3})+)(\.\d+)?")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


class Percent(float):
    """A number that was written with a percent sign: `3.5%` is `Percent(0.035)`."""


def scalar(value: object) -> float:
    """A number, or a `Percent` where a percent sign was written.

    >>> scalar("12_300"), scalar("+3.4%"), scalar(12)
    (12300.0, 0.034, 12.0)
    """
    if isinstance(value, Percent):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    text = value.strip() if isinstance(value, str) else ""
    digits = text.removesuffix("%").rstrip()
    if not _NUMBER.fullmatch(digits):
        raise problem("E209", f"a number is needed here, found {shown(value)}", _number_hint(text))
    number = Decimal(digits.replace("_", ""))
    return Percent(number.scaleb(-2)) if text.endswith("%") else float(number)


def _number_hint(text: str) -> str:
    if "," in text:
        return f"write thousands with an underscore or nothing: {text.replace(',', '_')}"
    if "£" in text:
        return "leave the pound sign out: the plan's `unit:` says it once"
    if re.fullmatch(r"[+-]?[\d._]+ ?[kKmM]n?", text):
        return "write the number in the plan's `unit:`, without k or m"
    return "write a plain number such as 1_250 or 0.5, or a percentage such as 3.5%"


def rate(value: object) -> Percent:
    """A yearly growth, written with a percent sign.

    >>> rate("3.5%")
    0.035
    """
    number = scalar(value)
    if isinstance(number, Percent):
        return number
    raise problem("E205", f"a rate is written with a percent sign, found {shown(value)}", f"write {as_percent(number)}")


def share(value: object) -> Percent:
    """A part of a whole, 0% to 100%."""
    number = scalar(value)
    if not isinstance(number, Percent):
        raise problem(
            "E206", f"a share is written with a percent sign, found {shown(value)}", f"write {as_percent(number)}"
        )
    if not 0 <= number <= 1:
        raise problem("E207", f"a share lies between 0% and 100%, found {shown(value)}", "correct the percentage")
    return number


def money(value: object) -> float:
    """An amount in the plan's unit."""
    number = scalar(value)
    if isinstance(number, Percent):
        raise problem("E208", f"an amount of money is needed, found {shown(value)}", "write it in the plan's `unit:`")
    return number


def plain_number(value: object) -> float:
    """A number without a unit."""
    number = scalar(value)
    if isinstance(number, Percent):
        raise problem("E208", f"a plain number is needed, found {shown(value)}", f"write {float(number):g}")
    return number


def as_percent(number: float) -> str:
    """How a bare number was most likely meant as a percentage: 0.034 and 3.4 are both 3.4%.

    >>> as_percent(0.034), as_percent(3.4)
    ('3.4%', '3.4%')
    """
    return f"{number * 100 if abs(number) < 1 else number:.6g}%"


def shown(value: object) -> str:
    """A value as a message quotes it, never longer than a line."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    return f"`{text if len(text) <= 40 else text[:37] + '...'}`"


def _at_least_zero(number: float) -> float:
    if number < 0:
        raise problem("E212", f"must be zero or more, found {number:g}", _NEGATIVE_HINT)
    return number


_NEGATIVE_HINT = "write amounts as their noun says: income is a line with `kind: income`, a fall is a movement"


def _name(value: str) -> str:
    if _NAME.fullmatch(value):
        return value
    mended = re.sub(r"[^a-z0-9]+", "_", value.lower()).strip("_") or "name"
    mended = mended if mended[0].isalpha() else f"n_{mended}"
    raise problem("E211", f"{shown(value)} is not a name", f"use small letters, digits and underscores: `{mended}`")


def _date(value: object) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise problem("E214", f"{shown(value)} is not a date", "write year, month, day: 2026-03-31") from None


_NUMERIC = r"^[+-]?[0-9][0-9_]*(\.[0-9]+)?$"
_PERCENT = r"^[+-]?[0-9][0-9_]*(\.[0-9]+)? ?%$"
_NUMBER_SCHEMA = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": _NUMERIC}]}
_PERCENT_SCHEMA = {"type": "string", "pattern": _PERCENT}
_SCALAR_SCHEMA = {"anyOf": [*_NUMBER_SCHEMA["anyOf"], _PERCENT_SCHEMA]}

Scalar = Annotated[float, PlainValidator(scalar), WithJsonSchema(_SCALAR_SCHEMA)]
Rate = Annotated[float, PlainValidator(rate), WithJsonSchema(_PERCENT_SCHEMA)]
Share = Annotated[float, PlainValidator(share), WithJsonSchema(_PERCENT_SCHEMA)]
Money = Annotated[float, PlainValidator(money), WithJsonSchema(_NUMBER_SCHEMA)]
Number = Annotated[float, PlainValidator(plain_number), WithJsonSchema(_NUMBER_SCHEMA)]
Amount = Annotated[Money, AfterValidator(_at_least_zero)]
"""Money that can't be negative."""
Size = Annotated[Number, AfterValidator(_at_least_zero)]
"""A number that can't be negative."""
Text = Annotated[str, Strict()]
Flag = Annotated[bool, Strict()]
Count = Annotated[int, Strict(), Field(ge=0)]
Name = Annotated[str, Strict(), AfterValidator(_name), WithJsonSchema({"type": "string", "pattern": f"^{_NAME.pattern}$"})]
Day = Annotated[str, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
