"""Make charts of people and care: the balance of care, and the change of the population by age."""

from collections.abc import Sequence

import numpy as np

from mtfp.documents.charts.bars import Amount, Bars
from mtfp.documents.charts.chart import is_illustrative
from mtfp.documents.charts.series import Lines, Series
from mtfp.engine.projection import Projection
from mtfp.findings.short import in_list
from mtfp.model.base.years import first_calendar_year
from mtfp.model.costs.population import people_of
from mtfp.population.people import People
from mtfp.results.by_year import first_draw
from mtfp.results.figures import figures
from mtfp.results.table import SHARE
from mtfp.views.area import PEOPLE, age_groups_of, label_of_ages


def balance_of_care(projection: Projection, scenario: str = "base") -> Lines | None:
    """Return the share of care spending that is in the community, by year; None for a plan without such spending."""
    plan, share = projection.plan, figures(projection)["community_share"][:, 0]
    known = share[~np.isnan(share)]
    if not known.size:
        return None
    return Lines(
        name="balance_of_care",
        figure="community_share",
        plan=plan.name,
        title=_title_of_balance(float(known[0]), float(known[-1]), plan.timeline.last),
        sentence="Community and primary care as a share of all care spending, which counts the set-aside budget too.",
        unit=plan.unit,
        illustrative=is_illustrative(plan),
        years=plan.timeline.labels,
        lines=(Series("share", "In the community", first_draw(share[:, None])),),
        of=SHARE,
        scenario=scenario,
    )


def _title_of_balance(before: float, after: float, last: str) -> str:
    begins, ends = (f"{100 * share:.1f}%" for share in (before, after))
    if begins == ends:
        return f"The community's share of care spending stays at {ends} up to {last}"
    return f"The community's share of care spending {'rises' if after > before else 'falls'} from {begins} to {ends}"


def population(projection: Projection, scenario: str = "base") -> Bars | None:
    """Return the change in the number of people of each age from the base year to the last; None without a population.

    Groups without people in the base year are left out.
    """
    plan = projection.plan
    if plan.population is None:
        return None
    people = people_of(plan.population, projection.draws.variants[0], plan.supplied)
    first, last = (first_calendar_year(year) for year in (plan.base_year, plan.timeline.last))
    bars = tuple(_bar(people.over((first, last)), *ages) for ages in age_groups_of(people))
    return Bars(
        name="population_chart",
        figure="people",
        plan=plan.name,
        title=_title_of_people([bar for bar in bars if bar], first, last),
        sentence=f"{people.area}: change in the number of people at 30 June, {first} to {last}. {people.source}.",
        unit=plan.unit,
        illustrative=is_illustrative(plan),
        year=plan.timeline.last,
        head=f"Change since {first}",
        bars=tuple(bar for bar in bars if bar),
        of=SHARE,
        signed=True,
        scenario=scenario,
    )


def _bar(people: People, first: int, last: int | None) -> Amount | None:
    before, after = people.between(first, last)
    if before <= 0:
        return None
    ages = label_of_ages(first, last)
    return Amount(ages, f"Aged {ages}", float(after / before - 1), f"{before:,.0f} → {after:,.0f} {PEOPLE}")


def _title_of_people(bars: Sequence[Amount], first: int, last: int) -> str:
    """Return the group that grows most; the group that shrinks least if none grows."""
    texts = {bar.id: f"{100 * abs(bar.value):.0f}%" for bar in bars}
    most = max((bar.value for bar in bars), default=0.0)
    if all(text == "0%" for text in texts.values()):
        return f"The number of people of each age is the same in {last} as in {first}"
    if most <= 0 or texts[max(bars, key=lambda bar: bar.value).id] == "0%":
        return f"No age group grows between {first} and {last}"
    top = [bar for bar in bars if bar.value > 0 and texts[bar.id] == f"{100 * most:.0f}%"]
    labels = in_list([bar.id for bar in top])
    return f"The number of people aged {labels} rises by {100 * most:.0f}% between {first} and {last}"
