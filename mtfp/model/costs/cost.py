"""Cost of lines as volume times price: summed by row, and line by line as factors that explain the cost."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import prod

import numpy as np

from mtfp.model.base.arrays import Array, Flags, by_year_and_draw, empty, numbers, sum_of, zeros
from mtfp.model.base.draws import Draws
from mtfp.model.base.years import Timeline, levels
from mtfp.model.costs.line import Agency, Component, Line
from mtfp.model.costs.rows import Rows


@dataclass(frozen=True)
class Ageing:
    """Effect of the population's ages on demand, for one age profile.

    `ageing` is A, the effect at today's use per head. `healthier` is H, the effect of healthier ageing. Both have shape
    (year, draw) and are 1 in the base year.
    """

    ageing: Array
    healthier: Array


@dataclass(frozen=True)
class Price:
    """Price of one component of a line: its share w of the line's cost, and factors of shape (year, draw).

    The factors are the price index I and the staffing factor S, which is the product of `on_costs` and `vacancies`.
    """

    assumption: str
    share: float
    index: Array
    on_costs: Array
    vacancies: Array

    @property
    def level(self) -> Array:
        """Share of cost times price factors, w · I · S."""
        return self.share * self.index * self.on_costs * self.vacancies


@dataclass(frozen=True)
class Drivers:
    """Factors of a line's cost. Arrays have shape (year, draw) and are 1 in the base year.

    cost[t] = B · (Σ_c w_c · I_c[t] · S_c[t]) · (f + (1 - f) · A[t] · H[t] · N[t] · V[t])

    B is `base`, in the plan's unit. f is `fixed_share`, w, I and S belong to the components c (see `Price`), A is
    `ageing`, H `healthier` and N `growth`. V is `cost_level`, which includes stranded cost; for activity, V is
    `service_level` instead. See docs/model.md, section 6.
    """

    base: float
    fixed_share: float
    prices: tuple[Price, ...]
    ageing: Array
    healthier: Array
    growth: Array
    cost_level: Array
    service_level: Array

    @property
    def price(self) -> Array:
        return sum_of([price.level for price in self.prices], self.growth.shape)

    @property
    def demand(self) -> Array:
        """Demand A · H · N, before any change of the service level."""
        return self.ageing * self.healthier * self.growth

    @property
    def cost_volume(self) -> Array:
        """Volume factor of cost, f + (1 - f) · A · H · N · V."""
        return self.fixed_share + (1 - self.fixed_share) * self.demand * self.cost_level

    @property
    def cost(self) -> Array:
        return np.multiply(self.base * self.price, self.cost_volume)

    @property
    def volume(self) -> Array:
        """Volume factor of activity, D = A · H · N · V."""
        return self.demand * self.service_level


def drivers(line: Line, draws: Draws, ageing: Mapping[str, Ageing]) -> Drivers:
    """Return the factors of a line with a budget, in every year and draw."""

    def wide(factor: Array) -> Array:
        return np.broadcast_to(factor, draws.shape)

    ones = wide(np.ones((len(draws.timeline), 1)))
    by_age = ageing[line.demand.profile] if line.demand.profile else Ageing(ones, ones)
    staffing = {name: part.staffing(draws.values, len(draws.timeline)) for name, part in line.components.items()}
    return Drivers(
        base=line.recurring_base(draws.timeline.base_year),
        fixed_share=line.fixed_share,
        prices=tuple(
            Price(name, part.share, wide(draws.indices[name]), *map(wide, staffing[name]))
            for name, part in line.components.items()
        ),
        ageing=wide(by_age.ageing),
        healthier=wide(by_age.healthier),
        growth=wide(draws.indices[line.demand.growth]) if line.demand.growth else ones,
        cost_level=by_year_and_draw(_cost_levels(line, draws.timeline), draws.size),
        service_level=by_year_and_draw(_service_levels(line, draws.timeline), draws.size),
    )


def _cost_levels(line: Line, timeline: Timeline) -> Array:
    """Return the combined effect of service-level changes on volume-related cost, shape (year,)."""
    start = np.ones(len(timeline))
    return prod((change.cost_levels(timeline) for change in line.service_level), start=start)


def _service_levels(line: Line, timeline: Timeline) -> Array:
    """Return the combined effect of service-level changes on activity, shape (year,)."""
    start = np.ones(len(timeline))
    return prod((change.levels(timeline) for change in line.service_level), start=start)


def following(own: Drivers, other: Drivers) -> Drivers:
    """Return the factors of a line whose volume also follows another line's activity, as charges follow a service."""
    return replace(
        own,
        ageing=own.ageing * other.ageing,
        healthier=own.healthier * other.healthier,
        growth=own.growth * other.growth,
        cost_level=own.cost_level * other.service_level,
        service_level=own.service_level * other.service_level,
    )


@dataclass(frozen=True)
class Costs:
    """Cost of the lines, in the plan's unit, shape (row, year, draw), in the order of `rows`; income is negative."""

    rows: Rows
    cost: Array
    draws: Draws
    ageing: Mapping[str, Ageing]

    @property
    def lines(self) -> Mapping[str, Line]:
        return self.rows.lines

    @cached_property
    def drivers(self) -> dict[str, Drivers]:
        """Factors of every line with a budget, which explain its cost and its activity."""
        alone = {n: drivers(line, self.draws, self.ageing) for n, line in self.lines.items() if line.cost is None}
        led = {name: alone.get(self.lines[name].demand.line or "") for name in alone}
        return {n: own if (leader := led[n]) is None else following(own, leader) for n, own in alone.items()}

    def of(self, rows: Flags) -> Array:
        """Return the total cost of the flagged rows, shape (year, draw)."""
        return sum_of([self.cost[row] for row in np.flatnonzero(rows)], self.draws.shape, like=self.cost)

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
        return np.multiply(sum(priced), self.draws.indices[assumption] - 1)


