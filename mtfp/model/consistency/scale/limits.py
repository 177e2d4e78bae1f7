"""Limits of plausible amounts, each with the range seen in plans. Amounts outside them bring a warning.

The ranges were measured on 50 plans of partnerships: see docs/decisions/slips.md. A limit lies so far outside
its range that it finds amounts in the wrong unit, a thousand times too much or too little, and not merely unusual ones.
"""

from math import inf
from typing import NamedTuple


class Limit(NamedTuple):
    """Lowest and highest value that bring no warning, and the lowest and highest value seen in plans.

    `least` is the smallest size that brings no warning; zero, which is typed on purpose, never brings one.
    """

    low: float
    high: float
    seen: tuple[float, float]
    least: float = 0.0

    def holds(self, value: float) -> bool:
        """Return True if a value lies within the limits."""
        return self.low <= value <= self.high and (value == 0 or abs(value) >= self.least)


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
ROUNDED = Limit(-0.004, 0.004, seen=(0, 0.003))
"""Cost less funding of the base year as a share of cost, in the whole plan or one arm, if rounding may explain it."""
ROUNDED_KNOWN = Limit(-0.01, 0.01, seen=(-0.003, 0.003))
"""The same in a plan that states and explains its `opening_gap`, if no slip explains the rest."""
ROUNDED_LARGE, ROUNDED_SMALL = 5e-4, 2e-5
"""Largest share by which an amount of some months may miss what it explains: a large imbalance, or one of `ROUNDED`."""
SET_ASIDE_IMBALANCE = Limit(-0.02, 0.02, seen=(0, 0))
"""Set-aside cost less set-aside funding of the base year, as a share of the cost."""
YEARLY_STEP = Limit(1 / 1.5, 1.5, seen=(0.75, 1.25))
"""Stated money of a year as a multiple of the year before, if the step is larger than `SMALL_STEP`."""
SMALL_STEP = 0.002
"""Largest step of stated money that is small, as a share of expenditure."""
ANY_STEP = Limit(1 / 5, 5, seen=(0.75, 1.25))
"""Stated money of a year as a multiple of the year before, whatever the size of the step."""
MOVEMENT = Limit(0.0001, 0.5, seen=(0.0001, 0.5))
"""Movement or one-off payment of a funding source as a share of its base payment."""
SAVING_OF_LINES = Limit(0, 0.35, seen=(0, 0.135))
"""Full-year total of a saving as a share of the base-year cost of its lines."""
SAVING_OF_YEAR = Limit(0.00001, 0.1, seen=(0.0013, 0.047))
"""Saving of one year's tranche as a share of expenditure."""
SAVING_BY_YEAR = Limit(0, 50, seen=(1, 3.1))
"""Largest tranche of a saving as a multiple of its smallest."""
RETURN_OF_YEAR = Limit(0.00001, inf, seen=(0.002, 0.0041))
"""Yearly saving of an investment as a share of expenditure."""
COST_OF_YEAR = Limit(0.00001, 0.1, seen=(0.000036, 0.19))
"""Commitment, investment, transfer or impact of an event in one year as a share of expenditure; 19% was seen once."""
RESERVE = Limit(0.00001, 0.25, seen=(0, 0.041))
"""Opening balance of a reserve, or a planned contribution to it, as a share of expenditure."""
USE_OF_RESERVE = Limit(0.001, 1, seen=(0.01, 1))
"""Planned use of a reserve in one year as a share of its opening balance and the contributions until then."""
RATES = {
    "pay": Limit(0, 0.1, seen=(0.025, 0.0425), least=0.005),
    "prices": Limit(-0.005, 0.12, seen=(0.015, 0.04), least=0.005),
    "growth": Limit(0, 0.045, seen=(0.005, 0.025), least=0.001),
    "funding": Limit(-0.01, 0.1, seen=(0.016, 0.035), least=0.005),
    "error": Limit(-0.01, 0.01, seen=(0, 0), least=0.0001),
}
"""Yearly rate by its use; a rate with several uses may lie within any of them. From 1989 to 2025 CPI was 0% to 9.1%."""
PAST_RATE = Limit(-0.1, 0.3, seen=(0.025, 0.0425), least=0.0005)
"""Yearly rate of the base year or an earlier one, whatever its use: a fact, which may be far from forecasts."""
ADDED_RATE = Limit(-0.03, 0.06, seen=(0.0025, 0.033), least=0.0005)
"""Rate that an assumption adds to the one that it follows."""
LASTING_ADDED = Limit(-0.02, 0.025, seen=(0.0025, 0.015), least=0.0005)
"""Rate that an assumption adds to the one that it follows in all later years."""
TOGETHER = Limit(-0.05, 0.08, seen=(0.025, 0.077))
"""Followed rate of a year and the rate that is added to it."""
CHANGED_RATE = Limit(-0.08, 0.08, seen=(0.01, 0.02), least=0.0005)
"""Change that a risk event makes to a rate."""
RATE_BY_YEAR = Limit(0, 5, seen=(1, 2.2))
"""Larger of two years' rates as a multiple of the smaller, if they differ by more than `SMALL_STEP_OF_RATE`."""
SMALL_STEP_OF_RATE = 0.02
"""Largest difference between two years' rates that is small."""
VACANCIES = Limit(0, 0.3, seen=(0.05, 0.14), least=0.02)
"""Vacant share of posts."""
ON_COSTS = Limit(0, 0.6, seen=(0.2, 0.34), least=0.15)
"""Employer's on-costs as a share of pay."""
AGENCY = Limit(0, 1, seen=(0.3, 1), least=0.1)
"""Share of vacant posts that agency staff cover, and their extra cost as a share of a post's."""
DELIVERY = Limit(0, 1.5, seen=(0.4, 0.92), least=0.15)
"""Share of savings that is achieved."""
PART_YEAR = Limit(0, 1, seen=(0.5, 1), least=1 / 12)
"""Share of a saving's full-year amount that its first year achieves: a month at least."""
FIXED_SHARE = Limit(0, 1, seen=(0.1, 0.7), least=0.05)
"""Share of a line's cost that doesn't follow volume."""
SLIPS = Limit(0, 1, seen=(0.3, 1), least=0.1)
"""Share of a saving not achieved on time that is achieved a year late."""
ADJUSTED = Limit(-0.15, 0.15, seen=(0.005, 0.042), least=0.0001)
"""Correction of a budget as a share of it."""
PROBABILITY = Limit(0, 1, seen=(0.05, 0.6), least=0.03)
"""Probability of a risk event."""
YEARLY_PROBABILITY = Limit(0, 0.75, seen=(0.1, 0.3), least=0.01)
"""Probability of an event that may happen in every year; a cost of nearly every year is no risk."""
ONE_OFF = Limit(0, 1, seen=(0.007, 0.015), least=0.0001)
"""One-off part of a budget as a share of it."""
COUNTED = Limit(0, 1, seen=(0.2, 1), least=0.01)
"""Share of an amount that counts: what is bought elsewhere, recovered, repaid, clawed back, hosted, of a locality."""
RELEASED = Limit(0, 1, seen=(0.2, 1), least=0.1)
"""Share of money that is released, reinvested or cashable."""
MOVED = Limit(0, 1, seen=(0.03, 0.12), least=0.001)
"""Share of a line's activity that moves."""
OF_EXPENDITURE = Limit(0, 0.15, seen=(0.02, 0.04), least=0.001)
"""Minimum level of a reserve, or cap of a surplus, as a share of expenditure."""
CORRELATION = Limit(-1, 1, seen=(0.3, 0.8), least=0.01)
"""Correlation of two assumptions."""
PERSISTENCE = Limit(0, 1, seen=(0.3, 1), least=0.1)
"""Correlation of one year's deviation with the next year's, and between the savings of a partner."""
LIMIT_OF_RATE = Limit(-0.2, 0.15, seen=(0, 0.03))
"""Lowest or highest value that a rate may take."""
CAP_OF_SHARE = Limit(0, 2, seen=(1, 1.1))
"""Highest value that a share may take."""
SERVICE_LEVEL = Limit(0, 1.6, seen=(0.9, 0.97), least=0.4)
"""Service level as a multiple of today's; zero for a service that stops."""
HEALTHIER = Limit(-0.2, 0.4, seen=(0.05, 0.1), least=0.001)
"""Years by which use of services moves to a later age each year. Spreads from -0.05 to 0.2 were seen."""
SIDE_OF_INTERVAL = Limit(-0.04, 0.045, seen=(-0.015, 0.025), least=0.001)
"""P10 and P90 of a rate, less its central value."""
SIDE_OF_RANGE = Limit(-0.15, 0.3, seen=(-0.08, 0.22), least=0.001)
"""Lowest and highest value of a rate, less its central value."""
SD_OF_RATE = Limit(0, 0.05, seen=(0.002, 0.002), least=0.0005)
"""Standard deviation of a rate."""
SD_OF_SHARE = Limit(0, 0.4, seen=(0.15, 0.17), least=0.005)
"""Standard deviation of a share."""
BEYOND_SHARE = 0.05
"""Largest part of a spread that may lie below 0% of a share, or above 100% or its cap."""
OF_CENTRAL = Limit(0, 6, seen=(0.5, 2.51), least=0.1)
"""Lowest and highest value of money, an index or a number, as multiples of its central value."""
SD_OF_MEAN = Limit(0, 2, seen=(0, 1), least=0.001)
"""Standard deviation of money, an index or a number, as a multiple of its mean."""
COST_OF_UNIT = {
    "hours": Limit(10, 180, seen=(19.6, 92.5)),
    "places": Limit(15_000, 250_000, seen=(45_000, 71_900)),
    "residents": Limit(15_000, 250_000, seen=(27_200, 135_200)),
    "beds": Limit(20_000, 400_000, seen=(45_000, 70_000)),
    "bed days": Limit(150, 3_000, seen=(454, 776)),
}
"""Cost of a unit of activity in the base year, in pounds, by the unit."""
COST_OF_SMALL_HOME = Limit(40_000, 700_000, seen=(45_000, 700_000))
"""Cost of a place in a small home with many staff, such as a children's house, in pounds; no plan seen has one."""
UNIT_SETTINGS = {
    "places": ("institutional",),
    "residents": ("institutional",),
    "beds": ("hospital",),
    "bed days": ("hospital",),
}
"""Settings in which a unit means what its cost is known for."""
RETURN = Limit(0.145, 1.5, seen=(0.57, 1))
"""Yearly saving of an investment as a multiple of all that is spent on it."""
MOSTLY_FIXED = Limit(0, 0.8, seen=(0.1, 0.7))
"""Fixed share of a line whose demand is stated."""
MOSTLY_FIXED_THERE = Limit(0, 0.95, seen=(0.1, 0.9))
"""The same in a hospital or in management (`other`), most of which stays when there is less to do."""
UNIT_MONEY = Limit(0, 1.5, seen=(0.57, 0.93))
"""Money that a closed unit releases, or that a new one costs, as a multiple of what a unit costs today."""
SHIFTED_RATE = Limit(-0.03, 0.03, seen=(-0.0075, 0.01), least=0.001)
"""Amount that a scenario adds to a yearly rate; the range is that of the shipped scenarios."""
SHIFTED_SHARE = Limit(0, 5, seen=(0, 1.5))
"""Amount that a scenario adds to a share as a multiple of the largest deviation that its spread allows."""
LASTING_PAY = Limit(0, 0.055, seen=(0.02, 0.0475))
LASTING_RATE = Limit(-0.02, 0.08, seen=(0.005, 0.04))
"""Yearly rates of pay, and of all else, to which a scenario takes a plan for good."""
FUNDED = Limit(-1, 1, seen=(0.86, 1))
"""Share of one rise in cost that all funding sources together fund."""
OF_SAME_THING = Limit(0.8, 1.25, seen=(inf, inf))
"""Amount of an entry as a multiple of another's with its words, if the two may be one thing; no plan has a pair."""
UNCOMMON = 3
"""Largest number of entries with a word that may say that two of them are one thing."""
ONE_OF_ROW = Limit(1 / 5, 4, seen=(1 / 2.9, 2.9))
"""Amount of a row of years as a multiple of each neighbour."""
FIRST_OF_ROW = Limit(0, 8, seen=(1 / 2.9, 2.9))
"""First amount of a row, or one of two, as a multiple of the next."""
SMOOTH = Limit(1, 5, seen=(1, 5.7))
"""Largest of the other amounts of a row as a multiple of their smallest, if they are a row in which one stands out."""
LIKE_SIZED = Limit(1 / 1.7, 1.7, seen=(inf, inf))
"""Amount as a multiple of the usual one of its row, if the two are of about the same size."""
ALIKE = Limit(0, 3, seen=(0, 2.2))
"""Corrections are alike if the largest, as a share of its budget, is at most this many times the smallest."""
OF_OTHERS = Limit(1 / 4, 4, seen=(0.6, 1.4))
"""Correction as a multiple of the middle one of other lines."""
OF_OWN_SPREAD = Limit(0.08, 4, seen=(0.09, 3))
"""Lasting rate as a multiple of the largest deviation that its spread allows."""
NEARLY = Limit(1 / 3, 3, seen=(1 / 2.9, 2.9))
"""Amount of a row, put right, as a multiple of a neighbour."""
PART_OF_UNIT = Limit(0.7, 1.4, seen=(1.0, 1.07))
"""Yearly cost of another unit as a multiple of what a unit of its line costs."""
REPLACED = Limit(0.05, 3, seen=(0.49, 0.62))
"""Cost of the units that a move adds as a multiple of the cost of the unit that leaves."""
COST_OF_LINE = Limit(0, 0.4, seen=(0, 0.12))
"""Commitment or investment in one year as a share of the cost of its one line."""
COST_OF_LINES = Limit(0, 0.1, seen=(0, 0.026))
"""The same for several lines together: what changes them all by a tenth is a plan of another size."""
FUNDED_SHARE = Limit(0, 1, seen=(0.72, 1), least=0.3)
"""Share of a rise in cost that a funding source pays."""
WITHIN_RISE = Limit(0.0025, 0.05, seen=(0.0025, 0.033))
"""Rate added to a followed one, if an addition out of its limits is the whole rise."""
