"""Write the workbook of a plan and its scenarios, or the template of a plan."""

from pathlib import Path
from typing import Any

from mtfp.cli.exits import UsageError, print_error
from mtfp.cli.options.of_draws import DrawOptions
from mtfp.cli.options.of_results import FileOptions
from mtfp.cli.runs.init import first_plan
from mtfp.cli.shared.draws import report_options_of, sampling_of
from mtfp.cli.shared.projections import all_runs
from mtfp.cli.shared.validation import require_different_names, require_no_repeat
from mtfp.draws.sampling import Sampling
from mtfp.library.runs import Run
from mtfp.library.simulated import SimulatedPlan
from mtfp.library.workbook import XLSX, model_of_runs, values_of_runs, without_collection, write_model
from mtfp.reports.deliver import may_write, write_signed
from mtfp.reports.excel.template.writer import write_template
from mtfp.simulation.report_options import ReportOptions
from mtfp.text.yaml import parse_yaml


def of_plan(
    plan: Path | None, scenarios: list[str], draws: DrawOptions, options: FileOptions, *, simulate: bool
) -> None:
    """Write a workbook of live formulas, and report the name of its file."""
    if plan is None:
        raise UsageError("workbook needs a plan, or --template: write mtfp workbook plan.yaml -o plan.xlsx")
    if draws != DrawOptions() and not simulate:
        raise UsageError("options of draws need --simulate: add it, or leave them out")
    file = _file(options)
    require_no_repeat(scenarios)
    sampling = sampling_of(draws)
    with without_collection():
        base, runs = all_runs(plan, scenarios, with_checks=simulate)
        require_different_names([each.name for each in (base, *runs)])
        statistics = report_options_of(draws, (base, *runs))
        simulated = _simulated((base, *runs), sampling, draws.draws, statistics) if simulate else None
        model = model_of_runs(base, runs, simulated)
        write_model(model, values_of_runs(base, runs, simulated), file, force=options.force)
    _report(options, f"wrote {file}, {model.in_short()}", *model.left_out)


def _simulated(runs: tuple[Run, ...], sampling: Sampling, draws: int, statistics: ReportOptions) -> SimulatedPlan:
    """Simulate the plan and its scenarios in the same draws, as `mtfp simulate` does."""
    from mtfp.analysis.by_lever.drawn import simulate_with_levers  # only draws need it, and it is slow to import

    plans = {each.name: each.projection.plan for each in runs}
    return SimulatedPlan(simulate_with_levers(plans, {}, sampling, draws), runs, statistics)


def of_template(plan: Path | None, area: str, options: FileOptions, *, simulate: bool = False) -> None:
    """Write the template, whose example is the first plan of an area."""
    if simulate:
        raise UsageError("--template writes an example, which has no draws: leave out --simulate")
    if plan is not None:
        raise UsageError(f"--template writes an example, not {plan}: leave out one of them")
    file = _file(options)
    example: Any = parse_yaml(first_plan(area), "").value
    write_signed(lambda to: write_template(example, to), XLSX, file, force=options.force)
    _report(options, f"wrote {file}; next: fill it in, then mtfp import {file} -o plan.yaml")


def _file(options: FileOptions) -> Path:
    """Return the file to write, after a look at it: before any work."""
    file = options.output
    if file is None or file.suffix.lower() not in XLSX.suffixes:
        given = f"-o {file} is not an Excel file" if file else "a workbook is a file"
        raise UsageError(f"{given}: write -o plan.xlsx")
    may_write(file, force=options.force)
    return file


def _report(options: FileOptions, *lines: str) -> None:
    if not options.quiet:
        for line in lines:
            print_error(line)
