"""Cost of lines as volume times price: summed by row, and line by line as factors that explain the cost."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array, Flags, empty, named, numbers, sum_of, zeros
from mtfp.model.base.draws import Draws
from mtfp.model.base.years import Timeline, levels
from mtfp.model.costs.drivers import Ageing, Drivers, cost_levels, fixed_levels, service_levels
from mtfp.model.costs.line import Agency, Component, Line
from mtfp.model.costs.move import Move
from mtfp.model.costs.moved import Moved, lines_moved
from mtfp.model.costs.rows import Rows


@dataclass(frozen=True, repr=False)
class Costs(Short):
    """Cost of the lines, in the plan's unit, shape (row, year, draw), in the order of `rows`; income is negative."""

    rows: Rows
    cost: Array
    draws: Draws
    ageing: Mapping[str, Ageing]
    moves: Mapping[str, Move]

    @property
    def lines(self) -> Mapping[str, Line]:
        return self.rows.lines

    @cached_property
    def moved(self) -> Moved:
        """Factors of every line without and with the moves of activity, and the effect of each move."""
        return Moved.of(self.lines, self.moves, self.draws, self.ageing, self.lines)

    @cached_property
    def drivers(self) -> Mapping[str, Drivers]:
        """Factors of every line after all moves, which explain its cost and its activity."""
        return self.moved.after

    def of(self, rows: Flags) -> Array:
        """Return the total cost of the flagged rows, shape (year, draw), or (year, 1) if no row is flagged."""
        return sum_of([self.cost[row] for row in np.flatnonzero(rows)], (self.cost.shape[1], 1), like=self.cost)

    def total(self, names: Collection[str]) -> Array:
        """Return the total cost of the named lines, shape (year, draw)."""
        return self.of(self.rows.of(names))

    def rise(self, names: Collection[str]) -> Array:
        """Return the cost of the named lines above their recurring base, shape (year, draw); zero in the base year."""
        base_year = self.draws.timeline.base_year
        base = sum(self.lines[name].recurring_base(base_year) * self.lines[name].sign for name in names)
        rise = self.total(names) - base
        rise[0] = 0.0
        return rise

    def price_rise(self, assumption: str, *, set_aside: bool) -> Array:
        """Return the cost that an assumption's price rises add since the base year, at base volume, shape (year, draw).

        It is Σ B · w · (I - 1), with B the recurring base of a line, w the component's share of it and I the index. The
        sum runs over the cost lines of the set-aside if `set_aside` is true, else of the integrated budget.
        """
        base_year = self.draws.timeline.base_year
        priced = [
            line.recurring_base(base_year) * line.components[assumption].share
            for line in self.lines.values()
            if line.kind == "cost" and line.set_aside == set_aside and assumption in line.components
        ]
        base = named(np.add(0.0, sum(priced)), "cost of the base year whose price it follows")
        return np.multiply(base, self.draws.indices[assumption] - 1)


Factor = tuple[str, str]
"""Factor of volume: `age` and the name of a profile, or `growth` and the name of an assumption."""
Volume = tuple[Factor, ...]
"""Factors whose product is the volume, in order; empty for cost that follows no volume."""
Unit = tuple[str, str | None, str | None, Agency | None]
"""Drivers of a price: its assumption, the assumptions of on-costs and vacancies, and the agency cover."""


NO_MOVES: Mapping[str, Move] = {}


def costs(rows: Rows, draws: Draws, ageing: Mapping[str, Ageing], moves: Mapping[str, Move] = NO_MOVES) -> Costs:
    """Return the cost of every row in every year and draw, in the plan's unit; the base year shows the budgets.

    To save time, lines are summed before they are multiplied by factors that differ between draws:

        cost[t] = Σ_m D_m[t] · (Σ_c K[c, m, t] · I_c[t] · S_c[t]),   D_m = Π A · H · N

    K[c, m] is Σ B · w_c · (1 - f) · V over the lines of a row whose volume has the factors m. For cost that follows no
    volume, K is Σ B · w_c · f. The class `Drivers` explains the other symbols. The result is the cost of
    section 6 of docs/understanding/model.md, summed in another order. Moves of activity then change the cost of single
    lines, which may share a row with others.
    """
    weights = _weights(rows, draws.timeline)
    prices = empty((len(weights.units), *draws.shape), like=weights.fixed)
    for price, unit in zip(prices, weights.units, strict=True):
        _price(unit, draws, price)
    opening, _ = opening_and_recurring(rows, draws.timeline.base_year)
    cost = zeros((len(rows), *draws.shape), like=opening)
    for t in range(1, len(draws.timeline)):
        _priced(weights.fixed[t], prices[:, t], cost[:, t])
    for volume, (moved, k) in weights.by_volume.items():
        level = empty((len(moved), *draws.shape), like=k)
        for t in range(1, len(draws.timeline)):
            _priced(k[t], prices[:, t], level[:, t])
        projected = level[:, 1:]
        np.multiply(projected, _volume(volume, draws, ageing)[1:], out=projected)
        for row, amount in zip(moved, projected, strict=True):
            cost[row, 1:] += amount
    for row, names in enumerate(rows.names):
        for line in (rows.lines[name] for name in names):
            if line.cost is not None:
                cost[row] += line.sign * _stated_cost(line, draws)
    if moves:
        _add_moves(cost, rows, Moved.of(rows.lines, moves, draws, ageing, lines_moved(rows.lines, moves)))
    cost[:, 0] = opening[:, None]
    return Costs(rows, cost, draws, ageing, moves)


