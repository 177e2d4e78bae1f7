"""Effect of moves of activity: what leaves each line, what it releases, and what arrives where.

All moves are worked out together, from the lines as they are without any move, in every year and draw. Their order
therefore makes no difference. Section 13 of the model.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from math import prod

import numpy as np

from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array, named, sum_of
from mtfp.model.base.draws import Draws
from mtfp.model.base.years import Timeline
from mtfp.model.costs.drivers import Ageing, Drivers, drivers, following
from mtfp.model.costs.line import Line
from mtfp.model.costs.move import Move

AT_FIRST = ", before services stop or go on"
"""Note on workings that decide if a service goes on, because activity arrives at it."""


@dataclass(frozen=True, repr=False)
class Effect(Short):
    """Effect of one move; arrays have shape (year, draw) or (year, 1)."""

    leaves: Mapping[str, Array]
    """By line in `out_of`: activity that leaves, as a share of the line's activity without moves."""
    released: Mapping[str, Array]
    """By line in `out_of`: money released, in the plan's unit; positive lowers cost."""
    arrives: Array
    """Activity that arrives, as a share of the activity of each line in `into` without moves."""
    into: tuple[str, ...]
    """Lines in `into`."""

    def change(self, line: str) -> Array:
        """Return the change of a line's activity, as a share of its activity without moves."""
        arrives = self.arrives if line in self.into else 0.0 * self.arrives
        return arrives - self.leaves.get(line, 0.0)


@dataclass(frozen=True, repr=False)
class Moved(Short):
    """Factors of lines without and with moves of activity, and the effect of each move by its name."""

    before: Mapping[str, Drivers]
    """Factors without moves."""
    stays: Mapping[str, Drivers]
    """Factors with the moves out of the line itself, but not those into it, nor those of a line that it follows."""
    after: Mapping[str, Drivers]
    """Factors with all moves."""
    effects: Mapping[str, Effect]

    @classmethod
    def of(
        cls,
        lines: Mapping[str, Line],
        moves: Mapping[str, Move],
        draws: Draws,
        ageing: Mapping[str, Ageing],
        names: Collection[str],
    ) -> "Moved":
        """Return the factors of the lines in `names`, which include all of `lines_moved` and the lines they follow."""
        alone = {name: drivers(lines[name], draws, ageing) for name in names}
        leaving = _leaving(lines, moves)
        before = {name: _led(name, own, alone, lines) for name, own in alone.items()}
        comes = _coming(before, _effects(lines, moves, leaving, before, draws, None))
        effects = _effects(lines, moves, leaving, before, draws, comes)
        stays = {name: _left(name, own, leaving.get(name, {}), draws.timeline, comes) for name, own in before.items()}
        # Only lines that follow no other line lead, so their factors don't depend on another line's moves.
        leaders = {name: _joined(name, stays[name], before[name], effects) for name in names}
        left = {name: _left(name, own, leaving.get(name, {}), draws.timeline, comes) for name, own in alone.items()}
        led = {name: _led(name, factors, leaders, lines) for name, factors in left.items()}
        after = {name: _joined(name, led[name], before[name], effects) for name in names}
        return cls(before, stays, after, effects)


def lines_moved(lines: Mapping[str, Line], moves: Mapping[str, Move]) -> tuple[str, ...]:
    """Return the lines of all moves, the lines that follow them, and the lines that any of these follow."""
    ends = {name for move in moves.values() for side in (move.out_of, move.into) for name in side.of(lines)}
    moving = ends | {name for name, line in lines.items() if line.demand.line in ends}
    led = {line for name in moving if (line := lines[name].demand.line)}
    return tuple(name for name in lines if name in moving | led)


def _leaving(lines: Mapping[str, Line], moves: Mapping[str, Move]) -> dict[str, dict[str, Move]]:
    """Return the moves that take activity out of each line, by line and by move."""
    found: dict[str, dict[str, Move]] = {}
    for name, move in moves.items():
        for line in move.out_of.of(lines):
            found.setdefault(line, {})[name] = move
    return found


