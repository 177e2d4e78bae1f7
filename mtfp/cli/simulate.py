"""`mtfp simulate`: many futures of a plan and of its scenarios."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from mtfp.cli.exits import Exit, NotThere, complain, failures, leave
from mtfp.cli.options import (
    DebugOption,
    ForceOption,
    FormatOption,
    LayoutOption,
    OutputOption,
    PlanArgument,
    QuietOption,
    ScenarioOption,
    TableOption,
)
from mtfp.cli.output import (
    Output,
    drawn_as,
    give,
    known_name,
    manifest_of,
    not_twice,
    output_of,
    page_of,
    set_as_prose,
    tell_warnings,
)
from mtfp.cli.progress import progress_bar

if TYPE_CHECKING:
    from mtfp.analysis.asked import Asked
    from mtfp.analysis.effort import Limits
    from mtfp.analysis.simulation import Simulation
    from mtfp.analysis.table import Table
    from mtfp.analysis.until import Until
    from mtfp.cli.runs import Run
    from mtfp.model.plan import Plan

Said = TypeVar("Said")


def simulate(
    plan: PlanArgument,
    scenario: ScenarioOption = [],  # noqa: B006 - Typer copies it
    draws: Annotated[int, typer.Option("--draws", metavar="N", help="How many futures of each.", min=1)] = 10_000,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", help="Which futures: the same seed gives the same ones.", min=0)
    ] = 1,
    sampler: Annotated[
        str, typer.Option("--sampler", metavar="random|sobol", help="How futures are drawn.")
    ] = "random",
    until: Annotated[
        str,
        typer.Option(
            "--until",
            metavar="TEXT",
            help="Stop once a figure is known this closely, 19 times in 20: 'p90 gap ±0.5m'. --draws is then the most.",
        ),
    ] = "",
    confidence: Annotated[
        list[str],
        typer.Option("--confidence", metavar="PERCENT", help="A confidence for contingency; more for several."),
    ] = ["80%", "95%"],  # noqa: B006
    gap_over: Annotated[
        list[str],
        typer.Option(
            "--gap-over", metavar="AMOUNT", help="How likely a gap over this is, such as 2m; more for several."
        ),
    ] = [],  # noqa: B006
    table: TableOption = [],  # noqa: B006
    keep_draws: Annotated[
        Path | None,
        typer.Option("--keep-draws", metavar="FILE", help="Write every draw into a .npz or .parquet file."),
    ] = None,
    threads: Annotated[
        int | None, typer.Option("--threads", metavar="N", help="Threads to use; all processors if left out.", min=1)
    ] = None,
    memory: Annotated[str, typer.Option("--memory", metavar="SIZE", help="The most memory for it.")] = "1GB",
    disk: Annotated[str, typer.Option("--disk", metavar="SIZE", help="The most disk for draws meanwhile.")] = "10GB",
    no_progress: Annotated[bool, typer.Option("--no-progress", help="No bar on the terminal.")] = False,
    format: FormatOption = "",
    layout: LayoutOption = "table",
    output: OutputOption = None,
    force: ForceOption = False,
    quiet: QuietOption = False,
    debug: DebugOption = False,
) -> None:
    """Draw many futures of a plan: how wide the gap may be, how likely reserves run low, what contingency it takes.

    Each -s is a scenario to set beside the plan, in the same futures. The plan's checks are tried in all of them.

    Tables: distribution, probability, contingency, partners_asked, difference, clipped, checks; or all.

    Example:  mtfp simulate plan.yaml

    Example:  mtfp simulate plan.yaml -s step-down -s step-up --draws 50000 --gap-over 2m --confidence 90%

    Example:  mtfp simulate plan.yaml --draws 1000000 --until "p90 gap ±100k" --keep-draws draws.npz
    """
    with failures(debug=debug):
        from mtfp.analysis.layout import Layout
        from mtfp.analysis.simulate import simulate as run_all
        from mtfp.analysis.simulated import SIMULATED
        from mtfp.cli.runs import all_runs
        from mtfp.futures.sampling import SAMPLERS, Sampling
        from mtfp.text.finding import in_order

        out = output_of(format, layout, output, force=force, quiet=quiet)
        known_name(sampler, tuple(SAMPLERS), "--sampler")
        for name in table:
            known_name(name, (*SIMULATED, "all"), "--table")
        not_twice(scenario)
        limits = _limits(memory, disk)
        sampling = Sampling(seed, "sobol" if sampler == "sobol" else "random")
        _typed("--draws", lambda: Layout(sampling, draws))
        _can_keep(keep_draws)
        base, runs = all_runs(plan, scenario, checked=True)
        everything = (base, *runs)
        asked = _asked(base.plan, confidence, gap_over, {each.name: each.label for each in everything})
        target = _until(until, base.plan)
        with progress_bar(wanted=not (no_progress or quiet)) as progress:
            run = run_all(
                {each.name: each.projection.plan for each in everything},
                sampling,
                draws,
                threads=threads,
                limits=limits,
                enough=target.enough if target else None,
                progress=progress,
            )
        told = [entry for each in runs for entry in each.told]
        manifest = {**manifest_of(base.plan, told), **drawn_as(run)}
        if keep_draws:
            _keep(keep_draws, run, manifest, out)
        charts = "" if table or out.format != "table" or out.layout != "table" else _charts(run, asked, out)
        warnings = in_order([*base.warnings, *(warning for each in runs for warning in each.warnings)])
        give(_tables(run, asked, table), manifest, warnings, out, before=charts, after=_after(run, runs))
        tell_warnings(warnings, plan, scenario, out)
        leave(_verdict(run, target, out))


def _typed(option: str, read: Callable[[], Said]) -> Said:
    """What an option says; a mistake in it names the option."""
    try:
        return read()
    except ValueError as mistake:
        raise NotThere(f"{option}: {mistake}") from None


def _limits(memory: str, disk: str) -> "Limits":
    from mtfp.analysis.effort import Limits, bytes_of

    return Limits(_typed("--memory", lambda: bytes_of(memory)), _typed("--disk", lambda: bytes_of(disk)))


def _can_keep(file: Path | None) -> None:
    """Refuse, before any work, a file for draws that can't be written here."""
    from mtfp.reports.draws_file import missing_for

    if file and (missing := missing_for(file)):
        raise NotThere(f"--keep-draws: {missing}")


