"""Population of a plan, and the effect of its ageing on demand by age profile."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import ConfigDict, model_validator

from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array, is_whole
from mtfp.model.base.draws import Draws
from mtfp.model.base.part import Part, problem
from mtfp.model.base.refers import NumberName, RateName
from mtfp.model.base.shorthand import exactly_one
from mtfp.model.base.values import Number, Share, Text
from mtfp.model.base.years import first_calendar_year
from mtfp.model.costs.drivers import Ageing
from mtfp.population.ageing import ONLY, ageing, healthier, rates_on
from mtfp.population.areas import find_area
from mtfp.population.people import People, bundled_people
from mtfp.population.profiles import Profile, find_profile
from mtfp.population.variants import VARIANTS, Variant


class Population(Part):
    """Population whose ageing changes demand: bundled figures of an area, or the plan's own file."""

    model_config = ConfigDict(json_schema_extra=exactly_one("area", "file"))

    area: Text | None = None
    """Partnership, council or health board, by name or code, whose bundled figures are used."""
    file: Text | None = None
    """CSV file next to the plan with the plan's own figures, instead of an area."""
    variant: Variant | dict[Variant, Share] = "principal"
    """Migration variant of the projection, or several variants with probabilities that add up to 100%."""
    error: RateName | None = None
    """Assumption for the error of the population projection: a yearly rate that changes the effect of ageing."""
    healthier_ageing: NumberName | Number | None = None
    """Years by which older people's use of services moves to a later age each year: a number (0.1) or an assumption."""

    @model_validator(mode="before")
    @classmethod
    def _one_source(cls, value: Any) -> Any:
        if isinstance(value, Mapping) and ("area" in value) == ("file" in value):
            raise problem(
                "E215",
                "the population needs either an `area` or a `file`, not both",
                "keep the one that is right, and delete the other",
            )
        return value

    @model_validator(mode="after")
    def _weights_add_up(self) -> Self:
        if isinstance(self.variant, dict) and not is_whole(self.variant.values()):
            total = sum(self.variant.values()) * 100
            message = f"the probabilities of the variants must add up to 100%, found {total:.6g}%"
            raise problem("E302", message, "correct the probabilities")
        return self

    @property
    def weights(self) -> Mapping[Variant, float]:
        """Variants with their probabilities."""
        return self.variant if isinstance(self.variant, dict) else {self.variant: 1.0}

    @property
    def heaviest(self) -> Variant:
        """Variant with the highest probability, used in the central case."""
        return max(VARIANTS, key=lambda variant: self.weights.get(variant, 0.0))

    @property
    def possible(self) -> tuple[Variant, ...]:
        """Variants with a probability above zero, in the order of `VARIANTS`, not of the file."""
        return tuple(variant for variant in VARIANTS if self.weights.get(variant, 0.0) > 0)

    def drawn(self, uniform: Array) -> NDArray[np.intp]:
        """Return each draw's variant as a position in `possible`, given random numbers from 0 to 1, shape (draw,)."""
        *sums, _ = np.cumsum([self.weights[variant] for variant in self.possible])
        return np.searchsorted(sums, uniform, side="right")


@dataclass(frozen=True, repr=False)
class SuppliedFigures(Short):
    """Figures from the plan's own CSV files. They are read with the plan, because the model reads no files."""

    people: People | None = None
    profiles: Mapping[str, Profile] = field(default_factory=dict)

    def profile(self, name: str) -> Profile:
        """Return an age profile from the plan's own files, or else a bundled one."""
        return self.profiles[name] if name in self.profiles else find_profile(name)


def people_of(population: Population, variant: str, supplied: SuppliedFigures) -> People:
    """Return the population of a variant: the plan's own figures, or the bundled ones of its area."""
    if supplied.people is not None:
        return supplied.people
    assert population.area is not None
    return _bundled(population.area, variant)


@lru_cache(maxsize=64)
def _bundled(area: str, variant: str) -> People:
    """Return the bundled population of an area, which every projection of a plan needs again."""
    return bundled_people(find_area(area), variant)


def ageing_of(
    population: Population | None, profiles: Iterable[str], draws: Draws, supplied: SuppliedFigures
) -> dict[str, Ageing]:
    """Return the effect of ageing on demand by profile, in every year and draw; empty without a population.

    The effect is A[t] · Π_{u<=t} (1 + e[u]), where A is the effect at today's use per head and e the error of the
    population projection. The effect of healthier ageing, H[t], is separate. See section 5 of
    docs/understanding/model.md.
    """
    if population is None:
        return {}
    error = draws.indices[population.error] if population.error else np.ones((len(draws.timeline), 1))
    shift = _years_younger(population, draws)
    tables = [_in_plan_years(people_of(population, variant, supplied), draws) for variant in draws.variants]
    return {name: _of_profile(supplied.profile(name), tables, shift, error, draws) for name in dict.fromkeys(profiles)}


def _years_younger(population: Population, draws: Draws) -> Array | None:
    """Return the years by which use of services has moved to a later age since the base year, or None.

    Shape (year, draw) or (year, 1); None if the plan has no `healthier_ageing`.
    """
    given = population.healthier_ageing
    if given is None:
        return None
    yearly = draws.values[given].copy() if isinstance(given, str) else np.full((len(draws.timeline), 1), given)
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
