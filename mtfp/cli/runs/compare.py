"""Compare scenarios with the plan as it stands."""

from pathlib import Path

from mtfp.cli.exits import NotThere
from mtfp.cli.options import ReportOptions
from mtfp.cli.shared.output import give, manifest_of, ready, tell_warnings
from mtfp.cli.shared.projections import all_runs, warnings_of
from mtfp.cli.shared.typed import not_twice
from mtfp.views.compared.compare import Future, compare


def run(plan: Path, scenarios: list[str], report: ReportOptions) -> None:
    """Write the comparison of each scenario with the plan."""
    report = ready(report)
    if not scenarios:
        raise NotThere("compare needs at least one scenario: add -s step-down, or see `mtfp scenarios list`")
    not_twice(scenarios)
    base, runs = all_runs(plan, scenarios)
    futures = [Future(run.name, run.label, run.projection) for run in runs]
    tables = compare(Future(base.name, base.label, base.projection), futures)
    manifest = manifest_of(base.plan, [entry for run in runs for entry in run.told])
    warnings = warnings_of([base, *runs])
    give(tables, manifest, warnings, report, after="\n\n".join(run.story for run in runs))
    tell_warnings(warnings, plan, scenarios, report)
