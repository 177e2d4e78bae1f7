"""Arguments and options that commands share. Imports nothing slow."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from mtfp.cli.completion import one_of, scenario_names
from mtfp.reports.formats import DEFAULT

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


SinceOption = Annotated[
    str,
    typer.Option(
        "--since",
        metavar="VERSION",
        help="Version to list changes since: file, folder, git revision or REVISION:PATH (default: the last commit);"
        " `none` for no list.",
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
