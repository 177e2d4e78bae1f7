"""Name the reserves that the closing steps use first."""

from mtfp.model.plan import Plan
from mtfp.model.scheme.closing_steps import AnyStep, UseReserves
from mtfp.model.scheme.who_pays import AdditionalPayments, Nested


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
