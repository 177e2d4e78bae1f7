"""Check that the integration scheme can be followed: reserves, payment rules, years and the order of the steps."""

from collections.abc import Iterator

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import listed
from mtfp.model.base.refers import references
from mtfp.model.base.values import Percent, as_percent
from mtfp.model.consistency.cover import no_gaps, outside_the_plan
from mtfp.model.plan import Plan
from mtfp.model.scheme.closing_steps import RecoveryPlan
from mtfp.model.scheme.who_pays import AdditionalPayments, CappedRule, Nested, StatedPayments

_STEPS: Path = ("scheme", "steps")


def reserves_are_used_as_they_may(plan: Plan) -> Iterator[Complaint]:
    """Steps use contingency, legacy, and earmarked reserves for the gap; ring-fenced ones pay for their lines alone."""
    for number, step in enumerate(plan.scheme.steps):
        used = [each for each in references(step, (*_STEPS, number)) if each.to.section == "reserves"]
        for position, reference in enumerate(used):
            name = reference.name
            if name in [each.name for each in used[:position]]:
                yield Complaint("E318", reference.path, f"`{name}` is named twice in this step", "take one out")
            reserve = plan.all_reserves.get(name)
            if reserve and not reserve.serves_the_gap:
                message = f"`{name}` is {reserve.class_.replace('_', '-')} and may not close the gap"
                out = "take it out"
                fix = out if reserve.class_ == "ring_fenced" else f"add `purposes: [gap]` to the reserve, or {out}"
                yield Complaint("E318", reference.path, message, fix)
    for key in ("to", "then"):
        into = getattr(plan.scheme.surplus, key, None)
        if into in plan.all_reserves and plan.all_reserves[into].class_ == "ring_fenced":
            message = f"a surplus can't go to `{into}`, which is ring-fenced for one purpose"
            fix = "name a contingency, earmarked or legacy reserve"
            yield Complaint("E318", ("scheme", "surplus", key), message, fix)
    for name, reserve in plan.all_reserves.items():
        if reserve.class_ == "ring_fenced" and reserve.planned_use:
            message = "a ring-fenced reserve pays for its lines by itself; it has no planned use"
            yield Complaint("E318", ("reserves", name, "planned_use"), message, "take `planned_use` out", True)


def _payments(plan: Plan) -> Iterator[tuple[Path, AdditionalPayments]]:
    for number, step in enumerate(plan.scheme.steps):
        if step.additional_payments:
            yield (*_STEPS, number, "additional_payments"), step.additional_payments


def nested_rules_can_be_followed(plan: Plan) -> Iterator[Complaint]:
    """Nested rules find lines of the integrated budget, each can be reached, and reserves with a share are there."""
    for path, step in _payments(plan):
        if not isinstance(step.root, Nested):
            continue
        for number, rule in enumerate(step.root.rules):
            at: Path = (*path, "rules", number)
            if rule.lines is None and number < len(step.root.rules) - 1:
                message = "this rule takes all that is left, and rules after it are for nothing"
                yield Complaint("E324", at, message, "say which `lines` it is for, or put it last", True)
            if rule.lines is None:
                continue
            if not rule.lines.names and not rule.lines.of(plan.lines):
                message = f"no line has {rule.lines}"
                yield Complaint("E312", (*at, "lines"), message, "aim at lines that the plan has, or by name")
            apart = [name for name in rule.lines.names if name in plan.lines and plan.lines[name].set_aside]
            if apart:
                message = f"{listed(apart)} is set aside: no step closes the set-aside's gap, which is the NHS board's"
                yield Complaint("E324", (*at, "lines"), message, "name lines of the integrated budget")
        yield from _reserves_of(step.root, plan, path)


