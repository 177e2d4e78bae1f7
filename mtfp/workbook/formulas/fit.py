"""Fit formulas to rows: one formula for all projected years of a row wherever the arithmetic allows it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import IntEnum

from mtfp.findings.short import Short
from mtfp.results.table import FACTOR
from mtfp.traced import Node
from mtfp.workbook.formulas.labels import Labels
from mtfp.workbook.formulas.match import AT, Slots
from mtfp.workbook.formulas.reach import CALCULATED, has_value, holds, is_value_at, may_refer
from mtfp.workbook.formulas.shapes import Shape, shape_of
from mtfp.workbook.formulas.terms import Call, Comparison, Number, Product, Ref, Sum, Term
from mtfp.workbook.rows import CONSTANT, Book, Place, Row, Sheet
from mtfp.workbook.same import is_number

SMALL = 3
"""Least number of cells in a part of several formulas that gets a row of its own."""
FIXED = "Numbers that the model or the plan's years fix"
TRIED = Row(Sheet.INPUTS, "", cells=dict.fromkeys(range(CONSTANT, 100), Node(None, (), 0.0, ("any",))))
"""Row that stands for new ones while a formula is only tried. Its numbers may be any."""
FLAGS = -1.0
"""Beginning of the key of a row of 0 and 1."""
LONG = 9
"""Largest number of cells in a part of one formula that gets no row of its own."""
Nodes = Mapping[int, Node]
"""Nodes of a row by column."""


class Opening(IntEnum):
    """Cells that show how their number is worked out, instead of a reference to the cell that does."""

    OWN = 0
    """The first cell of each number."""
    OWN_ROW = 1
    """Other cells of its row too."""
    ALL = 2
    """Cells of other rows too."""


@dataclass(repr=False)
class Fitter(Short):
    """Fitter of formulas to the rows of a book. It adds rows for workings and for fixed numbers."""

    book: Book
    labels: Labels
    users: Counter[int] = field(default_factory=Counter)
    _sizes: dict[int, int] = field(default_factory=dict)
    _may_add: bool = True
    _headed: set[Sheet] = field(default_factory=set)
    _opening: "Opening" = field(default_factory=lambda: Opening.OWN)
    _fixed: dict[tuple[float, ...], Row] = field(default_factory=dict)

    def fit(self) -> None:
        """Fit formulas to every row, sheet by sheet."""
        self.users = self._counted()
        for sheet in CALCULATED:
            for row in self.book.sheets[sheet]:  # workings are added at the end, and fitted in their turn
                self._row(row)

    def _counted(self) -> Counter[int]:
        """Return the number of nodes that each node is a part of."""
        users, seen = Counter[int](), set[int]()
        steps = [node for row in self.book.rows() for node in row.cells.values()]
        while steps:
            node = steps.pop()
            if id(node) not in seen:
                seen.add(id(node))
                users.update({id(arg) for arg in node.args})
                steps += node.args
        return users

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
        for self._opening in Opening:
            term = self._term({c: node for c, node in nodes.items() if c not in zeros}, row, top=True)
            if term is not None and all(holds(term, column, 0.0, row) for column in zeros):
                return dict.fromkeys(nodes, term)
            if term is not None and (flagged := self._flagged(term, nodes, zeros, row)):
                return dict.fromkeys(nodes, flagged)
        self._opening = Opening.OWN
        return self._in_groups(nodes, varying, row)

    def _flagged(self, term: Term, nodes: Nodes, zeros: Set[int], row: Row) -> Term | None:
        """Return a formula times a row of 0 and 1, for the years in which it counts; None if it has no value there."""
        if not all(has_value(term, column, row) for column in zeros):
            return None
        flags = {column: float(column not in zeros) for column in nodes}
        key = (FLAGS, *(flags[column] for column in sorted(flags)))
        label = f"{row.label}: 1 in the years in which it counts"
        return Product(((1, term), (1, Ref(self._fixed_row(key, flags, label), 0))))

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
        before, self._may_add = self._may_add, False
        term = self._term({**group, **other}, row, top=True)
        self._may_add = before
        return term is not None

    def _certain(self, nodes: Nodes, row: Row) -> list[tuple[Nodes, Term]]:
        """Return the formula of a group of cells, or those of single cells if new rows have made them differ."""
        term = self._term(nodes, row, top=True)
        if term is not None:
            return [(nodes, term)]
        assert len(nodes) > 1, row
        return [part for column, node in nodes.items() for part in self._certain({column: node}, row)]

    def _shape(self, node: Node, at: Place, *, top: bool = False) -> Shape:
        if node.is_constant:
            return Shape("constant", parts=((1, node),))
        own = top and node.op is not None and self._is_opened(self.book.homes(node)[0], at)
        if not own and self._homes(node, at, alias=top):
            return Shape("leaf", parts=((1, node),))
        return shape_of(node, lambda part: part.is_constant or bool(self._lasting(part, at)))

    def _is_opened(self, home: Place, at: Place) -> bool:
        """Return True if the formula of `at` shows the calculation of the number in `home` and does not refer to it."""
        return home == at or (home[0] is at[0] and self._opening > Opening.OWN) or self._opening is Opening.ALL

    def _lasting(self, node: Node, at: Place) -> list[Place]:
        """Return the cells that hold a part of a sum or product, without the workings of other sheets."""
        return [home for home in self._homes(node, at) if not home[0].is_working or home[0].sheet is at[0].sheet]

    def _homes(self, node: Node, at: Place, *, alias: bool = False) -> list[Place]:
        """Return the cells that hold a node and to which a cell may refer; for `alias`, only those before the cell."""
        homes = self.book.homes(node)
        if alias and at in homes:
            homes = homes[: homes.index(at)]
        return [home for home in homes if home != at and may_refer(at, home)]

    def _is_cut(self, node: Node) -> bool:
        """Return True for a part that gets a row of its own: several formulas use it, or it is long."""
        size = self._size(node)
        return (self.users[id(node)] > 1 and size >= SMALL) or size > LONG

    def _size(self, node: Node) -> int:
        """Return the number of cells in the formula of a node."""
        if id(node) not in self._sizes:
            ends = [bool(self.book.homes(arg)) or not arg.args for arg in node.args]
            self._sizes[id(node)] = (
                sum(1 if end else self._size(arg) for arg, end in zip(node.args, ends, strict=True)) or 1
            )
        return self._sizes[id(node)]

    def _term(self, nodes: Nodes, row: Row, *, top: bool = False) -> Term | None:
        """Return one term for the nodes of several columns; None at the top of a row if there is none."""
        shapes = {column: self._shape(node, (row, column), top=top) for column, node in nodes.items()}
        kinds = {shape.kind for shape in shapes.values()}
        nodes = {column: shape.only or nodes[column] for column, shape in shapes.items()}
        if kinds == {"constant"}:
            return self._constant({column: node.value for column, node in nodes.items()}, row)
        if kinds <= {"leaf", "constant"}:
            found = self._reference(nodes, row, top=top)
            return found or (None if top else self._working(nodes, row))
        if not top and any(
            shape.kind not in ("leaf", "constant") and self._is_cut(nodes[c]) for c, shape in shapes.items()
        ):
            return self._working(nodes, row)
        rest = kinds - {"leaf", "constant"}
        if rest <= {"sum", "product"}:
            for kind in ("product", "sum"):
                if kind in rest and (slots := self._slots(nodes, shapes, kind, row)) is not None:
                    parts = tuple((sign, self._part(each, row)) for sign, each in slots)
                    return Product(parts) if kind == "product" else Sum(parts)
        elif kinds == rest and len(kinds) == len({(s.name, len(s.parts)) for s in shapes.values()}) == 1:
            return self._call(shapes, row)
        return None if top else self._working(nodes, row)

    def _constant(self, values: Mapping[int, float], row: Row) -> Term:
        """Return a number that no input changes. One other than 0 and 1 has a cell of its own."""
        every = {*values.values()}
        if every <= {0.0} or every <= {1.0} or any(value != value for value in every):
            return Number(every.pop())
        if len(every) == 1:
            (number,) = every
            fixed = self._fixed_row((number,), {CONSTANT: number}, self.labels.fixed(number, row))
            return Ref(fixed, CONSTANT, True)
        key = (*sorted(values), *(values[column] for column in sorted(values)))
        return Ref(self._fixed_row(key, values, self.labels.fixed(None, row)), 0)

    def _fixed_row(self, key: tuple[float, ...], values: Mapping[int, float], label: str) -> Row:
        if key not in self._fixed:
            cells = {column: Node(None, (), value) for column, value in values.items()}
            if not self._may_add:
                return TRIED
            self._fixed[key] = self._add(Row(Sheet.INPUTS, label, FACTOR, cells=cells))
        return self._fixed[key]

    def _reference(self, nodes: Nodes, row: Row, *, top: bool = False) -> Ref | None:
        """Return one reference that is right in every column, or None."""
        places = {c: self._homes(n, (row, c), alias=top) for c, n in nodes.items() if not n.is_constant}
        values = {c: n.value for c, n in nodes.items() if c not in places}
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

    def _working(self, nodes: Nodes, row: Row) -> Ref:
        """Return a reference to a new row that works out a part of a formula in every column."""
        one = next(node for node in nodes.values() if not node.is_constant)
        label, unit = self.labels.working(one, row), self.labels.unit(one)
        if len(nodes) > 1 and all(node is one for node in nodes.values()):
            kept = self._add(Row(row.sheet, label, unit, cells={CONSTANT: one}, is_working=True))
            return Ref(kept, CONSTANT, True)
        kept = self._add(Row(row.sheet, label, unit, cells=dict(nodes), is_working=True))
        return Ref(kept, CONSTANT, True) if CONSTANT in nodes else Ref(kept, 0)

    def _part(self, nodes: Nodes, row: Row) -> Term:
        found = self._term(nodes, row)
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
        slots = Slots(lambda node, column: self._keys(node, (row, column)))
        parts = {column: _parts(shape, nodes[column], kind, neutral) for column, shape in shapes.items()}
        for column in sorted(parts, key=lambda c: -len(parts[c])):
            slots.put(column, parts[column])
        for slot in slots.slots:
            lacking = sorted(nodes.keys() - slot.nodes.keys())
            if not self._is_clear(slot.nodes, lacking, neutral, row):
                slots.complete(slot, lacking, neutral, self._is_scalar)
                if slot.nodes.keys() != nodes.keys():
                    return None
        return [(slot.sign, slot.nodes) for slot in slots.slots]

    def _is_clear(self, nodes: Nodes, lacking: Sequence[int], neutral: float, row: Row) -> bool:
        """Return True if the formula of a part has its neutral number in the columns that lack the part."""
        if not lacking:
            return True
        before, self._may_add = self._may_add, False
        term = self._term(nodes, row)
        self._may_add = before
        return term is not None and all(holds(term, column, neutral, row) for column in lacking)

    def _is_scalar(self, node: Node) -> bool:
        """Return True if a part counts in every year: it is worked out from inputs and numbers that do."""
        if node.is_constant or (homes := self.book.homes(node)):
            return node.is_constant or homes[0][1] == CONSTANT
        return bool(node.args) and all(self._is_scalar(arg) for arg in node.args)

    def _add(self, row: Row) -> Row:
        """Add a row of workings or of fixed numbers; while a formula is only tried, one stands for all such rows."""
        if not self._may_add:
            return TRIED
        if row.sheet not in self._headed:
            self._headed.add(row.sheet)
            self.book.add(Row(row.sheet, FIXED if row.sheet is Sheet.INPUTS else "Workings"))
        return self.book.add(row)

    def _keys(self, node: Node, at: Place) -> frozenset[object]:
        """Return keys of a part: two parts of different columns can have one place if they share a key."""
        shape = self._shape(node, at)
        if shape.kind == "leaf":
            homes = self._homes(node, at)
            return frozenset(key for home, c in homes for key in _keys_of(home, c, at[1]))
        return frozenset([(shape.kind, shape.name)])

    def _call(self, shapes: Mapping[int, Shape], row: Row) -> Term:
        first = next(iter(shapes.values()))
        count = len(first.parts)
        args = tuple(self._part({c: s.parts[at][1] for c, s in shapes.items()}, row) for at in range(count))
        return Call(first.name, args) if first.kind == "call" else Comparison(first.name, *args)


def _keys_of(home: Row, column: int, user: int) -> Iterator[object]:
    """Yield the keys of a cell: its distance in years, or its fixed column."""
    if column != CONSTANT:
        yield id(home), "by", column - user
    yield id(home), AT if column >= 0 else "", column


def _parts(shape: Shape, node: Node, kind: str, neutral: float) -> tuple[tuple[int, Node], ...]:
    """Return the parts of a shape as a sum or product; another shape is the only part of one."""
    if shape.kind == "constant" and is_number(shape.parts[0][1], neutral):
        return ()
    return shape.parts if shape.kind == kind else ((1, node),)
