"""Compare scenarios with the plan as it stands."""

from pathlib import Path

from mtfp.cli.exits import UsageError
from mtfp.cli.options import FigureOptions, SelectOptions
from mtfp.cli.shared.output import count_warnings, output_of, select_parts
from mtfp.cli.shared.projections import all_runs, scenario_plans_of, warnings_of
from mtfp.cli.shared.validation import require_no_repeat
from mtfp.documents.of_plan import compared
from mtfp.views.compared.compare import ScenarioRun, compare


def run(plan: Path, scenarios: list[str], select: SelectOptions, report: FigureOptions) -> None:
    """Write the comparison of each scenario with the plan."""
    output = output_of(report)
    if not scenarios:
        raise UsageError("compare needs at least one scenario: add -s step-down, or see `mtfp scenarios list`")
    require_no_repeat(scenarios)
    base, runs = all_runs(plan, scenarios)
    changed_plans = [ScenarioRun(run.name, run.label, run.projection) for run in runs]
    tables = select_parts(compare(ScenarioRun(base.name, base.label, base.projection), changed_plans), select)
    warnings = warnings_of([base, *runs])
    output.deliver(compared(base.plan, tables, scenario_plans_of(runs), warnings))
    count_warnings(warnings, plan, scenarios, output)
