"""Results that a workbook shows as values, and the sentence that says if they still belong to its inputs."""

from dataclasses import dataclass

from mtfp.findings.short import Short, counted
from mtfp.reports.excel.book import Live
from mtfp.results.table import Table
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulation import Simulation
from mtfp.workbook.formulas.terms import address
from mtfp.workbook.rows import CONSTANT, Book, Sheet
from mtfp.workbook.sheets.checks import SAME

SAME_INPUTS = "Values of the plan as written. No input differs from as written."
OTHER_INPUTS = (
    "An input now differs from as written. These values are those of the plan as written: they don't follow the change."
)

AS_WRITTEN = "As written: not live"
STALE = "As written: an input now differs, and this value doesn't follow"


@dataclass(frozen=True, repr=False)
class Simulated(Short):
    """Simulation of the plan as it stands and under each scenario, with the options of its tables."""

    run: Simulation
    options: ReportOptions

    def in_short(self) -> str:
        return self.run.in_short()


@dataclass(frozen=True, repr=False)
class Values(Short):
    """Results that a workbook shows as values."""

    published: tuple[Table, ...] = ()
    """Tables of the plan as it stands."""
    compared: tuple[Table, ...] = ()
    """Tables that compare the scenarios with the plan."""
    simulated: Simulated | None = None

    def in_short(self) -> str:
        tables = counted(len(self.published) + len(self.compared), "table")
        return f"{tables}, {self.simulated.in_short()}" if self.simulated else tables


def live_sentence(book: Book) -> Live:
    """Return the sentence that says if an input differs from as written."""
    return Live(_text(book, SAME_INPUTS, OTHER_INPUTS), SAME_INPUTS)


def as_written_text(book: Book) -> str:
    """Return the formula of a note on a value as written, which says if an input differs."""
    return _text(book, AS_WRITTEN, STALE)


def _text(book: Book, same: str, other: str) -> str:
    cell = address(book.sheets[Sheet.CHECKS][SAME], CONSTANT, Sheet.STATEMENT)
    return f'=IF({cell}=1,"{same}","{other}")'
