"""Units of lines, such as beds or places: their number by year, and complaints about closing or opening them."""

from collections.abc import Iterator

from mtfp.draws.of_plan import central_draws
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import listed
from mtfp.model.costs.drivers import service_levels
from mtfp.model.costs.moved import Moved, units
from mtfp.model.costs.population import ageing_of
from mtfp.model.plan import Plan

SLACK = 1e-9
"""Relative error that rounding may leave in a number of units after earlier changes."""


def counted(names: tuple[str, ...], plan: Plan) -> tuple[str, ...]:
    """Return the lines that state an activity above zero."""
    return tuple(name for name in names if (activity := plan.lines[name].activity) and activity.base)


def units_there(names: tuple[str, ...], plan: Plan, year: str) -> float:
    """Return the units of some lines in a year, in the central case: Σ base · D, with demand and levels in D.

    Only our share of hosted units counts. Moves of activity, which are worked out after all levers, don't.
    """
    lines, t = counted(names, plan), min(max(plan.timeline.at(year), 0), plan.timeline.years)
    if not lines:
        return 0.0
    draws = central_draws(plan)
    leads = {line for name in lines if (line := plan.lines[name].demand.line)}
    profiles = [use for name in {*lines, *leads} if (use := plan.lines[name].demand.profile)]
    ageing = ageing_of(plan.population, profiles, draws, plan.supplied)
    factors = Moved.of(plan.lines, {}, draws, ageing, [*lines, *leads]).before
    return sum(float(units(plan.lines[name], factors[name])[t, 0]) for name in lines)


def _at_todays_demand(names: tuple[str, ...], plan: Plan, year: str) -> float:
    """Return the units of some lines in a year at the demand of the base year: Σ base · V, with V the service level."""
    t, there = plan.timeline.at(year), 0.0
    for line in (plan.lines[name] for name in counted(names, plan)):
        if line.activity:
            there += line.activity.base * line.our_share * float(service_levels(line, plan.timeline)[t])
    return there


def unit_complaints(names: tuple[str, ...], plan: Plan, unit: str) -> Iterator[Complaint]:
    """Yield complaints about lines that count their activity in another unit than `unit`, or state none."""
    with_units = counted(names, plan)
    found = {activity.unit for name in with_units if (activity := plan.lines[name].activity)}
    if wrong := sorted(found - {unit}):
        message = f"the lines count {listed(wrong)}, not `{unit}`"
        yield Complaint("E413", ("unit",), message, f"write `unit: {wrong[0]}`, or select lines with that unit")
    if without := [name for name in names if name not in with_units]:
        message = f"{listed(without)} has no `activity`, so its money changes but not its number of {unit}"
        yield Complaint("W557", ("lines",), message, "add `activity:` to the plan's line, or select other lines")


def too_many(names: tuple[str, ...], plan: Plan, year: str, unit: str, closing: float | None) -> Iterator[Complaint]:
    """Yield complaints if the lines have no units, or too few to close, or if their number changes again later."""
    there = units_there(names, plan, year)
    if counted(names, plan) and (there <= 0 or (closing or 0) > there * (1 + SLACK)):
        key = "close" if closing else "open"
        fix = "close no more units than the lines have" if closing else "select lines that have units"
        yield Complaint("E413", (key,), f"the lines have {round(there, 1):,.6g} {unit} in {year}", fix)
        return
    years = [each for each in plan.timeline.projected if each >= year]
    numbers = [_at_todays_demand(names, plan, each) for each in years]
    steps = zip(numbers, numbers[1:], years[1:], strict=False)
    if later := [each for before, after, each in steps if abs(after - before) > SLACK * before]:
        message = f"the number of {unit} changes again in {later[0]}, and so does the effect of this lever"
        yield Complaint("W558", ("from",), message, "list levers for the same units in the order of their years")
