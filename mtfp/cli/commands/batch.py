"""`mtfp batch`: many plans under many scenarios as one run."""

from pathlib import Path
from typing import Annotated

import typer

from mtfp.cli.command import DebugOption, command
from mtfp.cli.options.of_batches import BatchOptions, CiOptions, EngineOptions, FolderOptions
from mtfp.cli.options.of_draws import DrawOptions, LimitOptions
from mtfp.cli.options.single import NONE, ScenarioOption


@command
def batch(
    paths: Annotated[list[Path], typer.Argument(metavar="PATHS...", help="Plans, or folders that contain plans.")],
    *,
    scenario: ScenarioOption = NONE,
    draws: DrawOptions,
    options: BatchOptions,
    engine: EngineOptions,
    limits: LimitOptions,
    ci: CiOptions,
    report: FolderOptions,
    debug: DebugOption = False,
) -> None:
    """Simulate many plans under the same scenarios, and rank the plans from worst to best.

    PATHS are plans and folders; all plans in a folder and its subfolders are included. An error in one plan does not
    stop the others.

    Finished work is stored in the folder of results: after an interruption, the same command continues the run.

    Example:  mtfp batch plans -s step-down -s high-pay -o results

    Example:  mtfp batch plans -o results --rank-by below-floor --workers 8
    """
    from mtfp.cli.runs.batch.run import run

    run(paths, scenario, draws, options, engine, limits, ci, report, debug=debug)
