"""Options of batches: plans, results, engine and continuous integration."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from mtfp.batch.outcome.measures import MEASURES
from mtfp.batch.work.names import MOST_WORKERS
from mtfp.cli.options.of_figures import ScreenOptions
from mtfp.cli.options.single import NationalOption, ProgressOption, choice
from mtfp.reports.formats import DEFAULT, Kind, names_of


@dataclass(frozen=True)
class FolderOptions(ScreenOptions):
    """Format of the outcome on the screen, and the folder for all results."""

    formats = names_of(Kind.FIGURES, Kind.CHECKS, to_file=False)
    format: Annotated[
        str,
        choice(
            "--format",
            names=formats,
            help=f"Format of the outcome on the screen (default: {DEFAULT.name}).",
        ),
    ] = ""
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FOLDER", help="Write all results into FOLDER.")
    ] = None


@dataclass(frozen=True)
class BatchOptions:
    """Options of a batch for its ranking, its sum, its policy and its files."""

    rank_by: Annotated[str, choice("--rank-by", names=MEASURES, help="Measure by which plans are ranked.")] = next(
        iter(MEASURES)
    )
    rollup: Annotated[
        bool, typer.Option("--rollup", help="Also add all plans up, draw by draw, under the name `rollup`.")
    ] = False
    policy: Annotated[
        Path | None,
        typer.Option(
            "--policy", metavar="FILE", help="Policy file: checks for all plans, and warnings that count as failures."
        ),
    ] = None
    as_of: Annotated[
        str,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="Date up to which the policy counts the age of reviews, e.g. 2026-11-01 (default: its `as_of:`).",
        ),
    ] = ""
    national: NationalOption = None
    parquet: Annotated[
        bool, typer.Option("--parquet", help="Also write results.parquet into the folder of --output.")
    ] = False
    paper: Annotated[
        Path | None,
        typer.Option(
            "--paper",
            metavar="FILE",
            help="Write a paper on all plans to FILE; its suffix decides the format, such as .html. Implies --rollup.",
        ),
    ] = None


@dataclass(frozen=True)
class EngineOptions:
    """Workers of a batch, and the store of finished work."""

    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            metavar="N",
            help="Number of processes that work on plans (default: one per processor); 1 starts none.",
            min=1,
            max=MOST_WORKERS,
        ),
    ] = None
    scheduler: Annotated[
        str,
        typer.Option(
            "--scheduler", metavar="ADDRESS", help="Use the workers of this Dask scheduler, e.g. on other machines."
        ),
    ] = ""
    store: Annotated[
        Path | None,
        typer.Option(
            "--store",
            metavar="FOLDER",
            help="Folder of finished work, which later runs use again (default: in --output).",
        ),
    ] = None
    fresh: Annotated[bool, typer.Option("--fresh", help="Make all draws again, and use no finished work.")] = False
    no_progress: ProgressOption = False


@dataclass(frozen=True)
class CiOptions:
    """Reports of a batch for CI, and the comparison with an earlier batch."""

    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", metavar="FOLDER", help="Show changes since the earlier results in FOLDER."),
    ] = None
    trust_results: Annotated[
        bool,
        typer.Option("--trust-results", help="Use a store or baseline that is part of a repository."),
    ] = False
    tolerance: Annotated[
        str,
        typer.Option(
            "--tolerance", metavar="AMOUNT", help="Ignore changes up to AMOUNT, e.g. 1k or 0.1% (default: 1p)."
        ),
    ] = ""
    fail_if_moved: Annotated[
        bool, typer.Option("--fail-if-moved", help="Exit with code 1 if any result changed since the baseline.")
    ] = False
    junit: Annotated[
        Path | None, typer.Option("--junit", metavar="FILE", help="Write every check as a test case, in JUnit XML.")
    ] = None
    summary: Annotated[
        Path | None,
        typer.Option("--summary", metavar="FILE", help="Write a Markdown summary that fits a comment on GitHub."),
    ] = None
    github: Annotated[
        bool, typer.Option("--github", help="Show findings on GitHub next to the plans' lines, and in the job summary.")
    ] = False
