"""Statement: the main table of a plan, with finance officers' terms in their usual order."""

from collections.abc import Iterator

import numpy as np

from mtfp.analysis.bridge import cost_bridge, statement_causes
from mtfp.analysis.expected_events import ExpectedCost, expected_events
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import NOISE, Array
from mtfp.model.base.money_in_words import in_money, stated_money
from mtfp.model.costs.line import PARTNERS
from mtfp.model.plan import Plan
from mtfp.results.by_year import changes, first_draw, heading, year_columns
from mtfp.results.figure_rows import figure_row
from mtfp.results.figures import Figures, figures
from mtfp.results.table import Row, Table
from mtfp.views.plan.services.vacancies import vacancy_note

CAUSES = {
    "remove_one_offs": "One-offs, adjustments",
    "pay": "Pay",
    "prices": "Prices",
    "demography": "Demography",
    "other_growth": "Other growth",
    "service_change": "Service change",
    "stated": "Lines with stated cost",
    "commitments": "Commitments",
    "investments": "Investments",
    "risk_events": "Risk events",
}
"""Labels of the causes of pressures. All causes add up to the change in expenditure from year to year."""
EXPECTED = "Risk events not in these figures"
"""Label of the expected cost of risk events less their cost in the plan's figures; it may be negative."""
PAYMENTS, REPAYMENTS, CONTRIBUTIONS = (
    tuple(f"{figure}.{partner}" for partner in PARTNERS) for figure in ("payments", "repayments", "additional_payments")
)


def statement(projection: Projection, scenario: str = "base") -> Table:
    """Return the statement of a projection's first draw.

    The statement shows pressures, funding, the gap and how it is closed, then the savings requirement, the recurring
    position and the set-aside.
    """
    plan, known, expected = projection.plan, figures(projection), expected_events(projection.plan)
    rows = [*_cost(projection, known), *_funding(known), *_gap(known, expected)]
    rows += [*_closing(known), *_after(known, expected)]
    return Table(
        name="statement",
        title=plan.title or plan.name,
        plan=plan.name,
        money=plan.unit,
        columns=year_columns(projection, scenario),
        rows=tuple(rows),
        notes=tuple(_notes(projection, expected)),
    )


def brought_forward(expenditure: Array) -> Array:
    """Return the expenditure of the year before each year, shape (year, draw), NaN in the base year."""
    return np.concatenate([np.full_like(expenditure[:1], np.nan), expenditure[:-1]])


def _cost(projection: Projection, known: Figures) -> Iterator[Row]:
    expenditure = known["expenditure"]
    yield Row("brought_forward", "Budget brought forward", first_draw(brought_forward(expenditure)))
    for cause, pressure in statement_causes(cost_bridge(projection)).items():
        yield Row(cause, CAUSES[cause], changes(pressure), depth=1, signed=True, quiet=True)
    yield figure_row(known, "expenditure", strong=True)


def _funding(known: Figures) -> Iterator[Row]:
    for figure in (*PAYMENTS, "ring_fenced", "ring_fenced_reserves", "other_income"):
        yield figure_row(known, figure, depth=1, quiet=True)
    for figure in REPAYMENTS:
        yield figure_row(known, figure, f"Less: {known.records[figure].as_part}", depth=1, quiet=True)
    yield figure_row(known, "funding", strong=True)


def _gap(known: Figures, expected: ExpectedCost) -> Iterator[Row]:
    yield figure_row(known, "gap_before_savings", strong=True)
    yield figure_row(known, "savings_recurring", depth=1)
    yield figure_row(known, "savings_non_recurring", depth=1)
    yield figure_row(known, "savings", depth=1, quiet=True)
    yield figure_row(known, "gap", strong=True)
    yield _expected_row("expected_events", EXPECTED, expected.integrated)


def _expected_row(row: str, label: str, beyond: Array) -> Row:
    return Row(row, label, changes(beyond[:, None]), depth=1, quiet=True)


def _closing(known: Figures) -> Iterator[Row]:
    yield heading("How the gap is closed", len(known["gap"]))
    yield figure_row(known, "planned_use_of_reserves", depth=1)
    yield figure_row(known, "to_close", depth=1)
    for figure in ("recovery_plan", "reserves_used", "additional_payments"):
        yield figure_row(known, figure, depth=1, quiet=True)
    for figure in CONTRIBUTIONS:
        yield figure_row(known, figure, depth=2, quiet=True)
    for figure in ("carried", "surplus", "offset"):
        yield figure_row(known, figure, depth=1, quiet=True)
    yield figure_row(known, "unmet", strong=True)


