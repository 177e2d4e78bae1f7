"""`mtfp simulate`: many futures of a plan and of its scenarios."""

from pathlib import Path
from typing import Annotated

import typer

from mtfp.cli.drawing import asked_of, limits_of, may_keep, plans_of, sampling_of, until_of
from mtfp.cli.drawn import charts_of, drawn_as, ends_with, said_after, tables_of
from mtfp.cli.exits import complain, failures, leave
from mtfp.cli.options import (
    ConfidenceOption,
    DebugOption,
    DrawsOption,
    ForceOption,
    FormatOption,
    GapOverOption,
    LayoutOption,
    OutputOption,
    PlanArgument,
    QuietOption,
    SamplerOption,
    ScenarioOption,
    SeedOption,
    TableOption,
)
from mtfp.cli.output import give, known_name, manifest_of, not_twice, output_of, tell_warnings
from mtfp.cli.progress import progress_bar


def simulate(
    plan: PlanArgument,
    scenario: ScenarioOption = [],  # noqa: B006 - Typer copies it
    draws: DrawsOption = 10_000,
    seed: SeedOption = 1,
    sampler: SamplerOption = "random",
    until: Annotated[
        str,
        typer.Option(
            "--until",
            metavar="TEXT",
            help="Stop once a figure is known this closely, 19 times in 20: 'p90 gap ±0.5m'. --draws is then the most.",
        ),
    ] = "",
    confidence: ConfidenceOption = ["80%", "95%"],  # noqa: B006
    gap_over: GapOverOption = [],  # noqa: B006
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

    Tables: difference, probability, contingency, distribution, partners_asked, clipped, checks; or all.

    Example:  mtfp simulate plan.yaml

    Example:  mtfp simulate plan.yaml -s step-down -s step-up --draws 50000 --gap-over 2m --confidence 90%

    Example:  mtfp simulate plan.yaml --draws 1000000 --until "p90 gap ±100k" --keep-draws draws.npz
    """
    with failures(debug=debug):
        from mtfp.cli.runs import all_runs
        from mtfp.draws.samplers import SAMPLERS
        from mtfp.findings.finding import in_order
        from mtfp.reports.files.draws_file import keep_draws as write_draws
        from mtfp.simulation.simulate import simulate as run_all
        from mtfp.views.simulated.tables import SIMULATED

        out = output_of(format, layout, output, force=force, quiet=quiet)
        known_name(sampler, tuple(SAMPLERS), "--sampler")
        for name in table:
            known_name(name, (*SIMULATED, "all"), "--table")
        not_twice(scenario)
        sampling, limits = sampling_of(seed, sampler, draws), limits_of(memory, disk)
        may_keep(keep_draws, force=force)
        base, runs = all_runs(plan, scenario, checked=True)
        plans = plans_of([base, *runs])
        asked, target = asked_of(base.plan, confidence, gap_over, [base, *runs]), until_of(until, base.plan)
        enough = target.enough if target else None
        with progress_bar(wanted=not (no_progress or quiet)) as progress:
            run = run_all(plans, sampling, draws, threads=threads, limits=limits, enough=enough, progress=progress)
        manifest = {**manifest_of(base.plan, [entry for each in runs for entry in each.told]), **drawn_as(run)}
        if keep_draws:
            write_draws(keep_draws, run, manifest, force=force)
            if not quiet:
                complain(f"wrote {keep_draws}")
        charts = "" if table else charts_of(run, asked, out)
        warnings = in_order([*base.warnings, *(warning for each in runs for warning in each.warnings)])
        give(tables_of(run, asked, table), manifest, warnings, out, before=charts, after=said_after(run, runs))
        tell_warnings(warnings, plan, scenario, out)
        leave(ends_with(run, target, out))
