"""Checks that the funding scheme can be applied: its reserves, rules for who pays, years and order of steps."""

from collections.abc import Iterator

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import listed
from mtfp.model.base.refers import references
from mtfp.model.base.values import Percent, as_percent
from mtfp.model.consistency.items.meaning import SELECT_OTHERS
from mtfp.model.consistency.values.years import missing_years, years_outside_the_plan
from mtfp.model.plan import Plan
from mtfp.model.scheme.closing_steps import RecoveryPlan
from mtfp.model.scheme.who_pays import AdditionalPayments, CappedRule, Nested, StatedPayments

_STEPS: Path = ("scheme", "steps")


def check_reserves(plan: Plan) -> Iterator[Complaint]:
    """Require that steps use only reserves that may close a gap: contingency, legacy, or earmarked for the gap."""
    for number, step in enumerate(plan.scheme.steps):
        used = [each for each in references(step, (*_STEPS, number)) if each.to.section == "reserves"]
        for position, reference in enumerate(used):
            name = reference.name
            if name in [each.name for each in used[:position]]:
                yield Complaint("E318", reference.path, f"`{name}` is named twice in this step", "take one out")
            reserve = plan.all_reserves.get(name)
            if reserve and not reserve.serves_the_gap:
                message = f"the {reserve.class_.replace('_', '-')} reserve `{name}` is not allowed to close the gap"
                remove = "take it out"
                earmark = f"add `purposes: [gap]` to the reserve, or {remove}"
                fix = remove if reserve.class_ == "ring_fenced" else earmark
                yield Complaint("E318", reference.path, message, fix)
    for key in ("to", "then"):
        into = getattr(plan.scheme.surplus, key, None)
        if into in plan.all_reserves and plan.all_reserves[into].class_ == "ring_fenced":
            message = f"a surplus can't go to `{into}`, which is ring-fenced for one purpose"
            fix = "name a contingency, earmarked or legacy reserve"
            yield Complaint("E318", ("scheme", "surplus", key), message, fix)
    for name, reserve in plan.all_reserves.items():
        if reserve.class_ == "ring_fenced" and reserve.planned_use:
            message = "a ring-fenced reserve pays for its lines automatically, so it can't have a planned use"
            yield Complaint("E318", ("reserves", name, "planned_use"), message, "take `planned_use` out", True)
        if reserve.class_ == "ring_fenced" and reserve.contributions_stop_in_deficit:
            key = "contributions_stop_in_deficit"
            message = "contributions to a ring-fenced reserve don't depend on a carried deficit"
            yield Complaint("E318", ("reserves", name, key), message, f"take `{key}` out", True)


def _payments(plan: Plan) -> Iterator[tuple[Path, AdditionalPayments]]:
    for number, step in enumerate(plan.scheme.steps):
        if step.additional_payments:
            yield (*_STEPS, number, "additional_payments"), step.additional_payments


def check_nested_rules(plan: Plan) -> Iterator[Complaint]:
    """Require that nested rules name lines of the integrated budget, and that every rule has an effect."""
    for path, step in _payments(plan):
        if not isinstance(step.root, Nested):
            continue
        for number, rule in enumerate(step.root.rules):
            at: Path = (*path, "rules", number)
            if rule.lines is None and number < len(step.root.rules) - 1:
                message = "this rule pays all that is left of the overspend, so the rules after it have no effect"
                yield Complaint("E324", at, message, "add `lines:` to this rule, or put it last", True)
            if rule.lines is None:
                continue
            if not rule.lines.names and not rule.lines.of(plan.lines):
                message = f"no line matches {rule.lines}"
                yield Complaint("E312", (*at, "lines"), message, SELECT_OTHERS)
            set_aside = [name for name in rule.lines.names if name in plan.lines and plan.lines[name].set_aside]
            if set_aside:
                verb = "is" if len(set_aside) == 1 else "are"
                message = f"{listed(set_aside)} {verb} in the set-aside, whose gap only the NHS board closes"
                yield Complaint("E324", (*at, "lines"), message, "name lines of the integrated budget")
        yield from _reserves_of(step.root, plan, path)


def _reserves_of(rule: Nested, plan: Plan, path: Path) -> Iterator[Complaint]:
    """Require a reserve if a rule gives `reserves` a share, and an order of use if there are several reserves."""
    usable = [name for name, reserve in plan.all_reserves.items() if reserve.serves_the_gap]
    if rule.order and not rule.uses_reserves:
        message = "no rule gives `reserves` a share, so these reserves are never used"
        yield Complaint("E324", (*path, "order"), message, "give a rule a share of `reserves`, or take `order` out")
    elif rule.uses_reserves and not rule.order and len(usable) != 1:
        if usable:
            message = (
                f"a rule gives `reserves` a share, but the plan doesn't say which of {listed(usable)} is used first"
            )
            fix = "add `order: [contingency]` next to `rules:`, with the reserves in the order of use"
        else:
            message = "a rule gives `reserves` a share, but the plan has no reserve that is allowed to close a gap"
            fix = "add a reserve under `reserves:`"
        yield Complaint("E324", (*path, "rules"), message, fix, True)


