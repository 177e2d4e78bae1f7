"""Pieces of a plan that must fit each other."""

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

_A = {"rate": "a rate", "share": "a share", "money": "money", "index": "an index", "number": "a number"}


def assumptions_say_their_value(plan: Plan) -> Iterator[Complaint]:
    """An assumption has a central value or a link, not both."""
    for name, assumption in plan.assumptions.items():
        if assumption.central is None and assumption.tracks is None:
            message = f"`{name}` has no value: it needs `central` or `tracks`"
            yield Complaint("E215", ("assumptions", name), message, "write for example `central: 2%`", True)
        elif assumption.central is not None and assumption.tracks is not None:
            message = f"`{name}` has both `central` and `tracks`"
            yield Complaint("E215", ("assumptions", name, "tracks"), message, "keep the one that is meant", True)


def values_have_the_unit(plan: Plan) -> Iterator[Complaint]:
    """Rates and shares are written with a percent sign, money, indexes and numbers without."""
    for name, assumption in plan.assumptions.items():
        wants_percent = assumption.unit in ("rate", "share")
        for path, value in _values(assumption):
            if value and isinstance(value, Percent) != wants_percent:
                sign = "with" if wants_percent else "without"
                message = f"{_A[assumption.unit]} is written {sign} a percent sign"
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


def links_have_no_cycle(plan: Plan) -> Iterator[Complaint]:
    """No assumption follows itself, however long the way round."""
    graph = {
        name: [of for of, _ in a.links() if of in plan.assumptions] for name, a in sorted(plan.assumptions.items())
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as cycle:
        way = list(reversed(cycle.args[1]))
        message = f"assumptions follow each other in a circle: {' follows '.join(f'`{name}`' for name in way)}"
        yield Complaint("E304", ("assumptions", way[0]), message, "give one of them a `central` path", True)


def everything_has_a_source(plan: Plan) -> Iterator[Complaint]:
    """Lines, funding and reserves name their source, or the plan names one for all."""
    sections: tuple[Mapping[str, Line | Stream | Reserve], ...] = (plan.lines, plan.funding, plan.all_reserves)
    without = [name for section in sections for name, item in section.items() if not item.source]
    if without and not plan.source:
        message = f"the plan has no `source:`, and {one_of(without, most=4).replace(' or ', ' and ')} name none either"
        yield Complaint("E305", (), message, "add `source:` at the top of the plan: where its figures come from")


def profiles_fit(plan: Plan) -> Iterator[Complaint]:
    """Profiles exist, there is a population for them, and its age bands fit theirs."""
    for name, line in plan.lines.items():
        asked, path = line.demand.profile, ("lines", name, "demand", "profile")
        if asked is None or (asked.endswith(".csv") and asked not in plan.supplied.profiles):
            continue
        try:
            profile = plan.supplied.profile(asked)
        except Unknown as unknown:
            yield Complaint("E309", path, unknown.message, unknown.fix)
            continue
        if plan.population is None:
            message = f"`{asked}` is use by age, and the plan has no `population:`"
            yield Complaint("E311", path, message, "add `population: {area: ...}`, or take the profile out")
        else:
            yield from _use(plan, plan.population, profile, path)


def _use(plan: Plan, population: Population, profile: Profile, path: Path) -> Iterator[Complaint]:
    """Whether a profile can be laid on the population, and somebody uses the service in the base year."""
    if plan.supplied.people is None and not population.area:
        return
    try:
        people = people_of(population, population.heaviest, plan.supplied)
        rates = rates_on(profile, people.ages)
        use = rates @ people.at(first_calendar_year(plan.base_year))
    except LookupError:  # the area or the year is unknown, which is complained about by itself
        return
    except ValueError as straddled:
        yield Complaint("E320", path, str(straddled), "split the population's age bands where the profile's do")
        return
    if not use > 0:
        message = f"in {plan.base_year} nobody is of an age that uses this service: its growth can't be worked out"
        yield Complaint("E321", path, message, "choose another profile, or correct the figures")


def lines_follow_lines_that_lead(plan: Plan) -> Iterator[Complaint]:
    """A line may follow another's activity if that one has a budget and follows none itself."""
    for name, line in plan.lines.items():
        leader = plan.lines.get(line.demand.line or "")
        if leader is None:
            continue
        path: Path = ("lines", name, "demand", "line")
        if line.demand.profile:
            message = f"`{name}` follows `{line.demand.line}`, whose ageing it then shares, and has a profile too"
            yield Complaint("E323", path, message, "keep `profile` or `line`")
        elif leader.budget is None or leader.demand.line:
            why = "is stated by year" if leader.budget is None else "follows a line itself"
            message = f"`{name}` can't follow `{line.demand.line}`, which {why}"
            yield Complaint("E323", path, message, "follow a line with a `budget` and a demand of its own")


def selectors_find_lines(plan: Plan) -> Iterator[Complaint]:
    """Lines aimed at by attribute are there."""
    for path, selector in _selectors(plan):
        if not selector.names and not selector.of(plan.lines):
            yield Complaint("E312", path, f"no line has {selector}", "aim at lines that the plan has, or by name")


def _selectors(plan: Plan) -> Iterator[tuple[Path, Selector]]:
    for section in ("commitments", "transfers", "savings", "investments", "risk_events", "funding"):
        yield from parts_in(getattr(plan, section), Selector, (section,))


def ring_fences_are_clear(plan: Plan) -> Iterator[Complaint]:
    """A line has at most one ring-fenced stream, none is set aside, and unspent money goes to a ring-fenced reserve."""
    seen: Counter[str] = Counter()
    for name, stream in plan.funding.items():
        if stream.type != "ring_fenced" or stream.lines is None:
            continue
        for line in stream.lines.of(plan.lines):
            seen[line] += 1
            if seen[line] > 1:
                message = f"`{line}` is paid for by more than one ring-fenced stream"
                yield Complaint(
                    "E313", ("funding", name, "lines"), message, "let each line have one, or split the line"
                )
            if plan.lines[line].set_aside:
                message = f"`{line}` is set aside: ring-fenced money can't pay for it"
                yield Complaint("E313", ("funding", name, "lines"), message, "name lines of the integrated budget")
        reserve = plan.all_reserves.get(stream.reserve or "")
        if reserve and reserve.class_ != "ring_fenced":
            message = f"unspent ring-fenced money can't go to `{stream.reserve}`, which is {reserve.class_}"
            yield Complaint("E318", ("funding", name, "reserve"), message, "name a reserve with `class: ring_fenced`")


def somebody_is_in_post(plan: Plan) -> Iterator[Complaint]:
    """Vacancies of later years are compared with the base year's, in which not every post may be empty."""
    for name, line in plan.lines.items():
        for component, part in line.components.items():
            vacancy = plan.assumptions.get(part.vacancy or "")
            vacant = vacancy.central.at(plan.base_year) if vacancy and vacancy.central else None
            if vacant is not None and part.filled(vacant) <= 0:
                message = f"every post is vacant and none covered in {plan.base_year}: there is no cost to compare with"
                path = ("lines", name, "components", component, "vacancy")
                yield Complaint("E213", path, message, "correct the vacancies, or say how agency staff cover them")


MEANING = (
    assumptions_say_their_value,
    values_have_the_unit,
    links_have_no_cycle,
    everything_has_a_source,
    profiles_fit,
    lines_follow_lines_that_lead,
    selectors_find_lines,
    ring_fences_are_clear,
    somebody_is_in_post,
)
