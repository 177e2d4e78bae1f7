"""People by age and year of one area: figures that come with mtfp, or a user's own.

Knows counts of people; must not know which services people use, or their cost.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtfp.findings.short import Short
from mtfp.findings.suggest import Unknown
from mtfp.population import bundled
from mtfp.population.ages import SINGLE_YEARS, AgeBands, Band, band_label
from mtfp.population.areas import Area
from mtfp.population.variants import VARIANTS

Array = NDArray[np.float64]

PROJECTION_SOURCE = (
    "National Records of Scotland 2018-based population projection, published by Public Health Scotland, rebased on "
    "the mid-2023 estimate by five-year age band, council by council. Open Government Licence v3.0"
)
VARIANT_SOURCE = "; migration variant from the private household population of the 2018-based household projections"


@dataclass(frozen=True, eq=False, repr=False)
class People(Short):
    """People of each age in an area, on 30 June of each year.

    `count` : people of both sexes together, shape (age, year). Numbers may be fractions, because projections are
    rebased. The array is copied and made read-only. Two `People` are equal if all their fields are. Raises ValueError
    if the shape of `count` doesn't fit `ages` and `years`.
    """

    area: str
    variant: str
    ages: AgeBands
    years: tuple[int, ...]
    count: Array
    source: str

    def in_short(self) -> str:
        return f"{self.area}, {self.variant}, {self.years[0]} to {self.years[-1]}"

    def __post_init__(self) -> None:
        count = np.array(self.count, dtype=float)
        if count.shape != (len(self.ages), len(self.years)):
            raise ValueError(
                f"count has the shape {count.shape}, but there are {len(self.ages)} ages and {len(self.years)} years"
            )
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
        """Return the people of each age in a year, shape (age,). Raises LookupError for a year without figures."""
        return self.over((year,)).count[:, 0]

    def over(self, years: tuple[int, ...]) -> "People":
        """Return the people in some of the years only. Raises LookupError for a year without figures."""
        if missing := [str(year) for year in years if year not in self.years]:
            raise LookupError(f"{self.area} has people for {self.years[0]} to {self.years[-1]}, not {missing[0]}")
        return replace(self, years=years, count=self.count[:, [self.years.index(year) for year in years]])

    def total(self) -> Array:
        """Return the number of people of all ages, shape (year,)."""
        return self.between(0, None)

    def between(self, first: int, last: int | None) -> Array:
        """Return the number of people from a first to a last age, both included, shape (year,).

        A `last` of None means everyone from the first age on. Raises ValueError if an age band lies across either end.
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
    """Return an area's people by single year of age, from mid-2023 to mid-2043.

    The figures are a projection, rebased on an estimate (model, section 5).

    variant : `principal`, `high_migration` or `low_migration`

    Raises Unknown if there is no such variant.

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

    - a row for each year and age: columns `year`, `age`, `people`, and optionally `sex`
    - a column for each year: `age,2025,2026,...`
    - a column for each age or age band: `year,0,1,...,90+`, or `year,Age0,...,Age90plus`

    Ages are single years or bands. They begin at 0, have no gaps, and end with an open band (`90+`). Years are calendar
    years without gaps, and people are counted on 30 June. Numbers of people may be fractions, but not negative.

    shown_as : the file's name in findings; its path if left out

    Raises Refused with every finding of the file, each with its place, and OSError if the file can't be opened.
    """
    from mtfp.population.own_people import read_people

    ages, years, count = read_people(file, shown_as)
    name = shown_as or file.name
    return People(file.stem, "principal", ages, years, count, f"own figures: {name}")
