"""What in a plan is uncertain: the streams of random numbers that it needs.

To add something uncertain: a function that says its stream, its place in `random_streams`, and its kind in `IN_TURN`.
"""

from collections.abc import Iterator

from mtfp.draws.random_streams import RandomStream
from mtfp.model.costs.line import Partner
from mtfp.model.costs.saving import Saving
from mtfp.model.plan import Plan


def random_streams(plan: Plan) -> tuple[RandomStream, ...]:
    """Every stream that a plan needs, each once."""
    return tuple(dict.fromkeys(_streams(plan)))


def _streams(plan: Plan) -> Iterator[RandomStream]:
    for name in uncertain_assumptions(plan):
        yield of_assumption(plan, name)
    for name, saving in uncertain_savings(plan).items():
        partner = partner_of(plan, saving)
        if partner and saving.delivery:
            yield of_partner(plan, saving.delivery, partner)
        yield of_saving(plan, name)
    for name, event in plan.risk_events.items():
        yield of_event(plan, name)
        if event.impact.spread:
            yield of_impact(name)
    for key, step in plan.scheme.recovery_plans.items():
        if step.fails:
            yield of_recovery(plan, key)
    if plan.population and len(plan.population.possible) > 1:
        yield OF_VARIANT


def uncertain_assumptions(plan: Plan) -> tuple[str, ...]:
    """The assumptions that have a spread."""
    return tuple(name for name, assumption in plan.assumptions.items() if assumption.spread)


def uncertain_savings(plan: Plan) -> dict[str, Saving]:
    """The schemes that draw a delivery of their own: not certain, and the assumption they name has a spread."""
    uncertain = uncertain_assumptions(plan)
    return {name: s for name, s in plan.all_savings.items() if not s.certain and s.delivery in uncertain}


def partner_of(plan: Plan, saving: Saving) -> Partner | None:
    """Whose managers deliver a scheme: the partner of its lines, else its own; none for one of the whole plan."""
    partners = {plan.lines[name].partner for name in saving.targets(plan.lines)}
    return saving.partner if not partners else partners.pop() if len(partners) == 1 else None


def of_assumption(plan: Plan, name: str) -> RandomStream:
    """Its yearly shocks, or its one shock; of delivery, those of schemes that are no single partner's."""
    assumption = plan.assumptions[name]
    national = assumption.scope == "national"
    return RandomStream("assumption", name, assumption.shocks(plan.years), national=national, memory=assumption.memory)


def of_partner(plan: Plan, name: str, partner: Partner) -> RandomStream:
    """What the schemes of a partner have in common of an assumption for delivery."""
    assumption = plan.assumptions[name]
    national = assumption.scope == "national"
    key = f"{name} {partner}"
    return RandomStream("partner", key, assumption.shocks(plan.years), national=national, memory=assumption.memory)


def of_saving(plan: Plan, name: str) -> RandomStream:
    """What is a scheme's own in its delivery."""
    delivery = plan.all_savings[name].delivery
    assert delivery is not None
    assumption = plan.assumptions[delivery]
    return RandomStream("saving", name, assumption.shocks(plan.years), memory=assumption.memory)


def of_event(plan: Plan, name: str) -> RandomStream:
    """Whether it happens, and when."""
    return RandomStream("event", name, plan.risk_events[name].chances(plan.timeline), even=True)


def of_impact(name: str) -> RandomStream:
    """How much an event costs, once for all years of a draw."""
    return RandomStream("impact", name, rows=1)


def of_recovery(plan: Plan, key: str) -> RandomStream:
    """Whether a recovery plan of the scheme holds, year by year."""
    return RandomStream("recovery", key, plan.years, even=True)


OF_VARIANT = RandomStream("variant", "population", rows=1, even=True)
"""Which population comes."""
