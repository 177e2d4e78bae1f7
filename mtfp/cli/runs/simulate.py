"""Simulate a plan and its scenarios in the same draws."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mtfp.cli.exits import Exit, NotThere, complain, leave
from mtfp.cli.options import ALL, DrawOptions, LimitOptions, ReportOptions, SimulationOptions
from mtfp.cli.shared.draws import amounts_of, confidences_of, limits_of, sampling_of
from mtfp.cli.shared.output import give, manifest_of, page_of, ready, set_as_prose, tell_warnings
from mtfp.cli.shared.progress import progress_bar
from mtfp.cli.shared.projections import Run, all_runs, warnings_of
from mtfp.cli.shared.typed import known_name, names_differ, not_twice, typed
from mtfp.draws.random_streams import BLOCK
from mtfp.draws.sampling import Sampling
from mtfp.reports.files.draws_file import keep_draws, missing_for, not_theirs
from mtfp.reports.terminal.charts import draw_bands, draw_curve
from mtfp.results.table import Table
from mtfp.simulation.asked import Asked
from mtfp.simulation.effort import Limits
from mtfp.simulation.precision import advice, reached
from mtfp.simulation.simulate import simulate
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.until import Until, until
from mtfp.views.simulated.bands import curve, fan_of_futures, fan_of_years
from mtfp.views.simulated.sampled_checks import sampled_verdicts
from mtfp.views.simulated.tables import SIMULATED


def run(
    plan: Path,
    scenarios: list[str],
    draws: DrawOptions,
    limits: LimitOptions,
    options: SimulationOptions,
    report: ReportOptions,
) -> None:
    """Write charts and tables of a simulation, and leave with 1 if a check of the plan fails."""
    report = ready(report)
    for name in options.table:
        known_name(name, (*SIMULATED, ALL), "--table")
    not_twice(scenarios)
    sampling, allowed = sampling_of(draws), limits_of(limits)
    _may_keep(options.keep_draws, force=report.force)
    runs = _runs(plan, scenarios)
    asked, target = _statistics(draws, runs), _stopping_rule(options.until, runs[0])
    done = _simulated(runs, sampling, draws.draws, allowed, target, options, quiet=report.quiet)
    manifest, warnings = _manifest(done, runs), warnings_of(runs)
    if options.keep_draws:
        _keep(options.keep_draws, done, manifest, report)
    charts = "" if options.table else _charts(done, asked, report)
    give(_tables(done, asked, options.table), manifest, warnings, report, before=charts, after=_texts(done, runs))
    tell_warnings(warnings, plan, scenarios, report)
    leave(_ending(done, target, report))


def _simulated(
    runs: Sequence[Run],
    sampling: Sampling,
    draws: int,
    limits: Limits,
    target: Until | None,
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
        raise NotThere(f"--keep-draws: {missing}")
    if file:
        not_theirs(file, force=force)


def _runs(plan: Path, scenarios: list[str]) -> list[Run]:
    """Return the plan as it stands and each scenario, all of different names."""
    base, runs = all_runs(plan, scenarios, checked=True)
    names_differ([each.name for each in (base, *runs)])
    return [base, *runs]


def _statistics(options: DrawOptions, runs: Sequence[Run]) -> Asked:
    labels = {each.name: each.label for each in runs}
    return Asked(confidences_of(options.confidence), amounts_of(options.gap_over, runs[0].plan.unit), labels)


def _stopping_rule(text: str, base: Run) -> Until | None:
    return typed("--until", lambda: until(text, base.plan)) if text else None


def _manifest(done: Simulation, runs: Sequence[Run]) -> dict[str, Any]:
    """Return the manifest; with the plan and the version it holds all it takes to repeat the draws."""
    sampling = done.layout.sampling
    drawn = {"draws": done.draws, "seed": sampling.seed, "sampler": sampling.sampler, "block": BLOCK}
    scenarios = [entry for each in runs for entry in each.told]
    return {**manifest_of(runs[0].plan, scenarios), "case": "simulated", **drawn}


def _keep(file: Path, done: Simulation, manifest: dict[str, Any], report: ReportOptions) -> None:
    keep_draws(file, done, manifest, force=report.force)
    if not report.quiet:
        complain(f"wrote {file}")


def _tables(done: Simulation, asked: Asked, names: Sequence[str]) -> list[Table]:
    """Return the tables that are named; if none is, every one that has rows."""
    wanted = SIMULATED if not names or ALL in names else dict.fromkeys(names)
    tables = [SIMULATED[name](done, asked) for name in wanted]
    return [table for table in tables if names or table.rows]


def _charts(done: Simulation, asked: Asked, report: ReportOptions) -> str:
    """Draw the gap by year and by scenario, and its probability; only with tables."""
    if report.format != "table" or report.layout != "table":
        return ""
    fans = [fan_of_years(done), *([fan_of_futures(done, asked)] if len(done.plans) > 1 else [])]
    page = page_of(report)
    return "\n\n\n".join([*(draw_bands(fan, *page) for fan in fans), draw_curve(curve(done), *page)])


def _texts(done: Simulation, runs: Sequence[Run]) -> str:
    """Return the advice on the number of draws, and the story of each scenario."""
    return "\n\n".join([set_as_prose(advice(done)), *(each.story for each in runs if each.story)])


def _ending(done: Simulation, target: Until | None, report: ReportOptions) -> Exit:
    """Report a precision that was not reached and checks that fail; return the exit code."""
    failed = [verdict for verdict in sampled_verdicts(done) if not verdict.holds]
    messages = [reached(done, target) if target else "", *(f"{verdict.future}: {verdict}" for verdict in failed)]
    for message in messages:
        if message and not report.quiet:
            complain(message)
    return Exit.CHECK_FAILED if failed else Exit.DONE
