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
DrawsOption = Annotated[int, typer.Option("--draws", metavar="N", help="How many futures of each.", min=1)]
SeedOption = Annotated[
    int, typer.Option("--seed", metavar="N", help="Which futures: the same seed gives the same ones.", min=0)
]
SamplerOption = Annotated[str, typer.Option("--sampler", metavar="random|sobol", help="How futures are drawn.")]
ConfidenceOption = Annotated[
    list[str], typer.Option("--confidence", metavar="PERCENT", help="A confidence for contingency; more for several.")
]
GapOverOption = Annotated[
    list[str],
    typer.Option("--gap-over", metavar="AMOUNT", help="How likely a gap over this is, such as 2m; more for several."),
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
