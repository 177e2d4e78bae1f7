"""`mtfp scenarios`: the scenarios that come with mtfp, and the changes that a scenario makes in a plan."""

from pathlib import Path
from typing import Annotated

import typer

from mtfp.cli.command import command
from mtfp.cli.completion import scenario_names
from mtfp.cli.exits import failures
from mtfp.cli.options.of_results import WordsOptions
from mtfp.cli.options.single import NONE, ForceOption, PlanArgument, ScenarioOption
from mtfp.cli.parsing import HELP, Command, Group


def scenarios(context: typer.Context) -> None:
    """List the scenarios that come with mtfp, show the changes that a scenario makes in a plan, or write a scenario.

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


@command
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the new scenario, such as dearer-pay.")],
    plan: PlanArgument,
    *,
    scenario: ScenarioOption = NONE,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Scenario file to write (default: NAME.yaml).")
    ] = None,
    force: ForceOption = False,
) -> None:
    """Write scenarios and changes in words as a scenario file, with a narrative to fill in.

    The JSON Schema next to it lets editors complete and check the scenario as you type.

    Example:  mtfp scenarios new dearer-pay plan.yaml -s "pay_nhs +1%" -o dearer-pay.yaml
    """
    from mtfp.cli.runs.new_scenario import run

    run(name, plan, scenario, output or Path(f"{name}.yaml"), force=force)


of_scenarios = typer.Typer(
    name="scenarios", cls=Group, rich_markup_mode=None, add_completion=False, context_settings=HELP
)
of_scenarios.callback(invoke_without_command=True)(scenarios)
of_scenarios.command("list", cls=Command)(list_shipped)
of_scenarios.command("show", cls=Command)(show)
of_scenarios.command("new", cls=Command)(new)