def _led(name: str, own: Drivers, factors: Mapping[str, Drivers], lines: Mapping[str, Line]) -> Drivers:
    """Return a line's own factors with the activity of the line that it follows, if any, from `factors`."""
    line = lines[name]
    leads = line.demand.line if line.cost is None else None
    return following(own, factors[leads]) if leads else own


def _effects(
    lines: Mapping[str, Line],
    moves: Mapping[str, Move],
    leaving: Mapping[str, Mapping[str, Move]],
    before: Mapping[str, Drivers],
    draws: Draws,
    comes: Mapping[str, Array] | None,
) -> dict[str, Effect]:
    """Return the effect of each move. Moves out of one line share what leaves it, and what it releases.

    `comes` is what arrives at lines (see `_coming`), so that moves out of them don't stop their service; with None,
    nothing arrives.
    """
    timeline, note = draws.timeline, "" if comes else AT_FIRST
    leaves: dict[str, dict[str, Array]] = {name: {} for name in moves}
    released: dict[str, dict[str, Array]] = {name: {} for name in moves}
    for line, out in leaving.items():
        gone = {name: move.gone(timeline)[:, None] for name, move in out.items()}
        freed = {name: move.freed(timeline)[:, None] for name, move in out.items()}
        fixed = _fixed_left(line, before[line], out, timeline, (comes or {}).get(line))
        money = named(
            _released(line, before[line], out, timeline, fixed),
            f"money released by all moves{note}",
            of=("lines", line),
        )
        stays = named(
            _product([move.stays(timeline) for move in out.values()]),
            "activity that all moves leave",
            "share",
            ("lines", line),
        )
        left = named(1 - stays, "activity that leaves by all moves", "share", ("lines", line))
        all_gone = named(sum_of(gone.values(), ()), "sum of the shares of activity that move", "share", ("lines", line))
        all_freed = named(sum_of(freed.values(), ()), "sum of the shares of cost released", "share", ("lines", line))
        of = lines[line].label or line.replace("_", " ")
        for name in out:
            by_activity, by_money = _part(name, gone, all_gone), _part(name, freed, all_freed)
            named(by_activity, f"share of the activity that leaves {of}", "share", ("moves", name))
            named(by_money, f"share of the money that {of} releases", "share", ("moves", name))
            leaves[name][line], released[name][line] = left * by_activity, money * by_money
    arrives = {name: _arrives(name, move, lines, before, leaves[name], released[name]) for name, move in moves.items()}
    for name, share in arrives.items():
        named(share, f"activity that arrives, as a share of the lines' own{note}", "share", ("moves", name))
    return {n: Effect(leaves[n], released[n], arrives[n], move.into.of(lines)) for n, move in moves.items()}


def _product(factors: Sequence[Array]) -> Array:
    """Multiply factors by year, shape (year,); the result has shape (year, 1)."""
    return reduce(np.multiply, factors)[:, None]


def _part(name: str, weights: Mapping[str, Array], total: Array) -> Array:
    """Return the weight of one move as a share of the weights of all moves out of a line; zero without weights."""
    return np.divide(weights[name], total, out=np.zeros_like(total), where=total > 0)


def _released(name: str, line: Drivers, out: Mapping[str, Move], timeline: Timeline, fixed: Array) -> Array:
    """Return what a line costs without moves less what it costs with the moves out of it, shape (year, draw).

    `fixed` is the factor of its fixed cost with these moves.
    """
    left = _product([move.cost_left(timeline) for move in out.values()])
    left = named(left, "volume-related cost left by all moves", "share", ("lines", name))
    variable = named(line.variable_cost, "volume-related cost before moves", of=("lines", name))
    steady = named(line.fixed_cost, "fixed cost before moves", of=("lines", name))
    return np.add(variable * (1 - left), steady * (line.fixed_level - fixed))


