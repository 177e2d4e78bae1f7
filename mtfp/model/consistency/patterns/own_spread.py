"""Check of a rate against its own spread: 5% a year with deviations of half a point has a misplaced point."""

from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.scale.likely import in_percent
from mtfp.model.consistency.scale.limits import OF_OWN_SPREAD
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.shapes import Moments

TEN = 10.0


def check_own_spread(plan: Plan) -> Iterator[Complaint]:
    """Warn of a lasting rate that is far larger or smaller than the deviations that its spread allows."""
    year = plan.timeline.last
    for name, assumption in plan.assumptions.items():
        spread = assumption.spread.at(year) if assumption.spread else None
        rate = assumption.central.at(year) if assumption.central else None
        if (
            assumption.unit != "rate"
            or not spread
            or not spread.around
            or isinstance(spread.shape, Moments)
            or not rate
        ):
            continue
        widest = max(abs(number) for number in spread.shape.span)
        if not widest or OF_OWN_SPREAD.holds(abs(rate) / widest):
            continue
        low, high = (in_percent(number) for number in spread.shape.span)
        right = rate / TEN if abs(rate) > widest else rate * TEN
        asked = f"is it {in_percent(right)}?" if OF_OWN_SPREAD.holds(abs(right) / widest) else "are its digits right?"
        message = (
            f"{plan.label('assumptions', name)} is {in_percent(rate)} a year, but its spread is "
            f"{'only ' if abs(rate) > widest else ''}from {low} to {high} around it: {asked}"
        )
        key = year if assumption.central and year in assumption.central.years else "then"
        fix = "correct the figure or its spread; if they are right, say why in `note:`, with the word “checked”"
        yield Complaint("W667", ("assumptions", name, "central", key), message, fix)


OWN_SPREAD = (check_own_spread,)
