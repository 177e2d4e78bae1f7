"""`mtfp schema`: the JSON Schema of a plan, a scenario or a policy, for editors."""

import errno
import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from mtfp.cli.exits import complain, failures
from mtfp.cli.options import DebugOption, ForceOption, OutputOption, QuietOption

BEGINNING = '{\n  "$schema": "http://json-schema.org/draft-07/schema#",\n  "title": "mtfp '
"""How a schema begins that mtfp wrote; JSON has no room for the last line that other files of ours end with."""


def schema(
    what: Annotated[Literal["plan", "scenario", "policy"], typer.Argument(help="The kind of file.")] = "plan",
    output: OutputOption = None,
    force: ForceOption = False,
    quiet: QuietOption = False,
    debug: DebugOption = False,
) -> None:
    """Print the JSON Schema of plans, scenarios or policies: with it editors complete, explain and check as you type.

    Example:  mtfp schema -o plan.schema.json

    Example:  mtfp schema scenario -o scenario.schema.json

    An editor with a YAML language server (VS Code with the YAML extension, Neovim, Helix, ...) uses it for a file whose
    first line names it, beside the file or by its path:

    # yaml-language-server: $schema=plan.schema.json

    It checks each value by itself; `mtfp check` also checks that they fit together.
    """
    with failures(debug=debug):
        from mtfp.reading.schema import plan_schema, policy_schema, scenario_schema
        from mtfp.reports.files.out import to_stdout

        made = {"plan": plan_schema, "scenario": scenario_schema, "policy": policy_schema}[what]()
        text = json.dumps(made, indent=2) + "\n"
        if output is None:
            to_stdout(text, exact=True)
            return
        _write(output, text, force=force)
        if not quiet:
            complain(f"wrote {output}; name it in a {what}'s first line: # yaml-language-server: $schema={output.name}")


def _write(file: Path, text: str, *, force: bool) -> None:
    """Write a schema, in place of no file but an empty one or an older schema, unless forced."""
    from mtfp.reports.files.replace import replace_file

    target = file.resolve()
    if target.is_file() and not force:
        with target.open("rb") as there:
            begins = there.read(len(BEGINNING) + BEGINNING.count("\n")).replace(b"\r\n", b"\n")
        if begins and not begins.startswith(BEGINNING.encode()):
            message = "the file exists and mtfp did not write it; name another file, or replace it with --force"
            raise FileExistsError(errno.EEXIST, message, str(file))
    replace_file(target, text.encode())
