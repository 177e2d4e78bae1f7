"""Checks that every projected year has the values it needs, and that no amount falls outside the plan's years."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from mtfp.findings.place import Path
from mtfp.findings.suggest import Unknown
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.year_forms import financial_year
from mtfp.model.base.years import ByYear, first_calendar_year
from mtfp.model.costs.population import people_of
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import Assumption


def check_assumption_years(plan: Plan) -> Iterator[Complaint]:
    """Require a value for every projected year in assumptions, their spreads and their links."""
    for name, assumption in plan.assumptions.items():
        at: Path = ("assumptions", name)
        if assumption.central:
            yield from missing_years(assumption.central, plan.timeline.projected, (*at, "central"))
        if assumption.spread:
            yield from missing_years(assumption.spread, plan.timeline.projected, (*at, "spread"))
        if assumption.tracks:
            yield from missing_years(assumption.tracks.plus, plan.timeline.projected, (*at, "tracks", "plus"))
        if assumption.at_least:
            years = assumption.at_least.years or plan.timeline.projected
            yield from missing_years(assumption.at_least.plus, years, (*at, "at_least", "plus"))


def check_stated_money(plan: Plan) -> Iterator[Complaint]:
    """Require values for every year of stated lines, existing units, and stated funding until it ends."""
    for name, line in plan.lines.items():
        if line.cost:
            yield from missing_years(line.cost, plan.timeline.labels, ("lines", name, "cost"))
        if line.activity and line.activity.available:
            at = ("lines", name, "activity", "available")
            yield from missing_years(line.activity.available, plan.timeline.projected, at)
    for name, stream in plan.funding.items():
        if stream.stated:
            running = tuple(year for year in plan.timeline.projected if stream.ends is None or year <= stream.ends)
            last = max(stream.stated.root.years, default="")
            for missing in missing_years(stream.stated.root, running, ("funding", name, "stated")):
                yield _to_the_end(missing, stream.ends, last) if stream.ends and "" < last < stream.ends else missing


def _to_the_end(missing: Complaint, ends: str, last: str) -> Complaint:
    """Return the complaint about years without a payment before the end of the money."""
    message = f"{missing.message}, but the money is paid until `ends: {ends}`"
    fix = f"{missing.fix.partition(', or `then:`')[0]}, or write `ends: {last}` if that is the last payment"
    return replace(missing, message=message, fix=fix)


def check_delayed_funding(plan: Plan) -> Iterator[Complaint]:
    """Require the base year's payment of delayed funding, because the payment stays the same until the first change."""
    for name, stream in plan.funding.items():
        stated = stream.stated.root.at(plan.base_year) if stream.stated else None
        if stream.delay and stream.stated and stream.base is None and stated is None:
            message = f"`{name}` has a `delay`, so its payment in {plan.base_year} is needed, but is missing"
            yield Complaint("E303", ("funding", name), message, "add `base:`", True)


def check_base_year_values(plan: Plan) -> Iterator[Complaint]:
    """Require a base-year value for indexes, on-costs and vacancies, because later years are compared with it."""
    for reference in plan.references:
        assumption = plan.assumptions.get(reference.name) if reference.to.section == "assumptions" else None
        compared = assumption and (assumption.unit == "index" or reference.path[-1] in ("on_costs", "vacancy"))
        if assumption and compared and not _has_value(plan, reference.name, 0):
            at: Path = ("assumptions", reference.name, "central" if assumption.central else "tracks")
            message = f"the base year, {plan.base_year}, has no value, and later years are compared with it"
            yield Complaint("E303", at, message, f"add a value for {plan.base_year}")


def _has_value(plan: Plan, name: str, position: int, seen: tuple[str, ...] = ()) -> bool:
    """Return True if an assumption, or the one it follows, has a value; `meaning.check_circles` reports circles."""
    assumption = plan.assumptions.get(name)
    if assumption is None or name in seen:
        return True
    year = financial_year(first_calendar_year(plan.base_year) + position)
    if assumption.central:
        return assumption.central.at(year) is not None
    link = assumption.tracks
    if link is None:
        return True
    return link.plus.at(year) is not None and _has_value(plan, link.of, position - link.lag, (*seen, name))


