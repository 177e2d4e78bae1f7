"""Project the central case of a plan, as it stands or under a scenario."""

from collections.abc import Sequence
from pathlib import Path

from mtfp.cli.options.of_figures import FigureOptions, SelectOptions
from mtfp.cli.options.single import ALL
from mtfp.cli.shared.output import count_warnings, output_of, select_parts
from mtfp.cli.shared.projections import one_run
from mtfp.cli.shared.tables import require_deflator, table_names
from mtfp.cli.shared.validation import require_known_name
from mtfp.documents.of_plan import projected
from mtfp.library.projected import table_of
from mtfp.library.runs import Run
from mtfp.views.choose import has_row
from mtfp.views.plan.tables import TABLES


def run(
    plan: Path,
    scenarios: list[str],
    names: Sequence[str],
    select: SelectOptions,
    report: FigureOptions,
    *,
    real: bool,
) -> None:
    """Write the tables of a projection, in cash or in prices of the base year."""
    output = output_of(report)
    for name in names:
        require_known_name(name, (*TABLES, ALL), "--table")
    found = one_run(plan, scenarios)
    if real:
        require_deflator(found.projection.plan)
    tables = [table_of(found, name, real=real) for name in table_names(names, tuple(TABLES), real=real)]
    shown = select_parts(tables, select, lambda name: _tables_with(name, found))
    output.deliver(projected(found.plan, shown, found.changed, found.warnings))
    count_warnings(found.warnings, plan, scenarios, output)


def _tables_with(name: str, run: Run) -> list[str]:
    """Return the names of all tables that have a row of this name."""
    return [table for table in TABLES if has_row(TABLES[table](run.projection, run.name), name)]
