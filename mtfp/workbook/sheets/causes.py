"""Causes of pressures as live rows: the change of each line's cost, split between its price and volume factors.

The split is that of `analysis.bridge`, with logarithmic means of this year and the year before. A mean is that of price
× volume, which lines with the same factors share, and a line's amount multiplies it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any, NamedTuple

import numpy as np

from mtfp.analysis.bridge import line_causes, other_costs, yearly
from mtfp.analysis.trace.names import Names
from mtfp.analysis.trace.values import RecordedFigures
from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array
from mtfp.model.plan import in_words
from mtfp.results.figures.figure import lower_first
from mtfp.results.table import FACTOR, MONEY, SHARE
from mtfp.traced import Node
from mtfp.traced.functions import nodes_of
from mtfp.views.plan.pressures import LABELS
from mtfp.views.plan.statement import CAUSES
from mtfp.views.plan.themes import ROWS
from mtfp.workbook.formulas.terms import Ref, Sum
from mtfp.workbook.rows import CONSTANT, Row, Sheet

SMALL_GROWTH, HALF = 1e-5, 0.5
"""Growth up to which a logarithmic mean is a plain average, because a quotient of small numbers is inexact."""
Nodes = tuple[float, ...]
"""Identities of nodes, and values of constants."""
PARTS = ("fixed part", "part that follows demand")
"""Parts of the cost of each component of a line, in the order of `line_causes`."""
JUMPING = ("service_level", "stated")
"""Factors that may be zero in one year and not in the next: a line that begins or ends."""
PRICED = {"pay": "", "price": "", "on_costs": "on-costs", "vacancies": "vacancies"}
"""Causes of a change in prices, with the words of those that aren't named by an assumption."""
GROUPED = frozenset(ROWS.values()) - {"remove_one_offs"}
"""Causes that are worked out with logarithmic means."""
AMOUNT = "Cost that price × volume multiplies"
ALIKE = "Also of the parts of other lines that move alike"
MEAN = "Change since the year before ÷ logarithm of (this year ÷ the year before)"
EFFECT = "Amount × mean × growth of the factor, of all parts"
JUMP = ", and the whole change where a cost begins or ends"
JUMPS = frozenset(ROWS[factor] for factor in JUMPING)
"""Causes with the changes of factors that may be zero."""
OTHER = "Not explained by these causes"
"""Label of what is left, which is zero unless an input takes a factor to zero, of which there is no logarithm."""


@dataclass(frozen=True, repr=False)
class Product(Short):
    """Product of the factors of one or several parts of lines, and the logarithmic mean of its two years.

    The mean is zero in years in which the product is zero, or was in the year before. `part` is the number of the first
    of its parts. A product of one factor is that factor, which has a row elsewhere.
    """

    value: Any
    mean: Any
    part: int
    is_factor: bool


@dataclass(frozen=True, repr=False)
class Growth(Short):
    """Logarithm of a factor's growth, with its cause, and the number of the first part of a line that it moves."""

    cause: str
    part: int
    logarithm: Any


@dataclass(repr=False)
class Means(Short):
    """Splitter of yearly changes, which remembers what it works out, for its rows.

    Parts of lines with the same factors share their product and its mean: the mean of an amount times a product is the
    amount times the mean.
    """

    amounts: list[Any] = field(default_factory=list)
    """Amount of each part of the lines, in turn; None for a part that nothing moves."""
    growths: dict[Nodes, Growth] = field(default_factory=dict)
    """Growth of each factor, by the nodes of the factor."""
    products: dict[tuple[Nodes, ...], Product] = field(default_factory=dict)
    """Product of factors, by their nodes."""

    def split(self, amount: Any, factors: Mapping[str, Array]) -> list[Array]:
        """Return the effect of each factor on the yearly changes of a part of a line's cost."""
        if not any(_moves(factor) for factor in factors.values()):
            self.amounts.append(None)
            return yearly(amount, factors)
        growths = [self._growth(cause, factor) for cause, factor in factors.items()]
        product = self._product([*factors.values()])
        self.amounts.append(amount)
        found = [amount * product.mean * growth for growth in growths]
        ending = [at for at, (cause, factor) in enumerate(factors.items()) if cause in JUMPING and _moves(factor)]
        jump = np.where(product.mean == 0, product.value[1:] - product.value[:-1], 0.0)
        jumps = [_is_zero([*factors.values()][at]) for at in ending] if len(ending) > 1 else []
        for number, at in enumerate(ending):
            share = jumps[number] / np.maximum(sum(jumps), 1.0) if jumps else 1.0
            found[at] = found[at] + amount * jump * share
        return found

    def _product(self, factors: Sequence[Any]) -> Product:
        """Return the product of factors, with its mean."""
        key = tuple(_nodes(factor) for factor in factors)
        if key not in self.products:
            value: Any = prod(factors)
            is_factor = any(_nodes(value) == _nodes(factor) for factor in factors)
            self.products[key] = Product(value, _mean(value[:-1], value[1:]), len(self.amounts), is_factor)
        return self.products[key]

    def _growth(self, cause: str, factor: Any) -> Any:
        """Return the logarithm of a factor's growth since the year before; zero if either year is zero."""
        key = _nodes(factor)
        if key not in self.growths:
            before, after = factor[:-1], factor[1:]
            with np.errstate(all="ignore"):
                growth = np.where(np.minimum(before, after) > 0, np.log(after / before), 0.0)
            self.growths[key] = Growth(cause, len(self.amounts), growth)
        return self.growths[key].logarithm


