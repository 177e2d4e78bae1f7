"""Checks of the policy of reserves: levels in order and near each other, dates of use, and reviews that are due."""

from collections.abc import Iterator
from itertools import pairwise

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.years import first_calendar_year
from mtfp.model.consistency.policy.paper import plan_date
from mtfp.model.consistency.scale.limits import OF_EXPENDITURE
from mtfp.model.plan import Plan
from mtfp.model.scheme.reserve import Reserve, ThresholdPath

LEVELS = {"floor": "minimum level", "target": "target level", "maximum": "maximum level"}
"""Keys of the levels of a reserve, the lowest first, with their words."""

CHECKED = "; if both are right, say why in `note:`, with the word “checked”"
MOST = {"floor": 4.0, "target": 4.0, "maximum": 3.0}
"""Largest multiple of a level of a reserve that the next higher level, or the cap of a surplus, may be."""


def check_order_of_levels(plan: Plan) -> Iterator[Complaint]:
    """Require a minimum level no higher than the target, and a target no higher than the maximum."""
    for name, reserve in plan.all_reserves.items():
        stated = [(key, path) for key in LEVELS if (path := getattr(reserve, key))]
        for (low, lower), (high, upper) in pairwise(stated):
            year = next((year for year in plan.timeline.projected if _above(lower, upper, year)), None)
            if year:
                message = f"the {LEVELS[high]} is below the {LEVELS[low]} in {year}"
                yield Complaint("E688", ("reserves", name, high), message, f"correct `{low}` or `{high}`")


def _above(lower: ThresholdPath, upper: ThresholdPath, year: str) -> bool:
    """Return True if the lower level is above the upper one. Money and a share of expenditure aren't compared."""
    low, high = lower.in_year(year), upper.in_year(year)
    if low.share is not None and high.share is not None:
        return low.share > high.share
    return low.amount is not None and high.amount is not None and low.amount > high.amount


def check_distance_of_levels(plan: Plan) -> Iterator[Complaint]:
    """Warn of two levels of a reserve, or of a level and the cap of the surplus that fills it, that are far apart."""
    surplus = plan.scheme.surplus
    for name, reserve in plan.all_reserves.items():
        stated = {("reserves", name, key): path for key in LEVELS if (path := getattr(reserve, key))}
        if surplus and surplus.to == name and surplus.cap:
            stated["scheme", "surplus", "cap"] = surplus.cap
        for (low, lower), (high, upper) in pairwise(stated.items()):
            times = max((_times(lower, upper, year) for year in plan.timeline.projected), default=0.0)
            if times > MOST[str(low[-1])]:
                words = {**LEVELS, "cap": "cap of the surplus"}
                message = (
                    f"the {words[str(high[-1])]} of {plan.label('reserves', name)} is {times:.3g} times its "
                    f"{words[str(low[-1])]}: are the digits of both right?"
                )
                fix = f"correct `{low[-1]}` or `{high[-1]}`{CHECKED}"
                yield Complaint("W719", low if high[-1] != "cap" else high, message, fix)
                break


def _times(lower: ThresholdPath, upper: ThresholdPath, year: str) -> float:
    """Return the upper level as a multiple of the lower one; zero if they can't be compared, or W561 asks about one."""
    low, high = lower.in_year(year), upper.in_year(year)
    if low.share and high.share:
        return high.share / low.share if OF_EXPENDITURE.holds(low.share) and OF_EXPENDITURE.holds(high.share) else 0.0
    return high.amount / low.amount if low.amount and high.amount else 0.0


def check_use_by(plan: Plan) -> Iterator[Complaint]:
    """Warn of planned use in a year that begins after the date by which the reserve is to be used."""
    for name, reserve in plan.all_reserves.items():
        for year, amount in reserve.planned_use.items():
            if amount and reserve.use_by and reserve.use_by < f"{first_calendar_year(year)}-04-01":
                message = (
                    f"{plan.label('reserves', name)} is to be used by {reserve.use_by}, but the plan uses "
                    f"{planned_money(amount, plan.unit)} of it later, in {year}: is the date right?"
                )
                fix = f"correct `use_by:`, or move the amount to a year that begins before {reserve.use_by}"
                yield Complaint("W655", ("reserves", name, "planned_use", year), message, fix)


def check_reviews(plan: Plan) -> Iterator[Complaint]:
    """Warn of reserves whose review is overdue at the plan's date."""
    on = plan_date(plan)
    for name, reserve in plan.all_reserves.items():
        if on and _is_overdue(reserve, on):
            message = f"the review of the reserve was due on {reserve.review}, before the plan's date, {on}"
            yield Complaint("W654", ("reserves", name, "review"), message, "review the reserve and write the next date")


def _is_overdue(reserve: Reserve, on: str) -> bool:
    return reserve.review is not None and reserve.review < on


RESERVES_POLICY = (check_order_of_levels, check_distance_of_levels, check_use_by, check_reviews)
