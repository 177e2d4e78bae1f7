"""Checks that values are in the right unit, and that items of a plan which use each other fit together."""

from collections import Counter
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from mtfp.findings.place import Path
from mtfp.findings.suggest import Unknown, one_of
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.refers import parts_in
from mtfp.model.base.values import Percent, as_percent, rate_hint
from mtfp.model.base.years import first_calendar_year
from mtfp.model.costs.line import Line
from mtfp.model.costs.population import Population, people_of
from mtfp.model.costs.target import Selector
from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan
from mtfp.model.scheme.reserve import Reserve
from mtfp.model.uncertainty.assumption import Assumption
from mtfp.model.uncertainty.spreads import Spread
from mtfp.population.ageing import rates_on
from mtfp.population.profiles import Profile

_UNITS_IN_WORDS = {"rate": "a rate", "share": "a share", "money": "money", "index": "an index", "number": "a number"}
SELECT_OTHERS = "use attributes that lines of the plan have, or name the lines"
"""Repair of a selection by attribute that finds no line."""


def check_values_given(plan: Plan) -> Iterator[Complaint]:
    """Require that every assumption has either a central value or a link to another assumption, not both."""
    for name, assumption in plan.assumptions.items():
        if assumption.central is None and assumption.tracks is None:
            message = f"`{name}` has no value: it needs `central` or `tracks`"
            yield Complaint("E215", ("assumptions", name), message, "write for example `central: 2%`", True)
        elif assumption.central is not None and assumption.tracks is not None:
            message = f"`{name}` has both `central` and `tracks`"
            yield Complaint(
                "E215",
                ("assumptions", name, "tracks"),
                message,
                "keep the one that is right, and delete the other",
                True,
            )


def check_units(plan: Plan) -> Iterator[Complaint]:
    """Require a percent sign for rates and shares, and no percent sign for money, indexes and numbers."""
    for name, assumption in plan.assumptions.items():
        wants_percent = assumption.unit in ("rate", "share")
        for path, value in _values(assumption):
            if value and isinstance(value, Percent) != wants_percent:
                sign = "with" if wants_percent else "without"
                message = f"{_UNITS_IN_WORDS[assumption.unit]} is written {sign} a percent sign"
                yield Complaint("E315", ("assumptions", name, *path), message, _in_unit(assumption, value))


def _in_unit(assumption: Assumption, value: float) -> str:
    if assumption.unit == "rate":
        return rate_hint(value)
    return f"write {as_percent(value) if assumption.unit == 'share' else f'{value:g}'}"


def _values(assumption: Assumption) -> Iterator[tuple[Path, float]]:
    tracks, least = assumption.tracks, assumption.at_least
    paths = {"central": assumption.central, "tracks": tracks and tracks.plus, "at_least": least and least.plus}
    for key, path in paths.items():
        for year, value in path.years.items() if path else ():
            yield (key, year) if key == "central" else (key, "plus", year), value
        if path and path.then is not None:
            yield (key, "then") if key == "central" else (key, "plus", "then"), path.then
    for key, bound in {"floor": assumption.floor, "cap": assumption.cap}.items():
        if bound is not None:
            yield (key,), bound
    if assumption.spread:
        for year, spread in assumption.spread.years.items():
            yield from (((("spread", year, *path)), value) for path, value in _of_spread(spread))
        if assumption.spread.then:
            yield from ((("spread", *path), value) for path, value in _of_spread(assumption.spread.then))


def _of_spread(spread: Spread) -> Iterator[tuple[Path, float]]:
    yield from (((spread.chosen, *path), value) for path, value in spread.shape.numbers())