def _mean(before: Any, after: Any) -> Any:
    """Return the logarithmic mean of two years; zero unless both are above or both below zero."""
    with np.errstate(all="ignore"):
        growth = np.log(after / before)
        quotient = (after - before) / growth
    mean = np.where(np.abs(growth) > SMALL_GROWTH, quotient, (before + after) * HALF)
    return np.where(before * after > 0, mean, 0.0)


def _nodes(factor: Any) -> Nodes:
    """Return what tells one factor from another: its nodes, or its numbers if nothing moves it."""
    if hasattr(factor, "nodes"):
        return tuple(node.value if node.is_constant else id(node) for node in factor.nodes.ravel())
    return tuple(np.ravel(factor).tolist())


def _is_zero(factor: Any) -> Any:
    """Return 1 for the years in which a factor is zero, or was in the year before, else 0."""
    return np.where(np.minimum(np.abs(factor[:-1]), np.abs(factor[1:])) > 0, 0.0, 1.0)


def _moves(factor: Any) -> bool:
    return hasattr(factor, "nodes") and any(not node.is_constant for node in factor.nodes.ravel())


class Part(NamedTuple):
    """Part of a line's cost: the line, words for it, and its amount, which is None if nothing moves the part."""

    line: str
    words: str
    amount: Any