Factor = tuple[str, str]
"""Factor of volume: `age` and the name of a profile, or `growth` and the name of an assumption."""
Volume = tuple[Factor, ...]
"""Factors whose product is the volume, in order; empty for cost that follows no volume."""
Unit = tuple[str, str | None, str | None, Agency | None]
"""Drivers of a price: its assumption, the assumptions of on-costs and vacancies, and the agency cover."""


def costs(rows: Rows, draws: Draws, ageing: Mapping[str, Ageing]) -> Costs:
    """Return the cost of every row in every year and draw, in the plan's unit; the base year shows the budgets.

    To save time, lines are summed before they are multiplied by factors that differ between draws:

        cost[t] = Σ_m D_m[t] · (Σ_c K[c, m, t] · I_c[t] · S_c[t]),   D_m = Π A · H · N

    K[c, m] is Σ B · w_c · (1 - f) · V over the lines of a row whose volume has the factors m. For cost that follows no
    volume, K is Σ B · w_c · f. The class `Drivers` explains the other symbols. The result is the cost of
    docs/model.md, section 6, summed in another order.
    """
    weights = _weights(rows, draws.timeline)
    prices = empty((len(weights.units), *draws.shape), like=weights.fixed)
    for price, unit in zip(prices, weights.units, strict=True):
        price[:] = _price(unit, draws)
    base_year = draws.timeline.base_year
    opening = numbers(sum(rows.lines[n].sign * rows.lines[n].opening(base_year) for n in names) for names in rows.names)
    cost = zeros((len(rows), *draws.shape), like=opening)
    for t in range(1, len(draws.timeline)):
        _priced(weights.fixed[t], prices[:, t], cost[:, t])
    for volume, (moved, k) in weights.by_volume.items():
        factors, level = _volume(volume, draws, ageing), empty((len(moved), draws.size), like=k)
        for t in range(1, len(draws.timeline)):
            _priced(k[t], prices[:, t], level)
            np.multiply(level, factors[t], out=level)
            for row, amount in zip(moved, level, strict=True):
                cost[row, t] += amount
    for row, names in enumerate(rows.names):
        for line in (rows.lines[name] for name in names):
            if line.cost is not None:
                cost[row] += line.sign * stated(line, draws)
    cost[:, 0] = opening[:, None]
    return Costs(rows, cost, draws, ageing)


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
def _weights(rows: Rows, timeline: Timeline) -> _Weights:
    found = _amounts(rows, timeline)
    units = tuple(dict.fromkeys(unit for _, _, unit in found))
    place = {unit: at for at, unit in enumerate(units)}
    shape = (len(timeline), len(rows), len(units))
    k: dict[Volume, Array] = {(): zeros(shape, like=next(iter(found.values()), None))}
    for (row, volume, unit), amount in found.items():
        of_volume = k.setdefault(volume, np.zeros_like(k[()]))
        of_volume[:, row, place[unit]] = amount
    moved = {v: tuple(sorted({row for row, volume, _ in found if volume == v})) for v in k if v}
    return _Weights(units, k[()], {v: (at, k[v][:, at].copy()) for v, at in moved.items()})


def _amounts(rows: Rows, timeline: Timeline) -> dict[tuple[int, Volume, Unit], Array]:
    """Return K by row, volume and price, each shape (year,)."""
    found: dict[tuple[int, Volume, Unit], Array] = {}
    constant = np.ones(len(timeline))
    for row, names in enumerate(rows.names):
        for line in (rows.lines[name] for name in names if rows.lines[name].cost is None):
            base = line.sign * line.recurring_base(timeline.base_year)
            leader = rows.lines[line.demand.line] if line.demand.line else None
            volume, moved = _factors(line), _cost_levels(line, timeline)
            if leader is not None and leader.cost is None:
                volume, moved = tuple(sorted(volume + _factors(leader))), moved * _service_levels(leader, timeline)
            for name, part in line.components.items():
                unit = (name, part.on_costs, part.vacancy, part.agency)
                fixed = base * part.share * line.fixed_share * constant
                for follows, amount in (((), fixed), (volume, base * part.share * (1 - line.fixed_share) * moved)):
                    found[row, follows, unit] = found.get((row, follows, unit), 0.0) + amount
    return found


def _factors(line: Line) -> Volume:
    named = {"age": line.demand.profile, "growth": line.demand.growth}
    return tuple((kind, name) for kind, name in named.items() if name)


def _price(unit: Unit, draws: Draws) -> Array:
    """Return I · S of a component, shape (year, draw) or (year, 1)."""
    name, on_costs, vacancy, agency = unit
    part = Component.model_construct(share=1.0, on_costs=on_costs, vacancy=vacancy, agency=agency)
    costs_on_top, vacancies = part.staffing(draws.values, len(draws.timeline))
    return np.multiply(draws.indices[name], costs_on_top * vacancies)


def _volume(volume: Volume, draws: Draws, ageing: Mapping[str, Ageing]) -> Array:
    """Return Π A · H · N of the factors, shape (year, draw) or (year, 1)."""
    moved = np.ones((len(draws.timeline), 1))
    for kind, name in volume:
        moved = moved * (ageing[name].ageing * ageing[name].healthier if kind == "age" else draws.indices[name])
    return moved


def stated(line: Line, draws: Draws) -> Array:
    """Return our share of the cost of a line whose cost is stated by year, shape (year, 1)."""
    assert line.cost is not None
    return np.multiply(levels(line.cost, draws.timeline)[:, None], line.our_share)
