"""Whole units of lines: which lines count them, how many there are, and what is wrong with a wish for some."""

from collections.abc import Iterator
from math import prod

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import listed
from mtfp.model.plan import Plan

SLACK = 1e-9
"""What rounding may leave of units that earlier changes have closed and opened."""


def counted(names: tuple[str, ...], plan: Plan) -> tuple[str, ...]:
    """Those of some lines that have an activity."""
    return tuple(name for name in names if (activity := plan.lines[name].activity) and activity.base)


def units_there(names: tuple[str, ...], plan: Plan, year: str) -> float:
    """How many units some lines have in a year: Σ base · V, V as the plan's changes leave it; our share of hosted."""
    t = min(max(plan.timeline.at(year), 0), plan.timeline.years)
    there = 0.0
    for line in (plan.lines[name] for name in counted(names, plan)):
        if line.activity:
            level = prod(float(change.levels(plan.timeline)[t]) for change in line.service_level)
            there += line.activity.base * line.our_share * level
    return there


def unit_complaints(names: tuple[str, ...], plan: Plan, unit: str) -> Iterator[Complaint]:
    """That lines count something else, or nothing."""
    with_units = counted(names, plan)
    found = {activity.unit for name in with_units if (activity := plan.lines[name].activity)}
    if wrong := sorted(found - {unit}):
        message = f"the lines have {listed(wrong)}, not `{unit}`"
        yield Complaint("E413", ("unit",), message, f"write `unit: {wrong[0]}`, or aim at lines with that unit")
    if without := [name for name in names if name not in with_units]:
        message = f"no activity is said of {listed(without)}: money alone is counted there, and no {unit}"
        yield Complaint("W557", ("lines",), message, "add `activity:` to the plan's line, or aim at other lines")


def too_many(names: tuple[str, ...], plan: Plan, year: str, unit: str, closing: float | None) -> Iterator[Complaint]:
    """That more units would close than there are, or some open where there are none; or that they change later too."""
    years = [year, *(each for each in plan.timeline.projected if each > year)]
    numbers = [units_there(names, plan, each) for each in years]
    there, steps = numbers[0], zip(numbers, numbers[1:], years[1:], strict=False)
    if counted(names, plan) and (there <= 0 or (closing or 0) > there * (1 + SLACK)):
        key = "close" if closing else "open"
        yield Complaint("E413", (key,), f"there are {there:,.6g} {unit} in {year}", "write how many of them are meant")
    elif later := [each for before, after, each in steps if abs(after - before) > SLACK * before]:
        message = f"the number of {unit} changes again in {later[0]}, and what is written here by as much"
        yield Complaint("W558", ("from",), message, "put levers on the same units in the order of their years")
