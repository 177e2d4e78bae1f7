"""Whose ageing moves demand: the plan's population section, and what it means for each profile."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import ConfigDict, model_validator

from mtfp.model.base.arrays import Array, is_whole
from mtfp.model.base.draws import Draws
from mtfp.model.base.part import Part, problem
from mtfp.model.base.refers import NumberName, RateName
from mtfp.model.base.shorthand import exactly_one
from mtfp.model.base.values import Number, Share, Text
from mtfp.model.base.years import first_calendar_year
from mtfp.model.costs.cost import Ageing
from mtfp.population.ageing import ONLY, ageing, healthier, rates_on
from mtfp.population.areas import find_area
from mtfp.population.people import People, bundled_people
from mtfp.population.profiles import Profile, find_profile
from mtfp.population.variants import VARIANTS, Variant


class Population(Part):
    """The population whose ageing moves demand: bundled figures of an area, or a file of one's own."""

    model_config = ConfigDict(json_schema_extra=exactly_one("area", "file"))

    area: Text | None = None
    """A partnership, council or health board, by name or code; its figures are bundled."""
    file: Text | None = None
    """Or a CSV beside the plan."""
    variant: Variant | dict[Variant, Share] = "principal"
    """The migration variant, or variants with their weights."""
    error: RateName | None = None
    """The assumption for the projection's own error: a rate on ageing."""
    healthier_ageing: NumberName | Number | None = None
    """How many years younger, each year, older people's use of services gets: a number, or an assumption's name."""

    @model_validator(mode="before")
    @classmethod
    def _one_source(cls, value: Any) -> Any:
        if isinstance(value, Mapping) and ("area" in value) == ("file" in value):
            raise problem(
                "E215", "the population needs an `area` or a `file`, and not both", "keep the one that is meant"
            )
        return value

    @model_validator(mode="after")
    def _weights_add_up(self) -> Self:
        if isinstance(self.variant, dict) and not is_whole(self.variant.values()):
            raise problem("E302", "the weights of the variants must add up to 100%", "correct the weights")
        return self

    @property
    def weights(self) -> Mapping[Variant, float]:
        """The variants that may come, with their weights."""
        return self.variant if isinstance(self.variant, dict) else {self.variant: 1.0}

    @property
    def heaviest(self) -> Variant:
        """The variant of the central case."""
        return max(VARIANTS, key=lambda variant: self.weights.get(variant, 0.0))

    @property
    def possible(self) -> tuple[Variant, ...]:
        """The variants that have any weight, in one order however they are written."""
        return tuple(variant for variant in VARIANTS if self.weights.get(variant, 0.0) > 0)

    def drawn(self, even: Array) -> NDArray[np.intp]:
        """The position among those possible of each draw's variant, by a number even in 0 to 1, shape (draw,)."""
        *sums, _ = np.cumsum([self.weights[variant] for variant in self.possible])
        return np.searchsorted(sums, even, side="right")


@dataclass(frozen=True)
class Supplied:
    """The figures that a plan's own CSV files hold, read with the plan so that nothing later reads files."""

    people: People | None = None
    profiles: Mapping[str, Profile] = field(default_factory=dict)

    def profile(self, name: str) -> Profile:
        """A profile of the plan's own, or a bundled one."""
        return self.profiles[name] if name in self.profiles else find_profile(name)


def people_of(population: Population, variant: str, supplied: Supplied) -> People:
    """The population of a variant: the plan's own, or the bundled one of its area."""
    if supplied.people is not None:
        return supplied.people
    assert population.area is not None
    return bundled_people(find_area(population.area), variant)


def ageing_of(
    population: Population | None, profiles: Iterable[str], draws: Draws, supplied: Supplied
) -> dict[str, Ageing]:
    """What ageing does to the demand of each profile in every year and draw.

    A[t] · Π_{u<=t} (1 + e[u]) with the projection's own error e, and H[t] for healthier ageing. Section 5 of the model.
    """
    if population is None:
        return {}
    error = draws.indices[population.error] if population.error else np.ones((len(draws.timeline), 1))
    shift = _years_younger(population, draws)
    tables = [_in_plan_years(people_of(population, variant, supplied), draws) for variant in draws.variants]
    return {name: _of_profile(supplied.profile(name), tables, shift, error, draws) for name in dict.fromkeys(profiles)}


def _years_younger(population: Population, draws: Draws) -> Array | None:
    """How many years younger use has got by each year, shape (year, draw) or (year, 1); none where nothing says so."""
    said = population.healthier_ageing
    if said is None:
        return None
    yearly = draws.values[said].copy() if isinstance(said, str) else np.full((len(draws.timeline), 1), said)
    yearly[0] = 0.0
    return np.cumsum(yearly, axis=0)


def _in_plan_years(people: People, draws: Draws) -> tuple[People, Array]:
    years = [people.years.index(first_calendar_year(year)) for year in draws.timeline.labels]
    return people, people.count[:, years]


def _of_profile(
    profile: Profile, tables: list[tuple[People, Array]], shift: Array | None, error: Array, draws: Draws
) -> Ageing:
    by_variant = np.stack([ageing(count, rates_on(profile, people.ages)) for people, count in tables], axis=-1)
    which = draws.variant if len(tables) > 1 else ONLY
    younger = np.ones((len(draws.timeline), 1))
    if shift is not None:
        counts = np.stack([count for _, count in tables])
        younger = healthier(counts, profile, tables[0][0].ages, shift, which)
    return Ageing(by_variant[:, which] * error, younger)
