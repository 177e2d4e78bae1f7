"""`mtfp schema`: the JSON Schema of a plan, a scenario, a policy, national file, options or mapping, for editors."""

from typing import Annotated, Literal

import typer

from mtfp.cli.command import command
from mtfp.cli.options.single import ForceOption, OutputOption, QuietOption


@command
def schema(
    what: Annotated[
        Literal["plan", "scenario", "policy", "national", "options", "mapping"], typer.Argument(help="Kind of file.")
    ] = "plan",
    output: OutputOption = None,
    force: ForceOption = False,
    quiet: QuietOption = False,
) -> None:
    """Print the JSON Schema of a kind of file, with which editors complete, explain and check such files.

    Example:  mtfp schema -o plan.schema.json

    Example:  mtfp schema scenario -o scenario.schema.json

    An editor with a YAML language server (VS Code with the YAML extension, Neovim, Helix, ...) uses the schema for a
    file whose first line names the schema, in the same folder or by its path:

    # yaml-language-server: $schema=plan.schema.json

    The editor checks each value by itself; `mtfp check` also checks that the values fit together.
    """
    from mtfp.cli.runs.schema import run

    run(what, output, force=force, quiet=quiet)
