"""Tables of the national paper with a row for each plan. Money is in £m."""

from collections.abc import Callable, Sequence

from mtfp.batch.outcome.rollup import UNIT
from mtfp.batch.report.cases import ALL
from mtfp.batch.report.national_paper.plan_figures import PlanFigures
from mtfp.batch.report.national_paper.reasons import BEFORE, FUNDING, NOT_MADE, OTHER_CAUSES
from mtfp.results.table import MONEY, SHARE, Column, Row, Table

GROWTH, POPULATION = "other_growth", "demography"
OTHERS = tuple(cause for cause in OTHER_CAUSES if cause not in (GROWTH, POPULATION))
"""Causes of cost that one column of the reasons has together."""
Figure = Callable[[PlanFigures], float | None]


def gaps_of_plans(plans: Sequence[PlanFigures], year: str) -> Table:
    """Return the gap of each plan with its range, and additional contributions by partner over all years."""
    columns: dict[tuple[str, str], Figure] = {
        ("Plan's own case", "gap"): lambda plan: plan.gap,
        ("1 in 10 lower", "gap_p10"): lambda plan: plan.range.low,
        ("Middle", "gap_p50"): lambda plan: plan.range.middle,
        ("1 in 10 higher", "gap_p90"): lambda plan: plan.range.high,
        ("Extra from council", "additional_payments.council"): lambda plan: plan.additional_payments["council"],
        ("Extra from NHS board", "additional_payments.nhs"): lambda plan: plan.additional_payments["nhs"],
    }
    notes = (
        f"Gaps of {year} are before partners pay extra. Extra: additional contributions over all years up to {year}, "
        "in the plan's own case. The points of a range can't be added up over plans; the range of all plans together "
        "comes from the sum in each draw.",
    )
    return _table("plans", f"Gap of {year}, and what partners pay extra", columns, plans, MONEY, year, notes)


def chances_of_plans(plans: Sequence[PlanFigures], year: str) -> Table:
    """Return the chances of each plan: of a gap, of additional contributions, and of a reserve below its minimum."""
    columns: dict[tuple[str, str], Figure] = {
        ("Chance of a gap", "gap"): lambda plan: plan.chance_of_gap,
        ("Partners pay extra", "additional_payments"): lambda plan: plan.chance_of_extra,
        ("Below minimum", "below_floor"): lambda plan: plan.below_minimum,
    }
    notes = (
        f"Chance of a gap: in {year}, before partners pay extra. Partners pay extra: chance of this in {year}. "
        "Below minimum: chance that a contingency reserve falls below its minimum level by the plan's last year, after "
        "partners pay extra; blank without a minimum level.",
    )
    return _table(
        "plan_chances",
        f"Chances of a gap in {year}, of extra payments, and of too little in reserve",
        columns,
        plans,
        SHARE,
        year,
        notes,
    )


def reasons_of_plans(plans: Sequence[PlanFigures], year: str) -> Table:
    """Return the parts that add up to the gap of each plan, and of all plans together."""
    columns: dict[tuple[str, str], Figure] = {
        ("Gap at the start", BEFORE): lambda plan: plan.reasons.parts[BEFORE],
        ("Pay, prices less funding", FUNDING): lambda plan: plan.reasons.parts[FUNDING],
        ("Changing population", POPULATION): lambda plan: plan.reasons.parts[POPULATION],
        ("Other growth in need", GROWTH): lambda plan: plan.reasons.parts[GROWTH],
        ("Other cost", "other_cost"): lambda plan: sum(plan.reasons.parts[cause] for cause in OTHERS),
        ("Savings planned", "savings_planned"): lambda plan: -plan.reasons.savings_planned,
        ("Savings not made", NOT_MADE): lambda plan: plan.reasons.parts[NOT_MADE],
        ("Gap", "gap"): lambda plan: plan.reasons.gap,
    }
    starts = sorted({plan.reasons.start for plan in plans})
    notes = (
        f"Each row adds up to the gap of {year}. The start is {' or '.join(starts)}; other columns are changes since "
        "then. Pay, prices less funding: rises of pay and prices, less the growth of funding. Other cost: "
        "commitments, investments, risk events, changes of services, stated cost and the end of one-offs.",
    )
    return _table("reasons", f"Why: parts of the gap of {year}", columns, plans, MONEY, year, notes, together=True)


def _table(
    name: str,
    title: str,
    columns: dict[tuple[str, str], Figure],
    plans: Sequence[PlanFigures],
    unit: str,
    year: str,
    notes: tuple[str, ...],
    *,
    together: bool = False,
) -> Table:
    rows = [Row("plan", plan.label, tuple(of(plan) for of in columns.values()), unit, plan=plan.name) for plan in plans]
    if together:
        sums = tuple(sum(each or 0.0 for each in column) for column in zip(*(row.values for row in rows), strict=True))
        rows.append(Row("plan", "All plans", sums, unit, strong=True))
    heads = tuple(Column(label, year, statistic=statistic) for label, statistic in columns)
    return Table(name, title, ALL, UNIT, heads, tuple(rows), notes)
