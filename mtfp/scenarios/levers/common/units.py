"""Units of lines, such as beds or places: their number by year, and complaints about closing or opening them."""

from collections.abc import Iterator
from math import prod

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import listed
from mtfp.model.plan import Plan

SLACK = 1e-9
"""Relative error that rounding may leave in a number of units after earlier changes."""


def counted(names: tuple[str, ...], plan: Plan) -> tuple[str, ...]:
    """Return the lines that state an activity above zero."""
    return tuple(name for name in names if (activity := plan.lines[name].activity) and activity.base)


def units_there(names: tuple[str, ...], plan: Plan, year: str) -> float:
    """Return the units of some lines in a year: Σ base · V, with V the service level. Of hosted units, our share."""
    t = min(max(plan.timeline.at(year), 0), plan.timeline.years)
    there = 0.0
    for line in (plan.lines[name] for name in counted(names, plan)):
        if line.activity:
            level = prod(float(change.levels(plan.timeline)[t]) for change in line.service_level)
            there += line.activity.base * line.our_share * level
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
    years = [year, *(each for each in plan.timeline.projected if each > year)]
    numbers = [units_there(names, plan, each) for each in years]
    there, steps = numbers[0], zip(numbers, numbers[1:], years[1:], strict=False)
    if counted(names, plan) and (there <= 0 or (closing or 0) > there * (1 + SLACK)):
        key = "close" if closing else "open"
        fix = "close no more units than the lines have" if closing else "select lines that have units"
        yield Complaint("E413", (key,), f"the lines have {there:,.6g} {unit} in {year}", fix)
    elif later := [each for before, after, each in steps if abs(after - before) > SLACK * before]:
        message = f"the number of {unit} changes again in {later[0]}, and so does the effect of this lever"
        yield Complaint("W558", ("from",), message, "list levers for the same units in the order of their years")
