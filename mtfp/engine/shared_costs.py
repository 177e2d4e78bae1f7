"""Cost of lines that versions of a plan share: worked out once while nothing that it depends on differs."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from mtfp.model.base.arrays import Array
from mtfp.model.base.draws import Draws
from mtfp.model.base.once import once_per_part
from mtfp.model.base.part import Part
from mtfp.model.base.refers import references
from mtfp.model.costs.cost import Costs, costs
from mtfp.model.costs.drivers import Ageing
from mtfp.model.costs.population import ageing_of
from mtfp.model.costs.rows import Rows
from mtfp.model.plan import Plan

Result = TypeVar("Result")
KEPT = 4
"""Number of results that are kept: those of the central case, and of a few blocks of draws."""


class Needs(NamedTuple):
    """What a result depends on: objects, words and numbers that are equal, and arrays of equal numbers."""

    objects: tuple[object, ...]
    words: tuple[object, ...]
    arrays: tuple[Array, ...]

    def are(self, other: "Needs") -> bool:
        return (
            self.words == other.words
            and len(self.objects) == len(other.objects)
            and all(one is another for one, another in zip(self.objects, other.objects, strict=True))
            and all(map(_equal, self.arrays, other.arrays))
        )


class Kept(Generic[Result]):
    """The last few results with what they depend on."""

    def __init__(self) -> None:
        self._known: tuple[tuple[Needs, Result], ...] = ()

    def of(self, needs: Needs, work_out: Callable[[], Result]) -> Result:
        """Return a result that is known for equal needs, or work it out and keep it."""
        for known, result in self._known:
            if known.are(needs):
                return result
        result = work_out()
        self._known = ((needs, result), *self._known)[:KEPT]
        return result


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


def _equal(one: Array, other: Array) -> bool:
    """Return True if arrays have equal numbers; the base year, which comes first, may be unknown in both."""
    if one is other:
        return True
    return one.shape == other.shape and bool(
        np.array_equal(one[1:], other[1:]) and np.array_equal(one[:1], other[:1], equal_nan=True)
    )
