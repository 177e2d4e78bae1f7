"""The commands. Each module of this package holds one: its signature, its help, and the wiring of its body."""

import sys
from typing import Annotated

import typer

from mtfp import __version__
from mtfp.cli.commands import batch, check, compare, explain, init, population, project, scenarios, schema, simulate

HELP = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=False,
    add_completion=True,
    context_settings=HELP,
)


@app.callback(invoke_without_command=True)
def mtfp(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Medium-term financial plans for health and social care partnerships, projected and compared.

    Start with:  mtfp init --area "Shetland Islands" plan.yaml

    Then:  mtfp check plan.yaml

    Then:  mtfp project plan.yaml

    Then:  mtfp compare plan.yaml -s step-down -s step-up

    Then:  mtfp simulate plan.yaml

    Many plans:  mtfp batch plans -s step-down -o results

    Each command has help of its own: mtfp project --help.

    Exit codes: 0 done, 1 a check of the plan failed, 2 the command line is wrong, 3 a file was refused,
    4 could not read or write, 5 a bug in mtfp, 6 too big for its limits.
    """
    if version:
        typer.echo(f"mtfp {__version__}")
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


app.command("init")(init.init)
app.command("check")(check.check)
app.command("project")(project.project)
app.command("compare")(compare.compare)
app.command("simulate")(simulate.simulate)
app.command("batch")(batch.batch)
app.add_typer(scenarios.app, name="scenarios", context_settings=HELP)
app.command("population")(population.population)
app.command("schema")(schema.schema)
app.command("explain")(explain.explain)


def main() -> None:
    """The `mtfp` command."""
    if hasattr(sys.stderr, "reconfigure"):
        sys.stderr.reconfigure(errors="backslashreplace")
    app()
