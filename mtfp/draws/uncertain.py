"""List the streams of random numbers that a plan needs.

To make another part of a plan uncertain, add a function that returns its stream, list the stream in `_streams`, and add
its kind to `KIND_ORDER` in `sobol`.
"""

from collections.abc import Iterator

from mtfp.draws.random_streams import RandomStream
from mtfp.model.base.once import once_per_part
from mtfp.model.base.years import first_calendar_year
from mtfp.model.correlation import Member, groups, member_of, years_before
from mtfp.model.costs.line import Partner
from mtfp.model.costs.saving import Saving
from mtfp.model.plan import Plan

UNKNOWN_MEMORY = 0.5
"""Memory of a national assumption that this plan lacks; it only sets the order of its Sobol points."""


@once_per_part
def random_streams(plan: Plan) -> tuple[RandomStream, ...]:
    """Return every stream of random numbers that a plan needs, without repetition."""
    return tuple(dict.fromkeys(_streams(plan)))


def _streams(plan: Plan) -> Iterator[RandomStream]:
    for name in uncertain_assumptions(plan):
        yield assumption_stream(plan, name)
    for group in groups(plan):
        yield from (member_stream(plan, member) for member in group.members if member.known)
    for name, saving in uncertain_savings(plan).items():
        partner = partner_of(plan, saving)
        if partner and saving.delivery:
            yield partner_stream(plan, saving.delivery, partner)
        yield saving_stream(plan, name)
    for name, event in plan.risk_events.items():
        yield event_stream(plan, name)
        if event.impact.spread:
            yield impact_stream(name)
    for key, step in plan.scheme.recovery_plans.items():
        if step.fails:
            yield recovery_stream(plan, key)
    if plan.population and len(plan.population.possible) > 1:
        yield VARIANT_STREAM


def uncertain_assumptions(plan: Plan) -> tuple[str, ...]:
    """Return the names of the assumptions that have a spread."""
    return tuple(name for name, assumption in plan.assumptions.items() if assumption.spread)


def uncertain_savings(plan: Plan) -> dict[str, Saving]:
    """Return the savings with an uncertain delivery.

    Their delivery assumption has a spread, and they are not marked as `certain`.
    """
    uncertain = uncertain_assumptions(plan)
    return {name: s for name, s in plan.all_savings.items() if not s.certain and s.delivery in uncertain}


def partner_of(plan: Plan, saving: Saving) -> Partner | None:
    """Return the partner whose managers deliver a saving, or None if the saving belongs to no single partner.

    The partner is that of the saving's lines. For a saving without lines, it is the partner that the saving names.
    """
    partners = {plan.lines[name].partner for name in saving.targets(plan.lines)}
    return saving.partner if not partners else partners.pop() if len(partners) == 1 else None


def assumption_stream(plan: Plan, name: str) -> RandomStream:
    """Return the stream of an assumption's shocks.

    For a delivery assumption, only savings schemes that belong to no single partner use this stream.
    """
    return member_stream(plan, member_of(plan, name))


def member_stream(plan: Plan, member: Member) -> RandomStream:
    """Return the stream of the shocks of a group's member. The plan may not have the assumption of a known member."""
    assumption = plan.assumptions.get(member.name)
    national = member.known or (assumption is not None and assumption.scope == "national")
    memory = 1.0 if member.once else assumption.memory if assumption and assumption.memory < 1 else UNKNOWN_MEMORY
    return _shock_stream(plan, "assumption", member.name, memory, national=national)


def _shock_stream(plan: Plan, kind: str, name: str, memory: float, *, national: bool) -> RandomStream:
    """Return a stream with a single shock if the memory is 1, or else with one for each year since `FIRST_YEAR`."""
    if memory == 1:
        return RandomStream(kind, name, rows=1, national=national, memory=memory)
    before = years_before(plan)
    first = first_calendar_year(plan.base_year) + 1 - before
    return RandomStream(kind, name, before + plan.years, first, before, national=national, memory=memory)


def partner_stream(plan: Plan, name: str, partner: Partner) -> RandomStream:
    """Return the stream of a delivery assumption for one partner. All savings schemes of the partner share it."""
    assumption = plan.assumptions[name]
    national = assumption.scope == "national"
    return _shock_stream(plan, "partner", f"{name} {partner}", assumption.memory, national=national)


def saving_stream(plan: Plan, name: str) -> RandomStream:
    """Return the stream for the part of a saving's delivery that no other saving shares."""
    delivery = plan.all_savings[name].delivery
    assert delivery is not None
    return _shock_stream(plan, "saving", name, plan.assumptions[delivery].memory, national=False)


def event_stream(plan: Plan, name: str) -> RandomStream:
    """Return the stream that decides if and when a risk event happens."""
    return RandomStream("event", name, plan.risk_events[name].chances(plan.timeline), even=True)


def impact_stream(name: str) -> RandomStream:
    """Return the stream of a risk event's cost, which has one number for all years of a draw."""
    return RandomStream("impact", name, rows=1)


def recovery_stream(plan: Plan, key: str) -> RandomStream:
    """Return the stream that decides in which years a recovery plan holds and in which it fails."""
    return RandomStream("recovery", key, plan.years, even=True)


VARIANT_STREAM = RandomStream("variant", "population", rows=1, even=True)
"""Stream that decides the population variant of each draw."""
