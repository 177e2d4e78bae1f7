"""Population figures that come with mtfp, as arrays by council: an estimate, a projection and its migration variants.

Knows the package's data file, and how the projection is scaled to the newer estimate (rebased). Must not know names of
areas or users' files. The data file holds the figures as National Records of Scotland publishes them. This module
rebases the projection after reading.
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
"""Age groups of the published migration variants: 0-15, 16-19, 20-24, ... 85-89, 90+."""


@dataclass(frozen=True, eq=False)
class Figures:
    """Figures of the data file, by single year of age; the variants' ratios are by `VARIANT_AGES`.

    `estimate` : people in `estimate_year`, shape (council, age).
    `projection` : people from the year `first_projection` on, shape (council, age, year).
    `ratios` : for each variant, its people divided by those of the principal projection in the same year, shape
    (council, age group, year).
    """

    councils: tuple[str, ...]
    estimate: NDArray[np.uint16]
    estimate_year: int
    projection: NDArray[np.uint16]
    first_projection: int
    ratios: dict[str, NDArray[np.float32]]

    @property
    def rebased_years(self) -> tuple[int, ...]:
        """Return the years of the rebased projection: from the year of the estimate to the last projected year."""
        return tuple(range(self.estimate_year, self.first_projection + self.projection.shape[2]))

    def positions(self, councils: tuple[str, ...]) -> list[int]:
        return [self.councils.index(code) for code in councils]


@cache
def figures() -> Figures:
    """Return the figures of the data file, which is read only once."""
    with (files(__package__) / "population.npz").open("rb") as file, np.load(file, allow_pickle=False) as stored:
        arrays: dict[str, Any] = {name: stored[name] for name in stored.files}
    return Figures(
        councils=tuple(str(code) for code in arrays["councils"]),
        estimate=arrays["estimate"],
        estimate_year=int(arrays["estimate_year"]),
        projection=arrays["projection"],
        first_projection=int(arrays["first_projection"]),
        ratios={"high_migration": arrays["high_migration"], "low_migration": arrays["low_migration"]},
    )


def projected(councils: tuple[str, ...], variant: str = "principal") -> Array:
    """Return the projected people of some councils together, rebased on the estimate, shape (age, year).

    For each council, `pop[a,t] = proj[a,t] · est[b,0] / proj[b,0]`, with b the five-year band of age a. A migration
    variant with the ratio q multiplies this by `q[a,t] / q[a,0]`. Then the councils are summed. Years are
    `Figures.rebased_years`; year 0 is the year of the estimate (model, section 5).
    """
    bundled, at = figures(), figures().positions(councils)
    skipped = bundled.estimate_year - bundled.first_projection
    people = rebased(bundled.projection[at, :, skipped:], bundled.estimate[at], SINGLE_YEARS, FIVE_YEARS)
    if variant != "principal":
        people *= from_first_year(bundled.ratios[variant][at, :, skipped:])[:, SINGLE_YEARS.within(VARIANT_AGES)]
    total: Array = people.sum(axis=0)
    return total


def rebased(projection: NDArray[Any], estimate: NDArray[Any], ages: AgeBands, bands: AgeBands) -> Array:
    """Rebase a projection: scale it so that its year 0 equals an estimate of that year in each band.

    `pop[a,t] = proj[a,t] · est[b,0] / proj[b,0]`

    projection : people, shape (area, age, year); year 0 is the year of the estimate
    estimate : people, shape (area, age)
    ages : the ages a of both arrays
    bands : the wider bands b in which projection and estimate are compared

    Returns people, shape (area, age, year). A band without projected people stays empty. In year 0 every band holds
    the estimate's people. Never join the two series instead: the step between them would show as demand (model,
    section 5).

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
    """Return a variant's ratio to the principal projection, divided by its ratio in year 0, shape (..., year).

    The variants diverge from 2018 on, but the estimate of year 0 already includes migration up to that year. So only
    the divergence after year 0 counts, and the result is 1 in year 0.

    >>> from_first_year(np.array([1.02, 1.02, 1.071])).round(3).tolist()
    [1.0, 1.0, 1.05]
    """
    levels: Array = ratio.astype(float)
    return levels / levels[..., :1]
