"""Options of the import of an edited workbook."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from mtfp.cli.options.single import choice

SCENARIO, PLAN = "scenario", "plan"
KINDS = (SCENARIO, PLAN)
"""Files into which edits are written."""


@dataclass(frozen=True)
class EditedOptions:
    """Plan of an edited workbook, and the kind and the words of the file that its edits become."""

    plan: Annotated[
        Path | None, typer.Option("--plan", metavar="PLAN", help="Plan from which an edited workbook was written.")
    ] = None
    kind: Annotated[
        str,
        choice("--as", names=KINDS, help="File that edits become: a scenario, or a copy of the plan's file."),
    ] = SCENARIO
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help="Name of the scenario (default: that of the file).")
    ] = ""
    label: Annotated[
        str, typer.Option("--label", metavar="TEXT", help="Title of the scenario in reports (default: its workbook).")
    ] = ""

    @property
    def given(self) -> bool:
        """Return True if an option is given that only an edited workbook takes."""
        return bool(self.name or self.label) or self.kind != SCENARIO
