"""Look up commands by name, and load a command only when it is run, completed or listed in help."""

from collections.abc import Iterator, Mapping
from functools import cache
from pkgutil import resolve_name
from typing import Any

import typer

from mtfp.cli.parsing import Command, Group

COMMANDS = {
    "init": "mtfp.cli.commands.init:init",
    "check": "mtfp.cli.commands.check:check",
    "project": "mtfp.cli.commands.project:project",
    "compare": "mtfp.cli.commands.compare:compare",
    "chart": "mtfp.cli.commands.chart:chart",
    "diff": "mtfp.cli.commands.diff:diff",
    "simulate": "mtfp.cli.commands.simulate:simulate",
    "sensitivity": "mtfp.cli.commands.sensitivity:sensitivity",
    "solve": "mtfp.cli.commands.solve:solve",
    "options": "mtfp.cli.commands.options:options",
    "report": "mtfp.cli.commands.report:report",
    "trace": "mtfp.cli.commands.trace:trace",
    "workbook": "mtfp.cli.commands.workbook:workbook",
    "batch": "mtfp.cli.commands.batch:batch",
    "population": "mtfp.cli.commands.population:population",
    "schema": "mtfp.cli.commands.schema:schema",
    "explain": "mtfp.cli.commands.explain:explain",
    "import": "mtfp.cli.commands.import_plan:import_plan",
    "scenarios": "mtfp.cli.commands.scenarios:of_scenarios",
}
"""Function of each command, or application of a group of commands, as `package.module:name`, in the order of help."""


class Commands(Mapping[str, Any]):
    """Commands by name, for Typer."""

    def __getitem__(self, name: str) -> Any:
        return _command(name)

    def __contains__(self, name: object) -> bool:
        return name in COMMANDS

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class EveryCommand(Group):
    """Group of all commands."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**{**attributes, "commands": Commands()})

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of commands, without loading any."""
        return list(COMMANDS)


@cache
def _command(name: str) -> Any:
    found = resolve_name(COMMANDS[name])
    if isinstance(found, typer.Typer):
        return typer.main.get_command(found)
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name, cls=Command)(found)
    return typer.main.get_command(alone)
