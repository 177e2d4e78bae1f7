"""Checks that the base year, which is an agreed budget, balances: the integrated budget, and the set-aside."""

from collections.abc import Iterator

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import in_money, planned_money
from mtfp.model.consistency.scale.limits import IMBALANCE, SET_ASIDE_IMBALANCE
from mtfp.model.consistency.scale.one_slip import explained, place_of
from mtfp.model.consistency.scale.size import (
    ALL,
    Size,
    Slip,
    asks,
    gap_of,
    integrated_funding,
    integrated_lines,
    unit_factor,
)
from mtfp.model.plan import Plan

NEAR = 0.05
"""Largest difference between an amount and the imbalance that it may explain, as a share of the imbalance."""


def check_balance(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn if cost and funding of the base year differ widely, and name the amount that explains it."""
    costs = {name: line.sign * line.opening(plan.base_year) for name, line in plan.lines.items()}
    paid = {name: stream.of_base_year(plan.base_year) for name, stream in plan.funding.items()}
    cost, gap = gap_of(plan, costs, paid)
    slip = size.slip if size.slip and not size.slip.of_line else None
    if size.slip and not slip:
        cost, gap = gap_of(plan, size.costs, size.payments)
    if any(paid[name] is None for name in integrated_funding(plan)):
        return
    if slip or not IMBALANCE.low * max(cost, 0.0) <= gap <= IMBALANCE.high * max(cost, 0.0):
        yield _unbalanced(plan, gap, cost, slip, size)


def _unbalanced(plan: Plan, gap: float, cost: float, slip: Slip | None, size: Size) -> Complaint:
    known = f" and its `opening_gap` of {in_money(plan.opening_gap.amount, plan.unit)}" if plan.opening_gap else ""
    side = "more" if gap > 0 else "less"
    says = f"in {plan.base_year} the plan costs {in_money(abs(gap), plan.unit)} {side} than its funding{known}"
    if slip:
        path, about = _slipped(plan, slip)
        return Complaint("W508", path, f"{says}; {about}", "check this amount", slip.name == ALL)
    found = explained(plan, size, gap, cost)
    if len(found) == 1:
        at = place_of(plan, found[0].section, found[0].name)
        fix = "check this amount, or explain the difference under `opening_gap`"
        return Complaint("W508", at, f"{says}; {found[0].sentence}", fix)
    near = _near(plan, gap, size)
    about = f", which is about as much as {near}" if near else ", but an agreed budget balances"
    fix = "check the budgets and the `base:` of each funding source, or explain the difference under `opening_gap`"
    return Complaint("W508", ("funding",), says + about, fix, True)


def _slipped(plan: Plan, slip: Slip) -> tuple[Path, str]:
    if slip.name == ALL:
        asked = asks(plan, slip.factor).replace("is it", "is it all")
        return ("funding",), f"the two would balance if all funding were {_times(slip)}: {asked}"
    item = getattr(plan, slip.section)[slip.name]
    amount = item.opening(plan.base_year) if slip.section == "lines" else item.of_base_year(plan.base_year)
    label = plan.label(slip.section, slip.name)
    about = (
        f"{label} of {planned_money(amount, plan.unit)} would balance it if {_times(slip)}: {asks(plan, slip.factor)}"
    )
    return place_of(plan, slip.section, slip.name), about


def _times(slip: Slip) -> str:
    return f"multiplied by {slip.factor:,.0f}" if slip.factor > 1 else f"divided by {1 / slip.factor:,.0f}"


def _near(plan: Plan, gap: float, size: Size) -> str | None:
    """Return the line or funding source that is about as large as the imbalance, in words; None if none is."""
    if gap > 0:
        amounts = {plan.label("lines", name): size.costs[name] for name in integrated_lines(plan)}
    else:
        amounts = {plan.label("funding", name): size.payments[name] or 0.0 for name in integrated_funding(plan)}
    label = min(amounts, key=lambda each: abs(amounts[each] - abs(gap)), default=None)
    if label is None or abs(amounts[label] - abs(gap)) > NEAR * abs(gap):
        return None
    return f"{label} {'costs' if gap > 0 else 'pays'}"


def check_set_aside_balance(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn if cost and funding of the set-aside differ widely in the base year."""
    cost = sum(size.costs[name] for name, line in plan.lines.items() if line.set_aside)
    paid = [size.payments[name] for name, stream in plan.funding.items() if stream.type == "set_aside"]
    given = [amount for amount in paid if amount is not None]
    if cost <= 0 or not paid or len(given) < len(paid) or SET_ASIDE_IMBALANCE.holds((cost - sum(given)) / cost):
        return
    gap = cost - sum(given)
    name = next(name for name, stream in plan.funding.items() if stream.type == "set_aside")
    message = (
        f"in {plan.base_year} the set-aside costs {in_money(cost, plan.unit)}, {in_money(abs(gap), plan.unit)} "
        f"{'more' if gap > 0 else 'less'} than the {in_money(sum(given), plan.unit)} of its funding"
    )
    factor = cost / sum(given) if sum(given) > 0 else 1.0
    asked = f"; {asks(plan, unit_factor(factor))}" if not 1 / 100 < factor < 100 else ""
    fix = "check the budgets of the set-aside lines and the `base:` of their funding"
    yield Complaint("W533", ("funding", name), message + asked, fix, True)


BALANCE = (check_balance, check_set_aside_balance)
