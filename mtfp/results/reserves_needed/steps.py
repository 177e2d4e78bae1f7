"""Name the reserves that the closing steps use first, and say from the scheme if others bear what these lack."""

from mtfp.model.base.values import Percent
from mtfp.model.base.years import Timeline
from mtfp.model.plan import Plan
from mtfp.model.scheme.closing_steps import AnyStep, Carry, RecoveryPlan, UseReserves
from mtfp.model.scheme.who_pays import AdditionalPayments, Nested, StatedPayments


def first_order(plan: Plan) -> tuple[str, ...]:
    """Return the reserves of the first closing step that uses reserves, in the order of use; none without a step."""
    return next((order for step in plan.scheme.order.values() if (order := reserves_of(plan, step))), ())


def reserves_of(plan: Plan, step: AnyStep) -> tuple[str, ...]:
    """Return the reserves of a closing step, in the order of use; none for a step that uses no reserves."""
    if isinstance(step, UseReserves):
        return tuple(dict.fromkeys(step.order))
    rule = step.root if isinstance(step, AdditionalPayments) else None
    if isinstance(rule, Nested) and rule.uses_reserves:
        gap = (name for name, reserve in plan.all_reserves.items() if reserve.serves_the_gap)
        return tuple(dict.fromkeys(rule.order)) or tuple(gap)
    return ()


def others_bear_the_rest(plan: Plan) -> bool:
    """Return True if others bear a part of every pound that the first step that uses reserves doesn't get from them."""
    later = list(plan.scheme.order.values())[position_of_first(plan) + 1 :]
    return all(_leaves_to_others(plan, each) for each in later)


def position_of_first(plan: Plan) -> int:
    """Return the position of the first closing step that uses reserves. There must be one."""
    return next(at for at, step in enumerate(plan.scheme.order.values()) if reserves_of(plan, step))


def _leaves_to_others(plan: Plan, step: AnyStep) -> bool:
    """Return True if a step leaves to others, or has them bear, a part of every pound that is left to it."""
    if isinstance(step, AdditionalPayments):
        return not isinstance(step.root, StatedPayments) and not reserves_of(plan, step)
    return isinstance(step, Carry) or (isinstance(step, RecoveryPlan) and _never_all(step, plan.timeline))


def _never_all(plan: RecoveryPlan, timeline: Timeline) -> bool:
    """Return True if a recovery plan achieves a stated share of the overspend below 100% in every year."""
    if isinstance(plan.achieves, str):
        return False
    by_year = (plan.achieves.at(year) for year in timeline.projected)
    return all(each is None or (isinstance(each, Percent) and each < 1) for each in by_year)
