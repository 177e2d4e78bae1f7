"""Limits of plausible amounts, each with the range seen in plans. Amounts outside them bring a warning.

The ranges were measured on 50 plans of partnerships: see docs/decisions/model-scale.md. A limit lies so far outside
its range that it finds amounts in the wrong unit, a thousand times too much or too little, and not merely unusual ones.
"""

from dataclasses import dataclass
from math import inf


@dataclass(frozen=True)
class Limit:
    """Lowest and highest value that bring no warning, and the lowest and highest value seen in plans."""

    low: float
    high: float
    seen: tuple[float, float]

    def holds(self, value: float) -> bool:
        """Return True if a value lies within the limits."""
        return self.low <= value <= self.high


COST_PER_HEAD = Limit(800, 6_000, seen=(1_750, 3_403))
"""Cost of the integrated budget for each person of the area, in pounds."""
EXPENDITURE = Limit(5e6, 5e9, seen=(10.9e6, 500e6))
"""Expenditure of the integrated budget, in pounds, if the plan has no area."""
FELLOWS = 5
"""Least number of lines that can be compared with each other."""
OF_NEXT_LINE = Limit(1 / 20, 20, seen=(0.238, inf))
"""Smallest line as a share of the next smallest; largest line as a multiple of the next largest."""
OF_MEDIAN_LINE = Limit(1 / 200, inf, seen=(0.168, inf))
"""Smallest line as a share of the median line, if it is a share of the next smallest too; both must hold."""
INCOME = Limit(0, 0.5, seen=(0.018, 0.037))
"""Income lines together, as a share of the cost of the other lines."""
IMBALANCE = Limit(-0.06, 0.06, seen=(-0.052, 0.003))
"""Cost less funding of the base year, and less `opening_gap`, as a share of cost."""
SET_ASIDE_IMBALANCE = Limit(-0.1, 0.1, seen=(0, 0))
"""Set-aside cost less set-aside funding of the base year, as a share of the cost."""
YEARLY_STEP = Limit(1 / 1.5, 1.5, seen=(0.75, 1.25))
"""Stated money of a year as a multiple of the year before, if the step is larger than `SMALL_STEP`."""
SMALL_STEP = 0.002
"""Largest step of stated money that is small, as a share of expenditure."""
ANY_STEP = Limit(1 / 5, 5, seen=(0.75, 1.25))
"""Stated money of a year as a multiple of the year before, whatever the size of the step."""
MOVEMENT = Limit(0.0001, 0.5, seen=(0.0001, 0.5))
"""Movement of a funding source as a share of its base payment."""
SAVING_OF_LINES = Limit(0, 0.35, seen=(0, 0.135))
"""Full-year total of a saving as a share of the base-year cost of its lines."""
SAVING_OF_YEAR = Limit(0.00001, 0.1, seen=(0.0013, 0.047))
"""Saving of one year's tranche as a share of expenditure."""
SAVING_BY_YEAR = Limit(0, 50, seen=(1, 3.1))
"""Largest tranche of a saving as a multiple of its smallest."""
COST_OF_YEAR = Limit(0.00001, 0.1, seen=(0.000036, 0.19))
"""Commitment, investment or impact of an event in one year as a share of expenditure; 19% was seen once."""
RESERVE = Limit(0.00001, 0.25, seen=(0, 0.041))
"""Opening balance of a reserve as a share of expenditure."""
USE_OF_RESERVE = Limit(0.001, 1, seen=(0.01, 1))
"""Planned use of a reserve in one year as a share of its opening balance and the contributions until then."""