def _after(known: Figures, expected: ExpectedCost) -> Iterator[Row]:
    yield heading("Savings requirement", len(known["gap"]))
    for figure in ("requirement", "annual_requirement", "savings_planned"):
        yield figure_row(known, figure, depth=1)
    yield figure_row(known, "undelivered", depth=1, quiet=True)
    yield figure_row(known, "annual_unidentified", depth=1)
    yield figure_row(known, "unidentified", depth=1)
    yield figure_row(known, "to_identify", depth=2, quiet=True)
    yield figure_row(known, "unidentified_share", depth=2, quiet=True)
    yield heading("Recurring position", len(known["gap"]))
    yield figure_row(known, "recurring_gap", depth=1)
    yield figure_row(known, "cost_after_funding_ends", depth=1, quiet=True)
    for name in known.projection.reserves:
        yield figure_row(known, f"reserves.{name}", depth=1)
    for figure in ("deficit", "owed"):
        yield figure_row(known, figure, depth=1, quiet=True)
    yield figure_row(known, "community_share", "Community share of care", depth=1, quiet=True)
    yield from _set_aside(known, expected)


def _set_aside(known: Figures, expected: ExpectedCost) -> Iterator[Row]:
    yield heading("Set-aside, shown separately", len(known["gap"]))
    for figure in ("set_aside_cost", "set_aside_funding", "set_aside_gap"):
        yield figure_row(known, figure, depth=1, quiet=True)
    yield _expected_row("set_aside_expected_events", EXPECTED, expected.set_aside)
    if known["set_aside_cost"].any() or known["set_aside_funding"].any():
        yield figure_row(known, "gap_with_set_aside", depth=1)


def _notes(projection: Projection, expected: ExpectedCost) -> Iterator[str]:
    plan = projection.plan
    if np.isnan(projection.gap.funding[0, 0]):
        yield f"The plan doesn't give the funding of {plan.base_year}, so the gap of that year is left blank."
    to_confirm = [
        f"{plan.label('commitments', name)} ({year})"
        for name, commitment in plan.commitments.items()
        for year, amount in commitment.amount.items()
        if amount is None
    ]
    if to_confirm:
        yield f"Amounts still to be confirmed count as zero: {', '.join(to_confirm)}."
    yield from _events_in_words(expected, plan)
    yield from _closing_notes(projection)
    yield from vacancy_note(projection)
    yield from _limited_use(projection)


def _events_in_words(expected: ExpectedCost, plan: Plan) -> Iterator[str]:
    """Yield a note on the rows of expected cost, if any of them shows something."""
    beyond = (expected.integrated + expected.set_aside)[1:]
    if np.abs([expected.integrated, expected.set_aside]).max() <= NOISE:
        return
    total = float(beyond.sum())
    compared = f"{in_money(abs(total), plan.unit)} {'more' if total > 0 else 'less'}"
    yield (
        f"{EXPECTED}: the expected cost of risk events, chance times average cost, is {compared} over the plan than "
        "these figures count. They count an event in full if its chance is over 50%, and not at all otherwise."
    )


def _closing_notes(projection: Projection) -> Iterator[str]:
    """Yield notes on rows that a reader could misunderstand."""
    plan, closing = projection.plan, projection.closing
    contributions = float(closing.additional_payments[:, 1:, 0].sum())
    if contributions > 0 and not closing.unmet[1:, 0].any():
        amount = in_money(contributions, plan.unit)
        yield f"Nothing is unfunded, because the partners pay additional contributions of {amount} over the plan."
    if np.any(closing.planned_use[1:, 0] < 0):
        yield "Planned use of reserves below zero: the plan pays more into reserves than it takes out."
    if np.any(projection.gap.cost_after_funding_ends[:, 0] > 0):
        yield "Cost after funding ends: cost that time-limited money paid in its last year, and that stays without it."
    if np.any(closing.offset[1:, 0] > 0):
        yield "Offset of the arms: an underspend on one partner's side of the budget meets an overspend on the other."
    last = float(projection.set_aside.gap[-1, 0])
    if last > 0:
        amount, year = in_money(last, plan.unit), plan.timeline.last
        yield (
            f"Set-aside: the notional budget for large-hospital services. The NHS board meets its gap too, {amount} in "
            f"{year}."
        )


def _limited_use(projection: Projection) -> Iterator[str]:
    """Yield a note for each planned use of a reserve that is larger than the reserve's balance in the planned year."""
    plan = projection.plan
    for name, reserve in plan.all_reserves.items():
        for t, year in enumerate(plan.timeline.labels):
            planned, used = reserve.planned_use.get(year, 0.0), float(projection.reserves[name].planned_use[t, 0])
            if planned - used > 1e-9 * max(1.0, planned):
                left, wanted = in_money(used, plan.unit), stated_money(planned, plan.unit)
                label = plan.label("reserves", name)
                yield f"{label}: the plan uses {wanted} in {year}, but only {left} is left by then."
