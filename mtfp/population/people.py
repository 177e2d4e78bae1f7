"""People by age and year of one area: bundled figures, or a user's own.

Knows counts of people; must not know what they use or cost.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtfp.findings.suggest import Unknown
from mtfp.population import bundled
from mtfp.population.ages import SINGLE_YEARS, AgeBands, Band, band_label
from mtfp.population.areas import Area
from mtfp.population.own_people import read_people
from mtfp.population.variants import VARIANTS

Array = NDArray[np.float64]

PROJECTION_SOURCE = (
    "National Records of Scotland 2018-based population projection, published by Public Health Scotland, rebased on "
    "the mid-2023 estimate by five-year age band, council by council. Open Government Licence v3.0"
)
VARIANT_SOURCE = "; migration variant from the private household population of the 2018-based household projections"


@dataclass(frozen=True, eq=False)
class People:
    """People of each age in an area, on 30 June of each year.

    `count` : people, shape (age, year), both sexes together; not always whole, since figures are rebased. The array is
    copied and made read-only. Two are equal if all fields are. Raises ValueError if its shape isn't that of `ages` and
    `years`.
    """

    area: str
    variant: str
    ages: AgeBands
    years: tuple[int, ...]
    count: Array
    source: str

    def __post_init__(self) -> None:
        count = np.array(self.count, dtype=float)
        if count.shape != (len(self.ages), len(self.years)):
            raise ValueError(f"people of shape {count.shape} for {len(self.ages)} ages and {len(self.years)} years")
        count.flags.writeable = False
        object.__setattr__(self, "count", count)

    def _fields(self) -> tuple[object, ...]:
        return self.area, self.variant, self.ages, self.years, self.source

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, People):
            return NotImplemented
        return self._fields() == other._fields() and np.array_equal(self.count, other.count)

    def __hash__(self) -> int:
        return hash((self._fields(), self.count.tobytes()))

    def at(self, year: int) -> Array:
        """Return the people of each age in a year, shape (age,). Raises LookupError, with the range of years."""
        return self.over((year,)).count[:, 0]

    def over(self, years: tuple[int, ...]) -> "People":
        """Return the same for some of the years. Raises LookupError, with the range of years, if one is missing."""
        if missing := [str(year) for year in years if year not in self.years]:
            raise LookupError(f"{self.area} has people for {self.years[0]} to {self.years[-1]}, not {missing[0]}")
        return replace(self, years=years, count=self.count[:, [self.years.index(year) for year in years]])

    def total(self) -> Array:
        """Return people of all ages, shape (year,)."""
        return self.between(0, None)

    def between(self, first: int, last: int | None) -> Array:
        """Return people from a first to a last age, both included (None: and over), shape (year,).

        Raises ValueError if an age band lies across either end.
        """
        wanted = (first, last)
        ends = {first} if last is None else {first, last + 1}
        if not ends <= set(self.ages.starts):
            raise ValueError(f"ages {band_label(wanted)} cut across the bands {', '.join(self.ages.labels)}")
        total: Array = self.count[[_inside(band, wanted) for band in self.ages.bands]].sum(axis=0)
        return total


def _inside(band: Band, wider: Band) -> bool:
    return band[0] >= wider[0] and (wider[1] is None or band[0] <= wider[1])


def bundled_people(area: Area, variant: str = "principal") -> People:
    """Return an area's people by single year of age, mid-2023 to mid-2043: the rebased projection (model, section 5).

    variant : `principal`, `high_migration` or `low_migration`

    Raises Unknown for another variant.

    >>> from mtfp.population.areas import find_area
    >>> shetland = bundled_people(find_area("Shetland Islands"))
    >>> shetland.years[0], round(shetland.total()[0])
    (2023, 23000)
    """
    if variant not in VARIANTS:
        raise Unknown(f"there is no population variant {variant!r}", f"choose one of {', '.join(VARIANTS)}")
    source = PROJECTION_SOURCE if variant == VARIANTS[0] else PROJECTION_SOURCE + VARIANT_SOURCE
    years = bundled.figures().rebased_years
    return People(area.name, variant, SINGLE_YEARS, years, bundled.projected(area.councils, variant), source)


def people_from_csv(file: Path, shown_as: str | None = None) -> People:
    """Read a user's population from a CSV file in one of these layouts.

    - long: columns `year`, `age`, `people`, and `sex` if it is split by sex
    - a column for each year: `age,2025,2026,...`
    - a row for each year: `year,0,1,...,90+`, or `year,Age0,...,Age90plus`, or bands

    Ages are single years or bands, from 0 on without gaps, the last one open (`90+`). Years are calendar years without
    gaps, meaning 30 June. People may be fractions, as in projections, but not negative.

    shown_as : the file's name in findings; by default its own name

    Raises Refused with every finding of the file, each with row and column; OSError if it can't be opened.
    """
    ages, years, count = read_people(file, shown_as)
    name = shown_as or file.name
    return People(file.stem, "principal", ages, years, count, f"own figures: {name}")
