"""Moves of activity between lines, section 13: all worked out at once, from the plan without any move.

Readings: moves are between cost lines; those out of a line don't stop its service in a year in which something would
arrive there if every line's service stopped that could; a line that
follows another's volume follows it with the moves, while what is released and re-invested is worked out from the
volumes without them, and what arrives arrives in full; activity counts our share of a hosted service, in the target as
in the source.
"""

from dataclasses import dataclass, field

from tests.laws.slow.lines import Change, Service, cost_levels, leaders_first, runs_off
from tests.laws.slow.places import selected, sign
from tests.laws.slow.years import labels, progress


@dataclass
class Moved:
    """Effects of one move, by year."""

    leave: list
    released: list
    reinvested: list
    added: list


@dataclass
class Lines:
    """Lines with all moves, by name, each a list by year: signed cost, and volume (1 is the base year's).

    `before` is the same volume without moves.
    """

    cost: dict = field(default_factory=dict)
    volume: dict = field(default_factory=dict)
    cost_before: dict = field(default_factory=dict)
    volume_before: dict = field(default_factory=dict)
    moved: dict = field(default_factory=dict)


def lines_with_moves(plan, draw):
    found, years = Lines(), range(plan.years + 1)
    before, out = {}, {name: {} for name in plan.lines}
    for name in leaders_first(plan):
        before[name] = Service(plan, draw, plan.lines[name], found.volume_before)
        found.volume_before[name] = [before[name].volume(t) for t in years]
        found.cost_before[name] = [sign(plan.lines[name]) * before[name].cost(t) for t in years]
    for key, move in plan.moves.items():
        for name in selected(plan, move.out_of):
            out[name][key] = change_by_move(plan, move)

    nobody = {name: [False] * len(years) for name in plan.lines}
    first, _ = all_moves(plan, before, out, nobody)
    gets = {name: [first[name][t] * before[name].volume(t) > 0 for t in years] for name in plan.lines}
    grows, found.moved = all_moves(plan, before, out, gets)

    for name in leaders_first(plan):
        line, gone = plan.lines[name], list(out[name].values())
        after = Service(plan, draw, line, found.volume)
        stays = [after.volume(t) * left(gone, t) for t in years]
        comes = [before[name].volume(t) * grows[name][t] for t in years]
        found.volume[name] = [a + b for a, b in zip(stays, comes, strict=True)]
        added = [before[name].active(t) * grows[name][t] for t in years]
        found.cost[name] = [sign(line) * (after.cost(t, gone, joined=gets[name][t]) + added[t]) for t in years]
    return found


def all_moves(plan, before, out, gets):
    """Growth of each line by what arrives, and the effects of each move; `gets` says by year where something does."""
    grows = {name: [0.0] * (plan.years + 1) for name in plan.lines}
    moved = {key: Moved([], [], [], []) for key in plan.moves}
    for key, move in plan.moves.items():
        for t in range(plan.years + 1):
            money_and_units(plan, key, move, t, before, out, gets, grows, moved[key])
    return grows, moved


def change_by_move(plan, move):
    activity = [1 - move.activity * progress(move, year) for year in labels(plan)]
    activity[0] = 1.0
    return Change(activity, cost_levels(activity, move.released, runs_off(move)), runs_off(move))


def left(moves, t):
    """Part of a line's activity that several moves leave."""
    part = 1.0
    for move in moves:
        part *= move.activity[t]
    return part


def ratio(a, b):
    return a / b if b else 0.0


def money_and_units(plan, key, move, t, before, out, gets, grows, row):
    """One move in one year: units that leave, money released, money put into its targets."""
    leave = released = 0.0
    for name in selected(plan, move.out_of):
        mine, here = out[name][key], list(out[name].values())
        gone = sum(1 - each.activity[t] for each in here)
        leave += before[name].units * before[name].volume(t) * (1 - left(here, t)) * ratio(1 - mine.activity[t], gone)
        freed = sum(1 - each.cost[t] for each in here)
        saved = before[name].cost(t) - before[name].cost(t, here, joined=gets[name][t])
        released += saved * ratio(1 - mine.cost[t], freed)
    targets = selected(plan, move.into)
    whole = sum(before[name].active(t) for name in targets)
    there = sum(before[name].units * before[name].volume(t) for name in targets)
    # All targets grow alike. Reading: nothing arrives at targets that have stopped, as no money buys activity there.
    if move.ratio is not None:
        growth = leave * move.ratio / there if there else 0.0
    else:
        growth = move.reinvested * released / whole if whole > 0 else 0.0
    for name in targets:
        grows[name][t] += growth
    row.leave.append(leave)
    row.released.append(released)
    row.reinvested.append(growth * whole)
    row.added.append(growth * there)


def incomes(plan, lines):
    """Income gained by year (lost below zero) through lines that follow a line with moves, all moves together."""
    names = [name for name, line in plan.lines.items() if line.kind == "income"]
    return [sum(lines.cost_before[name][t] - lines.cost[name][t] for name in names) for t in range(plan.years + 1)]