def check_scheme_years(plan: Plan) -> Iterator[Complaint]:
    """Require stated payments to fall in projected years, and caps and recovery plans to cover all of them."""
    projected = plan.timeline.projected
    for path, step in _payments(plan):
        if isinstance(step.root, StatedPayments):
            yield from years_outside_the_plan(plan, (*path, "amounts"), step.root.amounts)
        if isinstance(step.root, CappedRule):
            for partner, cap in step.root.cap.items():
                yield from missing_years(cap, projected, (*path, "cap", partner))
    for number, each in enumerate(plan.scheme.steps):
        if isinstance(each.rule, RecoveryPlan) and not isinstance(each.rule.achieves, str):
            yield from missing_years(each.rule.achieves, projected, (*_STEPS, number, "recovery_plan", "achieves"))


def check_step_order(plan: Plan) -> Iterator[Complaint]:
    """Warn of a step after a step that takes all that is left, unless it is an offset, `carry` or a stated payment.

    A stated payment is made even if nothing is left.
    """
    takes_all = ""
    for number, step in enumerate(plan.scheme.steps):
        payment = step.additional_payments
        stated = payment is not None and isinstance(payment.root, StatedPayments)
        if takes_all and not step.offset and not step.carry and not stated:
            message = f"`{takes_all}` before this step takes all that is left, so this step has no effect"
            yield Complaint(
                "W510", (*_STEPS, number, step.chosen), message, f"put this step before `{takes_all}`", True
            )
        if step.rule.takes_all:
            takes_all = takes_all or step.chosen
    if takes_all and plan.scheme.lead_agency:
        message = f"`{takes_all}` takes all that is left, so nothing is left for the lead agency"
        yield Complaint("W510", ("scheme", "lead_agency"), message, f"take out either `{takes_all}` or `lead_agency`")


def check_stopped_contributions(plan: Plan) -> Iterator[Complaint]:
    """Warn of contributions that a deficit would stop, if the plan has none or no step carries a deficit."""
    carries = any(step.carry for step in plan.scheme.steps)
    for name, reserve in plan.all_reserves.items():
        stops = reserve.contributions_stop_in_deficit and reserve.class_ != "ring_fenced"
        if stops and not (carries and reserve.planned_contributions):
            missing = (
                "the scheme never carries a deficit" if not carries else "the reserve has no planned contributions"
            )
            fix = "add the step `carry: {}`" if not carries else "add `planned_contributions:`"
            path: Path = ("reserves", name, "contributions_stop_in_deficit")
            yield Complaint(
                "W525", path, f"this key has no effect, because {missing}", f"{fix}, or take the key out", True
            )


def check_surplus_reserves(plan: Plan) -> Iterator[Complaint]:
    """Warn of a second reserve for a surplus if the first reserve has no cap and so takes all of the surplus."""
    surplus = plan.scheme.surplus
    if surplus and surplus.to and surplus.then and not surplus.cap:
        message = f"`{surplus.to}` has no cap and takes all of a surplus, so nothing is left for `{surplus.then}`"
        yield Complaint("W510", ("scheme", "surplus", "then"), message, "add `cap:`, or take `then` out")


def check_recovery_plans(plan: Plan) -> Iterator[Complaint]:
    """Warn of a recovery plan that achieves 1 or less in the plan's unit: most likely a share was meant."""
    for number, step in enumerate(plan.scheme.steps):
        achieves = step.recovery_plan.achieves if step.recovery_plan else ""
        if isinstance(achieves, str) or plan.unit == "£m":
            continue
        path: Path = (*_STEPS, number, "recovery_plan", "achieves")
        for key, amount in [*achieves.years.items(), *([] if achieves.then is None else [("then", achieves.then)])]:
            if not isinstance(amount, Percent) and 0 < amount <= 1:
                message = f"the recovery plan achieves only {amount:g} in {plan.unit}"
                at = (*path, key) if achieves.years else path
                yield Complaint("W511", at, message, f"write {as_percent(amount)} if a share of the overspend is meant")


def check_threshold_years(plan: Plan) -> Iterator[Complaint]:
    """Require the levels of a reserve, and a cap on one that receives a surplus, for every projected year."""
    for name, reserve in plan.all_reserves.items():
        for key in ("floor", "target", "maximum"):
            if level := getattr(reserve, key):
                yield from missing_years(level, plan.timeline.projected, ("reserves", name, key))
    if plan.scheme.surplus and plan.scheme.surplus.cap:
        yield from missing_years(plan.scheme.surplus.cap, plan.timeline.projected, ("scheme", "surplus", "cap"))


SCHEME = (
    check_reserves,
    check_nested_rules,
    check_scheme_years,
    check_threshold_years,
    check_step_order,
    check_recovery_plans,
    check_surplus_reserves,
    check_stopped_contributions,
)
