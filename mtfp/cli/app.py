"""Application with all commands, the version, and completion."""

import gc
import os
import sys
from typing import Annotated

import typer

from mtfp import __version__
from mtfp.cli.by_name import EveryCommand
from mtfp.cli.exits import failures, stop_on_signals
from mtfp.cli.parsing import HELP
from mtfp.reports.files.guard import guard_standard_streams, settle

GARBAGE = 200_000
"""Objects after which Python looks for garbage. A short command has fewer: almost all are modules, which stay."""

app = typer.Typer(
    cls=EveryCommand,
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
    """Project and compare medium-term financial plans for health and social care partnerships.

    Start with:  mtfp init --area "Shetland Islands" plan.yaml

    Then:  mtfp check plan.yaml

    Then:  mtfp project plan.yaml

    Then:  mtfp compare plan.yaml -s step-down -s step-up

    Then:  mtfp simulate plan.yaml

    What would close the gap:  mtfp solve plan.yaml --find "nhs_uplift +?" --so-that "gap <= 0 in 2028/29"

    Two versions of a plan:  mtfp diff HEAD:plan.yaml plan.yaml

    Many plans:  mtfp batch plans -s step-down -o results

    For help on a command:  mtfp project --help

    Exit codes: 0 done, 1 a check failed, 2 the command line is wrong, 3 a file has errors,
    4 a file could not be read or written, 5 a bug in mtfp, 6 too large for the memory or disk limit.
    """
    if version:
        typer.echo(f"mtfp {__version__}")
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main() -> None:
    """Run the `mtfp` command. Commands handle their own failures; what is left are those of help and completion."""
    gc.set_threshold(GARBAGE)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # to find them, pydantic reads about every package
    stop_on_signals()
    guard_standard_streams()
    try:
        with failures(debug="--debug" in sys.argv):
            app()
    finally:
        settle(sys.stdout)
        gc.freeze()  # otherwise Python looks through every object at its end
