"""`mtfp scenarios`: the scenarios that come with mtfp, and the changes that a scenario makes in a plan."""

from pathlib import Path
from typing import Annotated

import typer

from mtfp.cli.command import command
from mtfp.cli.completion import scenario_names
from mtfp.cli.exits import failures
from mtfp.cli.options import WordsOptions


def scenarios(context: typer.Context) -> None:
    """List the scenarios that come with mtfp, or show a scenario and the changes that it makes in a plan.

    Example:  mtfp scenarios list

    Example:  mtfp scenarios show step-down plan.yaml
    """
    if context.invoked_subcommand is None:
        from mtfp.cli.runs.scenarios import run_list

        with failures(debug=False):
            run_list(WordsOptions())


@command
def list_shipped(*, report: WordsOptions) -> None:
    """List the scenarios that come with mtfp."""
    from mtfp.cli.runs.scenarios import run_list

    run_list(report)


@command
def show(
    scenario: Annotated[
        str,
        typer.Argument(metavar="NAME", autocompletion=scenario_names, help="Shipped scenario or scenario file."),
    ],
    plan: Annotated[Path | None, typer.Argument(metavar="[PLAN]", help="Plan in which to show the changes.")] = None,
    *,
    report: WordsOptions,
) -> None:
    """Show a scenario in plain words and, for a plan, every value that it changes: old, new, and the lever.

    Example:  mtfp scenarios show step-down plan.yaml
    """
    from mtfp.cli.runs.scenarios import run_show

    run_show(scenario, plan, report)
