"""Write one formula for the numbers of a row in several columns, if their arithmetic allows it."""

from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass

from mtfp.findings.short import Short
from mtfp.traced import Node
from mtfp.traced.nodes import is_number
from mtfp.workbook.formulas.added import Added
from mtfp.workbook.formulas.alike import Nodes
from mtfp.workbook.formulas.cells import Cells
from mtfp.workbook.formulas.match import Slots
from mtfp.workbook.formulas.reach import holds, is_value_at
from mtfp.workbook.formulas.shapes import Shape
from mtfp.workbook.formulas.terms import Call, Comparison, Number, Product, Ref, Sum, Term
from mtfp.workbook.rows import CONSTANT, Row


@dataclass(repr=False)
class Writer(Short):
    """Writer of formulas. It adds rows for workings and for fixed numbers."""

    cells: Cells
    added: Added

    def term(self, nodes: Nodes, row: Row, *, top: bool = False) -> Term | None:
        """Return one term for the nodes of several columns; None at the top of a row if there is none."""
        shapes = {column: self.cells.shape(node, (row, column), top=top) for column, node in nodes.items()}
        kinds = {shape.kind for shape in shapes.values()}
        nodes = {column: shape.only or nodes[column] for column, shape in shapes.items()}
        if kinds == {"constant"}:
            return self._constant({column: node.value for column, node in nodes.items()}, row)
        if kinds <= {"leaf", "constant"}:
            found = self._reference(nodes, row, top=top)
            return found or (None if top else self.added.working(nodes, row))
        if not top and any(
            shape.kind not in ("leaf", "constant") and self.cells.is_cut(nodes[c]) for c, shape in shapes.items()
        ):
            return self.added.working(nodes, row)
        rest = kinds - {"leaf", "constant"}
        if rest <= {"sum", "product"}:
            for kind in ("product", "sum"):
                if kind in rest and (slots := self._slots(nodes, shapes, kind, row)) is not None:
                    parts = tuple((sign, self._part(each, row)) for sign, each in slots)
                    return Product(parts) if kind == "product" else Sum(parts)
        elif kinds == rest and len(kinds) == len({(s.name, len(s.parts)) for s in shapes.values()}) == 1:
            return self._call(shapes, row)
        return None if top else self.added.working(nodes, row)

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Add no rows within this context: formulas are only tried."""
        before, self.added.is_trial = self.added.is_trial, True
        yield
        self.added.is_trial = before

    def _constant(self, values: Mapping[int, float], row: Row) -> Term:
        """Return a number that no input changes. One other than 0 and 1 has a cell of its own."""
        every = {*values.values()}
        if every <= {0.0} or every <= {1.0} or any(value != value for value in every):
            return Number(every.pop())
        labels = self.added.labels
        if len(every) == 1:
            (number,) = every
            fixed = self.added.fixed((number,), {CONSTANT: number}, lambda: labels.fixed(number, row))
            return Ref(fixed, CONSTANT, True)
        self._require_no_other([*values])
        key = (*sorted(values), *(values[column] for column in sorted(values)))
        return Ref(self.added.fixed(key, values, lambda: labels.fixed(None, row)), 0)

    def _reference(self, nodes: Nodes, row: Row, *, top: bool = False) -> Ref | None:
        """Return one reference that is right in every column, or None."""
        places = {c: self.cells.homes(n, (row, c), alias=top) for c, n in nodes.items() if not n.is_constant}
        values = {c: n.value for c, n in nodes.items() if c not in places}
        self._require_no_other([*values])
        first = next(iter(places))
        options = [option for home, c in places[first] for option in (Ref(home, c, True), Ref(home, c - first, False))]
        options = [ref for ref in options if not (top and ref.fixed and ref.column >= 0)]
        options.sort(key=lambda ref: ref.fixed and ref.column >= 0)
        for ref in options:
            if not ref.fixed and ref.at(first) == CONSTANT:
                continue
            right = all((ref.row, ref.at(c)) in homes for c, homes in places.items())
            if right and all(is_value_at(ref, c, value, row) for c, value in values.items()):
                return ref
        return None

    def _require_no_other(self, columns: Sequence[int]) -> None:
        """Raise Unlike if a column stands for others, whose own cells would have to be looked at."""
        if self.added.alike:
            self.added.alike.require_none(columns)

    def _part(self, nodes: Nodes, row: Row) -> Term:
        found = self.term(nodes, row)
        assert found is not None
        return found

    def _slots(
        self, nodes: Nodes, shapes: Mapping[int, Shape], kind: str, row: Row
    ) -> list[tuple[int, dict[int, Node]]] | None:
        """Return the parts of sums or products of several columns, each part in the same place in every column.

        A column may lack a part if the cell that the formula names there holds 0 in a sum, or 1 in a product. The
        result is None if it doesn't.
        """
        neutral = 0.0 if kind == "sum" else 1.0
        slots = Slots(lambda node, column: self.cells.keys(node, (row, column)))
        parts = {column: _parts(shape, nodes[column], kind, neutral) for column, shape in shapes.items()}
        for column in sorted(parts, key=lambda c: -len(parts[c])):
            slots.put(column, parts[column])
        if (found := self._completed(slots, nodes.keys(), neutral, row)) is None and (joined := slots.with_numbers()):
            return self._completed(joined, nodes.keys(), neutral, row)
        return found

    def _completed(
        self, slots: Slots, columns: Set[int], neutral: float, row: Row
    ) -> list[tuple[int, dict[int, Node]]] | None:
        """Return the parts in each place, with what a column that lacks one needs; None if nothing can complete it."""
        found = []
        for slot in slots.slots:
            lacking = sorted(columns - slot.nodes.keys())
            self._require_no_other(lacking)
            clear = self._is_clear(slot.nodes, lacking, neutral, row)
            nodes = slot.nodes if clear else slot.completed(lacking, neutral, self.cells.is_scalar)
            if nodes is None:
                return None
            found.append((slot.sign, nodes))
        return found

    def _is_clear(self, nodes: Nodes, lacking: Sequence[int], neutral: float, row: Row) -> bool:
        """Return True if the formula of a part has its neutral number in the columns that lack the part."""
        if not lacking:
            return True
        with self.trial():
            term = self.term(nodes, row)
        return term is not None and all(holds(term, column, neutral, row) for column in lacking)

    def _call(self, shapes: Mapping[int, Shape], row: Row) -> Term:
        first = next(iter(shapes.values()))
        count = len(first.parts)
        args = tuple(self._part({c: s.parts[at][1] for c, s in shapes.items()}, row) for at in range(count))
        return Call(first.name, args) if first.kind == "call" else Comparison(first.name, *args)


def _parts(shape: Shape, node: Node, kind: str, neutral: float) -> tuple[tuple[int, Node], ...]:
    """Return the parts of a shape as a sum or product; another shape is the only part of one."""
    if shape.kind == "constant" and is_number(shape.parts[0][1], neutral):
        return ()
    return shape.parts if shape.kind == kind else ((1, node),)
