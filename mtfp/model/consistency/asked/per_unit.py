"""Checks of money for each unit of activity, and of what an investment saves for each pound."""

import re
from collections.abc import Iterator, Sequence

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.base.money_in_words import UNITS, planned_money
from mtfp.model.consistency.scale.limits import (
    COST_OF_SMALL_HOME,
    COST_OF_UNIT,
    PART_OF_UNIT,
    REPLACED,
    RETURN,
    UNIT_SETTINGS,
)
from mtfp.model.consistency.scale.size import Size
from mtfp.model.costs.saving import Investment
from mtfp.model.plan import Plan

SMALL_HOME = Form(
    r"\b(?:child\w*|young (?:people|person)\w*|youth|adolescent\w*|teenage\w*|learning disabilit\w*|autis\w*"
    r"|complex needs|brain injur\w*|forensic|secure|mental health|physical disabilit\w*|hospices?|respite|short breaks?"
    r"|core[- ]and[- ]cluster)\b",
    re.IGNORECASE,
)
"""Words of homes with many staff for each place."""
PERIODS = {
    52: "a number for a week",
    12: "a number for a month",
    365: "a number for a day",
    1 / 52: "52 times too many",
}
"""Factors that make a year's units of those of another period, each with what was typed."""


DEAR = 5_000.0
"""Least yearly cost of a unit, in pounds, that can be confused with the cost of a month."""
TIMES = (("month", 12), ("week", 52))
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10}
_ADDED = "(?:extra|additional|further)"
MORE = rf"\b(?:another|one more|an? {_ADDED}|(?P<count>{'|'.join(NUMBERS)}) (?:more|{_ADDED}))"
"""Form of words for one more unit, or for several more."""
OF_RETURN = "check `spend:` and `saves:`; if they are right, say why in `note:`, with the word “checked”"


