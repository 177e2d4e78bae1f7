"""Fit formulas to rows: one formula for all projected years of a row wherever the arithmetic allows it."""

from collections.abc import Set
from dataclasses import dataclass

from mtfp.findings.short import Short
from mtfp.traced import Node
from mtfp.traced.nodes import is_number
from mtfp.workbook.formulas.added import Added
from mtfp.workbook.formulas.alike import Nodes, Unlike, alike
from mtfp.workbook.formulas.cells import Cells, Opening
from mtfp.workbook.formulas.labels import Labels
from mtfp.workbook.formulas.reach import CALCULATED, has_value, holds
from mtfp.workbook.formulas.terms import Product, Ref, Sum, Term
from mtfp.workbook.formulas.write import Writer
from mtfp.workbook.rows import CONSTANT, Book, Row

FEW = 2
"""Largest number of columns that are all looked at."""
FLAGS = -1.0
"""Beginning of the key of a row of 0 and 1."""


def fit(book: Book) -> None:
    """Fit formulas to every row of a book, sheet by sheet. It gets rows for workings and for fixed numbers."""
    cells = Cells(book)
    cells.count_users()
    Fitter(Writer(cells, Added(cells, Labels(book)))).fit()


@dataclass(repr=False)
class Fitter(Short):
    """Fitter of formulas to rows."""

    writer: Writer

    def fit(self) -> None:
        """Fit formulas to every row, sheet by sheet."""
        for sheet in CALCULATED:
            for row in self.writer.cells.book.sheets[sheet]:  # workings are added at the end, and fitted in their turn
                self._row(row)

    def _row(self, row: Row) -> None:
        if row.formulas:  # it came with its own
            return
        projected = {column: node for column, node in row.cells.items() if column > 0}
        row.formulas |= self._fitted(projected, row)
        for column in (0, CONSTANT):
            if column in row.cells:
                row.formulas |= self._fitted({column: row.cells[column]}, row)

    def _fitted(self, nodes: Nodes, row: Row) -> dict[int, Term]:
        """Return the formulas of cells; one formula if all cells allow it, or else one for each kind of cell."""
        varying = {column: node for column, node in nodes.items() if not node.is_constant}
        if not varying:
            return {}
        zeros = {column for column, node in nodes.items() if column not in varying and node.value == 0}
        for self.writer.cells.opening in Opening:
            term = self._one({c: node for c, node in nodes.items() if c not in zeros}, row)
            if term is not None and all(holds(term, column, 0.0, row) for column in zeros):
                return dict.fromkeys(nodes, term)
            if term is not None and (flagged := self._flagged(term, nodes, zeros, row)):
                return dict.fromkeys(nodes, flagged)
        self.writer.cells.opening = Opening.OWN
        return self._in_groups(nodes, varying, row)

    def _one(self, nodes: Nodes, row: Row) -> Term | None:
        """Return one formula for several columns. Of those that are alike, the first and the last tell it."""
        same = alike(nodes, row, self.writer.cells) if len(nodes) > FEW else None
        if same is None:
            return self.writer.term(nodes, row, top=True)
        try:
            with self.writer.added.standing_for(same):
                term = self.writer.term(same.representatives(nodes), row, top=True)
            if term is not None:
                same.confirm(term)
            return term
        except Unlike:
            return self.writer.term(nodes, row, top=True)

    def _flagged(self, term: Term, nodes: Nodes, zeros: Set[int], row: Row) -> Term | None:
        """Return a formula times a row of 0 and 1, for the years in which it counts; None if it has no value there."""
        if not all(has_value(term, column, row) for column in zeros):
            return None
        flags = {column: float(column not in zeros) for column in nodes}
        key = (FLAGS, *(flags[column] for column in sorted(flags)))
        counts = self.writer.added.fixed(key, flags, lambda: f"{row.label}: 1 in the years in which it counts")
        return Product(((1, term), (1, Ref(counts, 0))))

    def _in_groups(self, nodes: Nodes, varying: Nodes, row: Row) -> dict[int, Term]:
        """Return the formulas of cells that can't have the same one: as few different formulas as are found."""
        held: list[dict[int, Node]] = []
        for column, node in reversed([*varying.items()]):
            group = next((g for g in held if self._may_join(g, {column: node}, row)), None)
            if group is None:
                held.append({column: node})
            else:
                group[column] = node
        groups = [part for group in held for part in self._certain(group, row)]
        terms = [term for _, term in groups]
        found = {column: term for group, term in groups for column in group}
        others = ((column, term) for column in nodes for term in terms if term is not found.get(column))
        settled = all(column in varying or is_number(node, 0.0) for column, node in nodes.items())
        if settled and all(holds(term, column, 0.0, row) for column, term in others):
            return dict.fromkeys(nodes, Sum(tuple((1, term) for term in terms)))
        return found

    def _may_join(self, group: Nodes, other: Nodes, row: Row) -> bool:
        """Return True if one formula is right for a group and another cell; no row is added to try it."""
        with self.writer.trial():
            term = self.writer.term({**group, **other}, row, top=True)
        return term is not None

    def _certain(self, nodes: Nodes, row: Row) -> list[tuple[Nodes, Term]]:
        """Return the formula of a group of cells, or those of single cells if new rows have made them differ."""
        term = self.writer.term(nodes, row, top=True)
        if term is not None:
            return [(nodes, term)]
        assert len(nodes) > 1, row
        return [part for column, node in nodes.items() for part in self._certain({column: node}, row)]
