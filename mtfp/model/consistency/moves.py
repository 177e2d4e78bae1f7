"""Checks of moves of activity and of stopped services: lines that activity can leave and join, and cost that stays."""

from collections.abc import Iterator
from math import prod

import numpy as np

from mtfp.findings.place import Path
from mtfp.model.base.arrays import Array
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.part import listed
from mtfp.model.costs.line import Line
from mtfp.model.costs.move import Move
from mtfp.model.costs.service_level import ServiceLevel
from mtfp.model.plan import Plan


def check_moves(plan: Plan) -> Iterator[Complaint]:
    """Require that activity moves between lines that can lose and gain it, in projected years."""
    for name, move in plan.moves.items():
        at: Path = ("moves", name)
        yield from move_complaints(plan, move, at, "E336")
        if plan.timeline.at(move.from_) < 1:
            message = f"a move must begin after the base year, found {move.from_}"
            yield Complaint("E306", (*at, "from"), message, f"write {plan.timeline.labels[1]} or later")
        if move.to and plan.timeline.at(move.to) < plan.timeline.at(move.from_):
            yield Complaint("E306", (*at, "to"), "`to` comes before `from`", "swap the two years")


def move_complaints(plan: Plan, move: Move, at: Path, code: str) -> Iterator[Complaint]:
    """Yield the complaints about the lines of one move; `at` is the path of its keys, `code` that of its errors."""
    sources, targets = _existing(move.out_of.of(plan.lines), plan), _existing(move.into.of(plan.lines), plan)
    for key, names in (("out_of", sources), ("into", targets)):
        income = [name for name in names if plan.lines[name].kind == "income"]
        if income:
            message = f"{listed(income)} is income, and has no activity of its own to move"
            fix = "move the service, and let the income follow it with `demand: {line: ...}`"
            yield Complaint(code, (*at, key), message, fix)
    both = [name for name in sources if name in targets]
    if both:
        message = f"activity would move from {listed(both)} back to the same line"
        yield Complaint(code, (*at, "into"), message, "select fewer lines")
    if move.ratio is not None:
        yield from _uncounted(plan, {"out_of": sources, "into": targets}, at, code)
    elif targets and sum(_follows_volume(plan.lines[name], plan) for name in targets) <= 0:
        message = f"no part of the cost of {listed(targets)} follows volume, so its activity can't grow"
        yield Complaint(code, (*at, "into"), message, "lower its `fixed_share`, or move into another line")


def _existing(names: tuple[str, ...], plan: Plan) -> tuple[str, ...]:
    return tuple(name for name in names if name in plan.lines)


def _follows_volume(line: Line, plan: Plan) -> float:
    return line.recurring_base(plan.base_year) * (1 - line.fixed_share)


def _uncounted(plan: Plan, sides: dict[str, tuple[str, ...]], at: Path, code: str) -> Iterator[Complaint]:
    """Yield complaints if `ratio` is used with lines that state no activity, or that count it in several units."""
    for key, names in sides.items():
        uncounted = [name for name in names if not (activity := plan.lines[name].activity) or not activity.base]
        units = {activity.unit for name in names if (activity := plan.lines[name].activity)}
        fix = "give all these lines an `activity` in the same unit, or use `reinvested`"
        if uncounted:
            yield Complaint(code, (*at, key), f"`ratio` needs the `activity` of {listed(uncounted)}", fix)
        elif len(units) > 1:
            message = f"with `ratio`, all lines here must count the same unit, found {listed(sorted(units))}"
            yield Complaint(code, (*at, key), message, fix)


def check_moves_of_set_aside(plan: Plan) -> Iterator[Complaint]:
    """Warn of activity that moves between the set-aside and the integrated budget, because no cash moves with it."""
    for name, move in plan.moves.items():
        sources, targets = move.out_of.of(plan.lines), move.into.of(plan.lines)
        blocks = [{plan.lines[line].set_aside for line in names} for names in (sources, targets)]
        if all(blocks) and blocks[0] != blocks[1]:
            message = (
                "activity moves between set-aside services and the integrated budget, but set-aside money isn't cash"
            )
            fix = "add a transfer for that money, or select lines of one side only"
            yield Complaint("W555", ("moves", name, "out_of"), message, fix)


def check_stopped_services(plan: Plan) -> Iterator[Complaint]:
    """Warn of a service that stops while some of its cost stays for good, because nothing says that it runs off."""
    for name, line in plan.lines.items():
        levels = _levels(name, line, plan)
        stops = [change for change, level in levels if level[-1] <= 0]
        if line.kind == "income" or not stops or any(_runs_off(change) for change in stops):
            continue
        cost = prod(change.cost_levels(plan.timeline)[-1] for change in line.service_level)
        cost *= prod(change.cost_left(plan.timeline)[-1] for change, _ in levels if isinstance(change, Move))
        stays = line.recurring_base(plan.base_year) * (line.fixed_share + (1 - line.fixed_share) * cost)
        if stays > 0:
            year = plan.timeline.labels[min(int(np.argmax(level <= 0)) for change, level in levels if change in stops)]
            yield _stays(name, float(stays), year, plan)


def _levels(name: str, line: Line, plan: Plan) -> list[tuple[ServiceLevel | Move, Array]]:
    """Return the changes that lower a line's activity, each with the level that it leaves by year.

    Moves out of a line into which activity also moves don't stop its service.
    """
    moves = plan.moves.values()
    out = () if any(name in move.into.of(plan.lines) for move in moves) else moves
    levels: list[tuple[ServiceLevel | Move, Array]] = [
        (each, each.levels(plan.timeline)) for each in line.service_level
    ]
    return levels + [(move, 1 - move.gone(plan.timeline)) for move in out if name in move.out_of.of(plan.lines)]


def _runs_off(change: ServiceLevel | Move) -> bool:
    """Return True if cost runs off after a change stops the service, or if its cost is stated separately."""
    return change.stranded is not None or (isinstance(change, ServiceLevel) and change.step_fixed)


def _stays(name: str, cost: float, year: str, plan: Plan) -> Complaint:
    label, money = plan.label("lines", name), planned_money(cost, plan.unit)
    message = f"{label} stops in {year}, but {money} a year of its cost stays, in prices of {plan.base_year}"
    fix = "add `stranded: {years: 2}` to the change that stops it, or change nothing if this cost stays for good"
    return Complaint("W518", ("lines", name), message, fix, True)


MOVES = (check_moves, check_moves_of_set_aside, check_stopped_services)
