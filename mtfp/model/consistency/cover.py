"""Every year that the plan works out has a value, and no amount falls outside the plan."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mtfp.findings.place import Path
from mtfp.findings.suggest import Unknown
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.refers import references
from mtfp.model.base.years import ByYear, financial_year, first_calendar_year
from mtfp.model.costs.population import people_of
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import Assumption


def paths_cover_the_horizon(plan: Plan) -> Iterator[Complaint]:
    """Assumptions and what they are linked by have a value in every projected year."""
    for name, assumption in plan.assumptions.items():
        at: Path = ("assumptions", name)
        if assumption.central:
            yield from no_gaps(assumption.central, plan.timeline.projected, (*at, "central"))
        if assumption.spread:
            yield from no_gaps(assumption.spread, plan.timeline.projected, (*at, "spread"))
        if assumption.tracks:
            yield from no_gaps(assumption.tracks.plus, plan.timeline.projected, (*at, "tracks", "plus"))
        if assumption.at_least:
            years = assumption.at_least.years or plan.timeline.projected
            yield from no_gaps(assumption.at_least.plus, years, (*at, "at_least", "plus"))


def stated_money_covers_the_horizon(plan: Plan) -> Iterator[Complaint]:
    """Stated lines have every year, the base year too; stated streams every year while they run."""
    for name, line in plan.lines.items():
        if line.cost:
            yield from no_gaps(line.cost, plan.timeline.labels, ("lines", name, "cost"))
    for name, stream in plan.funding.items():
        if stream.stated:
            running = tuple(year for year in plan.timeline.projected if stream.ends is None or year <= stream.ends)
            yield from no_gaps(stream.stated.root, running, ("funding", name, "stated"))


def delayed_streams_have_a_base(plan: Plan) -> Iterator[Complaint]:
    """A stream that arrives late keeps the base year's level until then; it must be known."""
    for name, stream in plan.funding.items():
        stated = stream.stated.root.at(plan.base_year) if stream.stated else None
        if stream.delay and stream.stated and stream.base is None and stated is None:
            message = (
                f"`{name}` arrives late, and what it pays until then, its payment of {plan.base_year}, isn't known"
            )
            yield Complaint("E303", ("funding", name), message, "add `base:`", True)


def base_year_values_are_there(plan: Plan) -> Iterator[Complaint]:
    """Shares and indexes are compared with the base year's; they need it."""
    for reference in references(plan):
        assumption = plan.assumptions.get(reference.name) if reference.to.section == "assumptions" else None
        compared = assumption and (assumption.unit == "index" or reference.path[-1] in ("on_costs", "vacancy"))
        if assumption and compared and not _known(plan, reference.name, 0):
            at: Path = ("assumptions", reference.name, "central" if assumption.central else "tracks")
            message = f"no value for {plan.base_year}, the base year, with which later years are compared"
            yield Complaint("E303", at, message, f"add {plan.base_year} to the path")


def _known(plan: Plan, name: str, position: int, seen: tuple[str, ...] = ()) -> bool:
    """Whether an assumption has a value in a year, through however many links; circles are another rule's business."""
    assumption = plan.assumptions.get(name)
    if assumption is None or name in seen:
        return True
    year = financial_year(first_calendar_year(plan.base_year) + position)
    if assumption.central:
        return assumption.central.at(year) is not None
    link = assumption.tracks
    if link is None:
        return True
    return link.plus.at(year) is not None and _known(plan, link.of, position - link.lag, (*seen, name))


def links_have_their_past(plan: Plan) -> Iterator[Complaint]:
    """An assumption that follows another with a lag needs the other's values of years gone by."""
    for name, assumption in plan.assumptions.items():
        link = assumption.tracks
        other = plan.assumptions.get(link.of) if link else None
        if link is None or other is None or link.of == name:
            continue
        first = first_calendar_year(plan.base_year)
        past = tuple(financial_year(first + t - link.lag) for t in range(1, min(link.lag, plan.years) + 1))
        missing = other.central.missing(past) if other.central else past
        if missing:
            behind = "a year" if link.lag == 1 else f"{link.lag} years"
            message = (
                f"`{name}` follows `{link.of}` {behind} behind, and `{link.of}` has no value for {_listed(missing)}"
            )
            yield Complaint("E314", ("assumptions", name, "tracks"), message, _add_years(link.of, other, missing))


