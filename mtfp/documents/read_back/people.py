"""People by age group and year, for the read-back."""

from collections.abc import Iterator

from mtfp.documents.blocks import Block, Listing, Prose
from mtfp.findings.suggest import Unknown
from mtfp.model.base.years import first_calendar_year
from mtfp.model.costs.population import people_of
from mtfp.model.plan import Plan
from mtfp.population.ages import band_label
from mtfp.population.people import People

GROUPS = ((0, 17), (18, 64), (65, 74), (75, 84), (85, None))
"""Age groups, from a first to a last age; None for everyone older."""


def people_by_age(plan: Plan) -> tuple[Block, ...]:
    """Return the blocks that read back the people of each age group in each year of the plan."""
    if plan.population is None:
        return ()
    try:
        people = people_of(plan.population, plan.population.heaviest, plan.supplied)
        people = people.over(tuple(map(first_calendar_year, plan.timeline.labels)))
    except (Unknown, LookupError, AssertionError):
        return ()
    items = tuple(_groups(people))
    years = f"{plan.base_year} to {plan.timeline.last}"
    return (Prose(f"People of {people.area} by age on 30 June, {years}:"), Listing(items))


def _groups(people: People) -> Iterator[str]:
    """Yield each group with its people; groups that the plan's own age bands cut across are joined to the next."""
    starts = [first for first, _ in GROUPS if first in people.ages.starts]
    for first, after in zip(starts, [*starts[1:], None], strict=True):
        band = (first, None if after is None else after - 1)
        yield f"{band_label(band)}: {', '.join(f'{count:,.0f}' for count in people.between(*band))}."
