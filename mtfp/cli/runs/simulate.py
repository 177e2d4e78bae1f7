"""Simulate a plan and its scenarios in the same draws."""

from collections.abc import Sequence
from pathlib import Path

from mtfp.cli.exits import Exit, UsageError, leave, print_error
from mtfp.cli.options import ALL, DrawOptions, FigureOptions, LimitOptions, SelectOptions, SimulationOptions
from mtfp.cli.shared.draws import amounts_of, confidences_of, limits_of, sampling_of
from mtfp.cli.shared.output import Output, count_warnings, ready, selected
from mtfp.cli.shared.progress import progress_bar
from mtfp.cli.shared.projections import Run, all_runs, scenario_plans_of, warnings_of
from mtfp.cli.shared.typed import known_name, names_differ, not_twice, typed
from mtfp.documents.document import Document
from mtfp.documents.manifest import manifest_of
from mtfp.documents.of_plan import drawn_as, simulated
from mtfp.draws.sampling import Sampling
from mtfp.reports.files.draws_file import keep_draws, missing_for, not_theirs
from mtfp.simulation.effort import Limits
from mtfp.simulation.precision import precision_warning
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulate import simulate
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.stopping import StoppingRule, stopping_rule
from mtfp.views.simulated.sampled_checks import sampled_verdicts
from mtfp.views.simulated.tables import SIMULATED


def run(
    plan: Path,
    scenarios: list[str],
    draws: DrawOptions,
    limits: LimitOptions,
    options: SimulationOptions,
    select: SelectOptions,
    report: FigureOptions,
) -> None:
    """Write charts and tables of a simulation, and leave with 1 if a check of the plan fails."""
    output = ready(report)
    for name in options.table:
        known_name(name, (*SIMULATED, ALL), "--table")
    not_twice(scenarios)
    sampling, allowed = sampling_of(draws), limits_of(limits)
    _may_keep(options.keep_draws, force=output.force)
    runs = _runs(plan, scenarios)
    asked, target = _statistics(draws, runs), _stopping_rule(options.until, runs[0])
    done = _simulated(runs, sampling, draws.draws, allowed, target, options, quiet=output.quiet)
    if options.keep_draws:
        _keep(options.keep_draws, done, runs, output)
    output.deliver(_document(done, asked, runs, options.table, select))
    count_warnings(warnings_of(runs), plan, scenarios, output)
    leave(_ending(done, target, output))


def _simulated(
    runs: Sequence[Run],
    sampling: Sampling,
    draws: int,
    limits: Limits,
    target: StoppingRule | None,
    options: SimulationOptions,
    *,
    quiet: bool,
) -> Simulation:
    plans, enough = {each.name: each.projection.plan for each in runs}, target.enough if target else None
    with progress_bar(wanted=not (options.no_progress or quiet)) as bar:
        return simulate(plans, sampling, draws, threads=options.threads, limits=limits, enough=enough, progress=bar)


def _may_keep(file: Path | None, *, force: bool) -> None:
    """Refuse, before any work, a file for draws that can't be written here, or that mtfp did not write."""
    if file and (missing := missing_for(file)):
        raise UsageError(f"--keep-draws: {missing}")
    if file:
        not_theirs(file, force=force)


def _runs(plan: Path, scenarios: list[str]) -> list[Run]:
    """Return the plan as it stands and each scenario, all of different names."""
    base, runs = all_runs(plan, scenarios, checked=True)
    names_differ([each.name for each in (base, *runs)])
    return [base, *runs]


def _statistics(options: DrawOptions, runs: Sequence[Run]) -> ReportOptions:
    labels = {each.name: each.label for each in runs}
    return ReportOptions(confidences_of(options.confidence), amounts_of(options.gap_over, runs[0].plan.unit), labels)


def _stopping_rule(text: str, base: Run) -> StoppingRule | None:
    return typed("--until", lambda: stopping_rule(text, base.plan)) if text else None


def _keep(file: Path, done: Simulation, runs: Sequence[Run], output: Output) -> None:
    manifest = manifest_of(done.plan, scenario_plans_of(runs), drawn_as(done))
    keep_draws(file, done, manifest.values, force=output.force)
    if not output.quiet:
        print_error(f"wrote {file}")


def _document(
    done: Simulation, asked: ReportOptions, runs: Sequence[Run], names: Sequence[str], select: SelectOptions
) -> Document:
    """Return the tables that are named, or else charts and every table that has rows."""
    wanted = SIMULATED if not names or ALL in names else dict.fromkeys(names)
    tables = [SIMULATED[name](done, asked) for name in wanted]
    shown = selected([table for table in tables if names or table.rows], select)
    charts_of = None if names or select.year or select.row else asked
    return simulated(done, shown, scenario_plans_of(runs), warnings_of(runs), charts_of)


def _ending(done: Simulation, target: StoppingRule | None, output: Output) -> Exit:
    """Report a precision that was not reached and checks that fail; return the exit code."""
    failed = [verdict for verdict in sampled_verdicts(done) if not verdict.holds]
    messages = [
        precision_warning(done, target) if target else "",
        *(f"{verdict.scenario}: {verdict}" for verdict in failed),
    ]
    for message in messages:
        if message and not output.quiet:
            print_error(message)
    return Exit.CHECK_FAILED if failed else Exit.DONE
