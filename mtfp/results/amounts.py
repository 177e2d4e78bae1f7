"""Money and shares as people type them on a command line: `0.5m`, `£500k`, `2_500`, `1%`."""

import re

from mtfp.model.base.money_in_words import UNITS

_SCALES = {"": None, "k": 1e3, "m": 1e6}
_AMOUNT = re.compile(r"£? ?(-?\d+(?:[_,]\d{3})*(?:\.\d+)?) ?([km]?)")


def money(text: str, unit: str) -> float:
    """Return an amount in the plan's unit; `k` and `m` are £1,000 and £1,000,000. Raises ValueError, with the repair.

    >>> money("0.5m", "£k"), money("£2_500", "£k"), money("500k", "£m")
    (500.0, 2500.0, 0.5)
    """
    match = _AMOUNT.fullmatch(text.strip())
    if not match:
        raise ValueError(f"an amount is needed, found {text}: write for example 500k, 0.5m, or 2_500 in {unit}")
    number, scale = float(re.sub("[_,]", "", match[1])), _SCALES[match[2]]
    return number if scale is None else number * scale / UNITS[unit]


def share(text: str) -> float:
    """Return a share of draws, written with its percent sign. Raises ValueError with the repair.

    >>> share("80%")
    0.8
    """
    match = re.fullmatch(r"(\d+(?:\.\d+)?) ?%", text.strip())
    if not match or not 0 < float(match[1]) < 100:
        raise ValueError(f"a percentage between 0% and 100% is needed, found {text}: write for example 80%")
    return float(match[1]) / 100