def check_units(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of activity that doesn't fit its line's budget: the cost of an hour, a place or a bed is out of range."""
    for name, line in plan.lines.items():
        limit = COST_OF_UNIT.get(line.activity.unit.lower()) if line.activity else None
        small = limit and line.setting == "institutional" and _is_small_home(plan, name)
        limit = COST_OF_SMALL_HOME if small else limit
        if not (line.activity and limit) or _elsewhere(line.activity.unit, line.setting):
            continue
        units = line.activity.base * line.our_share
        cost = size.costs[name] * UNITS[plan.unit] / units if units > 0 else 0.0
        if cost > 0 and not limit.holds(cost):
            low, high = (planned_money(each, "£") for each in limit.seen)
            known = f"such places cost {low} to {high}" if small else f"other plans have {low} to {high}"
            message = (
                f"{plan.label('lines', name)} costs {planned_money(cost, '£')} for each of its {line.activity.base:,g} "
                f"{line.activity.unit}; {known}: is the number right?"
            )
            fix = "check `activity:` and the budget; if they are right, say why in `note:`, with the word “checked”"
            yield Complaint("W572", ("lines", name, "activity", "base"), message, fix)


def _is_small_home(plan: Plan, name: str) -> bool:
    """Return True for homes of children or of people whose places cost far more than those of care homes."""
    line = plan.lines[name]
    words = (line.care_group or "", plan.label("lines", name), name)
    return any(SMALL_HOME.search(each.replace("_", " ")) for each in words)


def _elsewhere(unit: str, setting: str) -> bool:
    """Return True if the unit means something else in a setting, such as a place in day care."""
    return unit.lower() in UNIT_SETTINGS and setting not in UNIT_SETTINGS[unit.lower()]


def check_ratios(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of a move whose added units cost next to nothing, or many times as much, of the unit that leaves."""
    asked_about = {complaint.path[1] for complaint in check_units(plan, size)}
    for name, move in plan.moves.items():
        if asked_about & {*move.out_of.of(plan.lines), *move.into.of(plan.lines)}:
            continue
        costs = [_of_unit(plan, size, each.of(plan.lines)) for each in (move.out_of, move.into)]
        leaves, added = costs[0], costs[1]
        if not (move.ratio and leaves and added) or REPLACED.holds(float(move.ratio) * added / leaves):
            continue
        times = next((each for each in PERIODS if REPLACED.holds(float(move.ratio) * each * added / leaves)), None)
        asked = f"is it {PERIODS[times]}?" if times else "is the number right?"
        message = (
            f"the move {plan.label('moves', name)} adds {move.ratio:,g} units of {planned_money(added, '£')}, together "
            f"{planned_money(float(move.ratio) * added, '£')} a year, for each unit of {planned_money(leaves, '£')} "
            f"that leaves: {asked}"
        )
        fix = "check `ratio:`, in units of a year; if it is right, say why in `note:`, with the word “checked”"
        yield Complaint("W572", ("moves", name, "ratio"), message, fix)


def _of_unit(plan: Plan, size: Size, names: Sequence[str]) -> float:
    """Return the cost of a unit of activity of a line, in pounds; zero for several lines, or without activity."""
    line = plan.lines.get(names[0]) if len(names) == 1 else None
    units = line.activity.base * line.our_share if line and line.activity else 0.0
    return size.costs[names[0]] * UNITS[plan.unit] / units if units > 0 else 0.0


def check_one_more(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of a cost for another place, or for more of them, that is a month's or a week's cost of such a place."""
    amounts = {("risk_events", name): event.impact.money for name, event in plan.risk_events.items()}
    for name, item in plan.commitments.items():
        amounts["commitments", name] = next((each for each in item.amount.values() if each), 0.0)
    for at, amount in amounts.items():
        item = getattr(plan, at[0])[at[1]]
        lines: Sequence[str] = item.targets(plan.lines) if item.line or item.lines else ()
        cost = _of_unit(plan, size, lines)
        if cost >= DEAR and amount and (asked := _of_period(plan, at, lines[0], abs(amount) * UNITS[plan.unit], cost)):
            fix = "write the amount of a year; if it is right, say why in `note:`, with the word “checked”"
            yield Complaint("W572", at, asked, fix, True)


def _of_period(plan: Plan, at: tuple[str, str], line: str, amount: float, cost: float) -> str:
    """Return the question about the cost of more units that is one of a month or a week; empty if it isn't one."""
    activity, label = plan.lines[line].activity, plan.label(*at)
    unit = activity.unit if activity else ""
    found = re.search(MORE + rf"(?: \w+)?? {re.escape(unit.lower().removesuffix('s'))}\w*", label, re.IGNORECASE)
    whole = cost * NUMBERS.get((found["count"] or "").lower(), 1) if found else 0.0
    period = next((each for each, times in TIMES if whole and PART_OF_UNIT.holds(amount * times / whole)), None)
    if not period:
        return ""
    return (
        f"{label} costs {planned_money(amount, '£')}, but each of the {unit} of {plan.label('lines', line)} costs "
        f"{planned_money(float(f'{cost:.3g}'), '£')} a year: is it the cost of a {period}?"
    )


def check_returns(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of an investment that saves far more in a year than all that is spent on it, or takes years to pay back."""
    for name, item in plan.investments.items():
        spent = sum(item.spend.values())
        if item.saves and _saves_early(item):
            yield _early(plan, name)
        if not item.saves or not spent or not item.saves.amount or RETURN.holds(item.saves.amount / spent):
            continue
        if item.saves.amount < spent:
            yield _pays_late(plan, name, item.saves.amount, spent)
        else:
            message = (
                f"{plan.label('investments', name)} saves {planned_money(item.saves.amount, plan.unit)} a year for "
                f"{planned_money(spent, plan.unit)} spent, {item.saves.amount / spent:.2g} times as much: are the two "
                "swapped, or is a digit wrong?"
            )
            yield Complaint("W573", ("investments", name, "saves", "amount"), message, OF_RETURN)


def _saves_early(item: Investment) -> bool:
    """Return True if the whole saving begins with the first spend, and other years of spend follow."""
    return bool(item.saves and item.saves.lag == 0) and sum(amount > 0 for amount in item.spend.values()) > 1


def _early(plan: Plan, name: str) -> Complaint:
    first, *_, last = sorted(year for year, amount in plan.investments[name].spend.items() if amount)
    message = (
        f"{plan.label('investments', name)} saves in full from {first} on, but money is spent on it until {last}: is "
        "its `lag` right?"
    )
    return Complaint("W573", ("investments", name, "saves", "lag"), message, OF_RETURN.replace("`spend:`", "`lag:`"))


def _pays_late(plan: Plan, name: str, saves: float, spent: float) -> Complaint:
    years = f"{spent / saves:.0f} years"
    message = (
        f"{plan.label('investments', name)} saves {planned_money(saves, plan.unit)} a year for "
        f"{planned_money(spent, plan.unit)} spent, so that it needs {years} to pay for itself: is a digit wrong, or is "
        "the saving that of a month?"
    )
    return Complaint("W573", ("investments", name, "saves", "amount"), message, OF_RETURN)


PER_UNIT = (check_units, check_ratios, check_one_more, check_returns)
