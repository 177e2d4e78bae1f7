"""Checks of signs: budgets after their adjustments, and commitments, that fall below zero."""

from collections.abc import Iterator

from mtfp.model.base.arrays import NOISE
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.costs.commitment import Commitment, Release
from mtfp.model.plan import Plan


def check_adjusted_budgets(plan: Plan) -> Iterator[Complaint]:
    """Require that a budget less its one-off part and with its adjustments is zero or more."""
    for name, line in plan.lines.items():
        if line.budget is None or not line.adjust or line.one_off > line.budget:
            continue
        added = sum(adjustment.of(line.budget) for adjustment in line.adjust)
        left = line.budget - line.one_off + added
        if left < -NOISE * line.budget:
            less = f" less its one-off {planned_money(line.one_off, plan.unit)}" if line.one_off else ""
            message = (
                f"the adjustments, {planned_money(added, plan.unit)}, take more off than {plan.label('lines', name)} "
                f"has: its budget is {planned_money(line.budget, plan.unit)}{less}"
            )
            fix = (
                "correct the amount (check its unit too); income is a line with `kind: income`, and savings to be "
                "identified are a saving with `status: unidentified`"
            )
            yield Complaint("E340", ("lines", name, "adjust"), message, fix, True)


def check_commitments(plan: Plan) -> Iterator[Complaint]:
    """Require that a commitment costs zero or more in each year, unless it is the money of units that close."""
    for name, commitment in plan.commitments.items():
        if isinstance(commitment, Release) or _closes_units(plan, commitment):
            continue
        cost, size = 0.0, max((abs(amount or 0.0) for amount in commitment.amount.values()), default=0.0)
        for year, amount in sorted(commitment.amount.items()):
            cost = (cost if commitment.recurring else 0.0) + (amount or 0.0)
            if cost < -NOISE * size:
                message = f"{plan.label('commitments', name)} would cost {planned_money(cost, plan.unit)} in {year}"
                fix = (
                    f"write {-(amount or 0.0):.15g} for a cost; a fall in cost is a saving (`status: delivered` if it "
                    "is certain), and savings to be identified are a saving with `status: unidentified`"
                )
                yield Complaint("E341", ("commitments", name, "amount", year), message, fix)
                break


def _closes_units(plan: Plan, commitment: Commitment) -> bool:
    """Return True if whole units close on all lines of a commitment: their money is then stated, not worked out."""
    lines = [plan.lines[line] for line in commitment.targets(plan.lines) if line in plan.lines]
    return bool(lines) and all(any(each.step_fixed and each.level < 1 for each in line.service_level) for line in lines)


SIGNS = (check_adjusted_budgets, check_commitments)
