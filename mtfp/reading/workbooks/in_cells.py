"""Document of a plan whose values come from cells of a workbook, all of them or over those of a plan's file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mtfp.findings.finding import Finding
from mtfp.findings.place import Path, Place
from mtfp.reading.sheets.items import Items, paths_of
from mtfp.reading.sheets.with_sheets import WithSheets


@dataclass(frozen=True, repr=False)
class InCells(WithSheets):
    """Document of a plan with the cell of each value that comes from a workbook."""

    cells: Mapping[Path, Place] = field(default_factory=dict)

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        """Return the cell of a value, or else its place in the plan's file, or else the nearest cell around it."""
        if path in self.values or not self.cells:
            return self.cells.get(path) or super().place(path, of_key=of_key)
        around = (self.cells.get(path[:length]) for length in range(len(path), 0, -1))
        return next((place for place in around if place), None) or super().place(path, of_key=of_key)


@dataclass
class Found:
    """Values of a plan as they are found, the cell of each, findings, and the sections of which some can't be read."""

    value: dict[str, Any]
    cells: dict[Path, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def add_places(self, path: Path, items: Items) -> None:
        """Add the cells of a section's items, below the path of the section."""
        for name, value in items.values.items():
            for inner in paths_of((name,), value):
                self.cells[(*path, *inner)] = items.place(inner, of_key=False)

    def document(self, of: WithSheets) -> InCells:
        """Return the document of all values; `of` has the places of those that are in a plan's file."""
        values = {path: (0, 0, 1) for path in paths_of((), self.value)} | dict(of.values)
        return InCells(
            of.file, of.lines, self.value, of.keys, values, of.sheets, comments=of.comments, cells=self.cells
        )


def empty(file: str) -> WithSheets:
    """Return the document of a workbook, before anything is read from it."""
    return WithSheets(file, (), {}, {}, {}, {})
