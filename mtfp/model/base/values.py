"""Read numbers as people write them: `3.5%`, `12_300`, `-0.5%`. A percentage is never taken for a plain number."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, PlainValidator, Strict, WithJsonSchema

from mtfp.findings.letters import as_typed, in_latin, is_blank, is_odd_blank, oddity, one_spelling, visible
from mtfp.model.base.form import Form
from mtfp.model.base.part import problem

_NUMBER = re.compile(r"[+-]?([0-9]+|[0-9]{1,3}(_[0-9]{3})+)(\.[0-9]+)?")
_SOFT = frozenset("\u00ad\u200b\u2060\ufeff")
"""Invisible characters that only say where a line may break."""
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_TIDY = Form(r"[+-]?[0-9]+(\.[0-9]+)?%?")
_THOUSANDS = Form(r"[+-]?[0-9]{1,3}([, \u00a0\u2009\u202f’'][0-9]{3})+(\.[0-9]+)?%?")
_DECIMAL_COMMA = Form(r"[+-]?[0-9]+,[0-9]+ ?%?")
_SCALED = Form(r"([+-]?[0-9][0-9,_]*(?:\.[0-9]+)?) ?([kKmM]|bn|[mM]n|million|thousand)")
_TIMES = {"k": Decimal(1_000), "t": Decimal(1_000), "m": Decimal(1_000_000), "b": Decimal(1_000_000_000)}
_OF_EXPENDITURE = Form(r"[0-9._]+ ?% of expenditure")
_SCIENTIFIC = Form(r"[+-]?[0-9.]+[eE][+-]?[0-9]+")

LARGEST = 1e15
"""Limit for every number of a plan, because larger floating-point numbers can't hold pence."""
UNCLEAR_PERCENT = 0.2
"""Smallest number below 1 that is ambiguous without a percent sign: 0.5 may mean 0.5% or 50%."""


class Percent(float):
    """Number written with a percent sign: `3.5%` is `Percent(0.035)`."""


def scalar(value: object, *, like: str = "1_250 or 0.5, or a percentage such as 3.5%") -> float:
    """Read a number, or a `Percent` if it has a percent sign; an error message shows the examples in `like`.

    >>> scalar("12_300"), scalar("+3.4%"), scalar(12)
    (12300.0, 0.034, 12.0)
    """
    if isinstance(value, Percent):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _not_too_large(float(value), value)
    text = value.strip() if isinstance(value, str) else ""
    digits = text.removesuffix("%").rstrip()
    if not _NUMBER.fullmatch(digits):
        raise problem("E209", f"a number is needed here, found {shown(value)}", _number_hint(text, like))
    number = Decimal(digits.replace("_", ""))
    if text.endswith("%"):
        return Percent(_not_too_large(float(number.scaleb(-2)), value))
    return _not_too_large(float(number), value)


def _not_too_large(number: float, value: object) -> float:
    if not abs(number) < LARGEST:
        raise problem("E213", f"the number is too large for a plan, found {shown(value)}", "check its digits")
    return number


def _number_hint(text: str, like: str) -> str:
    typed = as_typed(text).strip(" \"'")
    if typed != text and (_NUMBER.fullmatch(typed.removesuffix("%").rstrip())):
        return f"write {typed}: {oddity(text) or 'leave the quotation marks out'}"
    bare = re.sub(r"^([+-]?)£ ?|^£([+-])", r"\1\2", typed)
    if re.fullmatch(r"\([0-9,._]+\)", text.replace("£", "")):
        return "write a negative amount with a minus sign, not in brackets"
    if _OF_EXPENDITURE.fullmatch(text):
        return "no share of expenditure can stand here: write an amount in the plan's unit, or a plain percentage"
    if "of expenditure" in text:
        return "write for example `2% of expenditure`"
    if _THOUSANDS.fullmatch(bare):
        return f"write thousands with an underscore or without a separator: {re.sub(r'[^0-9.%+-]', '_', bare)}"
    if _DECIMAL_COMMA.fullmatch(bare):
        return f"write a point before decimals, not a comma: {bare.replace(',', '.')}"
    if scaled := _SCALED.fullmatch(bare):
        return _in_units(Decimal(re.sub("[,_]", "", scaled[1])) * _TIMES[scaled[2][0].lower()])
    if bare != text and _TIDY.fullmatch(bare):
        return f"leave out the pound sign, because `unit:` states it; write {bare}" if "£" in text else f"write {bare}"
    if text.lower() == "tbc":
        return "only a commitment's amount may be `tbc`, in small letters; write the number"
    if _SCIENTIFIC.fullmatch(text):
        return "write the number with all its digits"
    return f"write a plain number such as {like}"


