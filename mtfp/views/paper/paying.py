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
from mtfp.views.paper.met import how_met
from mtfp.views.paper.ranges import range_rows

QUESTION = "Who would pay?"
NO_EXTRA = "No partner pays more than planned."
NOT_AGREED = "The scheme is not recorded as agreed."


def who_pays(evidence: Evidence) -> Iterator[str]:
    """Yield sentences on each partner's total in the last year, and on what meets the gaps of all years together."""
    case = evidence.base
    for partner in PARTNERS:
        yield from _partner(case, partner)
    yield NO_EXTRA if _pays_as_planned(case) else agreed_in_words(case.plan)
    yield from how_met(case)
    unit, set_aside = case.plan.unit, case.central("set_aside_gap")
    if set_aside > 0 and not is_zero(set_aside, unit):
        yield LastSpare(f"The NHS board also has a hospital gap of {in_money(set_aside, unit)}.")


def _partner(case: Case, partner: str) -> Iterator[str]:
    unit, last, figure = case.plan.unit, case.plan.timeline.last, f"total_payments.{partner}"
    if not case.figures[figure].any():
        return
    total, extra = case.central(figure), case.central(f"additional_payments.{partner}")
    who, amount = first_upper(PAYERS[partner]), in_money(abs(total), unit)
    if total < 0 and not is_zero(total, unit):
        yield f"{who} gets {amount} more than it pays in {last}."
    elif is_zero(extra, unit):
        yield f"{who} pays {amount} in {last}{_change(case, figure, ', ')}."
    elif extra > 0:
        yield f"{who} would pay {amount} in {last}, including {in_money(extra, unit)} extra{_change(case, figure)}."
    else:
        yield f"{who} pays {amount} in {last} after it takes back {in_money(-extra, unit)}{_change(case, figure)}."


def _change(case: Case, figure: str, before: str = ": ") -> str:
    """Return the change of a payment from the year before as the end of a sentence, if it is known and not zero."""
    more = case.central(figure) - case.central(figure, -2)  # the payment of the base year may not be known
    if isnan(more) or is_zero(more, case.plan.unit):
        return ""
    return f"{before}{in_money(abs(more), case.plan.unit)} {'more' if more > 0 else 'less'} than the year before"


def _pays_as_planned(case: Case) -> bool:
    """Return True if no partner pays anything extra, in any year, in the central case and in nearly all draws."""
    unit, found = case.plan.unit, case.range_of_total("additional_payments")
    by_partner = np.stack([case.figures[f"additional_payments.{partner}"][1:, 0] for partner in PARTNERS])
    return is_zero(float(np.abs(by_partner).max()), unit) and (found is None or is_zero(found.high, unit))


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
