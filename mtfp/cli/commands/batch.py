"""`mtfp batch`: many plans under many scenarios as one run."""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from mtfp.cli.batching import a_folder, engine_of, exit_of, plain_command, policy_of, report, wanted_of
from mtfp.cli.drawing import limits_of
from mtfp.cli.exits import NotThere, complain, failures, leave
from mtfp.cli.options import (
    ConfidenceOption,
    DebugOption,
    DrawsOption,
    ForceOption,
    GapOverOption,
    LayoutOption,
    QuietOption,
    SamplerOption,
    ScenarioOption,
    SeedOption,
)
from mtfp.cli.output import give, known_name, not_twice, output_of
from mtfp.cli.progress import progress_anywhere
from mtfp.cli.reporting import (
    BaselineOption,
    FailOption,
    GithubOption,
    JunitOption,
    SummaryOption,
    ToleranceOption,
    reporting_of,
    tell,
)

ENGINES = ("threads", "processes", "dask")


def batch(
    paths: Annotated[list[Path], typer.Argument(metavar="PATHS...", help="Plans, or folders with plans in them.")],
    scenario: ScenarioOption = [],  # noqa: B006 - Typer copies it
    draws: DrawsOption = 10_000,
    seed: SeedOption = 1,
    sampler: SamplerOption = "random",
    confidence: ConfidenceOption = ["80%", "95%"],  # noqa: B006
    gap_over: GapOverOption = [],  # noqa: B006
    rank_by: Annotated[
        str, typer.Option("--rank-by", metavar="gap|p90-gap|below-floor", help="What plans are ranked by.")
    ] = "gap",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FOLDER", help="Write all results into a folder.")
    ] = None,
    parquet: Annotated[bool, typer.Option("--parquet", help="Write results.parquet into it too.")] = False,
    store: Annotated[
        Path | None,
        typer.Option(
            "--store", metavar="FOLDER", help="Where finished work is kept for next time; left out, in --output."
        ),
    ] = None,
    engine: Annotated[
        str, typer.Option("--engine", metavar="threads|processes|dask", help="Where draws are worked out.")
    ] = "threads",
    workers: Annotated[
        int | None, typer.Option("--workers", metavar="N", help="How many at once; left out, a processor each.", min=1)
    ] = None,
    scheduler: Annotated[
        str, typer.Option("--scheduler", metavar="ADDRESS", help="Dask's scheduler; left out, workers on this machine.")
    ] = "",
    rollup: Annotated[
        bool, typer.Option("--rollup", help="Add all plans up too, draw by draw, as the plan `rollup`.")
    ] = False,
    policy: Annotated[
        Path | None,
        typer.Option("--policy", metavar="FILE", help="Checks for all plans, and which warnings make the run fail."),
    ] = None,
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="The day by which the policy judges what is stale.")
    ] = "",
    memory: Annotated[str, typer.Option("--memory", metavar="SIZE", help="The most memory for it.")] = "1GB",
    disk: Annotated[str, typer.Option("--disk", metavar="SIZE", help="The most disk for a plan's draws.")] = "10GB",
    baseline: BaselineOption = None,
    tolerance: ToleranceOption = "",
    fail_if_moved: FailOption = False,
    junit: JunitOption = None,
    summary: SummaryOption = None,
    github: GithubOption = False,
    no_progress: Annotated[bool, typer.Option("--no-progress", help="Don't say how far it is.")] = False,
    format: Annotated[
        str,
        typer.Option("--format", metavar="table|plain|csv|json", help="How the ranking is shown; else a table."),
    ] = "",
    layout: LayoutOption = "table",
    force: ForceOption = False,
    quiet: QuietOption = False,
    debug: DebugOption = False,
) -> None:
    """Draw many futures of many plans, each under the same scenarios, and rank the plans.

    PATHS are plans and folders; of a folder every plan in it and below counts. A plan that is refused stops no other.

    Work that is done is kept in the folder of results: stopped at any moment and typed again, the command goes on.

    Example:  mtfp batch plans -s step-down -s high-pay -o results

    Example:  mtfp batch plans -o results --rank-by below-floor --engine processes --workers 8
    """
    with failures(debug=debug), ExitStack() as opened:
        from mtfp.batch.baseline.moved_table import inputs_in_words, moved_table
        from mtfp.batch.outcome.folder import LAST, may_write, missing_for_parquet, write_results
        from mtfp.batch.outcome.manifest import manifest_of
        from mtfp.batch.outcome.measures import MEASURES
        from mtfp.batch.outcome.ranking import ranking
        from mtfp.batch.plans.discover import discover
        from mtfp.batch.plans.prepared import names_of
        from mtfp.batch.run import run_batch
        from mtfp.batch.work.engines import counted
        from mtfp.batch.work.lock import alone_in
        from mtfp.batch.work.store import Store

        out = output_of(format, layout, None, force=force, quiet=quiet)
        known_name(rank_by, tuple(MEASURES), "--rank-by")
        known_name(engine, ENGINES, "--engine")
        not_twice(scenario)
        asked = policy_of(policy, as_of)
        wanted, limits = (
            wanted_of(scenario, seed, sampler, draws, confidence, gap_over, asked, rollup),
            limits_of(memory, disk),
        )
        if parquet and (output is None or missing_for_parquet()):
            raise NotThere(f"--parquet: {missing_for_parquet() or 'name a folder with --output'}")
        if scheduler and engine != "dask":
            raise NotThere("--scheduler is Dask's: add --engine dask")
        reporting = reporting_of(
            junit, summary, baseline, tolerance, github=github, fail_if_moved=fail_if_moved, force=force
        )
        reporting.begin()
        if output:
            a_folder(output)
            opened.enter_context(alone_in(output))
            may_write(output, parquet=parquet, force=force)
        kept = store or (output / "store" if output else Path(opened.enter_context(TemporaryDirectory())))
        working = opened.enter_context(engine_of(engine, workers, scheduler))
        found = discover(paths)
        if not quiet:
            complain(f"{counted(len(found.files), 'plan')}, {working.called}")
        with progress_anywhere(wanted=not (no_progress or quiet)) as progress:
            result = run_batch(found, wanted, Store(kept), working, limits=limits, progress=progress, debug=debug)
        manifest = manifest_of(result, wanted, plain_command(paths, wanted))
        moved = reporting.moved(result, manifest)
        ranked, since = ranking(result, rank_by), moved_table(moved) if moved else None
        if output:
            names = write_results(output, result, manifest, ranked, parquet=parquet, moved=since)
            if not quiet:
                complain(f"wrote {', '.join(names)} in {output}")
        rolled = result.rollup.tables if result.rollup else ()
        shown = [*rolled, ranked, *([since] if since else [])]
        give(shown, manifest, result.warnings, out, after=inputs_in_words(moved))
        report(result, (output / LAST).as_posix() if output else "", quiet=quiet)
        tell(reporting, result, ranked, moved, names_of(scenario), quiet=quiet)
        leave(reporting.exit_of(exit_of(result), moved))
