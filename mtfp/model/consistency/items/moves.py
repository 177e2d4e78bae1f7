"""Checks of moves of activity: lines that activity can leave and join, and set-aside money that moves with it."""

from collections.abc import Iterator

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import listed
from mtfp.model.costs.line import Line
from mtfp.model.costs.move import Move
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


def check_money_of_moves(plan: Plan) -> Iterator[Complaint]:
    """Warn of moves between the set-aside and the integrated budget, with which no cash moves.

    A transfer of the money would lower the cost of the same set-aside lines a second time, which is an error.
    """
    for name, move in plan.moves.items():
        sources, targets = move.out_of.of(plan.lines), move.into.of(plan.lines)
        blocks = [{plan.lines[line].set_aside for line in names} for names in (sources, targets)]
        twice = list(_lowered_twice(plan, name, sources))
        yield from twice
        if all(blocks) and blocks[0] != blocks[1] and not twice:
            message = (
                "activity moves between set-aside services and the integrated budget, but set-aside money isn't cash"
            )
            fix = "select lines of one side only, or use the lever `capacity`, which moves the money too"
            yield Complaint("W555", ("moves", name, "out_of"), message, fix)


def _lowered_twice(plan: Plan, name: str, sources: tuple[str, ...]) -> Iterator[Complaint]:
    """Yield a complaint for each transfer that lowers the cost of lines which a move leaves, unless for other units.

    Lines whose units close keep the cost of these units for the transfer: no move takes a share of it.
    """
    whole = {line for line in sources if any(change.step_fixed for change in plan.lines[line].service_level)}
    for key, transfer in plan.transfers.items():
        both = [line for line in transfer.targets(plan.lines) if line in sources and line not in whole]
        if both and not transfer.other_units:
            message = f"the cost of {listed(both)} would fall twice: by this transfer, and by the move `{name}`"
            fix = "keep one of the two, or write `other_units: true` in the transfer if it is for other beds"
            yield Complaint("E337", ("transfers", key), message, fix, True)


MOVES = (check_moves, check_money_of_moves)
