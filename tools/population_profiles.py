"""From the original files to age profiles: yearly use over the estimate of the population, age by age.

Published rates are not used: some are per head of clients, and the population estimates have been rebased since.
People or activity of unknown age are left out.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import population_sources as sources
from population_figures import Broken, estimated_in_scotland, rows
from population_sources import Source

from mtfp.population.ages import SINGLE_YEARS, AgeBands, parse_band
from mtfp.population.areas import SCOTLAND

ALL_AGES = "All Ages"
UNKNOWN = "Unknown"
SIGNIFICANT = 8
"""Digits kept of a rate: more than the rounded counts carry, few enough to read."""

NA_H_EILEANAN_SIAR = "S12000013"


@dataclass(frozen=True)
class Curve:
    """A profile to derive: which rows of a file to add up by age, and the mid-year estimate to divide them by.

    `where` gives the values wanted of each column, `nil` the ages that the file leaves out because nobody of them
    uses the service, `without` the councils that are in neither count nor, therefore, population.
    """

    name: str
    label: str
    unit: str
    source: Source
    year: str
    population_year: int
    note: str
    age: str
    value: str
    where: Mapping[str, tuple[str, ...]]
    nil: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


_SUBMITTED = ("Scotland (All Areas Submitted)",)
_PER_HEAD = "people per head in the year"
_HOME = {"Time Period": ("Financial Year",), "Financial Quarter": ("2023/24",), "Location": ("Scotland (Estimated)",)}
_WARDS = {"hb": (SCOTLAND,), "quarter": ("2018Q2", "2018Q3", "2018Q4", "2019Q1")}
_MONTHS = tuple(f"{2023 + (m > 12)}-{(m - 1) % 12 + 1:02d}-01" for m in range(4, 16))
_PARTIAL = "Councils that made no return for this service are missing: use the shape, not the level."
_ROUNDED = "Counts are rounded to 5."


def _service(name: str, label: str, group: str, year: str, note: str) -> Curve:
    """A service of the people supported files."""
    where = {"sending_location": _SUBMITTED, "financial_year": (year,), "service_group": (group,)}
    note = f"{note} {_PARTIAL} {_ROUNDED}".strip()
    return Curve(name, label, _PER_HEAD, sources.SERVICES, year, int(year[:4]), note, "age_group", "nclient", where)


CURVES = (
    Curve(
        name="care_at_home_hours",
        label="Care at home hours",
        unit="hours per head per year",
        source=sources.CARE_AT_HOME,
        year="2023/24",
        population_year=2023,
        note=f"Missing returns are estimated by the publisher. {_ROUNDED}",
        age="Age Group",
        value="Value",
        where={**_HOME, "Measure": ("Number of Hours",)},
    ),
    Curve(
        name="care_at_home_people",
        label="People with care at home",
        unit=_PER_HEAD,
        source=sources.CARE_AT_HOME,
        year="2023/24",
        population_year=2023,
        note=f"Missing returns are estimated by the publisher. {_ROUNDED}",
        age="Age Group",
        value="Value",
        where={**_HOME, "Measure": ("Number of People",)},
    ),
    Curve(
        name="care_home_residents",
        label="People in care homes",
        unit="people per head in the quarter",
        source=sources.CARE_HOMES,
        year="2020/21",
        population_year=2020,
        note="January to March 2021, long and short stays, after the first Covid deaths. Na h-Eileanan Siar made no "
        f"return and is left out of the population too. {_ROUNDED}",
        age="age_group",
        value="value",
        where={
            "financial_quarter": ("2020/21 Q4",),
            "sending_location": _SUBMITTED,
            "stay_type": ("All Stays",),
            "measure": ("Number of People",),
        },
        without=(NA_H_EILEANAN_SIAR,),
    ),
    Curve(
        name="people_supported",
        label="People with any social care",
        unit=_PER_HEAD,
        source=sources.SUPPORTED,
        year="2021/22",
        population_year=2021,
        note=f"{_PARTIAL} {_ROUNDED}",
        age="age_group",
        value="nclient",
        # The rows marked `(adjusted)` count the same people again.
        where={
            "financial_year": ("2021/22",),
            "sending_location": _SUBMITTED,
            "measure": ("Rate per 1,000 Social Care Clients",),
        },
    ),
    _service("social_work", "People with a social worker", "Social Worker", "2021/22", "Few children are included."),
    _service("telecare", "People with community alarms or telecare", "Community Alarms / Telecare", "2021/22", ""),
    _service("day_care", "People with day care", "Day Care", "2019/20", "The last year before centres closed."),
    _service("meals", "People with a meals service", "Meals", "2021/22", ""),
    _service("housing_support", "People with housing support", "Housing Support", "2019/20", "Not published since."),
    Curve(
        name="emergency_bed_days",
        label="Emergency hospital bed days",
        unit="bed days per head per year",
        source=sources.EMERGENCY,
        year="2018/19",
        population_year=2018,
        note="Whole stays, by board of treatment. The last financial year wholly before Covid.",
        age="age",
        value="length_of_stay",
        where=_WARDS,
    ),
    Curve(
        name="emergency_stays",
        label="Emergency hospital stays",
        unit="stays per head per year",
        source=sources.EMERGENCY,
        year="2018/19",
        population_year=2018,
        note="By board of treatment. The last financial year wholly before Covid.",
        age="age",
        value="stays",
        where=_WARDS,
    ),
    Curve(
        name="delayed_discharge_bed_days",
        label="Delayed discharge bed days",
        unit="bed days per head per year",
        source=sources.DELAYED,
        year="2023/24",
        population_year=2023,
        note="Adults only, in two age bands: too flat among the oldest. Nil under 18.",
        age="age_group",
        value="num_delayed_bed_days",
        where={
            "ltla_code": (SCOTLAND,),
            "delay_reason": ("All Delay Reasons",),
            "date": _MONTHS,
            "age_group": ("18-74", "75plus"),
        },
        nil=("0-17",),
    ),
)


def profiles(folder: Path) -> list[dict[str, Any]]:
    """What goes into `profiles.json`, in the order of `CURVES`."""
    return [profile(curve, folder) for curve in CURVES]


def profile(curve: Curve, folder: Path) -> dict[str, Any]:
    """One profile: `rate(a) = use(a) / people(a)`. Stops if the file's age bands don't follow each other."""
    uses = {parse_band(label): use for label, use in used(curve, folder).items()}
    ages = AgeBands(tuple(sorted(first for first, _ in uses)))
    if set(ages.bands) != set(uses) or not sum(uses.values()):
        raise Broken(f"{curve.source.file} has odd figures for {curve.name}: {uses}")
    people = np.zeros(len(ages))
    np.add.at(people, SINGLE_YEARS.within(ages), estimated_in_scotland(folder, curve.population_year, curve.without))
    rates = [float(f"{uses[band] / n:.{SIGNIFICANT}g}") for band, n in zip(ages.bands, people, strict=True)]
    source = f"{curve.source.publisher}, {curve.source.title}; divided by the mid-{curve.population_year} estimate"
    return {
        "name": curve.name,
        "label": curve.label,
        "unit": curve.unit,
        "geography": "Scotland",
        "year": curve.year,
        "ages": list(ages.labels),
        "rates": rates,
        "source": source,
        "licence": curve.source.licence,
        "note": curve.note,
    }


def used(curve: Curve, folder: Path) -> dict[str, float]:
    """Use by age label: the wanted rows added up (over sexes, quarters or months), without totals and unknown ages."""
    found: defaultdict[str, float] = defaultdict(float, dict.fromkeys(curve.nil, 0.0))
    for row in rows(folder / curve.source.file):
        if row[curve.age] not in (ALL_AGES, UNKNOWN) and all(row[c] in wanted for c, wanted in curve.where.items()):
            found[row[curve.age]] += float(row[curve.value])
    return dict(found)
