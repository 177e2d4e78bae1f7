"""Answer to the question: who would pay? And the table of each partner's total payments."""

from collections.abc import Iterator
from math import isnan

import numpy as np

from mtfp.model.base.arrays import Array
from mtfp.model.base.money_in_words import in_money
from mtfp.model.costs.line import PARTNERS
from mtfp.model.plan import Plan
from mtfp.results.by_year import blank_unknown, changes, first_draw, heading, table_by_year, year_columns
from mtfp.results.table import Column, Row, Table
from mtfp.views.paper.amounts import PAYERS, LastSpare, first_upper, is_zero
from mtfp.views.paper.case import Case, Evidence
from mtfp.views.paper.deciding import day
from mtfp.views.paper.ranges import range_rows

QUESTION = "Who would pay?"
NOT_AGREED = "The scheme is not recorded as agreed."


def who_pays(evidence: Evidence) -> Iterator[str]:
    """Yield sentences on each partner's total in the last year, its extra payment, and money that no one pays."""
    case = evidence.base
    for partner in PARTNERS:
        yield from _partner(case, partner)
    yield from _together(case)
    unit, last = case.plan.unit, case.plan.timeline.last
    missing = case.unfunded()
    if not is_zero(missing, unit):
        yield f"In {last}, {in_money(missing, unit)} is paid by no one."
    set_aside = case.central("set_aside_gap")
    if set_aside > 0 and not is_zero(set_aside, unit):
        yield LastSpare(f"The NHS board also has a hospital gap of {in_money(set_aside, unit)}.")


def _partner(case: Case, partner: str) -> Iterator[str]:
    unit, last = case.plan.unit, case.plan.timeline.last
    total, extra = case.central(f"total_payments.{partner}"), case.central(f"additional_payments.{partner}")
    more = total - case.central(f"total_payments.{partner}", -2)
    if not case.figures[f"total_payments.{partner}"].any():
        return
    known = not isnan(more)  # the payment of the base year may not be known
    moved = known and not is_zero(more, unit)
    words = [f"{'up' if more > 0 else 'down'} {in_money(abs(more), unit)} in a year"] if moved else []
    if not is_zero(extra, unit):
        words.append(f"{in_money(abs(extra), unit)} {'of it is extra' if extra > 0 else 'is taken back'}")
    note = f" ({'; '.join(words)})" if words else ""
    amount = in_money(abs(total), unit)
    pays = f"gets {amount} more than it pays" if total < 0 and not is_zero(total, unit) else f"pays {amount}"
    yield f"{first_upper(PAYERS[partner])} {pays} in {last}{note}."


def _together(case: Case) -> Iterator[str]:
    """Yield a sentence on both partners' extra payments over the years together. Their range is a key figure."""
    unit, total = case.plan.unit, case.total("additional_payments")
    found = case.range_of_total("additional_payments")
    by_partner = np.stack([case.figures[f"additional_payments.{partner}"][1:, 0] for partner in PARTNERS])
    if is_zero(float(np.abs(by_partner).max()), unit) and (found is None or is_zero(found.high, unit)):
        yield "Neither partner pays more than planned."
        return
    yield agreed_in_words(case.plan)
    years = case.plan.years
    over = f"Over {years} years" if years > 1 else f"In {case.plan.timeline.last}"
    if total < 0 and not is_zero(total, unit):
        yield f"{over} they take back {in_money(abs(total), unit)} on balance."
        return
    paid = "nothing" if is_zero(total, unit) else in_money(total, unit)
    yield f"{over} they pay {paid} extra."


def agreed_in_words(plan: Plan) -> str:
    """Return a sentence on the agreement of the scheme."""
    agreed = plan.scheme.agreed
    if agreed is None:
        return NOT_AGREED
    until = f", up to {agreed.up_to}" if agreed.up_to else ""
    return f"{first_upper(agreed.by)} agreed the scheme on {day(agreed.on)}{until}."


def partners_in_all(evidence: Evidence) -> Table:
    """Return what each partner pays in all by year: its total, its additional part, its change, and its range."""
    case, rows = evidence.base, list[Row]()
    columns = (*year_columns(case.projection, case.name), Column("Together", ALL, case.name))
    for partner in PARTNERS:
        rows += _rows(case, partner)
    rows += _both(case)
    title = "Each partner's total payment"
    return table_by_year("who_pays", title, case.projection, case.name, rows, NOTES, columns)


ALL = "all"
"""Year of the sum over all projected years."""
NOTES = (
    "Total: payments, ring-fenced money and additional contributions, less repayments and returned surplus. The "
    "set-aside for hospitals is left out. Middle amounts of two partners, or of several years, can't be added; those "
    "of both partners and of all years together are given.",
)


def _rows(case: Case, partner: str) -> Iterator[Row]:
    known, figure = case.figures, f"total_payments.{partner}"
    total, extra = known[figure], known[f"additional_payments.{partner}"]
    yield heading(first_upper(PAYERS[partner]), len(case.plan.timeline) + 1)
    yield Row(figure, "Total", (*first_draw(total), case.total(figure)), strong=True, depth=1)
    yield _extra_row(case, f"additional_payments.{partner}", extra, depth=2)
    by_year = (None, *blank_unknown(total[1:, 0] - total[:-1, 0]), None)
    yield Row(f"{figure}.change", "change from the year before", by_year, depth=2, signed=True)
    yield from range_rows(figure, case.draws.get(figure), together=True)


def _both(case: Case) -> Iterator[Row]:
    figure = "additional_payments"
    yield heading("Both partners", len(case.plan.timeline) + 1)
    yield _extra_row(case, figure, case.figures[figure], depth=1)
    yield from range_rows(figure, case.draws.get(figure), together=True)


def _extra_row(case: Case, figure: str, extra: Array, depth: int) -> Row:
    return Row(figure, "additional contributions", (*changes(extra), case.total(figure)), depth=depth)
