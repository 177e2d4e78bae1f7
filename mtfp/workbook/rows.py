"""Rows of a workbook, and the cells in which each number of the projection is found."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from mtfp.findings.short import Short
from mtfp.results.table import FACTOR, MONEY, SHARE
from mtfp.traced import Node

CONSTANT = -1
"""Column of a number that counts in every year. The base year is column 0, and the projected years follow."""


class Sheet(IntEnum):
    """Sheets with rows, in the order of calculation: a formula refers to its own sheet or to an earlier one."""

    SCENARIOS = 0
    INPUTS = 1
    DEMAND = 2
    LINES = 3
    SAVINGS = 4
    FUNDING = 5
    YEAR_END = 6
    RESERVES = 7
    WORKINGS = 8
    CAUSES = 9
    STATEMENT = 10
    WHY = 11
    CHECKS = 12

    @property
    def title(self) -> str:
        return TITLES.get(self, self.name.capitalize())


TITLES = {Sheet.YEAR_END: "Year-end", Sheet.WHY: "Why the gap"}
"""Titles of sheets that are not their names."""
TOP = 4
"""Number of rows above the first row of a sheet: title, units, an empty row, and the headings."""


UNITS = {SHARE: "%", FACTOR: "number"}
"""Words in the column of units; money has the plan's unit there."""
SWITCH = 3
"""Number of the row, on the sheet of scenarios, with the number of the scenario in use; its name is above it."""


@dataclass(eq=False, repr=False)
class Row(Short):
    """Row of a sheet, with a number in each of its cells by column. A heading has no cells."""

    sheet: Sheet
    label: str
    unit: str = MONEY
    note: str = ""
    cells: dict[int, Node] = field(default_factory=dict)
    formulas: dict[int, Any] = field(default_factory=dict)
    """Formula of a cell, as a term. A cell without one holds its number as a value."""
    strong: bool = False
    is_input: bool = False
    repeats: bool = False
    """True for a row that shows numbers of another row of its sheet, even of one below it."""
    is_working: bool = False
    """True for a part of formulas of other rows."""
    is_named_working: bool = False
    """True for a working with a label of its own. A sheet shows equal ones once."""
    is_as_written: bool = False
    """True for values that don't follow an edit."""
    depth: int = 0
    number: int = 0
    """Number of the row on its sheet, from 0."""
    choices: dict[int, list[float]] = field(default_factory=dict)
    """Values of an input in each scenario, by column."""
    limits: tuple[float, float] | None = None
    """Lowest and highest value of an input."""
    id: str = ""
    """Identifier of a named number."""
    place: str = ""
    """Place of an input in the plan, without years."""
    part_of: str = ""
    """Item of which an input is a share."""
    zeros: set[int] = field(default_factory=set)
    """Columns without a number of the plan, which hold 0 because a function reads them."""
    formats: dict[int, str] = field(default_factory=dict)
    """Number formats of cells that don't have the format of the row's unit, by column."""
    texts: dict[int, str] = field(default_factory=dict)
    """Formulas that are written out."""

    def in_short(self) -> str:
        return f"{self.sheet.title}, {self.label}"

    @property
    def is_heading(self) -> bool:
        return not self.cells


Place = tuple[Row, int]
"""Row and column of a cell."""


class Book:
    """Rows of all sheets, and the cells that hold each node: the first one works it out, the others refer to it."""

    def __init__(self) -> None:
        self.sheets: dict[Sheet, list[Row]] = {sheet: [] for sheet in Sheet}
        self._homes: dict[int, list[Place]] = {}

    def add(self, row: Row) -> Row:
        """Add a row at the end of its sheet."""
        self.sheets[row.sheet].append(row)
        for column, node in row.cells.items():
            self._settle(node, (row, column))
        return row

    def _settle(self, node: Node, place: Place) -> None:
        if not node.is_constant:
            homes = self._homes.setdefault(id(node), [])
            homes.append(place)
            homes.sort(key=lambda each: (each[0].sheet, each[0].repeats, each[1]))

    def homes(self, node: Node) -> list[Place]:
        """Return the cells that hold a node, the one that works it out first."""
        return self._homes.get(id(node), [])

    def row_of(self, id: str, sheet: Sheet) -> Row | None:
        """Return the row of a named number on a sheet; None if the sheet has none."""
        return next((row for row in self.sheets[sheet] if row.id == id), None)

    def number(self, tops: Mapping[Sheet, int]) -> None:
        """Give every row its number, from 0, below the rows at the top of its sheet."""
        for sheet, rows in self.sheets.items():
            for position, row in enumerate(rows, tops.get(sheet, TOP)):
                row.number = position

    def rows(self) -> Iterator[Row]:
        """Yield the rows of all sheets, in the order of calculation."""
        for rows in self.sheets.values():
            yield from rows
