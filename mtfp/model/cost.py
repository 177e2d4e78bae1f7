"""What a line costs: activity times unit cost, kept as factors so that a bridge can explain every pound of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from math import prod

import numpy as np

from mtfp.model.arrays import Array, Flags, by_year_and_draw, sum_of
from mtfp.model.draws import Draws
from mtfp.model.line import Line
from mtfp.model.years import levels


@dataclass(frozen=True)
class Ageing:
    """What the age structure does to the demand of one profile, shape (year, draw), 1 in the base year."""

    ageing: Array
    healthier: Array


@dataclass(frozen=True)
class Price:
    """One component of a line: its share of cost, and the factors of its price, each shape (year, draw)."""

    assumption: str
    share: float
    index: Array
    on_costs: Array
    vacancies: Array

    @property
    def level(self) -> Array:
        """w · I · S."""
        return self.share * self.index * self.on_costs * self.vacancies


@dataclass(frozen=True)
class Drivers:
    """The factors of a line's cost. Arrays have shape (year, draw) and are 1 in the base year.

    cost[t] = B · (Σ_c w_c · I_c[t] · S_c[t]) · (f + (1 - f) · A[t] · H[t] · N[t] · V[t]). Section 6 of the model.
    `provision` is what cost follows (stranded cost stays), `service_level` what activity follows.
    """

    base: float
    fixed_share: float
    prices: tuple[Price, ...]
    ageing: Array
    healthier: Array
    growth: Array
    provision: Array
    service_level: Array

    @property
    def price(self) -> Array:
        return sum_of([price.level for price in self.prices], self.growth.shape)

    @property
    def demand(self) -> Array:
        """A · H · N, before any change of the service level."""
        return self.ageing * self.healthier * self.growth

    @property
    def cost_volume(self) -> Array:
        """What cost follows of volume: f + (1 - f) · A · H · N · V."""
        return self.fixed_share + (1 - self.fixed_share) * self.demand * self.provision

    @property
    def cost(self) -> Array:
        return np.multiply(self.base * self.price, self.cost_volume)

    @property
    def volume(self) -> Array:
        """What activity follows: D = A · H · N · V."""
        return self.demand * self.service_level


def drivers(line: Line, draws: Draws, ageing: Mapping[str, Ageing]) -> Drivers:
    """The factors of a line that has a budget, in every year and draw."""
    ones = np.ones(draws.shape)
    by_age = ageing[line.demand.profile] if line.demand.profile else Ageing(ones, ones)
    cost_levels = prod(
        (change.cost_levels(draws.timeline) for change in line.provision), start=np.ones(len(draws.timeline))
    )
    service = prod((change.levels(draws.timeline) for change in line.provision), start=np.ones(len(draws.timeline)))
    return Drivers(
        base=line.recurring_base(draws.timeline.base_year),
        fixed_share=line.fixed_share,
        prices=tuple(
            Price(name, part.share, draws.indices[name], *part.staffing(draws.values, draws.shape))
            for name, part in line.components.items()
        ),
        ageing=by_age.ageing,
        healthier=by_age.healthier,
        growth=draws.indices[line.demand.growth] if line.demand.growth else ones,
        provision=by_year_and_draw(cost_levels, draws.size),
        service_level=by_year_and_draw(service, draws.size),
    )


def following(own: Drivers, other: Drivers) -> Drivers:
    """A line's factors where its volume also follows the activity of another line, as charges follow a service."""
    return replace(
        own,
        ageing=own.ageing * other.ageing,
        healthier=own.healthier * other.healthier,
        growth=own.growth * other.growth,
        provision=own.provision * other.service_level,
        service_level=own.service_level * other.service_level,
    )


@dataclass(frozen=True)
class Costs:
    """What every line costs, income below zero: `cost` has shape (line, year, draw), in the order of `lines`."""

    lines: Mapping[str, Line]
    drivers: Mapping[str, Drivers]
    cost: Array
    base_year: str

    def total(self, names: Collection[str]) -> Array:
        """The cost of some lines together, shape (year, draw)."""
        return sum_of(list(self.cost[self.rows(names)]), self.cost.shape[1:])

    def rows(self, names: Collection[str]) -> Flags:
        """Which lines are meant, shape (line,)."""
        return np.array([name in names for name in self.lines], dtype=bool)

    def rise(self, names: Collection[str]) -> Array:
        """How far some lines' cost stands above their recurring base, shape (year, draw)."""
        base = sum(self.lines[name].recurring_base(self.base_year) * self.lines[name].sign for name in names)
        rise = self.total(names) - base
        rise[0] = 0.0
        return rise

    def price_rise(self, assumption: str, *, set_aside: bool) -> Array:
        """What an assumption's prices add since the base year at base volume, shape (year, draw): Σ B · w · (I - 1)."""
        rise = np.zeros(self.cost.shape[1:])
        for name, by in self.drivers.items():
            line = self.lines[name]
            if line.kind == "cost" and line.set_aside == set_aside:
                rise += sum(by.base * p.share * (p.index - 1) for p in by.prices if p.assumption == assumption)
        return rise


def costs(lines: Mapping[str, Line], draws: Draws, ageing: Mapping[str, Ageing]) -> Costs:
    """What every line costs in every year and draw; in the base year, its budget."""
    base_year = draws.timeline.base_year
    by_line = {name: drivers(line, draws, ageing) for name, line in lines.items() if line.cost is None}
    alone = dict(by_line)
    for name, line in lines.items():
        if name in alone and line.demand.line in alone:
            by_line[name] = following(alone[name], alone[line.demand.line])
    cost = np.zeros((len(lines), *draws.shape))
    for row, (name, line) in enumerate(lines.items()):
        cost[row] = line.sign * (by_line[name].cost if name in by_line else stated(line, draws))
        cost[row, 0] = line.sign * line.opening(base_year)
    return Costs(lines, by_line, cost, base_year)


def stated(line: Line, draws: Draws) -> Array:
    """The cost of a stated line, shape (year, draw)."""
    assert line.cost is not None
    return by_year_and_draw(levels(line.cost, draws.timeline) * line.our_share, draws.size)
