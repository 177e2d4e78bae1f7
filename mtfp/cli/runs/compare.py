"""Compare scenarios with the plan as it stands."""

from pathlib import Path

from mtfp.cli.exits import NotThere
from mtfp.cli.options import ReportOptions, SelectOptions
from mtfp.cli.shared.output import count_warnings, ready, selected
from mtfp.cli.shared.projections import all_runs, futures_of, warnings_of
from mtfp.cli.shared.typed import not_twice
from mtfp.documents.of_plan import compared
from mtfp.views.compared.compare import Future, compare


def run(plan: Path, scenarios: list[str], select: SelectOptions, report: ReportOptions) -> None:
    """Write the comparison of each scenario with the plan."""
    output = ready(report)
    if not scenarios:
        raise NotThere("compare needs at least one scenario: add -s step-down, or see `mtfp scenarios list`")
    not_twice(scenarios)
    base, runs = all_runs(plan, scenarios)
    futures = [Future(run.name, run.label, run.projection) for run in runs]
    tables = selected(compare(Future(base.name, base.label, base.projection), futures), select)
    warnings = warnings_of([base, *runs])
    output.deliver(compared(base.plan, tables, futures_of(runs), warnings))
    count_warnings(warnings, plan, scenarios, output)
