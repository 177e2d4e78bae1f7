"""Age profiles: use of a service per head per year, by age.

Knows the use per head and its sources; must not know how many people there are.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from mtfp.findings.short import Short
from mtfp.findings.suggest import Unknown, did_you_mean, one_of
from mtfp.population.ages import AgeBands

ASSUMED = "Assumption of this program, not a statistic: the same use by everyone of these ages, none by others"


@dataclass(frozen=True, repr=False)
class Profile(Short):
    """Age profile: use of a service per head per year, by age. For demand only the ratios between ages matter.

    `rates` : one rate for each band of `ages`, in `unit`; zero or more, and not all zero.
    `year` : the financial year in which the rates were observed; empty for an assumption.
    Raises ValueError if there isn't one rate for each band, if a rate is negative, or if all rates are zero.
    """

    name: str
    label: str
    unit: str
    geography: str
    year: str
    ages: AgeBands
    rates: tuple[float, ...]
    source: str
    licence: str
    note: str

    def __post_init__(self) -> None:
        if len(self.rates) != len(self.ages) or not min(self.rates) >= 0 or not sum(self.rates) > 0:
            raise ValueError(
                f"a profile needs one rate for each age band, none negative and at least one above zero: {self}"
            )

    @classmethod
    def of(cls, name: str, label: str, ages: AgeBands, rates: tuple[float, ...], source: str = ASSUMED) -> "Profile":
        """Return a profile of use per head per year that is an assumption or a user's own figures.

        >>> Profile.of("over_80", "People over 80", AgeBands((0, 80)), (0.0, 1.0)).rates
        (0.0, 1.0)
        """
        return cls(name, label, "use per head per year", "", "", ages, rates, source, "", "")


FLAT = (
    Profile.of("all_ages", "Equal use by everyone", AgeBands((0,)), (1.0,)),
    Profile.of("children", "Equal use by everyone under 18", AgeBands((0, 18)), (1.0, 0.0)),
    Profile.of("adults", "Equal use by everyone aged 18 and over", AgeBands((0, 18)), (0.0, 1.0)),
    Profile.of("adults_under_65", "Equal use by everyone aged 18 to 64", AgeBands((0, 18, 65)), (0.0, 1.0, 0.0)),
    Profile.of("aged_65_plus", "Equal use by everyone aged 65 and over", AgeBands((0, 65)), (0.0, 1.0)),
    Profile.of("aged_75_plus", "Equal use by everyone aged 75 and over", AgeBands((0, 75)), (0.0, 1.0)),
    Profile.of("aged_85_plus", "Equal use by everyone aged 85 and over", AgeBands((0, 85)), (0.0, 1.0)),
)
"""Assumed profiles, for services whose use by age in Scotland isn't published on terms that allow copying."""


@cache
def profiles() -> tuple[Profile, ...]:
    """Return every profile that comes with mtfp: first the published ones, then the assumptions in `FLAT`.

    >>> [profile.name for profile in profiles()][:2]
    ['care_at_home_hours', 'care_at_home_people']
    """
    stored = json.loads((files(__package__) / "profiles.json").read_text(encoding="utf-8"))
    published = (Profile(**{**p, "ages": AgeBands.parse(p["ages"]), "rates": tuple(p["rates"])}) for p in stored)
    return (*published, *FLAT)


def find_profile(name: str) -> Profile:
    """Return a profile that comes with mtfp, by name. Raises Unknown, with names to choose from, if there is none.

    >>> find_profile("care_at_home_hours").unit
    'hours per head per year'
    """
    by_name = {profile.name: profile for profile in profiles()}
    if name in by_name:
        return by_name[name]
    fix = did_you_mean(name, by_name) or f"choose {one_of(by_name, most=len(by_name))}, or name a CSV file"
    raise Unknown(f"there is no age profile {name!r}", fix)


def profile_from_csv(file: Path, shown_as: str | None = None) -> Profile:
    """Read a user's profile from a CSV file with the columns `age` and `rate`.

    Ages are single years or bands. They begin at 0, have no gaps, and end with an open band (`85+`). Rates are zero or
    more.

    shown_as : the file's name in findings; its path if left out

    Raises Refused with every finding of the file, each with its place, and OSError if the file can't be opened.
    """
    from mtfp.population.own_profile import read_rates

    ages, rates = read_rates(file, shown_as)
    name = shown_as or file.name
    return Profile.of(file.stem, file.stem, ages, rates, f"own figures: {name}")