class Causes:
    """Rows of the sheet Causes: growth of each factor, the parts of each line's cost, and the changes by cause."""

    def __init__(self, known: RecordedFigures, names: Names) -> None:
        self.plan, projection = known.traced.plan, known.projection
        self.means = Means()
        causes = line_causes(projection, self.means.split)
        self.by_line = {name: _grouped(found) for name, found in causes.items()}
        self.named = dict.fromkeys(cause for found in causes.values() for cause in found)
        self.lines = {name: projection.costs.drivers[name] for name in self.by_line}
        self.parts = [*self._parts()]
        self.items = {section: items for section, items in other_costs(projection).items() if items}
        self.costs = {section: sum(items.values()) for section, items in self.items.items()}
        self.spent = dict(enumerate(names.arrays["expenditure"][1]))
        self.every = dict(self._every())
        """Changes in expenditure by cause and year, without causes that nothing can move."""

    def _parts(self) -> Iterator[Part]:
        amounts = iter(self.means.amounts)
        for name, drivers in self.lines.items():
            for price in drivers.prices:
                unit = self.plan.label("assumptions", price.assumption) if price.assumption else "stated cost"
                for part in PARTS:
                    yield Part(name, f"{self.plan.label('lines', name)}, {unit}, {part}", next(amounts))

    def _every(self) -> Iterator[tuple[str, dict[int, Node]]]:
        for cause in CAUSES:
            if cause in self.costs:
                cost = _column(self.costs[cause])
                cells = {t: _less(cost[t], cost[t - 1]) for t in range(1, len(cost))}
            else:
                found = [causes[cause] for causes in self.by_line.values() if cause in causes]
                cells = _column(sum(found[1:], start=found[0])[1:], 1) if found else {}
            if _can_move(cells):
                yield cause, cells

    def rows(self) -> Iterator[Row]:
        """Yield the rows of the sheet."""
        sheet = Sheet.CAUSES
        yield Row(sheet, "Growth since the year before, as a natural logarithm")
        for growth in self.means.growths.values():
            more = {"is_named_working": True, "note": "Logarithm of this year ÷ the year before"}
            yield from _row(self._label(growth), _column(growth.logarithm, 1), SHARE, **more)
        yield Row(sheet, "Price × volume of parts of lines that move alike, and its logarithmic mean")
        for product in self.means.products.values():
            yield from self._of_product(product)
        for name, causes in self.by_line.items():
            yield Row(sheet, self.plan.label("lines", name))
            yield from self._of_line(name, causes)
        yield Row(sheet, "Commitments, investments and risk events: cost")
        totals = {}
        for section, items in self.items.items():
            for name, cost in items.items():
                yield from _row(f"{CAUSES[section]}, {self.plan.label(section, name)}", _column(cost), depth=1)
            for row in _row(f"{CAUSES[section]}, together", _column(self.costs[section]), strong=True):
                totals[section] = row
                yield row
        yield Row(sheet, "Change in expenditure by cause")
        for cause, cells in self.every.items():
            row = Row(sheet, CAUSES[cause], cells=dict(cells), id=cause, note=self.note(cause))
            if cause in totals:
                row.formulas = dict.fromkeys(cells, Sum(((1, Ref(totals[cause], 0)), (-1, Ref(totals[cause], -1)))))
            yield row
        yield Row(sheet, OTHER, note="Zero unless an input takes a factor to zero", cells=self._other(), id=OTHER)

    def _of_product(self, product: Product) -> Iterator[Row]:
        words, more = self.parts[product.part].words, {"is_named_working": True}
        if not product.is_factor:
            yield from _row(f"{words}: price × volume", _column(product.value), FACTOR, **more, note=ALIKE)
        yield from _row(f"{words}: logarithmic mean", _column(product.mean, 1), FACTOR, **more, depth=1, note=MEAN)

    def _of_line(self, name: str, causes: Mapping[str, Any]) -> Iterator[Row]:
        label = self.plan.label("lines", name)
        for part in self.parts:
            if part.line == name and part.amount is not None:
                yield from _row(f"{part.words}: amount", {CONSTANT: nodes_of(part.amount).ravel()[0]}, note=AMOUNT)
        for cause, added in causes.items():
            note = EFFECT + JUMP if cause in JUMPS else EFFECT if cause in GROUPED else ""
            cells = _column(added[1:], 1)
            yield from _row(f"{label}, change by {lower_first(CAUSES[cause])}", cells, strong=True, note=note)

    def _label(self, growth: Growth) -> str:
        """Return the label of a factor: of a price its own, of another factor with the first line that it moves."""
        kind, _, assumption = growth.cause.partition(".")
        words = self.plan.label("assumptions", assumption) if assumption else LABELS.get(kind, in_words(kind))
        if kind in ("pay", "price"):
            return words
        fixed = " of fixed cost" if kind == "service_level" and growth.part % len(PARTS) == 0 else ""
        return f"{words}{fixed}, {self.plan.label('lines', self.parts[growth.part].line)}"

    def note(self, cause: str) -> str:
        """Return the prices that a cause is the sum of, by the plan's labels, and on-costs and vacancies."""
        words: dict[str, list[str]] = {kind: [] for kind in PRICED}
        for kind, _, name in (each.partition(".") for each in self.named):
            if ROWS[kind] == cause and kind in PRICED:
                words[kind].append(PRICED[kind] or self.plan.label("assumptions", name))
        return ", ".join(dict.fromkeys(word for each in words.values() for word in each))

    def _other(self) -> dict[int, Node]:
        """Return what is left of the change in expenditure, which is zero unless a price or volume falls to zero."""
        cells = {}
        for t in range(1, len(self.spent)):
            node = _less(self.spent[t], self.spent[t - 1])
            for causes in self.every.values():
                node = _less(node, causes[t])
            cells[t] = Node(node.op, node.args, 0.0)
        return cells


def _grouped(causes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the causes of a line by the row of the statement that they belong to."""
    found: dict[str, Any] = {}
    for cause, added in causes.items():
        row = ROWS[cause.partition(".")[0]]
        found[row] = found[row] + added if row in found else added
    return found


def _column(array: Any, first: int = 0) -> dict[int, Node]:
    """Return the nodes of an array by year; its first number is that of the year `first`."""
    nodes = nodes_of(array)
    return dict(enumerate(nodes.reshape(len(nodes), -1)[:, 0], first))


def _can_move(cells: Mapping[int, Node]) -> bool:
    return any(not node.is_constant for node in cells.values())


def _row(label: str, cells: dict[int, Node], unit: str = MONEY, **more: Any) -> Iterator[Row]:
    """Yield a row of the sheet, unless none of its numbers can move."""
    if _can_move(cells):
        yield Row(Sheet.CAUSES, label, unit, cells=cells, **more)


def _less(one: Node, other: Node) -> Node:
    return Node(np.subtract, (one, other), one.value - other.value)
