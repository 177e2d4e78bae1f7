"""Name the reserves that closing steps use, and tell if later steps may make up for a reserve that lacks money."""

from collections.abc import Sequence

from mtfp.model.plan import Plan
from mtfp.model.scheme.closing_steps import AnyStep, Offset, RecoveryPlan, UseReserves
from mtfp.model.scheme.who_pays import AdditionalPayments, Nested, StatedPayments


def orders(plan: Plan) -> list[tuple[str, ...]]:
    """Return the reserves that each closing step uses, in the order of use; no reserve for most steps."""
    return [_order(plan, step) for step in plan.scheme.order.values()]


def _order(plan: Plan, step: AnyStep) -> tuple[str, ...]:
    if isinstance(step, UseReserves):
        return tuple(dict.fromkeys(step.order))
    rule = step.root if isinstance(step, AdditionalPayments) else None
    if isinstance(rule, Nested) and rule.uses_reserves:
        gap = (name for name, reserve in plan.all_reserves.items() if reserve.serves_the_gap)
        return tuple(dict.fromkeys(rule.order)) or tuple(gap)
    return ()


def only_order(plan: Plan) -> tuple[str, ...]:
    """Return the reserves of the step that uses reserves if what this step lacks falls to the partners or stays open.

    The result is empty if two steps use reserves, or if a later step may make up for the reserves at no one's cost: an
    offset, a recovery plan or payments that are agreed whatever the reserves give.
    """
    used = [number for number, order in enumerate(orders(plan)) if order]
    steps = list(plan.scheme.order.values())
    if len(used) != 1 or any(_makes_up(step) for step in steps[used[0] + 1 :]):
        return ()
    return orders(plan)[used[0]]


def _makes_up(step: AnyStep) -> bool:
    if isinstance(step, AdditionalPayments):
        return isinstance(step.root, StatedPayments)
    return isinstance(step, RecoveryPlan) or (isinstance(step, Offset) and step.root == "arms")


def first_of(order: Sequence[tuple[str, ...]]) -> str | None:
    """Return the first reserve of the first step that uses reserves, or None.

    >>> first_of([(), ("legacy", "general"), ("other",)])
    'legacy'
    """
    return next((reserves[0] for reserves in order if reserves), None)
