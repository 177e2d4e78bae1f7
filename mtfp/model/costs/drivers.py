"""Factors of each line's cost and activity: base, prices, demand, and the service levels of its changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from math import prod

import numpy as np

from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array, by_year_and_draw, named, sum_of, widened
from mtfp.model.base.draws import Draws
from mtfp.model.base.years import Timeline, levels
from mtfp.model.costs.line import Line


@dataclass(frozen=True, repr=False)
class Ageing(Short):
    """Effect of the population's ages on demand, for one age profile.

    `ageing` is A, the effect at today's use per head. `healthier` is H, the effect of healthier ageing. Both have shape
    (year, draw) and are 1 in the base year.
    """

    ageing: Array
    healthier: Array


@dataclass(frozen=True, repr=False)
class Price(Short):
    """Price of one component of a line: its share w of the line's cost, and factors of shape (year, draw).

    The factors are the price index I and the staffing factor S, which is the product of `on_costs` and `vacancies`. A
    line with a stated cost has one price, without an assumption, whose index is the stated amount.
    """

    assumption: str | None
    share: float
    index: Array
    on_costs: Array
    vacancies: Array

    @property
    def level(self) -> Array:
        """Share of cost times price factors, w · I · S."""
        return self.share * self.index * self.on_costs * self.vacancies


@dataclass(frozen=True, repr=False)
class Drivers(Short):
    """Factors of a line's cost. Arrays have shape (year, draw) and are 1 in the base year.

    cost[t] = B · (Σ_c w_c · I_c[t] · S_c[t]) · (f · F[t] + (1 - f) · A[t] · H[t] · N[t] · (V[t] + K[t] + E[t]))

    B is `base`. f is `fixed_share`, w, I and S belong to the components c (see `Price`), A is
    `ageing`, H `healthier` and N `growth`. V is `cost_level`, which includes stranded cost, K is `closed`, the cost of
    units that closed and whose money is stated separately, and E is `elsewhere`, care bought elsewhere; for activity,
    V is `service_level` instead, without K and E. F is `fixed_level`: 1, unless the service is stopped. For a stated
    cost, B is our share of it. See docs/understanding/model.md, section 6.
    """

    base: float
    fixed_share: float
    prices: tuple[Price, ...]
    ageing: Array
    healthier: Array
    growth: Array
    fixed_level: Array
    cost_level: Array
    closed: Array
    elsewhere: Array
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
        """Volume factor of cost, f · F + (1 - f) · A · H · N · (V + K + E)."""
        return self.fixed_share * self.fixed_level + (1 - self.fixed_share) * self.demand * self.paid_level

    @property
    def paid_level(self) -> Array:
        """Level of volume-related cost with that of closed units and care bought elsewhere, V + K + E."""
        return self.cost_level + self.closed + self.elsewhere

    @property
    def cost(self) -> Array:
        return np.multiply(self.base * self.price, self.cost_volume)

    @property
    def fixed_cost(self) -> Array:
        """Fixed cost of a service that runs, B · P · f, in the plan's unit."""
        return np.multiply(self.base * self.price, self.fixed_share)

    @property
    def variable_cost(self) -> Array:
        """Cost that a lower volume can release: B · P · (1 - f) · A · H · N · V, without K and E."""
        return np.multiply(self.base * self.price, (1 - self.fixed_share) * self.demand * self.cost_level)

    @property
    def activity_cost(self) -> Array:
        """Cost of the activity that is there, without stranded cost: as `variable_cost`, at the level of activity."""
        return np.multiply(self.base * self.price, (1 - self.fixed_share) * self.demand * self.service_level)

    @property
    def following_cost(self) -> Array:
        """Cost that follows volume, with care bought elsewhere: B · P · (1 - f) · A · H · N · (V + K + E)."""
        return np.multiply(self.base * self.price, (1 - self.fixed_share) * self.demand * self.paid_level)

    @property
    def elsewhere_cost(self) -> Array:
        """Money spent on care elsewhere, B · P · (1 - f) · A · H · N · E; below zero, money no longer spent there."""
        return np.multiply(self.base * self.price, (1 - self.fixed_share) * self.demand * self.elsewhere)

    @property
    def volume(self) -> Array:
        """Volume factor of activity, D = A · H · N · V."""
        return self.demand * self.service_level


def drivers(line: Line, draws: Draws, ageing: Mapping[str, Ageing]) -> Drivers:
    """Return the factors of a line, in every year and draw, before moves of activity."""
    timeline = draws.timeline

    def wide(factor: Array) -> Array:
        return widened(factor, draws.shape)

    ones = wide(np.ones((len(timeline), 1)))
    by_age, growth = Ageing(ones, ones), ones
    if line.cost is None:
        by_age = ageing[line.demand.profile] if line.demand.profile else by_age
        growth = wide(draws.indices[line.demand.growth]) if line.demand.growth else growth
    there, closed = unit_levels(line, timeline)
    return Drivers(
        base=base_of(line, timeline.base_year),
        fixed_share=line.fixed_share,
        prices=tuple(_prices(line, draws)),
        ageing=wide(by_age.ageing),
        healthier=wide(by_age.healthier),
        growth=growth,
        fixed_level=by_year_and_draw(fixed_levels(line, timeline), draws.size),
        cost_level=by_year_and_draw(there, draws.size),
        closed=by_year_and_draw(closed, draws.size),
        elsewhere=by_year_and_draw(elsewhere(line, timeline), draws.size),
        service_level=by_year_and_draw(service_levels(line, timeline), draws.size),
    )