def _asked(plan: "Plan", confidence: list[str], gap_over: list[str], labels: dict[str, str]) -> "Asked":
    from mtfp.analysis.amounts import money, share
    from mtfp.analysis.asked import Asked

    return Asked(
        tuple(_typed("--confidence", lambda: [share(text) for text in confidence])),
        tuple(_typed("--gap-over", lambda: [money(text, plan.unit) for text in gap_over])),
        labels,
    )


def _until(text: str, plan: "Plan") -> "Until | None":
    from mtfp.analysis.until import until

    return _typed("--until", lambda: until(text, plan)) if text else None


def _keep(file: Path, run: "Simulation", manifest: dict[str, Any], out: Output) -> None:
    from mtfp.reports.draws_file import keep_draws

    keep_draws(file, run, manifest, force=out.force)
    if not out.quiet:
        complain(f"wrote {file}")


def _tables(run: "Simulation", asked: "Asked", names: list[str]) -> "list[Table]":
    """The tables that are named; else every one that has something in it."""
    from mtfp.analysis.simulated import SIMULATED

    every = names and "all" not in names
    tables = [SIMULATED[name](run, asked) for name in (dict.fromkeys(names) if every else SIMULATED)]
    return [table for table in tables if names or table.rows]


def _charts(run: "Simulation", asked: "Asked", out: Output) -> str:
    from mtfp.analysis.bands import curve, fan_of_futures, fan_of_years
    from mtfp.reports.charts import draw_bands, draw_curve

    width, encoding = page_of(out)
    drawn = [draw_bands(fan_of_years(run), width, encoding)]
    if len(run.plans) > 1:
        drawn.append(draw_bands(fan_of_futures(run, asked), width, encoding))
    return "\n\n\n".join([*drawn, draw_curve(curve(run), width, encoding)])


def _after(run: "Simulation", runs: "list[Run]") -> str:
    """Whether there were enough draws, and what the scenarios are."""
    from mtfp.analysis.precision import advice

    return "\n\n".join([set_as_prose(advice(run)), *(each.story for each in runs)])


def _verdict(run: "Simulation", target: "Until | None", out: Output) -> Exit:
    """Say what wasn't reached and which checks fail, and with which code to end."""
    from mtfp.analysis.precision import reached
    from mtfp.analysis.sampled_checks import sampled_verdicts

    failed = [verdict for verdict in sampled_verdicts(run) if not verdict.holds]
    short = reached(run, target) if target else ""
    if not out.quiet:
        for message in (short, *(f"{verdict.future}: {verdict}" for verdict in failed)):
            if message:
                complain(message)
    return Exit.CHECK_FAILED if failed else Exit.DONE
