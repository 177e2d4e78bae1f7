"""Labels and units of workings, from the labels of the numbers that they are worked out from."""

from dataclasses import dataclass, field

from mtfp.findings.short import Short
from mtfp.results.table import FACTOR, MONEY, SHARE
from mtfp.traced import Node
from mtfp.workbook.formulas.shapes import Shape, shape_of
from mtfp.workbook.rows import Book, Row

LONGEST = 100
"""Largest number of characters of a label made of others."""
WORDS = {
    "MIN": "Lower of",
    "MAX": "Higher of",
    "ABS": "Size of",
    "LN": "Logarithm of",
    "AND": "Both of",
    "OR": "Any of",
}
FIXED = {
    -0.99: "Lowest rate of change",
    0.5: "One half",
    1e-05: "Logarithm of growth up to which the mean of two years is their plain average",
    1e-9: "Rounding error, as a share of expenditure",
}
"""Labels of numbers of the model that no plan states."""


@dataclass(repr=False)
class Labels(Short):
    """Labels for the rows of a book."""

    book: Book
    counts: dict[int, int] = field(default_factory=dict)

    def working(self, node: Node, row: Row) -> str:
        """Return the label of a new row: the name that the number has on a later sheet, or its parts in words."""
        if homes := self.book.homes(node):
            return homes[0][0].label
        label = self._words(node)
        if len(label) <= LONGEST:
            return label[:1].upper() + label[1:]
        self.counts[id(row)] = number = self.counts.get(id(row), 0) + 1
        return f"{row.label}, part {number}"

    def fixed(self, value: float | None, row: Row) -> str:
        """Return the label of a fixed number, or of one that differs from year to year (None)."""
        if value is None:
            return f"{row.label}: share in force by year"
        return FIXED.get(value, f"{row.label}: number that the plan's years set")

    def unit(self, node: Node) -> str:
        """Return the unit of a number: of a sum that of its parts, of a product money if it has one amount of money."""
        if homes := self.book.homes(node):
            return homes[0][0].unit
        if node.op is None:
            return FACTOR
        shape = self._shape(node)
        units = [(sign, self.unit(part)) for sign, part in shape.parts]
        every = {unit for (_, unit), (_, part) in zip(units, shape.parts, strict=True) if not part.is_constant}
        if shape.kind == "product":
            money = sum(sign for sign, unit in units if unit == MONEY)
            return MONEY if money == 1 else SHARE if every == {SHARE} else FACTOR
        if shape.kind == "comparison":
            return FACTOR
        return MONEY if MONEY in every else SHARE if every == {SHARE} else FACTOR

    def _shape(self, node: Node) -> Shape:
        return shape_of(node, lambda part: bool(self.book.homes(part)))

    def _label(self, node: Node) -> str:
        if homes := self.book.homes(node):
            label = homes[0][0].label
            return label if label[1:2].isupper() else label[:1].lower() + label[1:]
        return f"{node.value:g}".replace("-", "−") if node.op is None else self._words(node)

    def _words(self, node: Node) -> str:
        shape = self._shape(node)
        texts = [self._label(part) for _, part in shape.parts]
        signs = [sign for sign, _ in shape.parts]
        if shape.kind == "sum":
            return _joined(texts, signs, " + ", " − ")
        if shape.kind == "product":
            inner = [f"({t})" if self._is_sum(part) else t for t, (_, part) in zip(texts, shape.parts, strict=True)]
            return _joined(inner, signs, " × ", " ÷ ")
        if shape.kind == "comparison":
            return f"{texts[0]} {shape.name} {texts[1]}"
        if shape.name == "IF":
            return f"{texts[1]} if {texts[0]}, otherwise {texts[2]}"
        return f"{WORDS[shape.name]} {' and '.join(texts)}"

    def _is_sum(self, node: Node) -> bool:
        return not self.book.homes(node) and node.op is not None and self._shape(node).kind == "sum"


def _joined(texts: list[str], signs: list[int], more: str, less: str) -> str:
    first = texts[0] if signs[0] > 0 else f"{less.strip()}{texts[0]}" if less == " − " else f"1{less}{texts[0]}"
    return first + "".join((more if sign > 0 else less) + text for text, sign in zip(texts[1:], signs[1:], strict=True))
