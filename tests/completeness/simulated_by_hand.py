"""Every table of a run of five draws, worked by hand.

The plan is that of the checks: its gap is 10, 21 and 33.1, and its reserve holds 30 above its floor. In five draws
the gap of 2026/27 is 0, 0, 0, 5 and 10, that of 2027/28 nothing, that of 2028/29 10 to 50; under `down` it is 5, 25,
25, 35 and 45 in 2028/29. What is still to close exceeds the plan's 10, 21 and 33.1 by 0, 0, 0, 5 and 10 in 2026/27,
and by 10 to 50 in 2028/29; so by 10, 20, 30, 45 and 60 in all years. Reserves of 20 to 100 would carry the plan alone,
and 1 to 5 falls to partners whatever is held; the council is asked for 0 to 4. The reserve
holds 3 to 15, the lowest of which is the worst; it is below its floor in 2 of 5, and empty in 1. Pay is held back in
1, 2 and 5 of 5. The check breaks in 1 of 5.

A quantile q of five lies at place 4q, the first being 0. P10 of 10 to 50: place 0.4, 14; P90: 46. P80 of 20 to 100:
place 3.2, 84; P95: 96. P80 of 10 to 50: 42; of 10, 20, 30, 45 and 60: 48; P95 of these: 57. The error of a share of 3
in 5 is √(5/9 · 4/9 / 9), of 2 in 5 the same. The worst tenth of five is half of the last.

Down less the plan: -5, 5, -5, -5, -5: -3 on average, with a standard deviation of √20 and an error of √20 / √5 = 2,
1.96 times which is 3.92. P90: place 3.6 of -5, -5, -5, -5, 5: 1. With the other years, 15 less in 2026/27, -18.
"""

from typing import Any

NAMES = ("base", "down")
CHECK = {"name": "a floor", "of": "reserves.reserve", "at_least": "floor", "in": "2027/28", "probability": "70%"}
ABOVE = 25.0
NONE = (0.0, 0.0, 0.0, 0.0, 0.0)
ONE_TO_FIVE = (1.0, 2.0, 3.0, 4.0, 5.0)


def times(factor: float, less: float = 0.0) -> tuple[float, ...]:
    return tuple(factor * number - less for number in ONE_TO_FIVE)


FIGURES: dict[tuple[str, str], tuple[tuple[float, ...], ...]] = {
    ("base", "gap"): (NONE, (0.0, 0.0, 0.0, 5.0, 10.0), NONE, times(10)),
    ("down", "gap"): (NONE, (-15.0, -15.0, -15.0, -10.0, -5.0), NONE, (5.0, 25.0, 25.0, 35.0, 45.0)),
    ("base", "to_close"): (NONE, (10.0, 10.0, 10.0, 15.0, 20.0), (21.0,) * 5, times(10, less=-33.1)),
    ("base", "reserves_needed"): (NONE, NONE, NONE, times(20)),
    ("base", "falls_to_partners"): (NONE, NONE, NONE, ONE_TO_FIVE),
    ("base", "reserves.reserve"): (NONE, NONE, NONE, times(3)),
    ("base", "additional_payments"): (NONE, NONE, NONE, times(1, less=1)),
    ("base", "additional_payments.council"): (NONE, NONE, NONE, times(1, less=1)),
}
"""By year, the base year first, five draws each; all others are nil."""
COUNTS = {
    ("base", "below_floor.reserve"): (0, 0, 1, 2),
    ("base", "exhausted.reserve"): (0, 0, 0, 1),
    ("base", "broken.1"): (0, 0, 1, 1),
}
CLIPPED = {("base", "pay"): (0, 1, 2, 5)}

