"""Sums that meet the gaps of all years, and uses of surpluses: sentences, and the table behind them."""

from collections.abc import Iterator, Mapping

import numpy as np

from mtfp.findings.short import in_list
from mtfp.model.base.arrays import Array, sum_of
from mtfp.model.base.money_in_words import in_money
from mtfp.model.costs.line import PARTNERS, Partner
from mtfp.results.by_year import changes, table_by_year, year_columns
from mtfp.results.table import Column, Row, Table
from mtfp.views.paper.amounts import PAYERS, is_zero
from mtfp.views.paper.case import Case

ByName = Mapping[str, Array]
"""Amounts of each year, shape (year,), by the words for where they come from or go to."""
NOT_FUNDED = "not funded"


def money_in(case: Case) -> ByName:
    """Return the money by year that meets gaps, and the part of them that nothing meets."""
    known = case.figures
    extra = {p: _above_zero(known[f"additional_payments.{p}"]) for p in PARTNERS}
    reserves = known["planned_use_of_reserves"] - known["put_back"] + known["reserves_used"]
    return {
        f"extra from {_who(extra)}": sum_of(extra.values(), reserves[:, 0].shape),
        "from reserves": reserves[:, 0],
        "from a recovery plan": known["recovery_plan"][:, 0],
        NOT_FUNDED: (known["carried"] + known["unmet"])[:, 0],
    }


def money_out(case: Case) -> ByName:
    """Return the uses of surpluses by year. Money that a partner takes back under a stated deal is one."""
    known = case.figures
    back = {p: known[f"returned.{p}"][:, 0] + _above_zero(-known[f"additional_payments.{p}"]) for p in PARTNERS}
    into_reserves = known["surplus_into_reserves"][:, 0]
    return {
        "into reserves": into_reserves,
        "to clear deficits": known["deficit_cleared"][:, 0],
        f"back to {_who(back)}": sum_of(back.values(), into_reserves.shape),
    }


def _who(amounts: Mapping[Partner, Array]) -> str:
    """Return the partner with amounts above zero, or the partners if it isn't one alone."""
    found = [partner for partner, values in amounts.items() if np.nansum(values[1:]) > 0]
    return PAYERS[found[0]] if len(found) == 1 else "partners"


def _above_zero(values: Array) -> Array:
    return np.maximum(values[:, 0], 0.0)


def how_met(case: Case) -> Iterator[str]:
    """Yield sentences on the gaps of all years together: what meets them, what is not funded; and on surpluses."""
    unit, years = case.plan.unit, case.plan.years
    over = f"Over {years} years" if years > 1 else f"In {case.plan.timeline.last}"
    needs = _totals(money_in(case), unit)
    missing = needs.pop(NOT_FUNDED, 0.0)
    if needs or missing:
        yield f"{over} gaps add up to {in_money(sum(needs.values()) + missing, unit)}."
    if needs:
        yield f"They are met by {_listed(needs, unit)}."
    if needs and missing:
        yield f"That leaves {in_money(missing, unit)} not funded{_of_the_last_year(case, missing)}."
    elif missing:
        yield "Nothing is set to meet them."
    uses = _totals(money_out(case), unit)
    if uses:
        yield f"{over} surpluses go: {_listed(uses, unit)}."


def _totals(amounts: ByName, unit: str) -> dict[str, float]:
    """Return the sums over all projected years, without those that are zero."""
    sums = {words: float(values[1:].sum()) for words, values in amounts.items()}
    return {words: total for words, total in sums.items() if not is_zero(total, unit)}


def _listed(totals: Mapping[str, float], unit: str) -> str:
    return in_list([f"{in_money(total, unit)} {words}" for words, total in totals.items()])


def _of_the_last_year(case: Case, missing: float) -> str:
    unit, last = case.plan.unit, case.unfunded()
    if case.plan.years == 1 or is_zero(last, unit) or is_zero(last - missing, unit):
        return f", all of it in {case.plan.timeline.last}" if case.plan.years > 1 and not is_zero(last, unit) else ""
    return f", {in_money(last, unit)} of it in {case.plan.timeline.last}"


def gaps_and_surpluses(case: Case) -> Table:
    """Return by year, and over all years, what meets the gaps and where the surpluses go."""
    columns = (*year_columns(case.projection, case.name), Column("Together", "all", case.name))
    rows = [*_rows("gaps", "Gaps", money_in(case), case), *_rows("surpluses", "Surpluses", money_out(case), case)]
    return table_by_year("met", "Gaps and surpluses of all years", case.projection, case.name, rows, NOTES, columns)


NOTES = (
    "Gaps: the money that each year is short of. A year in which one partner's services are short and the other's "
    "are not can have both.",
)


def _rows(id: str, label: str, amounts: ByName, case: Case) -> Iterator[Row]:
    shown = _totals(amounts, case.plan.unit)
    if not shown:
        return
    total = np.sum([amounts[words] for words in shown], axis=0)
    yield Row(id, label, _by_year(total), strong=True)
    for words in shown:
        yield Row(f"{id}.{words.replace(' ', '_')}", words, _by_year(amounts[words]), depth=1)


def _by_year(values: Array) -> tuple[float | None, ...]:
    return (*changes(values[:, np.newaxis]), float(values[1:].sum()))
