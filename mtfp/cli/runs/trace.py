"""Trace one figure of a plan's central case, as it stands or under a scenario."""

from pathlib import Path

from mtfp.analysis.trace import Trace, trace
from mtfp.analysis.trace.wanted import in_two
from mtfp.cli.exits import UsageError
from mtfp.cli.options.of_figures import FigureOptions
from mtfp.cli.shared.output import count_warnings, output_of
from mtfp.cli.shared.projections import one_run
from mtfp.documents.of_trace import of_trace
from mtfp.findings.suggest import Unknown, one_of, quoted
from mtfp.library.runs import Run
from mtfp.views.choose import has_row
from mtfp.views.plan.tables import TABLES


def run(plan: Path, figure: str, scenarios: list[str], report: FigureOptions, depth: int | None) -> None:
    """Write the trace of a figure."""
    output = output_of(report)
    found = one_run(plan, scenarios)
    traced = _trace(found, figure, depth)
    output.deliver(of_trace(found.plan, traced, found.changed, found.warnings))
    count_warnings(found.warnings, plan, scenarios, output)


def _trace(run: Run, figure: str, depth: int | None) -> Trace:
    try:
        return trace(run.read, figure, scenario=run.changed, depth=depth)
    except Unknown as unknown:
        raise UsageError(_row_of_a_table(run, in_two(figure)[0]) or str(unknown)) from None
    except ValueError as wrong:
        raise UsageError(str(wrong)) from None


def _row_of_a_table(run: Run, name: str) -> str:
    """Return the message that a name is a row of a table without a trace; empty if no table has such a row."""
    tables = [table for table in TABLES if has_row(TABLES[table](run.projection, run.name), name)]
    if not tables:
        return ""
    which = f"the table{'s' if len(tables) > 1 else ''} {one_of(tables).replace(' or ', ' and ')}"
    fix = "trace a figure, such as `gap` or `expenditure`"
    return f"{quoted(name)} is a row of {which} and has no trace of its own: {fix}"