def _prices(line: Line, draws: Draws) -> Iterator[Price]:
    """Yield the price of each component of a line; of a stated cost, the one price that is the cost itself."""

    def wide(factor: Array) -> Array:
        return widened(factor, draws.shape)

    if line.cost is not None:
        ones = wide(np.ones((len(draws.timeline), 1)))
        yield Price(None, 1.0, wide(levels(line.cost, draws.timeline)[:, None]), ones, ones)
        return
    for name, part in line.components.items():
        staffing = part.staffing(draws.values, len(draws.timeline))
        yield Price(name, part.share, wide(draws.indices[name]), *map(wide, staffing))


def base_of(line: Line, base_year: str) -> float:
    """Return the base B of a line's factors: the recurring base in the plan's unit, or our share of a stated cost."""
    return line.recurring_base(base_year) if line.cost is None else line.our_share


def cost_levels(line: Line, timeline: Timeline) -> Array:
    """Return the factor V + K + E of a line's volume-related cost, with care bought elsewhere, shape (year,)."""
    there, closed = unit_levels(line, timeline)
    return np.add(there + closed, elsewhere(line, timeline))


def unit_levels(line: Line, timeline: Timeline) -> tuple[Array, Array]:
    """Return the factors V and K of volume-related cost: of units that are there, and of closed ones; shape (year,).

    Changes take effect in the order of the line. A `step_fixed` change leaves their sum as it is, because its money is
    stated separately: it only moves cost from V to K, so that no later change takes a share of it. Units that such a
    change opens cost the line nothing, so `apart` is below zero with them, and later changes lower it with the rest.
    """
    there, apart = np.ones(len(timeline)), np.zeros(len(timeline))
    if not line.service_level:
        return there, apart
    for change in line.service_level:
        if change.step_fixed:
            level = change.levels(timeline)
            there, apart = there * level, apart + there * (1 - level)
        else:
            level = change.cost_levels(timeline)
            there, apart = there * level, np.maximum(apart, 0.0) + np.minimum(apart, 0.0) * level
    return np.add(there, np.minimum(apart, 0.0)), np.maximum(apart, 0.0)


def service_levels(line: Line, timeline: Timeline) -> Array:
    """Return the combined effect of service-level changes on activity, shape (year,)."""
    start = np.ones(len(timeline))
    level = prod((change.levels(timeline) for change in line.service_level), start=start)
    return named(level, "activity after all changes", "share")


def fixed_levels(line: Line, timeline: Timeline) -> Array:
    """Return the factor F of a line's fixed cost, shape (year,): below 1 where a change stops the service."""
    start = np.ones(len(timeline))
    level = reduce(np.minimum, (change.fixed_levels(timeline) for change in line.service_level), start)
    return named(level, "level of fixed cost after all changes", "factor")


def elsewhere(line: Line, timeline: Timeline) -> Array:
    """Return the care bought elsewhere, E, as a share of volume-related cost at today's level, shape (year,).

    It is Σ_i e_i · (1 - V_i) · the level that the other changes leave, over the changes i that buy care elsewhere. Of
    these, the level is an average over all their orders, so that changes with the same share e buy e · (1 - Π V)
    together. Changes that buy nothing elsewhere multiply.
    """
    buys = [(e, change.levels(timeline)) for change in line.service_level if (e := change.bought_elsewhere) is not None]
    bought = np.zeros(len(timeline))
    if not buys:
        return bought
    levels = [level for _, level in buys]
    rest = prod(
        (change.levels(timeline) for change in line.service_level if change.bought_elsewhere is None),
        start=np.ones(len(timeline)),
    )
    for at, (share, level) in enumerate(buys):
        left = rest * _left_by(levels[:at] + levels[at + 1 :], timeline)
        bought = bought + share * (1 - level) * left
    return bought


def _left_by(levels: list[Array], timeline: Timeline) -> Array:
    """Return the average level that changes leave if each comes before a moment u with the chance u, shape (year,).

    It is the integral over u from 0 to 1 of the polynomial Π_j (1 - u + u · V_j).
    """
    nothing, terms = np.zeros(len(timeline)), [np.ones(len(timeline))]
    for level in levels:
        lower = [np.multiply(term, level - 1) for term in terms]
        terms = [one + other for one, other in zip([*terms, nothing], [nothing, *lower], strict=True)]
    return sum_of([term / (power + 1) for power, term in enumerate(terms)], ())


def following(own: Drivers, other: Drivers) -> Drivers:
    """Return the factors of a line whose volume also follows another line's activity, as charges follow a service."""
    return replace(
        own,
        ageing=own.ageing * other.ageing,
        healthier=own.healthier * other.healthier,
        growth=own.growth * other.growth,
        cost_level=own.cost_level * other.service_level,
        closed=own.closed * other.service_level,
        elsewhere=own.elsewhere * other.service_level,
        service_level=own.service_level * other.service_level,
    )
