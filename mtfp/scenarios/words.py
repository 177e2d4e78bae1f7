"""Values of a plan as people read them: `3.0%`, `1,250`, `nothing`."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, RootModel

from mtfp.model.base.values import Percent
from mtfp.model.base.years import ByYear
from mtfp.model.costs.service_level import ServiceLevel
from mtfp.model.costs.target import Selector
from mtfp.model.scheme.closing_steps import Step
from mtfp.model.scheme.reserve import Threshold

DIGITS = 3
"""Decimals shown, fewer where they are nil."""
ALL_DIGITS = 14
"""Decimals shown where old and new would look alike; words about a piece are then told too."""
ABOUT = ("label", "source", "owner", "note")
MOST = 160
"""Characters shown of a longer text."""


def pair_in_words(old: Any, new: Any) -> tuple[str, str]:
    """Two values so that they can be told apart.

    >>> from mtfp.model.base.values import Percent
    >>> pair_in_words(Percent(0.03), Percent(0.025)), pair_in_words(1250.0, None), pair_in_words(0.1, 0.10001)
    (('3.0%', '2.5%'), ('1,250', 'nothing'), ('0.1', '0.10001'))
    """
    shown = _or_today(old, new), _or_today(new, old)
    return shown if shown[0] != shown[1] else (in_words(old, exact=True), in_words(new, exact=True))


def _or_today(value: Any, other: Any) -> str:
    """A value in words; where a service level is new or gone, today's."""
    return "as today" if value is None and isinstance(other, ServiceLevel) else in_words(value)


def in_words(value: Any, *, exact: bool = False) -> str:
    """A value as a reader sees it.

    >>> in_words(True), in_words("in_kind"), in_words({"2026/27": 12300.0})
    ('yes', 'in kind', '2026/27 12,300')
    """
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number_in_words(value, digits=ALL_DIGITS if exact else DIGITS)
    if isinstance(value, str):
        text = value.replace("_", " ")
        return text if len(text) <= MOST else f"{text[: MOST - 1]}…"
    return _several(value, exact) or "none"


def number_in_words(value: float, *, digits: int = DIGITS) -> str:
    """A number with thousands marked, or a percentage with at least one decimal."""
    percent = isinstance(value, Percent)
    text = f"{value * 100 if percent else value:,.{digits}f}".rstrip("0").rstrip(".")
    text = "0" if text == "-0" else text
    return text if not percent else f"{text}%" if "." in text else f"{text}.0%"


def _several(value: Any, exact: bool) -> str:
    if isinstance(value, RootModel):
        return in_words(value.root, exact=exact)
    if isinstance(value, Selector):
        return str(value).replace("`", "").replace("_", " ")
    if isinstance(value, Threshold):
        return in_words(value.amount) if value.share is None else f"{in_words(value.share)} of expenditure"
    if isinstance(value, Step):
        inside = _several(value.rule, exact)
        return f"{in_words(value.chosen)} ({inside})" if inside else in_words(value.chosen)
    if isinstance(value, ByYear):
        return _by_year(value, exact)
    if isinstance(value, BaseModel):
        return _listed(_said(value, everything=exact), exact)
    if isinstance(value, Mapping):
        return _listed({key: "tbc" if inner is None else inner for key, inner in value.items()}, exact)
    return ", ".join(in_words(item, exact=exact) for item in value)


def _by_year(path: ByYear[Any], exact: bool) -> str:
    if not path.years:
        return in_words(path.then, exact=exact)
    return _listed({**path.years, **({"then": path.then} if path.then is not None else {})}, exact)


def _said(part: BaseModel, *, everything: bool) -> dict[str, Any]:
    """What a piece of a plan says beyond the defaults, words about it only if everything is asked for."""
    fields = type(part).model_fields.items()
    said = {
        about.alias or name: (getattr(part, name), about.default)
        for name, about in fields
        if everything or name not in ABOUT
    }
    return {key: value for key, (value, default) in said.items() if value != default}


def _listed(said: Mapping[Any, Any], exact: bool) -> str:
    return ", ".join(f"{in_words(str(key))} {in_words(value, exact=exact)}" for key, value in said.items())
