"""Rows that formulas need besides those of the layout: workings, and numbers that no plan states."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from mtfp.findings.short import Short
from mtfp.results.table import FACTOR
from mtfp.traced import Node
from mtfp.workbook.formulas.alike import Alike, Nodes
from mtfp.workbook.formulas.cells import Cells
from mtfp.workbook.formulas.labels import Labels
from mtfp.workbook.formulas.terms import Ref
from mtfp.workbook.rows import CONSTANT, Row, Sheet

FIXED = "Numbers that the model or the plan's years fix"
WORKINGS = "Workings"
TRIED = Row(Sheet.INPUTS, "", cells=dict.fromkeys(range(CONSTANT, 100), Node(None, (), 0.0, ("any",))))
"""Row that stands for new ones while a formula is only tried. Its numbers may be any."""


@dataclass(repr=False)
class Added(Short):
    """Rows added to a book. While a formula is only tried, one row stands for all new ones."""

    cells: Cells
    labels: Labels
    is_trial: bool = False
    alike: Alike | None = None
    """Columns of the row in hand for which two of them stand."""
    _headed: set[Sheet] = field(default_factory=set)
    _fixed: dict[tuple[float, ...], Row] = field(default_factory=dict)

    def fixed(self, key: tuple[float, ...], values: Mapping[int, float], label: Callable[[], str]) -> Row:
        """Return the row of numbers that no input changes; rows with one key are the same."""
        if key not in self._fixed:
            cells = {column: Node(None, (), value) for column, value in values.items()}
            if self.is_trial:
                return TRIED
            self._fixed[key] = self.add(Row(Sheet.INPUTS, label(), FACTOR, cells=cells))
        return self._fixed[key]

    def working(self, nodes: Nodes, row: Row) -> Ref:
        """Return a reference to a new row that works out a part of a formula in every column."""
        nodes = self.alike.everywhere(nodes) if self.alike else nodes
        one = next(node for node in nodes.values() if not node.is_constant)
        label, unit = self.labels.working(one, row), self.labels.unit(one)
        if len(nodes) > 1 and all(node is one for node in nodes.values()):
            kept = self.add(Row(row.sheet, label, unit, cells={CONSTANT: one}, is_working=True))
            return Ref(kept, CONSTANT, True)
        kept = self.add(Row(row.sheet, label, unit, cells=dict(nodes), is_working=True))
        return Ref(kept, CONSTANT, True) if CONSTANT in nodes else Ref(kept, 0)

    @contextmanager
    def standing_for(self, alike: Alike | None) -> Iterator[None]:
        """Give workings all columns within this context, in which formulas name two of those that are alike."""
        self.alike = alike
        try:
            yield
        finally:
            self.alike = None

    def add(self, row: Row) -> Row:
        """Add a row of workings or of fixed numbers; while a formula is only tried, one stands for all such rows."""
        if self.is_trial:
            return TRIED
        heading = FIXED if row.sheet is Sheet.INPUTS else "Workings"
        if row.sheet not in self._headed and not any(
            each.label == heading for each in self.cells.book.sheets[row.sheet]
        ):
            self.cells.book.add(Row(row.sheet, heading))
        self._headed.add(row.sheet)
        self.cells.forget()
        return self.cells.book.add(row)