def _in_units(pounds: Decimal) -> str:
    """Return the hint for an amount written with k or m.

    >>> _in_units(Decimal(1_500_000))
    'write the number without k or m: 1_500 in a plan in £k, 1.5 in a plan in £m'
    """
    in_k, in_m = (f"{float(pounds.scaleb(-power)):_.15g}" for power in (3, 6))
    return f"write the number without k or m: {in_k} in a plan in £k, {in_m} in a plan in £m"


def rate(value: object) -> Percent:
    """Read a yearly growth rate, written with a percent sign.

    >>> rate("3.5%")
    0.035
    """
    number = scalar(value, like="3.5%")
    if isinstance(number, Percent):
        return number
    raise problem("E205", f"a rate is written with a percent sign, found {shown(value)}", rate_hint(number))


def share(value: object) -> Percent:
    """Read a share of a whole, 0% to 100%."""
    number = scalar(value, like="60%")
    if not isinstance(number, Percent):
        fix = "write 100%, or 1% if that is meant" if number == 1 else f"write {as_percent(number)}"
        raise problem("E206", f"a share is written with a percent sign, found {shown(value)}", fix)
    if not 0 <= number <= 1:
        raise problem("E207", f"a share must lie between 0% and 100%, found {shown(value)}", "correct the percentage")
    return number


def money(value: object) -> float:
    """Read an amount of money in the plan's unit."""
    number = scalar(value, like="12_300 or 45.6")
    if isinstance(number, Percent):
        fix = "calculate the amount and write it in the plan's `unit:`, without a percent sign"
        raise problem("E208", f"an amount of money is needed, found {shown(value)}", fix)
    return number


def plain_number(value: object) -> float:
    """Read a number without a unit."""
    number = scalar(value, like="0.5 or 210_000")
    if isinstance(number, Percent):
        raise problem("E208", f"a plain number is needed, found {shown(value)}", f"write {float(number):g}")
    return number


def as_percent(number: float) -> str:
    """Return the percentage that a number without a percent sign most likely means: 0.034 and 3.4 mean 3.4%.

    >>> as_percent(0.034), as_percent(3.4)
    ('3.4%', '3.4%')
    """
    return f"{number * 100 if abs(number) < 1 else number:.6g}%"


def rate_hint(number: float) -> str:
    """Return the hint for a rate without a percent sign; an ambiguous number gets both possible percentages.

    >>> rate_hint(0.034), rate_hint(3.4), rate_hint(0.5)
    ('write 3.4%', 'write 3.4%', 'write 0.5%, or 50% if that is meant')
    """
    if UNCLEAR_PERCENT <= abs(number) < 1:
        return f"write {number:.6g}%, or {as_percent(number)} if that is meant"
    return f"write {as_percent(number)}"