def _stated_cost(line: Line, draws: Draws) -> Array:
    """Return our share of a stated cost at the line's service level, shape (year, 1)."""
    assert line.cost is not None
    timeline, f = draws.timeline, line.fixed_share
    volume = f * fixed_levels(line, timeline) + (1 - f) * cost_levels(line, timeline)
    return np.multiply(line.our_share * levels(line.cost, timeline), volume)[:, None]


def _add_moves(cost: Array, rows: Rows, moved: Moved) -> None:
    """Add what the moves change in the cost of each line to the line's row."""
    for name, after in moved.after.items():
        (row,) = rows.holding([name])
        cost[row] += rows.lines[name].sign * (after.cost - moved.before[name].cost)


def _priced(weights: Array, prices: Array, into: Array) -> None:
    """Write Σ_c K[r, c] · price[c] into `into`: shapes (row, unit) and (unit, draw) make (row, draw).

    Uses einsum, not BLAS, whose sums differ between processors and whose threads compete with the engine's.
    """
    np.einsum("rc,cd->rd", weights, prices, out=into)


@dataclass(frozen=True)
class _Weights:
    """Weights K of each row (see `costs`), in the plan's unit; the same for every block of draws.

    `fixed`, shape (year, row, unit), is the cost that follows no volume. `by_volume` gives, for each volume, the
    positions of the rows that follow it and their cost, shape (year, row, unit).
    """

    units: tuple[Unit, ...]
    fixed: Array
    by_volume: Mapping[Volume, tuple[tuple[int, ...], Array]]


@lru_cache(maxsize=64)
def opening_and_recurring(rows: Rows, base_year: str) -> tuple[Array, Array]:
    """Return the cost of each row in the base year and its recurring base, shape (row,); income is negative."""
    lines = rows.lines.values()
    opening = numbers(sum(rows.lines[n].sign * rows.lines[n].opening(base_year) for n in names) for names in rows.names)
    return opening, rows.add_up(numbers([line.sign * line.recurring_base(base_year) for line in lines]))


@lru_cache(maxsize=64)
def _weights(rows: Rows, timeline: Timeline) -> _Weights:
    found = _amounts(rows, timeline)
    units = tuple(dict.fromkeys(unit for _, _, unit in found))
    place = {unit: at for at, unit in enumerate(units)}
    opening, _ = opening_and_recurring(rows, timeline.base_year)
    moved: dict[Volume, set[int]] = {(): set()}
    for row, volume, _ in found:
        moved.setdefault(volume, set()).add(row)
    k = {volume: zeros((len(timeline), len(rows), len(units)), like=opening) for volume in moved}
    for (row, volume, unit), amount in found.items():
        k[volume][:, row, place[unit]] = amount
    at = {volume: tuple(sorted(every)) for volume, every in moved.items() if volume}
    return _Weights(units, k[()], {volume: (every, k[volume][:, every].copy()) for volume, every in at.items()})


def _amounts(rows: Rows, timeline: Timeline) -> dict[tuple[int, Volume, Unit], Array | float]:
    """Return K by row, volume and price, each shape (year,), or one number if no service level changes."""
    found: dict[tuple[int, Volume, Unit], Array | float] = {}
    for row, names in enumerate(rows.names):
        for line in (rows.lines[name] for name in names if rows.lines[name].cost is None):
            base = line.sign * line.recurring_base(timeline.base_year)
            leader = rows.lines[line.demand.line] if line.demand.line else None
            volume = _factors(line) if leader is None else tuple(sorted(_factors(line) + _factors(leader)))
            moved, steady = _levels(line, leader, timeline)
            for name, part in line.components.items():
                unit, of_base = (name, part.on_costs, part.vacancy, part.agency), base * part.share
                fixed, follows = of_base * line.fixed_share * steady, of_base * (1 - line.fixed_share) * moved
                for factors, amount in (((), fixed), (volume, follows)):
                    found[row, factors, unit] = found.get((row, factors, unit), 0.0) + amount
    return found


def _levels(line: Line, leader: Line | None, timeline: Timeline) -> tuple[Array | float, Array | float]:
    """Return the factors V + K + E and F of a line, given the line that it follows; 1 if no service level changes."""
    moved: Array | float = 1.0
    steady: Array | float = 1.0
    if line.service_level:
        moved, steady = cost_levels(line, timeline), fixed_levels(line, timeline)
    if leader is not None and leader.service_level:
        moved = moved * service_levels(leader, timeline)
    return moved, steady


def _factors(line: Line) -> Volume:
    """Return the factors of a line's demand; a stated cost has none."""
    named = {"age": line.demand.profile, "growth": line.demand.growth}
    return tuple((kind, name) for kind, name in named.items() if name and line.cost is None)


def _price(unit: Unit, draws: Draws, into: Array) -> None:
    """Write I · S of a component into `into`, shape (year, draw). Without staffing factors, it is the index I."""
    name, on_costs, vacancy, agency = unit
    if not on_costs and not vacancy:
        into[:] = draws.indices[name]
        return
    part = Component.model_construct(share=1.0, on_costs=on_costs, vacancy=vacancy, agency=agency)
    costs_on_top, vacancies = part.staffing(draws.values, len(draws.timeline))
    into[:] = draws.indices[name] * (costs_on_top * vacancies)


def _volume(volume: Volume, draws: Draws, ageing: Mapping[str, Ageing]) -> Array:
    """Return Π A · H · N of the factors, shape (year, draw) or (year, 1)."""
    moved = np.ones((len(draws.timeline), 1))
    for kind, name in volume:
        moved = moved * (ageing[name].ageing * ageing[name].healthier if kind == "age" else draws.indices[name])
    return moved
