"""Options of results other than figures: format and file, and the readers of a paper."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

import typer

from mtfp.cli.options.of_figures import FigureOptions
from mtfp.cli.options.single import (
    ForceOption,
    OutputOption,
    QuietOption,
    SeedOption,
    TemplateOption,
    choice,
    format_option,
)
from mtfp.reports.formats import Kind, names_of
from mtfp.reports.page import TABLE
from mtfp.simulation.defaults import DRAWS, SEED


@dataclass(frozen=True)
class WordsOptions:
    """Format and place of a result in words. If the format is empty, the suffix of `output` decides."""

    formats: ClassVar[tuple[str, ...]] = names_of(Kind.WORDS)
    layout: ClassVar[str] = TABLE
    format: Annotated[str, format_option(formats)] = ""
    output: OutputOption = None
    template: TemplateOption = None
    force: ForceOption = False
    quiet: QuietOption = False


@dataclass(frozen=True)
class CheckOptions(WordsOptions):
    """Format and place of findings and checks."""

    formats = names_of(Kind.CHECKS)
    format: Annotated[str, format_option(formats)] = ""


@dataclass(frozen=True)
class ChartOptions(FigureOptions):
    """Format and place of a chart: a picture, or its figures."""

    formats = names_of(Kind.FIGURES, Kind.PICTURES)
    format: Annotated[str, format_option(formats)] = ""


@dataclass(frozen=True)
class FileOptions:
    """Place of a file that is the result of a command."""

    output: OutputOption = None
    force: ForceOption = False
    quiet: QuietOption = False


AUDIENCE_NAMES = ("board", "planning-group", "finance", "consultation")
"""Readers of a paper."""


@dataclass(frozen=True)
class PaperOptions:
    """Readers of a paper, and the draws behind it."""

    audience: Annotated[
        str, choice("--for", names=AUDIENCE_NAMES, help="Readers, who decide the depth and order of the paper.")
    ] = AUDIENCE_NAMES[0]
    draws: Annotated[
        int, typer.Option("--draws", metavar="N", help="Number of draws; 0 for the plan's own case alone.", min=0)
    ] = DRAWS
    seed: SeedOption = SEED
