"""Checks of people: of the place that the plan is called by, and in steps that no population takes."""

from collections.abc import Iterator
from itertools import pairwise

from mtfp.findings.suggest import Unknown
from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.scale.limits import Limit
from mtfp.model.consistency.scale.size import Size
from mtfp.model.plan import Plan
from mtfp.population.areas import find_area, named_in

MANY = 200
"""Least number of people of one age who don't halve or double in a year by chance."""
STEP = Limit(0.5, 1.5, seen=(0.9, 1.1))
"""People of one age as a share of those of the year before."""


def check_area(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of a population of another place than the one that the plan is called by."""
    if plan.population is None or not plan.population.area:
        return
    try:
        area = find_area(plan.population.area)
    except Unknown:
        return
    called = named_in(f"{plan.name} {plan.title}")
    if called and not any(set(each.councils) & set(area.councils) for each in called):
        message = (
            f"the plan is called {plan.name}, but its people are those of {area.name}: is the area {called[0].name}?"
        )
        yield Complaint("W574", ("population", "area"), message, "correct `area:` or `name:`")


def check_people(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of people of an age who rise or fall by more than half from one year to the next, in the plan's own file."""
    people = plan.supplied.people
    if people is None or plan.population is None:
        return
    for band, counts in zip(people.ages.labels, people.count.tolist(), strict=True):
        for at, ((year, before), (then, after)) in enumerate(pairwise(zip(people.years, counts, strict=True))):
            if max(before, after) >= MANY and not STEP.holds((after + 1) / (before + 1)):
                message = (
                    f"people aged {band} are {before:,.6g} in {year} and {after:,.6g} in {then}: are they in thousands "
                    "in one of the two, or are their digits wrong?"
                )
                odd = year if at == 0 and len(counts) > 2 and STEP.holds((counts[2] + 1) / (after + 1)) else then
                path = ("population", "file", odd, band)
                yield Complaint("W589", path, message, "correct the file of the population")
                return


AREA = (check_area, check_people)
