"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

PlanArgument = Annotated[Path, typer.Argument(metavar="PLAN", help="A plan's file, or a folder with a plan.yaml.")]
ScenarioOption = Annotated[
    list[str],
    typer.Option(
        "-s",
        "--scenario",
        metavar="NAME",
        help="A shipped scenario's name or a scenario file; join several with + into one future.",
    ),
]
TableOption = Annotated[
    list[str], typer.Option("--table", metavar="NAME", help="Which table; more than once for several, or `all`.")
]
FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="table|plain|csv|json",
        help="How results are written; left out, by the ending of -o FILE, else a table.",
    ),
]
LayoutOption = Annotated[
    str, typer.Option("--layout", metavar="table|list", help="`list`: one figure a line, for screen readers.")
]
OutputOption = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file instead.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace a file that mtfp did not write.")]
QuietOption = Annotated[bool, typer.Option("-q", "--quiet", help="Results and errors only.")]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show a traceback if something goes wrong.")]