def _add_years(name: str, other: Assumption, missing: tuple[str, ...]) -> str:
    if other.central is None:
        return f"`{name}` is itself linked: follow an assumption with a `central` path, or use a lag of 0"
    return f"add {_listed(missing)} to the `central` path of `{name}`"


def population_covers_the_horizon(plan: Plan) -> Iterator[Complaint]:
    """The population has every year, and its ages fit the profiles."""
    population = plan.population
    if population is None or (plan.supplied.people is None and not population.area):
        return
    try:
        people = people_of(population, population.heaviest, plan.supplied)
    except Unknown as unknown:
        yield Complaint("E310", ("population", "area"), unknown.message, unknown.fix)
        return
    missing = [year for year in plan.timeline.labels if first_calendar_year(year) not in people.years]
    if missing:
        held = f"{people.years[0]} to {people.years[-1]}"
        message = f"the population has no figures for {_listed(tuple(missing))} (it has 30 June {held})"
        fix = "choose a base year and horizon that it covers, or bring your own file"
        yield Complaint("E303", ("population",), message, fix, True)


def amounts_fall_in_projected_years(plan: Plan) -> Iterator[Complaint]:
    """Savings, commitments and use of reserves begin in the year after the base year and end with the plan."""
    for path, by_year in _amounts_by_year(plan):
        yield from outside_the_plan(plan, path, by_year)


def outside_the_plan(plan: Plan, path: Path, by_year: Iterable[str]) -> Iterator[Complaint]:
    """What is wrong with amounts by year, each year a key: years that the plan doesn't project."""
    for year in by_year:
        if year not in plan.timeline.projected:
            first, last = plan.timeline.labels[1], plan.timeline.last
            message = f"{year} is not a projected year of this plan ({first} to {last})"
            fix = "move the amount, or change `base_year` or `years`"
            yield Complaint("E306", (*path, year), message, fix, True)


def service_levels_change_in_projected_years(plan: Plan) -> Iterator[Complaint]:
    """A changed service level begins after the base year, and is reached no sooner than it begins."""
    for name, line in plan.lines.items():
        for number, change in enumerate(line.service_level):
            path: Path = ("lines", name, "service_level", number)
            if plan.timeline.at(change.from_) < 1:
                message = f"a change of service level begins after the base year, found {change.from_}"
                yield Complaint("E306", (*path, "from"), message, f"write {plan.timeline.labels[1]} or later")
            if change.to and plan.timeline.at(change.to) < plan.timeline.at(change.from_):
                yield Complaint("E306", (*path, "to"), "`to` comes before `from`", "swap them")


def _amounts_by_year(plan: Plan) -> Iterator[tuple[Path, Mapping[str, object]]]:
    for name, commitment in plan.commitments.items():
        yield ("commitments", name, "amount"), commitment.amount
    for name, transfer in plan.transfers.items():
        yield ("transfers", name, "amount"), transfer.amount
    for name, saving in plan.savings.items():
        yield ("savings", name, "planned"), saving.planned
    for name, investment in plan.investments.items():
        yield ("investments", name, "spend"), investment.spend
    for name, stream in plan.funding.items():
        yield ("funding", name, "one_off"), stream.one_off
        if stream.movements:
            yield ("funding", name, "movements"), stream.movements.root
    for name, reserve in plan.all_reserves.items():
        yield ("reserves", name, "planned_use"), reserve.planned_use
        yield ("reserves", name, "planned_contributions"), reserve.planned_contributions
        yield ("reserves", name, "clawback"), reserve.clawback


def no_gaps(path: ByYear[Any], years: tuple[str, ...], at: Path) -> Iterator[Complaint]:
    """What is wrong with a path by year: years without a value."""
    missing = path.missing(years)
    if missing:
        message = f"no value for {_listed(missing)}"
        named = [year for year in path.years if year > missing[-1]]
        fix = f"add {_listed(missing)}" if named else f"add {_listed(missing)}, or `then:` for all later years"
        yield Complaint("E303", at, message, fix)


def _listed(years: tuple[str, ...]) -> str:
    """Years as people say them.

    >>> _listed(("2026/27", "2027/28", "2028/29"))
    '2026/27, 2027/28 and 2028/29'
    """
    return " and ".join([", ".join(years[:-1]), years[-1]]) if len(years) > 1 else years[0]


COVER = (
    paths_cover_the_horizon,
    stated_money_covers_the_horizon,
    base_year_values_are_there,
    delayed_streams_have_a_base,
    links_have_their_past,
    population_covers_the_horizon,
    amounts_fall_in_projected_years,
    service_levels_change_in_projected_years,
)
