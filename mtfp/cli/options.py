"""Arguments and options that commands share, in dataclasses that `command` reads. Imports nothing slow."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, ClassVar

import typer

from mtfp.batch.outcome.measures import MEASURES
from mtfp.batch.work.names import ENGINES, MOST_WORKERS
from mtfp.cli.completion import one_of, scenario_names
from mtfp.draws.samplers import SAMPLER, SAMPLERS
from mtfp.reports.formats import DEFAULT, Kind, names_of
from mtfp.reports.page import LAYOUTS, TABLE
from mtfp.simulation.defaults import AT, BALANCED_AT, CONFIDENCES, DISK, DRAWS, FEWEST, MEMORY, SAMPLED, SEED
from mtfp.simulation.sizes import size
from mtfp.views.sensitivity.names import SENSITIVITY
from mtfp.views.simulated.tables import SIMULATED

ALL = "all"
"""Name that selects all tables."""
NONE: list[str] = []
"""Default of an option that may be repeated. Typer copies the list."""


def choice(*flags: str, names: Iterable[str], help: str) -> Any:
    """Return an option whose value is one of these names; help and completion list the names."""
    return typer.Option(*flags, metavar="|".join(names), autocompletion=one_of(names), help=help)


def table_option(names: Iterable[str]) -> Any:
    """Return the option `--table`, which takes these names."""
    words = f"Table to show (repeatable): {', '.join(names)}; or {ALL}."
    return typer.Option("--table", metavar="NAME", autocompletion=one_of((*names, ALL)), help=words)


def format_option(names: Iterable[str]) -> Any:
    """Return the option that selects one of these formats."""
    words = f"Format of the results (default: by the suffix of -o FILE, otherwise {DEFAULT.name})."
    return choice("--format", names=names, help=words)


PLAN = typer.Argument(metavar="PLAN", help="Plan file, folder that contains plan.yaml, or - for standard input.")
PlanArgument = Annotated[Path, PLAN]
ScenarioOption = Annotated[
    list[str],
    typer.Option(
        "-s",
        "--scenario",
        metavar="SCENARIO",
        autocompletion=scenario_names,
        help="Shipped scenario, file or changes such as 'pay_nhs +1%' (repeatable); + joins, @50% applies in part.",
    ),
]
NationalOption = Annotated[
    Path | None,
    typer.Option(
        "--national",
        metavar="FILE",
        help="National file: correlations of national assumptions (default: the plan's `national:`, or bundled).",
    ),
]
RealOption = Annotated[
    bool, typer.Option("--real", help="Show amounts in prices of the base year, using the plan's deflator.")
]
SeedOption = Annotated[
    int,
    typer.Option("--seed", metavar="N", help="Seed of the random numbers; the same seed gives the same draws.", min=0),
]
ProgressOption = Annotated[bool, typer.Option("--no-progress", help="Do not report progress.")]
OutputOption = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to FILE; - is standard output.")
]
ForceOption = Annotated[
    bool,
    typer.Option("--force", help="Replace files that mtfp did not write, or that have changed since mtfp wrote them."),
]
TemplateOption = Annotated[
    Path | None,
    typer.Option("--template", metavar="FILE", help="Word file whose styles, header and footer a .docx file takes."),
]
QuietOption = Annotated[bool, typer.Option("-q", "--quiet", help="Print results and errors only.")]


@dataclass(frozen=True)
class DrawOptions:
    """Number and kind of draws of a simulation, and the statistics to report."""

    draws: Annotated[int, typer.Option("--draws", metavar="N", help="Number of draws per scenario.", min=1)] = DRAWS
    seed: SeedOption = SEED
    sampler: Annotated[str, choice("--sampler", names=SAMPLERS, help="Sampling method.")] = SAMPLER
    confidence: Annotated[
        list[str],
        typer.Option("--confidence", metavar="PERCENT", help="Confidence level of the contingency (repeatable)."),
    ] = field(default_factory=lambda: [f"{level:.15g}%" for level in (100 * share for share in CONFIDENCES)])
    gap_over: Annotated[
        list[str],
        typer.Option("--gap-over", metavar="AMOUNT", help="Show the chance of a gap over AMOUNT (repeatable)."),
    ] = field(default_factory=list)


@dataclass(frozen=True)
class SimulationOptions:
    """Stopping rule, tables and file of draws, for the simulation of one plan."""

    until: Annotated[
        str,
        typer.Option(
            "--until",
            metavar="TEXT",
            help="Stop at this precision, with 95% confidence, e.g. 'p90 gap ±0.5m'; --draws is then the maximum.",
        ),
    ] = ""
    table: Annotated[list[str], table_option(SIMULATED)] = field(default_factory=list)
    keep_draws: Annotated[
        Path | None,
        typer.Option("--keep-draws", metavar="FILE", help="Write every draw to a .npz or .parquet file."),
    ] = None
    threads: Annotated[
        int | None,
        typer.Option("--threads", metavar="N", help="Number of threads (default: one per processor).", min=1),
    ] = None
    no_progress: ProgressOption = False


@dataclass(frozen=True)
class LimitOptions:
    """Maximum memory and disk space of a simulation, as text such as `1GB`."""

    memory: Annotated[str, typer.Option("--memory", metavar="SIZE", help="Maximum memory.")] = size(MEMORY)
    disk: Annotated[
        str, typer.Option("--disk", metavar="SIZE", help="Maximum disk space for the stored draws of a plan.")
    ] = size(DISK)


@dataclass(frozen=True)
class WordsOptions:
    """Format and place of a result in words. If the format is empty, the suffix of `output` decides."""

    formats: ClassVar[tuple[str, ...]] = names_of(Kind.WORDS)
    layout: ClassVar[str] = TABLE
    format: Annotated[str, format_option(formats)] = ""
    output: OutputOption = None
    template: TemplateOption = None
    force: ForceOption = False
    quiet: QuietOption = False


@dataclass(frozen=True)
class CheckOptions(WordsOptions):
    """Format and place of findings and checks."""

    formats = names_of(Kind.CHECKS)
    format: Annotated[str, format_option(formats)] = ""


@dataclass(frozen=True)
class ScreenOptions:
    """Format, layout and place of figures. If the format is empty, the suffix of `output` decides."""

    formats: ClassVar[tuple[str, ...]] = names_of(Kind.FIGURES)
    format: Annotated[str, format_option(formats)] = ""
    layout: Annotated[
        str, choice("--layout", names=LAYOUTS, help="Layout; `list` has one figure per line, for screen readers.")
    ] = TABLE
    output: OutputOption = None
    force: ForceOption = False
    quiet: QuietOption = False


@dataclass(frozen=True)
class FigureOptions(ScreenOptions):
    """Format, layout and place of figures, and the template of a Word file."""

    template: TemplateOption = None


@dataclass(frozen=True)
class ChartOptions(FigureOptions):
    """Format and place of a chart: a picture, or its figures."""

    formats = names_of(Kind.FIGURES, Kind.PICTURES)
    format: Annotated[str, format_option(formats)] = ""


@dataclass(frozen=True)
class FileOptions:
    """Place of a file that is the result of a command."""

    output: OutputOption = None
    force: ForceOption = False
    quiet: QuietOption = False


@dataclass(frozen=True)
class SampleOptions:
    """Number of draws, and their seed."""

    draws: Annotated[int, typer.Option("--draws", metavar="N", help="Number of draws.", min=FEWEST)] = SAMPLED
    seed: SeedOption = SEED
    no_progress: ProgressOption = False


AUDIENCE_NAMES = ("board", "planning-group", "finance", "consultation")
"""Readers of a paper."""
BY = ("section", "name")
"""Groups of changes between two plans."""


@dataclass(frozen=True)
class DifferenceOptions:
    """Groups into which the changes between two plans are put."""

    by: Annotated[
        str, choice("--by", names=BY, help="Groups of changes: a section of the plan, or each item by name.")
    ] = BY[0]


@dataclass(frozen=True)
class SensitivityOptions:
    """Figure of a sensitivity analysis, listed moves, draws and tables."""

    of: Annotated[
        str, typer.Option("--of", metavar="FIGURE", help="Figure by identifier or label, such as reserves.")
    ] = "gap"
    year: Annotated[
        str,
        typer.Option(
            "--year", metavar="YEAR", help="Year of the figure, by which drivers are sorted (default: the last)."
        ),
    ] = ""
    move: Annotated[
        list[str],
        typer.Option(
            "--move",
            metavar="TEXT",
            help="Values or changes of one driver in place of all drivers, e.g. 'pay_nhs 1%, 2%, 4%', or of all pay "
            "awards together: 'pay +1%' (repeatable).",
        ),
    ] = field(default_factory=list)
    draws: Annotated[int, typer.Option("--draws", metavar="N", help="Number of draws.", min=FEWEST)] = SAMPLED
    seed: SeedOption = SEED
    table: Annotated[list[str], table_option(SENSITIVITY)] = field(default_factory=list)
    no_progress: ProgressOption = False


@dataclass(frozen=True)
class PaperOptions:
    """Readers of a paper, and the draws behind it."""

    audience: Annotated[
        str, choice("--for", names=AUDIENCE_NAMES, help="Readers, who decide the depth and order of the paper.")
    ] = AUDIENCE_NAMES[0]
    draws: Annotated[
        int, typer.Option("--draws", metavar="N", help="Number of draws; 0 for the plan's own case alone.", min=0)
    ] = DRAWS
    seed: SeedOption = SEED


@dataclass(frozen=True)
class ChoiceOptions:
    """Target, confidence and limits of a choice of options, its draws, and files to write."""

    balance: Annotated[
        str,
        typer.Option(
            "--balance",
            "--so-that",
            metavar="TEXT",
            help="Target, e.g. 'gap <= 0 in 2028/29' or 'balances in 2028/29' (default: no gap in the last year).",
        ),
    ] = ""
    at: Annotated[
        str, typer.Option("--at", metavar="PERCENT", help="Share of draws in which the target must hold.")
    ] = f"{100 * BALANCED_AT:.15g}%"
    must: Annotated[
        list[str],
        typer.Option("--must", metavar="NAMES", help="Options that every package has: a,b (repeatable)."),
    ] = field(default_factory=list)
    without: Annotated[
        list[str],
        typer.Option("--without", metavar="NAMES", help="Options that no package has: a,b (repeatable)."),
    ] = field(default_factory=list)
    draws: Annotated[int, typer.Option("--draws", metavar="N", help="Number of draws.", min=1)] = SAMPLED
    seed: SeedOption = SEED
    scenario_out: Annotated[
        Path | None,
        typer.Option("--scenario-out", metavar="FILE", help="Write the first package as a scenario file for -s."),
    ] = None
    new: Annotated[bool, typer.Option("--new", help="Write a first options file for the plan to FILE, and stop.")] = (
        False
    )
    no_progress: ProgressOption = False


@dataclass(frozen=True)
class SolveOptions:
    """Number that is sought, its target, and the draws in which the target is tried."""

    find: Annotated[
        list[str],
        typer.Option(
            "--find", metavar="CHANGE", help="Change with ? for a number, such as 'nhs_uplift +?' (up to two)."
        ),
    ]
    so_that: Annotated[
        str,
        typer.Option(
            "--so-that", "--balance", metavar="TARGET", help="Target, such as 'gap <= 0 in 2028/29' or 'balances'."
        ),
    ]
    at: Annotated[
        list[str],
        typer.Option("--at", metavar="PERCENT", help="Share of draws in which the target must hold (repeatable)."),
    ] = field(default_factory=lambda: [f"{100 * share:.15g}%" for share in AT])
    year_by_year: Annotated[
        bool, typer.Option("--year-by-year", help="Find a number for each year: the least in the first, then the next.")
    ] = False
    draws: Annotated[int, typer.Option("--draws", metavar="N", help="Number of draws.", min=1)] = SAMPLED
    seed: SeedOption = SEED
    no_progress: ProgressOption = False


@dataclass(frozen=True)
class SelectOptions:
    """Years and rows to show: the named years and rows, or all if the user names none."""

    year: Annotated[
        list[str], typer.Option("--year", metavar="YEAR", help="Show only this year, e.g. 2027/28 (repeatable).")
    ] = field(default_factory=list)
    row: Annotated[
        list[str],
        typer.Option("--row", metavar="NAME", help="Show only this row, by label or identifier (repeatable)."),
    ] = field(default_factory=list)


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

    engine: Annotated[str, choice("--engine", names=ENGINES, help="Kind of workers that make the draws.")] = ENGINES[0]
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            metavar="N",
            help="Number of workers (default: one per processor).",
            min=1,
            max=MOST_WORKERS,
        ),
    ] = None
    scheduler: Annotated[
        str,
        typer.Option("--scheduler", metavar="ADDRESS", help="Dask scheduler (default: workers on this machine)."),
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
