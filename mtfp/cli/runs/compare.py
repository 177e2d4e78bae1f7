"""Compare scenarios with the plan as it stands."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from mtfp.cli.exits import Exit, UsageError, leave, print_error
from mtfp.cli.options.of_figures import FigureOptions, SelectOptions
from mtfp.cli.options.single import ALL
from mtfp.cli.shared.output import Output, count_warnings, output_of, select_parts
from mtfp.cli.shared.projections import all_runs, path_of, scenario_plans_of, warnings_of
from mtfp.cli.shared.tables import require_deflator, table_names
from mtfp.cli.shared.validation import require_different_names, require_known_name, require_no_repeat
from mtfp.documents.blocks import Checks
from mtfp.documents.of_checks import place_of
from mtfp.documents.of_comparison import compared, limits_of
from mtfp.findings.suggest import one_of
from mtfp.library.runs import Run
from mtfp.results.table import Table
from mtfp.views.compared.breaks import breaks
from mtfp.views.compared.compare import compare
from mtfp.views.compared.in_one_sentence import in_one_sentence
from mtfp.views.compared.names import COMPARED, COMPARISONS
from mtfp.views.compared.scenario_run import ScenarioRun
from mtfp.views.compared.side_by_side import side_by_side
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
    """Write the comparison of each scenario with the plan; exit with 1 if a check of the plan fails anywhere."""
    output = output_of(report)
    if not scenarios:
        raise UsageError("compare needs at least one scenario: add -s step-down, or see `mtfp scenarios list`")
    for name in names:
        require_known_name(name, (*COMPARED, ALL), "--table")
    require_no_repeat(scenarios)
    base, runs = all_runs(plan, scenarios, with_checks=True)
    require_different_names([each.name for each in (base, *runs)])
    every = _scenario_runs([base, *runs], real=real)
    tables = tuple(_tables(table_names(names or COMPARISONS, COMPARED, real=real), every, select))
    shown, limits = select_parts(tables, select), _limits(plan, base, every)
    warnings = warnings_of([base, *runs])
    opening = [] if names or select.row else [in_one_sentence(every[0], each) for each in every[1:]]
    past = _breaks(every, select)
    output.deliver(compared(base.plan, shown, past, limits, scenario_plans_of(runs), warnings, opening))
    count_warnings(warnings, plan, scenarios, output)
    leave(_report_failures(limits, output))


def _scenario_runs(runs: Sequence[Run], *, real: bool) -> list[ScenarioRun]:
    if real:
        require_deflator(runs[0].plan)
    return [ScenarioRun(each.name, each.label, each.projection, real, each.levers) for each in runs]


def _tables(names: Sequence[str], runs: Sequence[ScenarioRun], select: SelectOptions) -> Iterator[Table]:
    """Yield the comparisons first, then tables of `project` with a column for each scenario."""
    timeline = runs[0].projection.plan.timeline
    known = (*timeline.labels, ALL)
    for year in select.year:
        if year not in known:
            raise UsageError(f"--year {year}: use {one_of(known, most=20)}")
    years = [year for year in known if year in select.year]
    yield from compare(runs[0], runs[1:], years, names)
    for name in (name for name in names if name in TABLES):
        tables = tuple(side_by_side(name, runs, years or (timeline.last,)))
        if not tables:
            missing = " and ".join(years).replace(ALL, "all years together")
            raise UsageError(f"the table {name} has no figures of {missing}; choose another --year")
        yield from tables


def _breaks(runs: Sequence[ScenarioRun], select: SelectOptions) -> tuple[Table, ...]:
    """Return the table of limits, if there are any. It is about all years, so it stays if a year is chosen."""
    table = breaks(runs)
    return (table,) if table.rows and not select.row else ()


def _limits(plan: Path, base: Run, runs: Sequence[ScenarioRun]) -> Checks:
    places = [base.document.place(place_of(number)) for number, _ in enumerate(base.plan.checks)]
    return limits_of(path_of(plan), runs, places)


def _report_failures(limits: Checks, output: Output) -> Exit:
    """Report failed checks on standard error if the results can't show them; return the exit code."""
    failed = [case for case in limits.cases if case.is_wrong]
    if not output.quiet and (output.file or not output.format.shows_checks):
        for case in failed:
            print_error(f"{case.plan}: FAILS: {case.name}: {case.message}")
    return Exit.CHECK_FAILED if failed else Exit.DONE
