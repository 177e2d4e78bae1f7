"""The bundled figures as arrays, council by council: an estimate, the projection rebased on it, migration variants.

Knows the package's own data file and the arithmetic of rebasing; must not know areas' names or people's own files.
National Records of Scotland's figures are kept as published; they are rebased here, when read.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtfp.population.ages import FIVE_YEARS, SINGLE_YEARS, AgeBands

Array = NDArray[np.float64]

VARIANT_AGES = AgeBands((0, 16, *range(20, 91, 5)))
"""The age groups in which the migration variants are published: 0-15, 16-19, 20-24, ... 85-89, 90+."""


@dataclass(frozen=True, eq=False)
class Figures:
    """What the data file holds. Everything is by single year of age, but the variants' ratios (`VARIANT_AGES`).

    `estimate` are the people of `estimate_year`, shape (council, age); `projection` those of `first_projection` on,
    shape (council, age, year). `ratios` are each variant's people over the principal projection's, shape
    (council, age group, year), years as the projection's.
    """

    councils: tuple[str, ...]
    estimate: NDArray[np.uint16]
    estimate_year: int
    projection: NDArray[np.uint16]
    first_projection: int
    ratios: dict[str, NDArray[np.float32]]

    @property
    def rebased_years(self) -> tuple[int, ...]:
        """From the estimate, on which the projection is rebased, to the last projected year."""
        return tuple(range(self.estimate_year, self.first_projection + self.projection.shape[2]))

    def positions(self, councils: tuple[str, ...]) -> list[int]:
        return [self.councils.index(code) for code in councils]


@cache
def figures() -> Figures:
    """The bundled figures, read once."""
    with (files(__package__) / "population.npz").open("rb") as file, np.load(file, allow_pickle=False) as stored:
        held: dict[str, Any] = {name: stored[name] for name in stored.files}
    return Figures(
        councils=tuple(str(code) for code in held["councils"]),
        estimate=held["estimate"],
        estimate_year=int(held["estimate_year"]),
        projection=held["projection"],
        first_projection=int(held["first_projection"]),
        ratios={"high_migration": held["high_migration"], "low_migration": held["low_migration"]},
    )


def projected(councils: tuple[str, ...], variant: str = "principal") -> Array:
    """The rebased projection of some councils together, shape (age, year), years `Figures.rebased_years`.

    `pop[a,t] = proj[a,t] · est[b,0] / proj[b,0]`, times `q[a,t] / q[a,0]` for a migration variant, council by
    council and then added up; year 0 is the estimate's (model, section 5).
    """
    held, at = figures(), figures().positions(councils)
    skipped = held.estimate_year - held.first_projection
    people = rebased(held.projection[at, :, skipped:], held.estimate[at], SINGLE_YEARS, FIVE_YEARS)
    if variant != "principal":
        people *= from_first_year(held.ratios[variant][at, :, skipped:])[:, SINGLE_YEARS.within(VARIANT_AGES)]
    total: Array = people.sum(axis=0)
    return total


def rebased(projection: NDArray[Any], estimate: NDArray[Any], ages: AgeBands, bands: AgeBands) -> Array:
    """A projection moved onto an estimate of its first year: `pop[a,t] = proj[a,t] · est[b,0] / proj[b,0]`.

    projection : people, shape (area, age, year); its year 0 is the estimate's
    estimate : people, shape (area, age)
    ages, bands : of the age axis, and the wider ones b in which the two are compared

    A band in which nobody was projected stays empty. In year 0 every band holds the estimate's people. Never
    splice the two series instead: the step between them would show as demand (model, section 5).

    >>> projection = np.array([[[40, 44], [60, 60], [10, 12]]])
    >>> rebased(projection, np.array([[55, 55, 11]]), AgeBands((0, 1, 2)), AgeBands((0, 2)))[0].round(1).tolist()
    [[44.0, 48.4], [66.0, 66.0], [11.0, 13.2]]
    """
    within, starts = ages.within(bands), np.searchsorted(ages.starts, bands.starts)
    before = np.add.reduceat(projection[..., 0].astype(float), starts, axis=1)
    after = np.add.reduceat(estimate.astype(float), starts, axis=1)
    factor = np.divide(after, before, out=np.zeros_like(after), where=before > 0)
    people: Array = projection * factor[:, within, None]
    return people


def from_first_year(ratio: NDArray[Any]) -> Array:
    """A variant's ratio to the principal projection over its ratio in year 0, shape (..., year): 1 in year 0.

    The variants part in 2018, the estimate of year 0 knows what happened since: only what follows is the variant's.

    >>> from_first_year(np.array([1.02, 1.02, 1.071])).round(3).tolist()
    [1.0, 1.0, 1.05]
    """
    levels: Array = ratio.astype(float)
    return levels / levels[..., :1]
