"""Options of the commands that answer a question about a plan."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from mtfp.cli.options.single import ProgressOption, SeedOption, choice, table_option
from mtfp.simulation.defaults import AT, BALANCED_AT, FEWEST, SAMPLED, SEED
from mtfp.views.sensitivity.names import SENSITIVITY

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