Z_SQUARED = 1.959964**2
LONGER = 1 + ((Z_SQUARED + 3) / 4 + 1.3 * (Z_SQUARED - 3) / 12) / 5
"""Factor of the standard error of five draws in even steps: their skewness is 0, and their excess kurtosis -1.3."""
LAST = "2028/29"
Key = tuple[str, str, str, str]
BY_HAND: dict[str, dict[Key, Any]] = {
    "levers": {
        ("down", "lever_1.gap", LAST, "mean"): -3,
        ("down", "lever_1.gap", LAST, "p90"): 1,
        ("down", "lever_1.gap", "all", "mean"): -18,
        ("down", "gap", LAST, "mean"): -3,
    },
    "distribution": {
        ("base", "gap", LAST, "central"): 33.1,
        ("base", "gap", LAST, "mean"): 30,
        ("base", "gap", LAST, "sd"): 250**0.5,
        ("base", "gap", LAST, "p10"): 14,
        ("base", "gap", LAST, "p50"): 30,
        ("base", "gap", LAST, "p90"): 46,
        ("base", "gap", LAST, "es90"): 50,
        ("base", "gap", LAST, "se_mean"): (250 / 5) ** 0.5 * LONGER,
        ("base", "gap", "all", "central"): 64.1,
        ("base", "gap", "all", "p50"): 30,
        ("base", "gap", "all", "mean"): 33,
        ("base", "reserves_needed", LAST, "p50"): 60,
        ("base", "reserves.reserve", LAST, "p50"): 9,
        ("base", "reserves.reserve", LAST, "es90"): 3,
    },
    "probability": {
        ("base", "gap", "2026/27", "probability"): 0.4,
        ("base", "gap", LAST, "probability"): 1,
        ("base", "gap_above.25", LAST, "probability"): 0.6,
        ("base", "gap_above.25", LAST, "se_probability"): (5 / 9 * 4 / 9 / 9) ** 0.5,
        ("base", "gap_below_plan", "2026/27", "probability"): 0.8,  # the fifth draw is at the plan's 10, not below it
        ("base", "gap_below_plan", LAST, "probability"): 0.6,
        ("base", "additional_payments", LAST, "probability"): 0.8,
        ("base", "below_floor.reserve", "2027/28", "probability"): 0.2,
        ("base", "below_floor.reserve", LAST, "probability"): 0.4,
        ("base", "below_floor.reserve", LAST, "se_probability"): (5 / 9 * 4 / 9 / 9) ** 0.5,
        ("base", "exhausted.reserve", LAST, "probability"): 0.2,
    },
    "contingency": {
        ("base", "contingency_for_risk", "2026/27", "p80"): 6,
        ("base", "contingency_for_risk", "2027/28", "p80"): 0,
        ("base", "contingency_for_risk", LAST, "p80"): 42,
        ("base", "contingency_for_risk_to_date", "2027/28", "p80"): 6,
        ("base", "contingency_for_risk_to_date", LAST, "p80"): 48,
        ("base", "contingency_for_risk_to_date", LAST, "p95"): 57,
        ("down", "contingency_for_risk_to_date", LAST, "p95"): 0,
        ("base", "reserves_needed", LAST, "p80"): 84,
        ("base", "reserves_needed", LAST, "p95"): 96,
        ("base", "reserves_short", LAST, "p80"): 54,
        ("base", "reserves_short", "2026/27", "p95"): 0,
        ("base", "reserves_held", LAST, "central"): 30,
        ("base", "falls_to_partners", LAST, "mean"): 3,
    },
    "additional_payments": {
        ("base", "additional_payments.council", LAST, "p50"): 2,
        ("base", "additional_payments.council", "all", "p90"): 3.6,
        ("base", "additional_payments.nhs", LAST, "p90"): 0,
    },
    "difference": {
        ("down", "gap", LAST, "mean"): -3,
        ("down", "gap", LAST, "se_mean"): None,  # four draws at -5 and one at 5: the one decides the mean
        ("down", "gap", LAST, "margin_mean"): None,
        ("down", "gap", LAST, "p50"): -5,
        ("down", "gap", LAST, "p90"): 1,
        ("down", "gap", "all", "mean"): -18,
        ("down", "smaller_than.base", LAST, "probability"): 0.8,
    },
    "clipped": {
        ("base", "pay", "2026/27", "probability"): 0.2,
        ("base", "pay", LAST, "probability"): 1,
    },
    "checks": {
        ("base", "check.1", "", "probability"): 0.8,
        ("base", "check.1", "", "required"): 0.7,
        ("down", "check.1", "", "probability"): 1,
    },
}
SENTENCES = {
    "levers": "What each lever did to the gap",
    "distribution": (
        "In 80 of 100 draws, 2028/29 ends between a gap of £14,000 and a gap of £46,000, before additional partner "
        "contributions"
    ),
    "probability": (
        "Reserve falls below its minimum level by 2028/29 in 40 of 100 draws, after additional partner contributions"
    ),
    "contingency": (
        "In 80 of 100 draws, a contingency for risk of £48,000 covers the years to 2028/29; to carry the plan alone, "
        "the Reserve would need £84,000 above its minimum level, and holds £30,000"
    ),
    "additional_payments": (
        "From 2026/27 to 2028/29, the council's additional contributions come to £2,000 in the middle draw, and the "
        "NHS board's to £0"
    ),
    "difference": (
        "Down: the gap of 2028/29 is on average £3,000 smaller than the plan's, and it is smaller in 80 of 100 draws"
    ),
    "clipped": "Pay is held back by its limits in 100.0% of draws",
    "checks": "2 of 2 checks hold across the plan and 1 scenario",
}
"""Titles say what is found."""
