"""Age profiles: how much of a service a person of each age uses in a year.

Knows use per head by age and its sources; must not know how many people there are.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from mtfp.findings.suggest import Unknown, did_you_mean, one_of
from mtfp.population.ages import AgeBands
from mtfp.population.own_profile import read_rates

ASSUMED = "Assumption of this program, not a statistic: the same use by everyone of these ages, none by others"


@dataclass(frozen=True)
class Profile:
    """Use of a service per head per year, by age. Only the shape matters for demand, not the level.

    `rates` are in `unit`, one for each band of `ages`, zero or more and not all zero; `year` is the financial year
    they were observed in (empty for an assumption). Raises ValueError for anything else.
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
                f"a profile needs a rate for each age band, none negative and one at least above zero: {self}"
            )

    @classmethod
    def of(cls, name: str, label: str, ages: AgeBands, rates: tuple[float, ...], source: str = ASSUMED) -> "Profile":
        """A profile that isn't a published statistic.

        >>> Profile.of("over_80", "People over 80", AgeBands((0, 80)), (0.0, 1.0)).rates
        (0.0, 1.0)
        """
        return cls(name, label, "use per head per year", "", "", ages, rates, source, "", "")


FLAT = (
    Profile.of("all_ages", "Everyone alike", AgeBands((0,)), (1.0,)),
    Profile.of("children", "Everyone under 18 alike", AgeBands((0, 18)), (1.0, 0.0)),
    Profile.of("adults", "Everyone aged 18 and over alike", AgeBands((0, 18)), (0.0, 1.0)),
    Profile.of("adults_under_65", "Everyone aged 18 to 64 alike", AgeBands((0, 18, 65)), (0.0, 1.0, 0.0)),
    Profile.of("aged_65_plus", "Everyone aged 65 and over alike", AgeBands((0, 65)), (0.0, 1.0)),
    Profile.of("aged_75_plus", "Everyone aged 75 and over alike", AgeBands((0, 75)), (0.0, 1.0)),
    Profile.of("aged_85_plus", "Everyone aged 85 and over alike", AgeBands((0, 85)), (0.0, 1.0)),
)
"""Stand-ins for services whose use by age isn't published for Scotland, or not on terms that let it be carried here."""


@cache
def profiles() -> tuple[Profile, ...]:
    """Every bundled profile: the published ones, then the flat ones that are assumptions.

    >>> [profile.name for profile in profiles()][:2]
    ['care_at_home_hours', 'care_at_home_people']
    """
    stored = json.loads((files(__package__) / "profiles.json").read_text(encoding="utf-8"))
    published = (Profile(**{**p, "ages": AgeBands.parse(p["ages"]), "rates": tuple(p["rates"])}) for p in stored)
    return (*published, *FLAT)


def find_profile(name: str) -> Profile:
    """A bundled profile by name. Raises Unknown, with the nearest name or all of them, if there is none.

    >>> find_profile("care_at_home_hours").unit
    'hours per head per year'
    """
    known = {profile.name: profile for profile in profiles()}
    if name in known:
        return known[name]
    fix = did_you_mean(name, known) or f"choose {one_of(known, most=len(known))}, or name a CSV file"
    raise Unknown(f"no age profile is called {name!r}", fix)


def profile_from_csv(file: Path, shown_as: str | None = None) -> Profile:
    """Somebody's own profile, from a CSV file with the columns `age` and `rate`.

    Ages are single years or bands, from 0 on without gaps, the last one open (`85+`); rates zero or more.

    shown_as : the file's name in findings; its own if not given

    Raises Refused with every finding of the file, each with row and column; OSError if it can't be opened.
    """
    ages, rates = read_rates(file, shown_as)
    name = shown_as or file.name
    return Profile.of(file.stem, file.stem, ages, rates, f"own figures: {name}")