def shown(value: object) -> str:
    """Return a value as messages quote it, shortened if it is long."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, dict | BaseModel):
        return "a group of keys"
    if isinstance(value, list | tuple):
        return "a list"
    text = visible(str(value))
    return f"`{text if len(text) <= 40 else text[:37] + '...'}`"


def at_least_zero(spelling: str = "") -> AfterValidator:
    """Return a validator that refuses numbers below zero. `spelling` is the way to write the opposite, if there is one.

    It begins like "for income, write ...".
    """

    def check(number: float) -> float:
        if number < 0:
            fix = f"write {-number:.15g}" + (f"; {spelling}" if spelling else "")
            raise problem("E212", f"must be zero or more, found {number:.15g}", fix)
        return number

    return AfterValidator(check)


def is_name(text: str) -> bool:
    """Return True if a text is a valid name: small letters, digits and underscores, with a letter first."""
    return bool(_NAME.fullmatch(text))


def mended_name(text: str) -> str:
    """Turn a text into a valid name.

    >>> mended_name("Care at home"), mended_name("24/7 care")
    ('care_at_home', 'n_24_7_care')
    """
    mended = re.sub(r"[^a-z0-9]+", "_", in_latin(text).lower()).strip("_") or "name"
    return mended if mended[0].isalpha() else f"n_{mended}"


def _cost(number: float) -> float:
    if number < 0:
        raise problem("E212", f"a cost must be zero or more, found {number:g}", "write the cost without a minus")
    return number


def _part_or_amount(number: float) -> float:
    if isinstance(number, Percent) and number > 1:
        fix = "correct the percentage"
        raise problem("E207", f"a share must lie between 0% and 100%, found {number * 100:g}%", fix)
    if number < 0:
        raise problem("E212", f"must be zero or more, found {number:g}", f"write {-number:.15g}")
    return number


def _clean(text: str) -> str:
    r"""Return a text with each accented letter as one character, plain blanks, and no zero-width spaces.

    >>> _clean("Care\u00a0at ho\u00adme")
    'Care at home'
    """
    if text.isascii():
        return text
    plain = "".join(" " if is_odd_blank(character) else character for character in text if character not in _SOFT)
    return unicodedata.normalize("NFC", plain)


def _called(text: str) -> str:
    if is_blank(text):
        raise problem(
            "E338", f"a name is needed here, found {'nothing' if not text else 'only blanks'}", "write the name"
        )
    return one_spelling(text)


def _name(value: str) -> str:
    if is_name(value):
        return value
    fix = f"use small letters, digits and underscores: `{mended_name(value)}`"
    if odd := oddity(value):
        fix = f"type it again as `{mended_name(value)}`: {odd}"
    raise problem("E211", f"{shown(value)} is not a valid name", fix)


def _date(value: object) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise problem("E214", f"{shown(value)} is not a date", _date_hint(str(value))) from None


def _date_hint(text: str) -> str:
    r"""Return the repair for a date in another form.

    >>> _date_hint("31/03/2026"), _date_hint("2026\u201303\u201331"), _date_hint("soon")
    ('write 2026-03-31', 'write 2026-03-31', 'write it like 2026-03-31')
    """
    typed = as_typed(text).strip(" \"'")
    if british := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", typed):
        typed = f"{british[3]}-{int(british[2]):02d}-{int(british[1]):02d}"
    try:
        return f"write {date.fromisoformat(typed).isoformat()}"
    except ValueError:
        return "write it like 2026-03-31"


NUMBER_PATTERN = rf"^\s*{_NUMBER.pattern}\s*$"
"""Pattern of a number, for the JSON Schema."""
PERCENT_PATTERN = rf"^\s*{_NUMBER.pattern}\s*%"
"""Pattern of a percentage for the JSON Schema, without an end, so that text may follow the sign."""
SCALAR_PATTERN = rf"^\s*{_NUMBER.pattern}\s*%?\s*$"
"""Pattern of a number or a percentage, for the JSON Schema."""
NUMBER_SCHEMA = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": NUMBER_PATTERN}]}
ZERO_PATTERN = r"\s*[+-]?[0_]+(\.0+)?\s*"
"""Pattern of zero for the JSON Schema, without start and end, for use inside other patterns."""
PERCENT_SCHEMA = {"type": "string", "pattern": rf"{PERCENT_PATTERN}\s*$"}
_SCALAR_SCHEMA = {"anyOf": [*NUMBER_SCHEMA["anyOf"], PERCENT_SCHEMA]}
NAME_SCHEMA = {"type": "string", "pattern": f"^{_NAME.pattern}$"}

Scalar = Annotated[float, PlainValidator(scalar), WithJsonSchema(_SCALAR_SCHEMA)]
Rate = Annotated[float, PlainValidator(rate), WithJsonSchema(PERCENT_SCHEMA)]
Share = Annotated[float, PlainValidator(share), WithJsonSchema(PERCENT_SCHEMA)]
Money = Annotated[float, PlainValidator(money), WithJsonSchema(NUMBER_SCHEMA)]
Number = Annotated[float, PlainValidator(plain_number), WithJsonSchema(NUMBER_SCHEMA)]
Amount = Annotated[Money, at_least_zero()]
"""Money, zero or more."""
Size = Annotated[Number, at_least_zero()]
"""Number, zero or more."""
ShareOrAmount = Annotated[Scalar, AfterValidator(_part_or_amount)]
"""Share written with a percent sign, 0% to 100%, or an amount of money, zero or more."""
MoneyOrShare = Annotated[Scalar, AfterValidator(_cost)]
"""Cost, zero or more: an amount of money, or a share of other money, written with a percent sign."""
Text = Annotated[str, Strict(), AfterValidator(_clean)]
Called = Annotated[str, Strict(), AfterValidator(_called)]
"""Name in any letters. Two spellings that look the same are one name, and it shows at least one letter."""
Flag = Annotated[bool, Strict()]
Count = Annotated[int, Strict(), Field(ge=0)]
Name = Annotated[str, Strict(), AfterValidator(_name), WithJsonSchema(NAME_SCHEMA)]
Day = Annotated[str, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
