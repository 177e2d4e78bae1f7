"""Table of the plan and its scenarios side by side: money, chance, partners, one-off cost, people and places."""

from collections.abc import Iterator, Sequence

import numpy as np

from mtfp.model.costs.line import PARTNERS
from mtfp.results.balance import balanced_from
from mtfp.results.by_year import heading
from mtfp.results.table import MONEY, SHARE, Row, Table
from mtfp.views.compared.in_one_sentence import once_by_year
from mtfp.views.paper.amounts import PAYERS
from mtfp.views.paper.case import Case, Evidence, range_of
from mtfp.views.paper.people import units_of
from mtfp.views.scenario_columns import scenario_columns

MIDDLE_OF = (("p10", "low", "1 future in 10 is lower"), ("p50", "middle", "Middle future"),
             ("p90", "high", "1 future in 10 is higher"))  # fmt: skip
"""Statistics of a range, their fields and labels."""


def scenarios_side_by_side(evidence: Evidence, *, of_partners: bool = True) -> Table:
    """Return a column for the plan as it stands and for each scenario.

    of_partners : False leaves out the rows on who pays
    """
    cases = [evidence.base, *evidence.scenarios]
    last = evidence.plan.timeline.last
    columns = scenario_columns({case.name: case.label for case in cases}, last)
    who_pays = _partners(cases, last) if of_partners else ()
    rows = [*_gap(cases, last), *who_pays, *_once(cases), *_people(cases)]
    title = f"The scenarios side by side, {last}"
    return Table("scenarios", title, evidence.plan.name, evidence.plan.unit, columns, tuple(rows), NOTES)


NOTES = (
    "The gap is before partners pay more; chances of a gap don't count on partners. Money that no one pays, and extra "
    "payments, follow the scheme.",
)


def _gap(cases: Sequence[Case], last: str) -> Iterator[Row]:
    yield heading(f"Gap of {last}", len(cases))
    yield _row("gap", "In the plan's own case", [case.central("gap") for case in cases], depth=1, strong=True)
    if cases[0].draws:
        ranges = [range_of(case.values("gap")) for case in cases]
        for statistic, field, label in MIDDLE_OF:
            yield _row("gap", label, [getattr(each, field) for each in ranges], depth=1, statistic=statistic)
        yield _row("gap_chance", "Chance of a gap", [float((case.values("gap") > 0).mean()) for case in cases], SHARE)
        yield _row("balances", "Chance that it balances for good", list(map(_balances, cases)), SHARE)


def _balances(case: Case) -> float:
    last = (np.stack([case.values(figure)] * 2) for figure in ("recurring_gap", "to_close", "expenditure"))
    return float((balanced_from(*last) == 1).mean())


def _partners(cases: Sequence[Case], last: str) -> Iterator[Row]:
    yield heading(f"Who pays in {last}", len(cases))
    for partner in PARTNERS:
        totals = [case.central(f"total_payments.{partner}") for case in cases]
        yield _row(f"total_payments.{partner}", f"Total paid by {PAYERS[partner]}", totals, depth=1)
        extra = [case.central(f"additional_payments.{partner}") for case in cases]
        yield _row(f"additional_payments.{partner}", "additional contributions", extra, depth=2)
    yield _row("unfunded", "Not funded", [case.unfunded() for case in cases], depth=1)
    yield _row(
        "reserves_left", "Reserves left above minimum", [case.central("reserves_left") for case in cases], depth=1
    )


def _once(cases: Sequence[Case]) -> Iterator[Row]:
    once = [float(once_by_year(case.projection)[1:].sum()) for case in cases]
    if any(once):
        yield _row("one_off", "One-off cost over all years", once, year="all")


def _people(cases: Sequence[Case]) -> Iterator[Row]:
    """Yield the units of each line that counts some: those needed in the plan, and those provided in each case."""
    base = units_of(cases[0].projection)
    if not base:
        return
    yield heading("People and places", len(cases))
    provided = [{each.line: each.provided for each in units_of(case.projection)} for case in cases]
    for each in base:
        label = f"{each.label}: {each.unit} (needed: {each.needed:,.0f})"
        yield _row(f"{each.line}.units", label, [of.get(each.line) for of in provided], each.unit, depth=1)


def _row(id: str, label: str, values: Sequence[float | None], unit: str = MONEY, **fields: object) -> Row:
    return Row(id, label, tuple(values), unit, **fields)  # type: ignore[arg-type]
