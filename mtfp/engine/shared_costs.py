"""Cost of lines that versions of a plan share: worked out once while nothing that it depends on differs."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from mtfp.model.base.arrays import Array
from mtfp.model.base.draws import Draws
from mtfp.model.base.kept import Kept, Needs
from mtfp.model.base.once import once_per_part
from mtfp.model.base.part import Part
from mtfp.model.base.refers import references
from mtfp.model.costs.cost import Costs, costs
from mtfp.model.costs.drivers import Ageing
from mtfp.model.costs.population import ageing_of
from mtfp.model.costs.rows import Rows
from mtfp.model.plan import Plan


class SharedCosts:
    """Costs of versions of a plan in the same draws, such as the plan with other savings or another payment.

    A version whose lines, moves, population and assumptions about them are those of one before has its cost too.
    """

    def __init__(self) -> None:
        self._ageing, self._costs = Kept[dict[str, Ageing]](), Kept[Costs]()

    def of(self, plan: Plan, draws: Draws, rows: Rows) -> Costs:
        """Return the cost of a version's lines."""
        ageing = self._ageing.of(_for_ageing(plan, draws), lambda: ageing_by_profile(plan, draws))
        found = self._costs.of(_for_costs(plan, draws, rows, ageing), lambda: costs(rows, draws, ageing, plan.moves))
        return replace(found, rows=rows, draws=draws, moves=plan.moves)


def costs_of(plan: Plan, draws: Draws, rows: Rows) -> Costs:
    """Return the cost of a plan's lines."""
    return costs(rows, draws, ageing_by_profile(plan, draws), plan.moves)


def ageing_by_profile(plan: Plan, draws: Draws) -> dict[str, Ageing]:
    """Return the effect of ageing on demand for each age profile that a line names."""
    return ageing_of(plan.population, _profiles(plan), draws, plan.supplied)


def _profiles(plan: Plan) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.demand.profile for line in plan.lines.values() if line.demand.profile))


def _for_ageing(plan: Plan, draws: Draws) -> Needs:
    return Needs(
        (plan.population, plan.supplied),
        (_profiles(plan), draws.timeline, draws.size, draws.variants),
        (np.asarray(draws.variant), *_values({"": plan.population} if plan.population else {}, draws)),
    )


def _for_costs(plan: Plan, draws: Draws, rows: Rows, ageing: object) -> Needs:
    return Needs(
        (ageing, *rows.lines.values(), *plan.moves.values()),
        (tuple(rows.lines), rows.names, tuple(plan.moves), draws.timeline, draws.size),
        tuple(_values({**rows.lines, **plan.moves}, draws)),
    )


def _values(parts: Mapping[str, Part], draws: Draws) -> Iterator[Array]:
    """Yield the values and indices of the assumptions that parts of a plan name."""
    for name in dict.fromkeys(name for part in parts.values() for name in _assumptions(part)):
        yield draws.values[name]
        if name in draws.indices:
            yield draws.indices[name]


@once_per_part
def _assumptions(part: Part) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.name for each in references(part) if each.to.section == "assumptions"))
