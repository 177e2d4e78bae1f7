"""Checks on one small plan, worked by hand.

Cost is 100, then 110, 121 and 133.1 with pay at 10% a year; the council pays 100 in every year. So the gap is 0, 10,
21 and 33.1. The reserve opens at 40 with a floor of 10% of expenditure: 11, 12.1 and 13.31. The scheme takes the gap
from it: in 2026/27 all 10 (30 is left, above 11); in 2027/28 17.9 of 21 (12.1 is left, its floor). In 2028/29 the
floor rises to 13.31 and nothing may be taken: 12.1 is left, below it. No saving is planned: all of each gap is
unidentified, 100% of it.
"""

from typing import Any, NamedTuple

PLAN = {
    "mtfp": 1,
    "name": "Checked",
    "base_year": "2025/26",
    "years": 3,
    "unit": "£k",
    "source": "worked by hand",
    "assumptions": {
        "pay": {"unit": "rate", "central": "10%", "source": "worked by hand"},
        "flat": {"unit": "rate", "central": "0%", "source": "worked by hand"},
    },
    "lines": {"home": {"partner": "council", "setting": "community", "budget": 100, "components": {"pay": "100%"}}},
    "funding": {"council": {"partner": "council", "type": "payment", "base": 100, "uplift": "flat"}},
    "reserves": {"reserve": {"class": "contingency", "opening": 40, "floor": "10% of expenditure"}},
    "scheme": {"steps": [{"reserves": {"order": ["reserve"]}}]},
}


class ByHand(NamedTuple):
    """A check, whether it holds, and the year, figure and bound that decide it."""

    check: dict[str, Any]
    holds: bool
    year: str
    value: float
    bound: float


CHECKS = (
    ByHand({"name": "met", "of": "gap", "at_most": 34}, True, "2028/29", 33.1, 34),
    ByHand({"name": "broken in the end", "of": "gap", "at_most": 33}, False, "2028/29", 33.1, 33),
    ByHand({"name": "of one year", "of": "gap", "at_most": 21, "in": "2027/28"}, True, "2027/28", 21, 21),
    ByHand({"name": "just over", "of": "gap", "at_most": 9, "in": "2026/27"}, False, "2026/27", 10, 9),
    ByHand({"name": "the base year if asked", "of": "gap", "at_least": 1, "in": "2025/26"}, False, "2025/26", 0, 1),
    ByHand({"name": "a reserve by amount", "of": "reserves.reserve", "at_least": 12}, True, "2027/28", 12.1, 12),
    ByHand(
        {"name": "a reserve by its floor", "of": "reserves.reserve", "at_least": "floor"}, False, "2028/29", 12.1, 13.31
    ),
    ByHand(
        {"name": "by its floor in time", "of": "reserves.reserve", "at_least": "floor", "in": "2026/27"},
        True, "2026/27", 30, 11,
    ),
    ByHand({"name": "two bounds", "of": "gap", "at_least": 5, "at_most": 30}, False, "2028/29", 33.1, 30),
    ByHand({"name": "share", "of": "unidentified_share", "at_most": "99%", "in": "2026/27"}, False, "2026/27", 1, 0.99),
    ByHand(
        {"name": "probability waits", "of": "gap", "at_most": 34, "probability": "80%", "note": "central"},
        True, "2028/29", 33.1, 34,
    ),
)  # fmt: skip
