"""Opening budget of an area: its lines in £k of 2025/26, added up from the figures of its councils."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mtfp.population.areas import Area

BASE_YEAR = "2025/26"
"""Year of the budgets and of their prices."""
COUNCIL = ("care_at_home", "care_homes", "looked_after_children", "adults_under_65", "social_work", "other_support")
"""Services on the council's side."""
NHS = ("community_health", "mental_health", "family_health", "prescribing", "unplanned_hospital")
"""Services on the NHS board's side."""
SET_ASIDE = "unplanned_hospital"
"""Service whose money is set aside."""
ACTIVITY = ("home_care_hours", "care_home_residents")
"""Units of activity that are not money."""


@dataclass(frozen=True)
class Budget:
    """Opening budget of an area: services in £k, and units of activity. `reported` is the source of its total, if any.

    `council` and `nhs` are the payments that meet the services outside the set-aside, `integrated` is their sum.
    """

    services: Mapping[str, int]
    activity: Mapping[str, int]
    reported: str

    @property
    def numbers(self) -> dict[str, int]:
        """Every number of the budget by its name in a template, in £k or in units."""
        council = sum(self.services[name] for name in COUNCIL)
        nhs = sum(self.services[name] for name in NHS if name != SET_ASIDE)
        totals = {"council": council, "nhs": nhs, "integrated": council + nhs}
        return {**self.services, **totals, **self.activity}


def opening_budget(area: Area) -> Budget:
    """Return the opening budget of a partnership, a council, a health board or Scotland, which includes its councils.

    >>> from mtfp.population.areas import find_area
    >>> opening_budget(find_area("Perth and Kinross")).numbers["integrated"]
    350161
    """
    rows = [_by_council()[council] for council in area.councils]
    amounts = {name: sum(float(row[name]) for row in rows) for name in (*COUNCIL, *NHS)}
    sides, told = (COUNCIL, NHS), {row["reported"] for row in rows}
    return Budget(
        services={k: v for side in sides for k, v in whole({name: amounts[name] for name in side}).items()},
        activity={name: round(sum(float(row[name]) for row in rows)) for name in ACTIVITY},
        reported=told.pop() if len(told) == 1 else "",
    )


def whole(amounts: Mapping[str, float]) -> dict[str, int]:
    """Return whole £k that add up to the rounded total: the rest goes to the amounts from which rounding took most.

    >>> whole({"a": 1.4, "b": 1.4, "c": 1.3})
    {'a': 2, 'b': 1, 'c': 1}
    """
    found = {name: int(amount) for name, amount in amounts.items()}
    left = round(sum(amounts.values())) - sum(found.values())
    for name in sorted(amounts, key=lambda name: found[name] - amounts[name])[:left]:
        found[name] += 1
    return found


@cache
def _by_council() -> Mapping[str, Mapping[str, str]]:
    text = (files(__package__) / "opening.csv").read_text(encoding="utf-8")
    return {row["council_code"]: row for row in csv.DictReader(_without_comments(text.splitlines()))}


def _without_comments(lines: Iterable[str]) -> Iterable[str]:
    return (line for line in lines if not line.startswith("#"))
