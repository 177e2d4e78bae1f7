"""Cells and rows of a live workbook, as they were saved."""

from dataclasses import dataclass

from mtfp.findings.place import Path, Place
from mtfp.text.xlsx import CellKind

STATEMENT, INPUTS, SCENARIOS = "Statement", "Inputs", "Scenarios"
"""Ends of the titles on sheets, which stay if a sheet gets another name."""


@dataclass(frozen=True)
class Cell:
    """Cell of a row: its text, the kind of its content if it has any, its formula if it has one, and its place."""

    text: str
    kind: CellKind | None
    formula: str | None
    place: Place
    is_meant: str
    """Kind of cell that the workbook was written with: an input, a formula or a fixed number; empty for none."""
    mark: str = ""
    """Mark of the formula that the workbook was written with."""


@dataclass(frozen=True)
class LiveRow:
    """Row with its name and its cells by the heading of their column. `label` has the row's words."""

    sheet: str
    name: str
    label: str
    is_money: bool
    cells: dict[str, Cell]
    group: str = ""
    """Heading above the row, below which no other row has its label."""
    scenario: str = ""
    """Label of the scenario on whose row the values are; empty on other sheets."""

    @property
    def is_written(self) -> bool:
        """Return True for a row that mtfp wrote."""
        return any(cell.is_meant for cell in self.cells.values())

    @property
    def place(self) -> Place:
        """Return the place of the row's first cell with something in it."""
        return next(iter(self.cells.values())).place

    @property
    def line(self) -> int:
        """Return the number of the row on its sheet, from 1."""
        return self.place.line

    @property
    def key(self) -> Path:
        """Return the place in the plan, in steps."""
        return tuple(self.name.split("."))