def check_lags(plan: Plan) -> Iterator[Complaint]:
    """Require values for the earlier years of an assumption that another assumption follows with a lag."""
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
                f"`{name}` follows `{link.of}` {behind} behind, but `{link.of}` has no value for {_listed(missing)}"
            )
            yield Complaint("E314", ("assumptions", name, "tracks"), message, _add_years(link.of, other, missing))


def _add_years(name: str, other: Assumption, missing: tuple[str, ...]) -> str:
    if other.central is None:
        return f"`{name}` itself follows another assumption: follow one with `central` values, or use a lag of 0"
    return f"add {_listed(missing)} to the `central` values of `{name}`"


def check_population_years(plan: Plan) -> Iterator[Complaint]:
    """Require population figures for the base year and every projected year."""
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
        held = f"{people.years[0]} to 30 June {people.years[-1]}"
        message = f"the population has no figures for {_listed(tuple(missing))} (its figures run from 30 June {held})"
        fix = "choose a base year and number of years that these figures cover, or name your own file under `file:`"
        yield Complaint("E303", ("population",), message, fix, True)


def check_amount_years(plan: Plan) -> Iterator[Complaint]:
    """Require that amounts by year, such as savings and commitments, fall in projected years."""
    for path, by_year in _amounts_by_year(plan):
        yield from years_outside_the_plan(plan, path, by_year)


def years_outside_the_plan(plan: Plan, path: Path, by_year: Iterable[str]) -> Iterator[Complaint]:
    """Yield a complaint for every year that the plan doesn't project; each year is a key under `path`."""
    for year in by_year:
        if year not in plan.timeline.projected:
            message = f"{year} is not a projected year of this plan ({plan.timeline.span})"
            fix = "move the amount, or change `base_year` or `years`"
            yield Complaint("E306", (*path, year), message, fix, True)


def check_service_level_years(plan: Plan) -> Iterator[Complaint]:
    """Require that a change of service level begins after the base year and doesn't end before it begins."""
    for name, line in plan.lines.items():
        for number, change in enumerate(line.service_level):
            path: Path = ("lines", name, "service_level", number)
            if plan.timeline.at(change.from_) < 1:
                message = f"a change of service level must begin after the base year, found {change.from_}"
                yield Complaint("E306", (*path, "from"), message, f"write {plan.timeline.labels[1]} or later")
            if change.to and plan.timeline.at(change.to) < plan.timeline.at(change.from_):
                yield Complaint("E306", (*path, "to"), "`to` comes before `from`", "swap the two years")


def _amounts_by_year(plan: Plan) -> Iterator[tuple[Path, Mapping[str, object]]]:
    for name, commitment in plan.commitments.items():
        yield ("commitments", name, "amount"), commitment.amount
    for name, transfer in plan.transfers.items():
        yield ("transfers", name, "amount"), transfer.amount
    for name, saving in plan.savings.items():
        yield ("savings", name, "planned"), saving.planned
        yield ("savings", name, "delivered"), saving.delivered
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


def missing_years(path: ByYear[Any], years: tuple[str, ...], at: Path) -> Iterator[Complaint]:
    """Yield a complaint if values by year leave out a required year."""
    missing = path.missing(years)
    if missing:
        message = f"no value for {_listed(missing)}"
        later = [year for year in path.years if year > missing[-1]]
        fix = f"add {_listed(missing)}" if later else f"add {_listed(missing)}, or `then:` for all later years"
        yield Complaint("E303", at, message, fix)


def _listed(years: tuple[str, ...]) -> str:
    """Join years with commas and `and`.

    >>> _listed(("2026/27", "2027/28", "2028/29"))
    '2026/27, 2027/28 and 2028/29'
    """
    return " and ".join([", ".join(years[:-1]), years[-1]]) if len(years) > 1 else years[0]


YEARS = (
    check_assumption_years,
    check_stated_money,
    check_base_year_values,
    check_delayed_funding,
    check_lags,
    check_population_years,
    check_amount_years,
    check_service_level_years,
)