def _reserves_of(rule: Nested, plan: Plan, path: Path) -> Iterator[Complaint]:
    """A share of reserves needs reserves, and an order if there are several."""
    may = [name for name, reserve in plan.all_reserves.items() if reserve.serves_the_gap]
    if rule.order and not rule.uses_reserves:
        message = "no rule gives `reserves` a share, so that these reserves are never used"
        yield Complaint("E324", (*path, "order"), message, "give a rule a share of `reserves`, or take `order` out")
    elif rule.uses_reserves and not rule.order and len(may) != 1:
        has = f"the plan has {listed(may)}" if may else "the plan has no reserve that may close a gap"
        fix = "add `order: [contingency]` beside `rules:`, first one first" if may else "add one under `reserves:`"
        yield Complaint("E324", (*path, "rules"), f"a share falls on `reserves`, and {has}", fix, True)


def years_of_the_scheme_are_covered(plan: Plan) -> Iterator[Complaint]:
    """Stated payments fall in the plan; caps and recovery plans by year cover every projected year."""
    projected = plan.timeline.projected
    for path, step in _payments(plan):
        if isinstance(step.root, StatedPayments):
            yield from outside_the_plan(plan, (*path, "amounts"), step.root.amounts)
        if isinstance(step.root, CappedRule):
            for partner, cap in step.root.cap.items():
                yield from no_gaps(cap, projected, (*path, "cap", partner))
    for number, each in enumerate(plan.scheme.steps):
        if isinstance(each.rule, RecoveryPlan) and not isinstance(each.rule.achieves, str):
            yield from no_gaps(each.rule.achieves, projected, (*_STEPS, number, "recovery_plan", "achieves"))


def steps_come_before_what_takes_the_rest(plan: Plan) -> Iterator[Complaint]:
    """Payments without a cap and a carried deficit take all that is left: steps after them, but `carry`, do nothing."""
    taken = ""
    for number, step in enumerate(plan.scheme.steps):
        if taken and not step.offset and not step.carry:
            message = f"`{taken}` before this step takes all that is left, so that this one never does anything"
            yield Complaint("W510", (*_STEPS, number, step.chosen), message, f"put it before `{taken}`", True)
        if step.rule.takes_all:
            taken = taken or step.chosen
    if taken and plan.scheme.lead_agency:
        message = f"`{taken}` takes all that is left, so that nothing falls to the lead agency"
        yield Complaint("W510", ("scheme", "lead_agency"), message, f"take `{taken}` out, or `lead_agency`")


def a_surplus_can_reach_its_reserves(plan: Plan) -> Iterator[Complaint]:
    """The second reserve of a surplus has what is above the first one's cap: without a cap it has nothing."""
    surplus = plan.scheme.surplus
    if surplus and surplus.to and surplus.then and not surplus.cap:
        message = f"`{surplus.to}` has no cap and takes all of a surplus, so that nothing reaches `{surplus.then}`"
        yield Complaint("W510", ("scheme", "surplus", "then"), message, "add `cap:`, or take `then` out")


def recovery_plans_are_worth_something(plan: Plan) -> Iterator[Complaint]:
    """A fraction of one unit of money was meant as a share, most likely."""
    for number, step in enumerate(plan.scheme.steps):
        achieves = step.recovery_plan.achieves if step.recovery_plan else ""
        if isinstance(achieves, str) or plan.unit == "£m":
            continue
        path: Path = (*_STEPS, number, "recovery_plan", "achieves")
        for key, amount in [*achieves.years.items(), *([] if achieves.then is None else [("then", achieves.then)])]:
            if not isinstance(amount, Percent) and 0 < amount <= 1:
                message = f"the recovery plan achieves {amount:g} in {plan.unit}, next to nothing"
                at = (*path, key) if achieves.years else path
                yield Complaint("W511", at, message, f"write {as_percent(amount)}, if a share of what is left is meant")


SCHEME = (
    reserves_are_used_as_they_may,
    nested_rules_can_be_followed,
    years_of_the_scheme_are_covered,
    steps_come_before_what_takes_the_rest,
    recovery_plans_are_worth_something,
    a_surplus_can_reach_its_reserves,
)
