"""Check of people: those of the place that the plan is called by."""

from collections.abc import Iterator

from mtfp.findings.suggest import Unknown
from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.scale.size import Size
from mtfp.model.plan import Plan
from mtfp.population.areas import find_area, named_in


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


AREA = (check_area,)
