"""Show tables in real terms: money in the prices of the base year."""

from dataclasses import replace

from mtfp.engine.projection import Projection
from mtfp.results.price_level import price_level
from mtfp.results.table import MONEY, POUNDS, Row, Table

ROLLING = ("pressures", "bridge", "gap_bridge", "savings", "reserves", "scheme", "partners")
"""Names of tables that carry amounts from year to year. These tables are shown in cash only.

If each year were divided by its own price index, the parts of such a table would no longer add up.
"""


def in_real_terms(table: Table, projection: Projection) -> Table:
    """Return a table with its money in the prices of the base year: cash divided by the plan's deflator index.

    A table without money stays as it is.
    """
    if not any(row.unit in (MONEY, POUNDS) and not row.is_heading for row in table.rows):
        return table
    plan, index = projection.plan, price_level(projection)[:, 0].tolist()
    by_year = dict(zip(plan.timeline.labels, index, strict=True))
    divisors = tuple(by_year.get(column.year, 1.0) for column in table.columns)
    rows = tuple(_deflated(row, divisors) if row.unit in (MONEY, POUNDS) else row for row in table.rows)
    label = plan.label("assumptions", plan.deflator or "")
    note = (
        f"Amounts are in prices of {plan.base_year}: each year's cash divided by that year's index ({label}). A year's "
        "budget brought forward therefore differs from the expenditure shown for the year before."
    )
    notes = (*table.notes, note)
    return replace(table, rows=rows, notes=notes, title=f"{table.title}, real terms", prices_of=plan.base_year)


def _deflated(row: Row, divisors: tuple[float, ...]) -> Row:
    values = tuple(None if v is None else v / by for v, by in zip(row.values, divisors, strict=True))
    return replace(row, values=values)
