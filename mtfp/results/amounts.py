"""Read amounts of money and shares that people type on a command line: `0.5m`, `£500k`, `2_500`, `1%`."""

import re

from mtfp.model.base.money_in_words import UNITS

_SCALES = {"": None, "k": 1e3, "m": 1e6}
_AMOUNT = re.compile(r"([-−]?)£? ?(-?)(\d+(?:[_,]\d{3})*(?:\.\d+)?) ?([km]?)")


def money(text: str, unit: str) -> float:
    """Return an amount of money in the plan's unit; `k` stands for £1,000 and `m` for £1,000,000.

    Raises ValueError, with the repair, for any other text.

    >>> money("0.5m", "£k"), money("£2_500", "£k"), money("-£500k", "£m")
    (500.0, 2500.0, -0.5)
    """
    match = _AMOUNT.fullmatch(text.strip())
    if not match or (match[1] and match[2]):
        raise ValueError(f"'{text}' is not an amount; write it like 500k or 0.5m, or like 2_500 in {unit}")
    number, scale = float(re.sub("[_,]", "", match[3])), _SCALES[match[4]]
    number = -number if match[1] or match[2] else number
    return number if scale is None else number * scale / UNITS[unit]


def share(text: str) -> float:
    """Return a share that is written with a percent sign, such as 80%.

    Raises ValueError, with the repair, unless it is a percentage between 0% and 100%.

    >>> share("80%")
    0.8
    """
    match = re.fullmatch(r"(\d+(?:\.\d+)?) ?%", text.strip())
    if not match or not 0 < float(match[1]) < 100:
        raise ValueError(f"'{text}' is not a percentage between 0% and 100%; write it like 80%")
    return float(match[1]) / 100
