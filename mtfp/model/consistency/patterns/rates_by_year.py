"""Check of a rate among those of the other years: a misplaced point, and a year that a path leaves out."""

from collections.abc import Iterator
from itertools import pairwise

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.year_forms import financial_year
from mtfp.model.base.years import ByYear, first_calendar_year
from mtfp.model.consistency.patterns.swapped_digits import in_other_orders
from mtfp.model.consistency.scale.likely import in_percent
from mtfp.model.plan import Plan

TIMES = 5.0
"""Least multiple of the largest other rate, or divisor of the smallest, at which a rate is asked about."""
FAR, NEAR = 0.02, 0.01
"""Least distance of a rate from all others at which its digits may be swapped, and largest one once they are mended."""
LEAST = 2
"""Least number of other rates."""
FIX = "correct the rate; if it is right, say why in `note:`, with the word “checked”"


def check_rates_by_year(plan: Plan) -> Iterator[Complaint]:
    """Ask about a rate ten times too small or too large among those of other years, and about a year left out."""
    for name, assumption in plan.assumptions.items():
        if assumption.unit == "rate" and assumption.central and assumption.central.years:
            at: Path = ("assumptions", name, "central")
            yield from _far(plan, at, assumption.central)
            yield from _left_out(plan, at, assumption.central)


def _far(plan: Plan, at: Path, path: ByYear[float]) -> Iterator[Complaint]:
    rates = {**path.years, **({} if path.then is None else {"then": path.then})}
    for key, rate in rates.items():
        others = [float(each) for other, each in rates.items() if other != key]
        if len(others) < LEAST or min(others) <= 0 or rate <= 0:
            continue
        low, high = min(others), max(others)
        if (rate * TIMES < low or rate > TIMES * high) and high <= TIMES * low:
            right = in_percent(float(rate) * (10 if rate < low else 0.1))
            message = (
                f"{plan.label('assumptions', str(at[1]))} is {in_percent(float(rate))} "
                f"{'in later years' if key == 'then' else f'in {key}'}, and {in_percent(low)} to {in_percent(high)} in "
                f"all others: is it {right}?"
            )
            yield Complaint("W726", (*at, key), message, FIX)
        elif other := _swapped(float(rate), low, high):
            when = "in later years" if key == "then" else f"in {key}"
            label, is_now = plan.label("assumptions", str(at[1])), in_percent(float(rate))
            message = (
                f"{label} is {is_now} {when}, and {in_percent(low)} to {in_percent(high)} in all "
                f"others: are digits in another order, and is it {in_percent(other)}?"
            )
            yield Complaint("W726", (*at, key), message, FIX)


def _swapped(rate: float, low: float, high: float) -> float | None:
    """Return a rate far from all others with two digits swapped, if it is then near them.

    >>> _swapped(0.0815, 0.0185, 0.0223), _swapped(0.0725, 0.0375, 0.0425), _swapped(0.035, 0.02, 0.023)
    (0.0185, 0.0275, None)
    """
    if low - FAR < rate < high + FAR:
        return None
    swaps = (round(each / 100, 8) for each in in_other_orders(round(rate * 100, 6)))
    return min(
        (each for each in swaps if low - NEAR <= each <= high + NEAR), key=lambda each: abs(each - low), default=None
    )


def _left_out(plan: Plan, at: Path, path: ByYear[float]) -> Iterator[Complaint]:
    """Ask about a year between two years of a path, which has the rate of the later years."""
    years = sorted(first_calendar_year(year) for year in path.years)
    for before, after in pairwise(years):
        if after - before == LEAST and path.then is not None:
            message = (
                f"{plan.label('assumptions', str(at[1]))} has a rate for {financial_year(before)} and for "
                f"{financial_year(after)}, but none for {financial_year(before + 1)}, which takes that of later years: "
                "is one of them a year out?"
            )
            yield Complaint("W726", (*at, financial_year(before)), message, FIX.replace("the rate", "the year"))


RATES_BY_YEAR = (check_rates_by_year,)
