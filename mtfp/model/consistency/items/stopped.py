"""Check of stopped services: cost that stays for good, because nothing says that it runs off."""

from collections.abc import Iterator

import numpy as np

from mtfp.model.base.arrays import Array, sum_of
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.base.years import levels
from mtfp.model.costs.drivers import fixed_levels, service_levels, unit_levels
from mtfp.model.costs.line import Line
from mtfp.model.costs.move import Move
from mtfp.model.costs.service_level import ServiceLevel
from mtfp.model.plan import Plan


def check_stopped_services(plan: Plan) -> Iterator[Complaint]:
    """Warn of a service that stops while some of its cost stays for good, because nothing says that it runs off."""
    for name, line in plan.lines.items():
        changes = _levels(name, line, plan)
        stops = [change for change, level in changes if level[-1] <= 0]
        if line.kind == "income" or not stops or any(_runs_off(change) for change in stops):
            continue
        cost = unit_levels(line, plan.timeline)[0][-1]
        for change, _ in changes:
            cost = cost * change.cost_left(plan.timeline)[-1] if isinstance(change, Move) else cost
        stays = line.recurring_base(plan.base_year) * (line.fixed_share + (1 - line.fixed_share) * cost)
        if stays > 0:
            year = plan.timeline.labels[min(int(np.argmax(level <= 0)) for change, level in changes if change in stops)]
            yield _stays(name, float(stays), year, plan)


def _levels(name: str, line: Line, plan: Plan) -> list[tuple[ServiceLevel | Move, Array]]:
    """Return the changes that lower a line's activity, each with the level that it leaves by year.

    A move out of a line doesn't stop its service in a year in which activity arrives there by another move.
    """
    found: list[tuple[ServiceLevel | Move, Array]] = [(each, each.levels(plan.timeline)) for each in line.service_level]
    out = [move for move in plan.moves.values() if name in move.out_of.of(plan.lines)]
    arrives = _arrives(name, plan) if out else np.zeros(len(plan.timeline))
    return found + [(move, np.where(arrives > 0, 1.0, 1 - move.gone(plan.timeline))) for move in out]


def _arrives(name: str, plan: Plan) -> Array:
    """Return a number by year, shape (year,), that is above zero in years in which activity arrives at a line.

    As in the engine, the money that brings it counts as if every service stopped that could.
    """
    grows = [
        sum_of([_brought(move, source, plan) for source in move.out_of.of(plan.lines)], ())
        * sum_of([_there(move, target, plan) for target in move.into.of(plan.lines)], ())
        for move in plan.moves.values()
        if name in move.into.of(plan.lines)
    ]
    return _activity(name, plan) * sum_of(grows, (len(plan.timeline),))


def _there(move: Move, target: str, plan: Plan) -> Array:
    """Return a number by year that is above zero where a line has activity to which a move can add."""
    line = plan.lines[target]
    counts = (1 - line.fixed_share) * _money(line, plan) if move.ratio is None else _counted(line)
    return np.multiply(_activity(target, plan), counts)


def _counted(line: Line) -> float:
    return line.activity.base if line.activity else 0.0


def _brought(move: Move, source: str, plan: Plan) -> Array:
    """Return a number by year that is above zero where a move takes units (`ratio`) or money out of a line."""
    line, timeline = plan.lines[source], plan.timeline
    if move.ratio is not None:
        return np.multiply(move.ratio * _counted(line) * move.gone(timeline), _activity(source, plan))
    freed, f = 1 - move.cost_left(timeline), line.fixed_share
    others = [each for each in plan.moves.values() if source in each.out_of.of(plan.lines)]
    left = np.min([fixed_levels(line, timeline), *(each.fixed_left(timeline) for each in others)], axis=0)
    fixed = np.where(freed > 0, f * (fixed_levels(line, timeline) - left), 0.0)
    follows = (1 - f) * unit_levels(line, timeline)[0] * _led(source, plan) * freed
    return np.multiply((move.reinvested or 0.0) * _money(line, plan), fixed + follows)


def _activity(name: str, plan: Plan) -> Array:
    return np.multiply(service_levels(plan.lines[name], plan.timeline), _led(name, plan))


def _led(name: str, plan: Plan) -> Array:
    """Return the service level of the line that a line follows, shape (year,); 1 if it follows none."""
    leader = plan.lines[name].demand.line
    follows = leader if plan.lines[name].cost is None else None
    return service_levels(plan.lines[follows], plan.timeline) if follows else np.ones(len(plan.timeline))


def _money(line: Line, plan: Plan) -> Array:
    if line.cost is None:
        return np.full(len(plan.timeline), line.recurring_base(plan.base_year))
    return np.multiply(line.our_share, levels(line.cost, plan.timeline))


def _runs_off(change: ServiceLevel | Move) -> bool:
    """Return True if cost runs off after a change stops the service, or if its cost is stated separately."""
    return change.stranded is not None or (isinstance(change, ServiceLevel) and change.step_fixed)


def _stays(name: str, cost: float, year: str, plan: Plan) -> Complaint:
    label, money = plan.label("lines", name), planned_money(cost, plan.unit)
    message = f"{label} stops in {year}, but {money} a year of its cost stays, in prices of {plan.base_year}"
    fix = "add `stranded: {years: 2}` to the change that stops it, or change nothing if this cost stays for good"
    return Complaint("W518", ("lines", name), message, fix, True)


STOPPED = (check_stopped_services,)
