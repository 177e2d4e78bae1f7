"""Options of figures: format, layout and file, and the years and rows to show."""

from dataclasses import dataclass, field
from typing import Annotated, ClassVar

import typer

from mtfp.cli.options.single import ForceOption, OutputOption, QuietOption, TemplateOption, choice, format_option
from mtfp.reports.formats import Kind, names_of
from mtfp.reports.page import LAYOUTS, TABLE


@dataclass(frozen=True)
class ScreenOptions:
    """Format, layout and place of figures. If the format is empty, the suffix of `output` decides."""

    formats: ClassVar[tuple[str, ...]] = names_of(Kind.FIGURES)
    format: Annotated[str, format_option(formats)] = ""
    layout: Annotated[
        str, choice("--layout", names=LAYOUTS, help="Layout; `list` has one figure per line, for screen readers.")
    ] = TABLE
    output: OutputOption = None
    force: ForceOption = False
    quiet: QuietOption = False


@dataclass(frozen=True)
class FigureOptions(ScreenOptions):
    """Format, layout and place of figures, and the template of a Word file."""

    template: TemplateOption = None


@dataclass(frozen=True)
class SelectOptions:
    """Years and rows to show: the named years and rows, or all if the user names none."""

    year: Annotated[
        list[str], typer.Option("--year", metavar="YEAR", help="Show only this year, e.g. 2027/28 (repeatable).")
    ] = field(default_factory=list)
    row: Annotated[
        list[str],
        typer.Option("--row", metavar="NAME", help="Show only this row, by label or identifier (repeatable)."),
    ] = field(default_factory=list)