def check_circles(plan: Plan) -> Iterator[Complaint]:
    """Require that no assumption follows itself, directly or through others."""
    graph = {
        name: [of for of, _ in a.links() if of in plan.assumptions] for name, a in sorted(plan.assumptions.items())
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as cycle:
        circle = list(reversed(cycle.args[1]))
        message = f"assumptions follow each other in a circle: {' follows '.join(f'`{name}`' for name in circle)}"
        yield Complaint("E304", ("assumptions", circle[0]), message, "give one of them a `central` value instead", True)


def check_sources(plan: Plan) -> Iterator[Complaint]:
    """Require a source of all lines, funding and reserves, or one source for the whole plan."""
    sections: tuple[Mapping[str, Line | Stream | Reserve], ...] = (plan.lines, plan.funding, plan.all_reserves)
    without = [name for section in sections for name, item in section.items() if not item.source]
    if without and not plan.source:
        message = (
            f"`source:` is missing at the top of the plan and under {one_of(without, most=4).replace(' or ', ' and ')}"
        )
        yield Complaint(
            "E305", (), message, "add `source:` at the top of the plan, and say where its figures come from"
        )


def check_profiles(plan: Plan) -> Iterator[Complaint]:
    """Require that age profiles exist, that the plan has a population, and that their age bands match."""
    for name, line in plan.lines.items():
        wanted, path = line.demand.profile, ("lines", name, "demand", "profile")
        if wanted is None or (wanted.endswith(".csv") and wanted not in plan.supplied.profiles):
            continue
        try:
            profile = plan.supplied.profile(wanted)
        except Unknown as unknown:
            yield Complaint("E309", path, unknown.message, unknown.fix)
            continue
        if plan.population is None:
            message = f"the age profile `{wanted}` needs a population, but the plan has no `population:`"
            yield Complaint("E311", path, message, "add `population: {area: ...}`, or take the profile out")
        else:
            yield from _use(plan, plan.population, profile, path)


def _use(plan: Plan, population: Population, profile: Profile, path: Path) -> Iterator[Complaint]:
    """Require that a profile's age bands fit the population, and that someone uses the service in the base year."""
    if plan.supplied.people is None and not population.area:
        return
    try:
        people = people_of(population, population.heaviest, plan.supplied)
        rates = rates_on(profile, people.ages)
        use = rates @ people.at(first_calendar_year(plan.base_year))
    except LookupError:  # another check reports an unknown area or year
        return
    except ValueError as no_fit:
        yield Complaint("E320", path, str(no_fit), "split the population's age bands at the same ages as the profile's")
        return
    if not use > 0:
        message = f"in {plan.base_year} no one is of an age to use this service, so its growth can't be calculated"
        yield Complaint(
            "E321", path, message, "choose another profile, or correct the figures of the profile or the population"
        )


def check_followed_lines(plan: Plan) -> Iterator[Complaint]:
    """Require that a line follows only a line that has a budget and doesn't itself follow a line."""
    for name, line in plan.lines.items():
        leader = plan.lines.get(line.demand.line or "")
        if leader is None:
            continue
        path: Path = ("lines", name, "demand", "line")
        if line.demand.profile:
            message = f"`{name}` follows `{line.demand.line}`, which includes ageing, so it can't have a `profile` too"
            yield Complaint("E323", path, message, "keep either `profile` or `line`")
        elif leader.budget is None or leader.demand.line:
            why = "has a cost stated by year" if leader.budget is None else "itself follows another line"
            message = f"`{name}` can't follow `{line.demand.line}`, which {why}"
            yield Complaint("E323", path, message, "follow a line that has a `budget` and follows no other line")


def check_selections(plan: Plan) -> Iterator[Complaint]:
    """Require that a selection by attribute finds at least one line."""
    for path, selector in _selectors(plan):
        if not selector.names and not selector.of(plan.lines):
            yield Complaint("E312", path, f"no line matches {selector}", SELECT_OTHERS)


def _selectors(plan: Plan) -> Iterator[tuple[Path, Selector]]:
    for section in ("moves", "commitments", "transfers", "savings", "investments", "risk_events", "funding"):
        yield from parts_in(getattr(plan, section), Selector, (section,))


def check_ring_fences(plan: Plan) -> Iterator[Complaint]:
    """Require at most one ring-fenced source per line, no such source for set-aside lines, and ring-fenced reserves."""
    seen: Counter[str] = Counter()
    for name, stream in plan.funding.items():
        if stream.type != "ring_fenced" or stream.lines is None:
            continue
        for line in stream.lines.of(plan.lines):
            seen[line] += 1
            if seen[line] > 1:
                message = f"`{line}` is paid for by more than one ring-fenced funding source"
                fix = "name the line under one funding source only, or split the line"
                yield Complaint("E313", ("funding", name, "lines"), message, fix)
            if plan.lines[line].set_aside:
                message = f"`{line}` is in the set-aside, so ring-fenced money can't pay for it"
                yield Complaint("E313", ("funding", name, "lines"), message, "name lines of the integrated budget")
        reserve = plan.all_reserves.get(stream.reserve or "")
        if reserve and reserve.class_ != "ring_fenced":
            message = f"unspent ring-fenced money can't go to `{stream.reserve}`, whose class is `{reserve.class_}`"
            yield Complaint("E318", ("funding", name, "reserve"), message, "name a reserve with `class: ring_fenced`")


def check_posts_filled(plan: Plan) -> Iterator[Complaint]:
    """Require that some posts are filled or covered in the base year, because later years are compared with it."""
    for name, line in plan.lines.items():
        for component, part in line.components.items():
            vacancy = plan.assumptions.get(part.vacancy or "")
            vacant = vacancy.central.at(plan.base_year) if vacancy and vacancy.central else None
            if vacant is not None and part.filled(vacant) <= 0:
                message = (
                    f"in {plan.base_year} every post is vacant and none is covered, so the plan has no cost to project"
                )
                path = ("lines", name, "components", component, "vacancy")
                yield Complaint("E213", path, message, "correct the vacancies, or add `agency:` cover")


MEANING = (
    check_values_given,
    check_units,
    check_circles,
    check_sources,
    check_profiles,
    check_followed_lines,
    check_selections,
    check_ring_fences,
    check_posts_filled,
)
