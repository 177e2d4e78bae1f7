"""The council's and the NHS board's own view of the same run, reconciled to each other and to the statement."""

from collections.abc import Iterator

import numpy as np

from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, share_of, side_by_side, sum_of
from mtfp.model.costs.line import PARTNERS
from mtfp.results.by_year import changes, first_draw, heading, table_by_year
from mtfp.results.figure_rows import figure_row
from mtfp.results.figures import figures
from mtfp.results.table import SHARE, Row, Table
from mtfp.views.plan.closing.scheme_in_words import ARMS, NAMED, first_upper, title

KINDS = {"payment": "Payments", "ring_fenced": "Ring-fenced money"}
"""What partners pay themselves: money of others that comes through one of them is told apart."""
INCOME = "income"


def partners(projection: Projection, scenario: str) -> Table:
    """What each partner's arm spends and how it is paid for, what each partner pays in, and both together."""
    rows: list[Row] = []
    for number in range(len(PARTNERS)):
        rows += _arm(projection, number)
        rows += _payer(projection, number)
    rows += _together(projection)
    return table_by_year("partners", "The partners' own views", projection, scenario, rows, _notes(projection))


def _arm(projection: Projection, number: int) -> Iterator[Row]:
    """What the arm spends and how that is met: cost less everything that meets it is nil."""
    arms, closing, partner = projection.arms, projection.closing, PARTNERS[number]
    use = arms.shares[number] * closing.planned_use
    yield heading(f"{first_upper(ARMS[partner])}: what it spends, and how it is met", len(projection.plan.timeline))
    yield _row(partner, "cost", "Cost", first_draw(arms.cost[number]), strong=True)
    yield _row(partner, "savings", "Savings achieved", changes(arms.saved[number]))
    yield _row(partner, "money", "Money put through it", first_draw(arms.money[number]))
    repaid = changes(closing.repayments[number])
    yield _row(partner, "repayments_deducted", "less: kept by the partner as repaid", repaid)
    yield _row(partner, "planned_use", "Planned use of reserves", changes(use))
    for step_number, (key, step) in enumerate(closing.steps.items(), 1):
        what = "From the other arm (+)" if key.startswith("offset") else title(key)
        label = f"{step_number}. {what}"
        yield _row(partner, key, label, changes(step.closed[number]))
    yield _row(partner, "unmet", "Unmet", changes(closing.left[number]))
    yield _row(partner, "surplus", "less: surplus", changes(closing.spare[number]))


def _payer(projection: Projection, number: int) -> Iterator[Row]:
    """What the partner pays in all, and its share of what both pay."""
    partner, closing = PARTNERS[number], projection.closing
    yield heading(f"What {NAMED[partner]} pays", len(projection.plan.timeline))
    for kind, label in KINDS.items():
        yield _row(partner, f"pays.{kind}", label, first_draw(_streams(projection, partner, kind)))
    yield _row(partner, "repayments", "less: repaid to it", changes(closing.repayments[number]))
    yield _row(partner, "pays.additional_payments", "Additional payments", changes(closing.additional_payments[number]))
    yield _row(partner, "returned", "less: surplus returned to it", changes(closing.returned[number]))
    pays = paid_in_all(projection)
    yield _row(partner, "pays", "In all", first_draw(pays[number]), strong=True)
    both = pays.sum(axis=0)
    share = share_of(pays[number], both)
    yield Row(f"{partner}.share", "of what both pay", first_draw(share), SHARE, depth=2, quiet=True)
    if partner == "nhs" and (projection.set_aside.cost.any() or projection.set_aside.funding.any()):
        yield from _set_aside(projection)


def _set_aside(projection: Projection) -> Iterator[Row]:
    """The hospital block, which is the NHS board's to fund, and what its gap adds to what is asked of it."""
    gap = projection.set_aside.gap
    asked = projection.closing.additional_payments[PARTNERS.index("nhs")] + np.maximum(gap, 0.0)
    yield _row("nhs", "set_aside_funding", "Set-aside, notional", first_draw(projection.set_aside.funding))
    yield _row("nhs", "set_aside_gap", "Gap of the set-aside, its own to meet", first_draw(gap))
    label = "Asked of it with the set-aside's gap"
    yield _row("nhs", "additional_payments_and_set_aside_gap", label, changes(asked), strong=True)


def paid_in_all(projection: Projection) -> Array:
    """What each partner pays in its own streams and beyond them, shape (partner, year, draw).

    As paid, before ring-fences keep any back; less what is repaid and returned to it. Set-aside isn't in it.
    """
    closing = projection.closing
    streams = side_by_side(
        [sum_of([_streams(projection, p, k) for k in KINDS], projection.draws.shape) for p in PARTNERS]
    )
    return streams - closing.repayments + closing.additional_payments - closing.returned


def _streams(projection: Projection, partner: str, kind: str) -> Array:
    held = projection.plan.funding.items()
    paid = [projection.receipts[name].total for name, s in held if s.partner == partner and s.type == kind]
    return sum_of(paid, projection.draws.shape)


def _together(projection: Projection) -> Iterator[Row]:
    """From what both pay to what both arms spend, through the reserves: nothing is left over."""
    known = figures(projection)
    closing, pays = projection.closing, paid_in_all(projection).sum(axis=0)
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
    income = sum_of([_streams(projection, partner, INCOME) for partner in PARTNERS], pays.shape)
    yield Row("pays", "Both partners pay", first_draw(pays), depth=1)
    yield Row("other_income", "Others pay, through them", first_draw(income), depth=1, quiet=True)
    yield Row("reserves_net", "Out of reserves, less into them", changes(outs - ins), depth=1, quiet=True)
    yield Row("ring_fenced_returned", "less: ring-fenced money given back", changes(given_back), depth=1, quiet=True)
    yield figure_row(known, "recovery_plan", depth=1, quiet=True)
    yield Row("deficit_change", "Deficit carried, more or less", changes(owed), depth=1, quiet=True)
    yield figure_row(known, "unmet", depth=1, quiet=True)
    spent = projection.gap.expenditure - projection.gap.savings
    yield Row("spent", "Expenditure less savings", first_draw(spent), depth=1, strong=True)


def _row(partner: str, row: str, label: str, values: tuple[float | None, ...], *, strong: bool = False) -> Row:
    return Row(f"{partner}.{row}", label, values, depth=1, strong=strong, quiet=not strong)


def _notes(projection: Projection) -> Iterator[str]:
    yield (
        "Each arm: its cost is met by the rows under it, with nothing left over; those with a number are the steps of "
        "the table `scheme`, whosever money it is. What a partner pays may be for the other's arm too. Both together: "
        "what is paid in, with what comes out of reserves, is what both arms spend."
    )
