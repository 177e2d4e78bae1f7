"""Labels and units of workings, from the labels of the numbers that they are worked out from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, count, takewhile

from mtfp.findings.short import Short
from mtfp.results.table import FACTOR, MONEY, SHARE
from mtfp.traced import Node
from mtfp.traced.nodes import is_number
from mtfp.workbook.formulas.shapes import Shape, shape_of
from mtfp.workbook.rows import Book, Row, Sheet

FEW = 3
"""Largest number of parts of a sum that its label names in any case."""
LONGEST, MOST = 100, 120
"""Largest number of characters of a label made of others, and of one in few words."""
STEP = r"^Step to | \(\d+\)$"
"""Beginning and end of the label of a step to a step, which the label of the row behind it does without."""
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
    1e-12: "Rounding error, as a share of an amount",
}
"""Labels of numbers of the model that no plan states."""


@dataclass(repr=False)
class Labels(Short):
    """Labels for the rows of a book."""

    book: Book
    _used: set[tuple[Sheet, str]] = field(default_factory=set)

    def working(self, node: Node, row: Row) -> str:
        """Return the label of a new row: the name that the number has on a later sheet, or its parts in words.

        No other new row of the sheet has this label: if need be, it says for which row the number is worked out.
        """
        homes = self.book.homes(node)
        label = homes[0][0].label if homes else self._words(node)
        label = label if len(label) <= LONGEST else self._outline(node)
        if len(label) > MOST:
            return self._first_unused(row.sheet, [f"Step to {_lower(re.sub(STEP, '', row.label))}"])
        label = label[:1].upper() + label[1:]
        own = f"{row.label}: {_lower(label)}"
        return self._first_unused(row.sheet, [label, own] if len(own) <= MOST else [label])

    def _first_unused(self, sheet: Sheet, labels: Sequence[str]) -> str:
        every = chain(labels, (f"{labels[-1]} ({number})" for number in count(2)))
        label = next(each for each in every if (sheet, each) not in self._used)
        self._used.add((sheet, label))
        return label

    def _outline(self, node: Node) -> str:
        """Return a long number in few words: a sum by its first and last part, another by outlines of its parts."""
        shape = self._shape(node)
        if shape.kind == "sum" and (len(shape.parts) > FEW or {sign for sign, _ in shape.parts} == {1}):
            return sum_in_words([self._ending(part) for _, part in shape.parts])
        if shape.kind == "product" and [sign for sign, _ in shape.parts] == [1, -1]:
            share, whole = (part for _, part in shape.parts)
            if whole.op is not None and any(p is share for _, p in shape_of(whole, lambda part: part is share).parts):
                return f"{self._short(share)}, as a share of the sum"
        return self._joined_parts(shape, [self._short(part) for _, part in shape.parts])

    def _short(self, node: Node) -> str:
        outline = self._label(node) if self.book.homes(node) or node.op is None else self._outline(node)
        return outline if outline[1:2].isupper() else outline[:1].lower() + outline[1:]

    def _ending(self, node: Node) -> str:
        """Return the label of the first named number from which a number is worked out."""
        while node.args and not any(not row.is_working for row, _ in self.book.homes(node)):
            node = next((arg for arg in node.args if not arg.is_constant), node.args[0])
        return self._label(node)

    def fixed(self, value: float | None, row: Row) -> str:
        """Return the label of a fixed number, or of one that differs from year to year (None)."""
        if value is None:
            return self._first_unused(Sheet.INPUTS, [f"{row.label}: share in force by year"])
        if value > 0 and (parts := 1 / value).is_integer() and value not in FIXED:
            return f"Equal share of {parts:.0f}"
        return FIXED.get(value) or self._first_unused(Sheet.INPUTS, [f"{row.label}: number that the plan's years set"])

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
        return self._joined_parts(shape, [self._label(part) for _, part in shape.parts])

    def _joined_parts(self, shape: Shape, texts: list[str]) -> str:
        """Return the words of a number, given those of its parts."""
        signs = [sign for sign, _ in shape.parts]
        if shape.kind == "sum":
            return _joined(texts, signs, " + ", " − ")
        if shape.kind == "product":
            inner = [
                f"({t})" if self._is_sum(part) or " + " in t else t
                for t, (_, part) in zip(texts, shape.parts, strict=True)
            ]
            return _joined(inner, signs, " × ", " ÷ ")
        if shape.kind == "comparison":
            return f"{texts[0]} {shape.name} {texts[1]}"
        if shape.name == "IF":
            return texts[1] if shape.parts[2][1].is_constant else f"{texts[1]} if {texts[0]}, otherwise {texts[2]}"
        if shape.name == "MAX" and len(texts) == 2 and any(is_number(part, 0.0) for _, part in shape.parts):
            (text,) = (text for text, (_, part) in zip(texts, shape.parts, strict=True) if not is_number(part, 0.0))
            return f"{text[1:]} below zero" if text.startswith("−") else f"{text}, if above zero"
        return f"{WORDS[shape.name]} {' and '.join(texts)}"

    def _is_sum(self, node: Node) -> bool:
        return not self.book.homes(node) and node.op is not None and self._shape(node).kind == "sum"


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def sum_in_words(labels: Sequence[str]) -> str:
    """Return a sum of numbers by the labels of its first and last one, with the words that all share only once.

    >>> sum_in_words(["care homes, budget", "day care, budget", "meals, budget"])
    'Sum of 3 numbers, from care homes to meals: budget'
    >>> sum_in_words(["surplus, council side", "surplus, NHS side"])
    'Sum of council side and NHS side: surplus'
    """
    parts = [re.split("(?<=[,:]) ", label) for label in labels]
    most = min(map(len, parts)) - 1
    before = sum(1 for _ in takewhile(lambda at: len({part[at] for part in parts}) == 1, range(most)))
    after = sum(1 for _ in takewhile(lambda at: len({part[-1 - at] for part in parts}) == 1, range(most - before)))
    shared = " ".join([*parts[0][:before], *parts[0][len(parts[0]) - after :]]).rstrip(",:")
    first, last = (" ".join(part[before : len(part) - after]).rstrip(",:") for part in (parts[0], parts[-1]))
    of = f"{first} and {last}" if len(labels) == 2 else f"{len(labels)} numbers, from {first} to {last}"
    text = f"Sum of {of}{shared and f': {shared}'}"
    return text if len(text) <= MOST or not shared else f"Sum of {len(labels)} numbers: {shared}"


def _joined(texts: list[str], signs: list[int], more: str, less: str) -> str:
    first = texts[0] if signs[0] > 0 else f"{less.strip()}{texts[0]}" if less == " − " else f"1{less}{texts[0]}"
    return first + "".join((more if sign > 0 else less) + text for text, sign in zip(texts[1:], signs[1:], strict=True))
