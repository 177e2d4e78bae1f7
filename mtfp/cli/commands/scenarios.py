"""`mtfp scenarios`: those that come with mtfp, and what one does to a plan."""

from pathlib import Path
from typing import Annotated

import typer

from mtfp.cli.exits import failures
from mtfp.cli.options import DebugOption

app = typer.Typer(no_args_is_help=False)


@app.callback(invoke_without_command=True)
def scenarios(context: typer.Context) -> None:
    """List the scenarios that come with mtfp, or show one and what it changes in a plan.

    Example:  mtfp scenarios list

    Example:  mtfp scenarios show step-down plan.yaml
    """
    if context.invoked_subcommand is None:
        list_shipped()


@app.command("list")
def list_shipped(debug: DebugOption = False) -> None:
    """List the scenarios that come with mtfp."""
    with failures(debug=debug):
        from mtfp.reading.scenario import read_scenario
        from mtfp.reports.files.out import to_stdout
        from mtfp.scenarios.shipped import shipped

        read = [read_scenario(file.stem).scenario for file in shipped()]
        width = max(len(each.scenario) for each in read)
        to_stdout("".join(f"  {each.scenario:<{width}}  {each.title}\n" for each in read))


@app.command("show")
def show(
    scenario: Annotated[str, typer.Argument(metavar="NAME", help="A shipped scenario's name, or a file.")],
    plan: Annotated[Path | None, typer.Argument(metavar="[PLAN]", help="A plan, to see what it changes there.")] = None,
    debug: DebugOption = False,
) -> None:
    """Show a scenario in plain words and, for a plan, every value it changes: old, new, and by which lever.

    Example:  mtfp scenarios show step-down plan.yaml
    """
    with failures(debug=debug):
        from mtfp.reading import read_plan
        from mtfp.reading.scenario import read_future, read_scenario
        from mtfp.reports.files.out import to_stdout
        from mtfp.reports.terminal.story import changes_in_plan, in_plain_words

        if plan is None:
            to_stdout(in_plain_words(read_scenario(scenario)))
            return
        to_stdout(changes_in_plan(read_future(read_plan(plan), scenario)))
