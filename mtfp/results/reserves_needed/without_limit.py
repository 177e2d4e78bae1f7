"""Read the movements of an unlimited reserve from closed years whose later steps alone feel the limit."""

from mtfp.engine.ledger import ReserveYears
from mtfp.engine.projection import Closing
from mtfp.model.base.arrays import Array, sum_of, total_over_items
from mtfp.model.plan import Plan
from mtfp.model.scheme.closing_steps import UseReserves
from mtfp.model.scheme.who_pays import AdditionalPayments
from mtfp.results.reserves_needed.flows import Year, years_of
from mtfp.results.reserves_needed.steps import first_order, others_bear_the_rest, position_of_first


def changes_later_steps_only(plan: Plan) -> bool:
    """Return True if the balance of the first reserve changes no amount but what the step and later steps close.

    Then the years needn't be closed again. Nothing else reads the balance (planned use, clawback, a cap on the
    surplus), and nothing that later steps do comes back in another year: repayments, or a deficit that takes a surplus.
    """
    order, scheme, reserves = first_order(plan), plan.scheme, plan.all_reserves
    first = reserves[order[0]]
    if len(order) > 1 or first.planned_use or first.clawback or not others_bear_the_rest(plan):
        return False
    steps = list(scheme.order.values())
    is_repaid = any(isinstance(step, AdditionalPayments) and step.root.repayable for step in steps)
    surplus = scheme.surplus
    is_capped = surplus is not None and surplus.to == order[0] and surplus.cap is not None
    keeps = surplus is not None and (surplus.to or surplus.then)
    deficit_counts = keeps or any(reserve.contributions_stop_in_deficit for reserve in reserves.values())
    by_order = isinstance(steps[position_of_first(plan)], UseReserves)
    return by_order and not (is_repaid or is_capped or (scheme.carries and deficit_counts))


def without_limit(plan: Plan, closing: Closing, reserve: ReserveYears) -> tuple[list[Year], Array]:
    """Return the movements of a reserve if its balance were unlimited, and the money that falls to others in each year.

    The step would take all that it and later steps close, and what they leave. Earlier steps are as they are.
    """
    at, keys = position_of_first(plan), list(plan.scheme.order)
    years = []
    for year, closed in zip(years_of(plan, reserve), closing.years, strict=True):
        taken = [total_over_items(closed.steps[key].closed) for key in keys[at:]]
        years.append(year._replace(used=sum_of([*taken, total_over_items(closed.left)], (1,))))
    earlier = [closing.steps[key] for key in keys[:at]]
    falls = [money for step in earlier for money in (total_over_items(step.partners), step.carried)]
    return years, sum_of(falls, (plan.years + 1, 1))
