"""Table of partners: spending and payments of the council and of the NHS board, reconciled to the statement."""

from collections.abc import Iterator

import numpy as np

from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, share_of, side_by_side, sum_of
from mtfp.model.costs.line import PARTNERS
from mtfp.results.by_year import changes, first_draw, heading, table_by_year
from mtfp.results.figure_rows import figure_row
from mtfp.results.figures import figures
from mtfp.results.figures.payments import paid_by, paid_in_all
from mtfp.results.table import SHARE, Row, Table
from mtfp.views.plan.closing.scheme_in_words import ARMS, NAMED, first_upper, title

KINDS = {"payment": "Payments", "ring_fenced": "Ring-fenced money"}
"""Labels of the types of funding that partners pay themselves. Income from others is shown separately."""
INCOME = "income"
"""Type of funding that others pay, and that a partner passes on."""


def partners(projection: Projection, scenario: str) -> Table:
    """Return the cost of each arm and the money that meets it, each partner's payments, and totals for both."""
    rows: list[Row] = []
    for number in range(len(PARTNERS)):
        rows += _arm(projection, number)
        rows += _payer(projection, number)
    rows += _together(projection)
    return table_by_year(
        "partners", "The council's and the NHS board's views", projection, scenario, rows, _notes(projection)
    )


def _arm(projection: Projection, number: int) -> Iterator[Row]:
    """Yield the cost of an arm, and each amount that meets this cost. The amounts add up to the cost."""
    arms, closing, partner = projection.arms, projection.closing, PARTNERS[number]
    use = arms.shares[number] * closing.planned_use
    yield heading(f"{first_upper(ARMS[partner])}: its cost, and how that is met", len(projection.plan.timeline))
    yield _row(partner, "cost", "Cost", first_draw(arms.cost[number]), strong=True)
    yield _row(partner, "savings", "Savings achieved", changes(arms.saved[number]))
    yield _row(partner, "money", "Funding of this arm", first_draw(arms.money[number]))
    repaid = changes(closing.repayments[number])
    yield _row(partner, "repayments_deducted", "less: repayments to the partner", repaid)
    yield _row(partner, "planned_use", "Planned use of reserves", changes(use))
    for step_number, (key, step) in enumerate(closing.steps.items(), 1):
        name = "Money from (+) or to (−) other arm" if key.startswith("offset") else title(key)
        label = f"{step_number}. {name}"
        yield _row(partner, key, label, changes(step.closed[number]))
    yield _row(partner, "unmet", "Unfunded", changes(closing.left[number]))
    yield _row(partner, "surplus", "less: surplus", changes(closing.spare[number]))


def _payer(projection: Projection, number: int) -> Iterator[Row]:
    """Yield the payments of a partner, their total, and their share of both partners' payments."""
    partner, closing = PARTNERS[number], projection.closing
    yield heading(f"Paid by {NAMED[partner]}", len(projection.plan.timeline))
    for kind, label in KINDS.items():
        yield _row(partner, f"pays.{kind}", label, first_draw(paid_by(projection, partner, kind)))
    yield _row(partner, "repayments", "less: repaid to it", changes(closing.repayments[number]))
    additional = changes(closing.additional_payments[number])
    yield _row(partner, "pays.additional_payments", "Additional contributions", additional)
    yield _row(partner, "returned", "less: surplus returned to it", changes(closing.returned[number]))
    pays = _pays(projection)
    yield _row(partner, "pays", "Total", first_draw(pays[number]), strong=True)
    both = pays.sum(axis=0)
    share = share_of(pays[number], both)
    yield Row(f"{partner}.share", "share of both payments", first_draw(share), SHARE, depth=2, quiet=True)
    if partner == "nhs" and (projection.set_aside.cost.any() or projection.set_aside.funding.any()):
        yield from _set_aside(projection)


def _set_aside(projection: Projection) -> Iterator[Row]:
    """Yield the NHS board's set-aside funding, the gap of the set-aside, and the board's total payments for gaps."""
    gap = projection.set_aside.gap
    with_gap = projection.closing.additional_payments[PARTNERS.index("nhs")] + np.maximum(gap, 0.0)
    yield _row("nhs", "set_aside_funding", "Set-aside, notional", first_draw(projection.set_aside.funding))
    yield _row("nhs", "set_aside_gap", "Gap of the set-aside", first_draw(gap))
    label = "Additional contributions and gap of the set-aside"
    yield _row("nhs", "additional_payments_and_set_aside_gap", label, changes(with_gap), strong=True)


def _pays(projection: Projection) -> Array:
    """Return the total payments of each partner, shape (partner, year, draw)."""
    return side_by_side([paid_in_all(projection, partner) for partner in PARTNERS])


def _together(projection: Projection) -> Iterator[Row]:
    """Yield the rows that reconcile the payments of both partners with the spending of both arms."""
    known = figures(projection)
    closing, pays = projection.closing, _pays(projection).sum(axis=0)
    ins = sum_of(
        [p.unspent + p.contributions + p.put_back + p.surplus_in for p in projection.reserves.values()], pays.shape
    )
    outs = sum_of(
        [p.planned_use + p.drawn_by_lines + p.used_by_steps for p in projection.reserves.values()], pays.shape
    )
    received = sum_of(
        [r.total for name, r in projection.receipts.items() if projection.plan.funding[name].type != "set_aside"],
        pays.shape,
    )
    given_back = (
        received
        - sum_of(projection.usable.values(), pays.shape)
        - sum_of([p.unspent for p in projection.reserves.values()], pays.shape)
    )
    owed = closing.carried - closing.deficit_cleared
    yield heading("Both together", len(projection.plan.timeline))
    income = sum_of([paid_by(projection, partner, INCOME) for partner in PARTNERS], pays.shape)
    yield Row("pays", "Paid by both partners", first_draw(pays), depth=1)
    yield Row("other_income", "Paid by others, through them", first_draw(income), depth=1, quiet=True)
    yield Row("reserves_net", "From reserves, less paid in", changes(outs - ins), depth=1, quiet=True)
    yield Row("ring_fenced_returned", "less: ring-fenced money returned", changes(given_back), depth=1, quiet=True)
    yield figure_row(known, "recovery_plan", depth=1, quiet=True)
    yield Row("deficit_change", "Change in deficit carried", changes(owed), depth=1, quiet=True)
    yield figure_row(known, "unmet", depth=1, quiet=True)
    spent = projection.gap.expenditure - projection.gap.savings
    yield Row("spent", "Expenditure less savings", first_draw(spent), depth=1, strong=True)


def _row(partner: str, row: str, label: str, values: tuple[float | None, ...], *, strong: bool = False) -> Row:
    return Row(f"{partner}.{row}", label, values, depth=1, strong=strong, quiet=not strong)


def _notes(projection: Projection) -> Iterator[str]:
    yield (
        "Each arm: the rows below its cost meet it exactly. Rows with a number are closing steps; the table of closing "
        "steps (`--table scheme`) shows who pays. A partner's payments may serve the other partner's arm too. Both "
        "together: payments and use of reserves equal the spending of both arms."
    )
