"""Simulate a plan as it stands and under scenarios, in the same draws."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mtfp.cli.exits import Exit, UsageError, leave, print_error
from mtfp.cli.options.of_draws import DrawOptions, LimitOptions, SimulationOptions
from mtfp.cli.options.of_figures import FigureOptions, SelectOptions
from mtfp.cli.options.single import ALL
from mtfp.cli.shared.draws import limits_of, report_options_of, sampling_of
from mtfp.cli.shared.output import Output, count_warnings, output_of, select_parts
from mtfp.cli.shared.progress import progress_bar
from mtfp.cli.shared.projections import all_runs, scenario_plans_of, warnings_of
from mtfp.cli.shared.validation import read_value, require_different_names, require_known_name, require_no_repeat
from mtfp.documents.document import Document
from mtfp.documents.manifest import manifest_of
from mtfp.documents.of_simulation import drawn_as, simulated
from mtfp.draws.sampling import Sampling
from mtfp.library.runs import Run
from mtfp.reports.files.draws_file import missing_for, not_theirs, write_draws
from mtfp.reports.formats import DEFAULT
from mtfp.simulation.effort import Limits
from mtfp.simulation.precision import precision_warning
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulate import simulate
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.stopping import StoppingRule, stopping_rule
from mtfp.views.simulated.balance_in_words import balance_in_words
from mtfp.views.simulated.sampled_checks import sampled_verdicts
from mtfp.views.simulated.tables import SIMULATED

if TYPE_CHECKING:
    from mtfp.scenarios.scenario import Scenario

LEVERS = "levers"
"""Table for which the plan is projected under every set of levers too, so only if it is named."""


def run(
    plan: Path,
    scenarios: list[str],
    national: Path | None,
    draws: DrawOptions,
    limits: LimitOptions,
    options: SimulationOptions,
    select: SelectOptions,
    report: FigureOptions,
) -> None:
    """Write charts and tables of a simulation; exit with 1 if a check of the plan fails."""
    output = output_of(report)
    for name in options.table:
        require_known_name(name, (*SIMULATED, ALL), "--table")
    require_no_repeat(scenarios)
    sampling, allowed = sampling_of(draws), limits_of(limits)
    _require_writable(options.keep_draws, force=output.force)
    runs = _runs(plan, scenarios, national)
    for_programs = bool(output.format != DEFAULT or select.row or select.year)
    statistics, rule = report_options_of(draws, runs, for_programs), _stopping_rule(options.until, runs[0])
    simulation = _simulate(runs, sampling, draws.draws, allowed, rule, options, quiet=output.quiet)
    if options.keep_draws:
        _write_draws(options.keep_draws, simulation, runs, output)
    output.deliver(_document(simulation, statistics, runs, options.table, select))
    count_warnings(warnings_of(runs), plan, scenarios, output)
    leave(_report_result(simulation, rule, runs, output))


def _simulate(
    runs: Sequence[Run],
    sampling: Sampling,
    draws: int,
    limits: Limits,
    rule: StoppingRule | None,
    options: SimulationOptions,
    *,
    quiet: bool,
) -> Simulation:
    plans, enough = {each.name: each.projection.plan for each in runs}, rule.enough if rule else None
    scenarios = {each.name: each.scenarios for each in runs if each.changed}
    make = _with_levers(scenarios) if scenarios and {LEVERS, ALL} & set(options.table) else simulate
    with progress_bar(wanted=not (options.no_progress or quiet)) as bar:
        return make(
            plans,
            sampling=sampling,
            draws=draws,
            threads=options.threads,
            limits=limits,
            enough=enough,
            progress=bar,
        )


def _with_levers(scenarios: Mapping[str, Sequence["Scenario"]]) -> Callable[..., Simulation]:
    """Return the function that simulates with the bars of each scenario's levers."""
    from mtfp.analysis.by_lever.drawn import simulate_with_levers

    return partial(simulate_with_levers, scenarios=scenarios)


def _require_writable(file: Path | None, *, force: bool) -> None:
    """Refuse, before any work, a file for draws that can't be written, or that mtfp did not write."""
    if file and (missing := missing_for(file)):
        raise UsageError(f"--keep-draws: {missing}")
    if file:
        not_theirs(file, force=force)


def _runs(plan: Path, scenarios: list[str], national: Path | None) -> list[Run]:
    """Return the plan as it stands and each scenario. Raises UsageError if two have the same name."""
    base, runs = all_runs(plan, scenarios, national, with_checks=True)
    require_different_names([each.name for each in (base, *runs)])
    return [base, *runs]


def _stopping_rule(text: str, base: Run) -> StoppingRule | None:
    return read_value("--until", lambda: stopping_rule(text, base.plan)) if text else None


def _write_draws(file: Path, simulation: Simulation, runs: Sequence[Run], output: Output) -> None:
    manifest = manifest_of(simulation.plan, scenario_plans_of(runs), drawn_as(simulation))
    write_draws(file, simulation, manifest.values, force=output.force)
    if not output.quiet:
        print_error(f"wrote {file}")


def _document(
    simulation: Simulation,
    statistics: ReportOptions,
    runs: Sequence[Run],
    names: Sequence[str],
    select: SelectOptions,
) -> Document:
    """Return the named tables, or else charts and every table that has rows."""
    chosen = SIMULATED if not names or ALL in names else dict.fromkeys(names)
    tables = [SIMULATED[name](simulation, statistics) for name in chosen]
    shown = select_parts([table for table in tables if names or table.rows], select)
    charts_of = None if names or select.year or select.row else statistics
    opening = [] if names or select.row else balance_in_words(simulation, statistics)
    return simulated(simulation, shown, scenario_plans_of(runs), warnings_of(runs), charts_of, opening)


def _report_result(simulation: Simulation, rule: StoppingRule | None, runs: Sequence[Run], output: Output) -> Exit:
    """Report failed checks, and a requested precision that was not reached; return the exit code."""
    labels = {each.name: each.label for each in runs}
    failed = [verdict for verdict in sampled_verdicts(simulation) if not verdict.holds]
    checks = (f"{labels[verdict.scenario]}: {verdict}" for verdict in failed)
    messages = [precision_warning(simulation, rule) if rule else "", *checks]
    for message in messages:
        if message and not output.quiet:
            print_error(message)
    return Exit.CHECK_FAILED if failed else Exit.DONE
