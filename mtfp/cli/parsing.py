"""Typer's command and group, changed so that `--version` and completion do not load pydantic.

Typer loads pydantic to convert every value except a flag that is already True or False.
"""

from textwrap import shorten
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

HELP = {"help_option_names": ["-h", "--help"]}
"""Names of the option that shows help."""
PATHS = ("FILE", "FOLDER", "PLAN", "PLAN...", "PATHS...")
"""Words for files and folders in help."""
EMPTY = "the name is empty; in a script, look for a variable that is not set. The current folder is `.`"
LONGEST_DESCRIPTION = 70
"""Maximum length of a description in completion: Typer wraps longer ones, and the shell fish reads lines as words."""


class Command(TyperCommand):
    """A command that converts no values while the shell completes a word."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the command line. During completion, only record the options given."""
        given, rest, _ = self.make_parser(ctx).parse_args(args=list(args))
        if not ctx.resilient_parsing:
            self._require_names(ctx, given)
            return super().parse_args(ctx, args)
        for parameter in self.get_params(ctx):
            ctx.params[parameter.name], source = parameter.consume_value(ctx, given)
            ctx.set_parameter_source(parameter.name, source)
        ctx.args = rest
        return rest

    def _require_names(self, ctx: Any, given: dict[str, Any]) -> None:
        """Refuse an empty name of a file, which Python takes for the current folder."""
        parameters: list[Any] = self.get_params(ctx)
        for parameter in parameters:
            value = given.get(parameter.name)
            if parameter.metavar in PATHS and "" in (value if isinstance(value, list | tuple) else [value]):
                raise typer.BadParameter(EMPTY, ctx=ctx, param=parameter)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Complete the name of an option, and shorten its description to one line."""
        items = super().shell_complete(ctx, incomplete)
        for item in items:
            item.help = shorten(item.help or "", LONGEST_DESCRIPTION, placeholder="...")
        return items


class Group(TyperGroup):
    """Group of commands that sets absent flags to False: Typer would set its own flags, such as `--help`, to None."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the command line up to the name of a command."""
        for parameter in self.get_params(ctx):
            if isinstance(parameter, TyperOption) and parameter.is_bool_flag and parameter.default is None:
                parameter.default = False
        return super().parse_args(ctx, args)