def _fixed_left(name: str, line: Drivers, out: Mapping[str, Move], timeline: Timeline, comes: Array | None) -> Array:
    """Return the factor of fixed cost with the moves out of a line; none runs off in years when activity arrives."""
    left = reduce(np.minimum, [move.fixed_left(timeline)[:, None] for move in out.values()], line.fixed_level)
    left = named(left, "level of fixed cost after moves out of the line", "factor", ("lines", name))
    return left if comes is None else np.where(comes > 0, line.fixed_level, left)


def _coming(before: Mapping[str, Drivers], effects: Mapping[str, Effect]) -> dict[str, Array]:
    """Return the activity that arrives at each line into which activity moves, as a share of the base year's use.

    Whether a service goes on depends on what arrives there, and that depends on the money that other services release
    by stopping. So `effects` are those as if nothing arrived anywhere: only years above zero are meant, not how much.
    """
    names = dict.fromkeys(name for effect in effects.values() for name in effect.into)
    arrives = {name: [each.arrives for each in effects.values() if name in each.into] for name in names}
    return {
        n: named(before[n].volume * sum_of(each, ()), "activity that would arrive", "share", ("lines", n))
        for n, each in arrives.items()
    }


def _arrives(
    name: str,
    move: Move,
    lines: Mapping[str, Line],
    before: Mapping[str, Drivers],
    leaves: Mapping[str, Array],
    released: Mapping[str, Array],
) -> Array:
    """Return the activity that arrives, as a share of the activity of the lines in `into`; zero if these have none.

    With `reinvested`, it is what that share of the released money buys at each line's cost per unit that follows
    volume, without stranded cost. With `ratio`, it is the units that leave times the ratio.
    """
    into = move.into.of(lines)
    if move.ratio is None:
        assert move.reinvested is not None
        brought = move.reinvested * sum_of(released.values(), ())
        there = sum_of([named(before[n].activity_cost, "cost of its activity", of=("lines", n)) for n in into], ())
        there = named(there, "cost of the activity of the lines in which it is reinvested", of=("moves", name))
    else:
        brought = move.ratio * sum_of([units(lines[line], before[line]) * x for line, x in leaves.items()], ())
        there = sum_of([units(lines[line], before[line]) for line in into], ())
        there = named(there, "units of the lines at which they arrive", "factor", ("moves", name))
    return np.divide(brought, there, out=np.zeros_like(brought), where=there > 0)


def units(line: Line, factors: Drivers) -> Array:
    """Return the units of activity of a line, our share if it is hosted, shape (year, draw); zero if it counts none."""
    base = line.activity.base * line.our_share if line.activity else 0.0
    return np.multiply(base, factors.volume)


def _left(
    name: str,
    own: Drivers,
    out: Mapping[str, Move],
    timeline: Timeline,
    comes: Mapping[str, Array],
) -> Drivers:
    """Return the factors of a line after the moves `out` of it; `comes` is what arrives (see `_coming`)."""
    if not out:
        return own
    return replace(
        own,
        fixed_level=_fixed_left(name, own, out, timeline, comes.get(name)),
        cost_level=own.cost_level * prod(move.cost_left(timeline)[:, None] for move in out.values()),
        service_level=own.service_level * prod(move.stays(timeline)[:, None] for move in out.values()),
    )


def _joined(name: str, stays: Drivers, before: Drivers, effects: Mapping[str, Effect]) -> Drivers:
    """Return the factors of a line with what arrives, given those of what stays there, and those without moves.

    A line that follows another gains what arrives in full, whatever leaves the other line.
    """
    arrives = [effect.arrives for effect in effects.values() if name in effect.into]
    if not arrives:
        return stays
    more = before.service_level * sum_of(arrives, ())
    more = named(more, "activity that arrives by all moves", "share", ("lines", name))
    return replace(stays, cost_level=stays.cost_level + more, service_level=stays.service_level + more)
