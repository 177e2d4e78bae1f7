"""Build the tree of a trace from nodes and their names, to a depth."""

from dataclasses import dataclass

from mtfp.analysis.trace.expand import Opened, chosen, opened
from mtfp.analysis.trace.names import Name, Names
from mtfp.analysis.trace.sources import Origins
from mtfp.analysis.trace.tree import Part, Source
from mtfp.findings.short import counted
from mtfp.results.table import FACTOR, MONEY, SHARE
from mtfp.traced import Node

LONGEST = 60
"""Longest label made from the labels of parts, in characters."""
FEW = 4
"""Most parts in the label of a number without a name."""
LARGE = 100
"""Least amount that a formula shows without decimals."""
EXACT = 1e-12


@dataclass(frozen=True)
class Builder:
    """Builder of trees: names of nodes, origins of inputs, the years, and the size of rounding errors."""

    names: Names
    origins: Origins
    years: tuple[str, ...]
    year: str
    slack: float
    short: bool = False

    def tree(self, node: Node, depth: int, sign: str = "", number: int = 0, within: str = "") -> Part:
        """Return a number with its parts, to a depth. With `short`, a product that fits one line is not opened."""
        name, t = self._name(node)
        found, shown, hidden = self._opened(node)
        own, item = self.label(node), self._item(name) or within
        formula = self._formula(found, shown, item)
        of_amount = "" if name or node.path else self._share_of(found, shown)
        is_open = depth > 0 and not (self.short and sign and (formula or of_amount))
        return Part(
            id=self._id(node, name, t, number),
            label=first_upper(own.removeprefix(f"{within}, ") if name else _cut(own.replace(f"{within}, ", ""))),
            value=self._rounded(node),
            unit=self.unit(node),
            sign=sign,
            how=found.how,
            before=self._before(name, t),
            source=self._source(node, name, t),
            parts=tuple(self.tree(part, depth - 1, sign_, n, item) for n, (sign_, part) in enumerate(shown))
            if is_open
            else (),
            formula="" if is_open or of_amount else formula,
            hidden=hidden if is_open else "",
        )

    def _rounded(self, node: Node) -> float:
        return 0.0 if self.unit(node) == MONEY and abs(node.value) <= self.slack else node.value

    def shown(self, node: Node) -> list[tuple[str, Node]]:
        """Return the parts of a number that a trace shows, each with its sign."""
        return self._opened(node)[1]

    def _opened(self, node: Node) -> tuple[Opened, list[tuple[str, Node]], str]:
        """Return a number as its parts, those to show, and those left out; an only part without a name is opened."""
        found = opened(node, self.names)
        shown, hidden = self._shown(found)
        while len(shown) == 1 and shown[0][0] in ("+", "×", "=") and not self._is_known(shown[0][1]):
            inner = opened(shown[0][1], self.names)
            if inner.how == "value":
                break
            found, (shown, more) = inner, self._shown(inner)
            hidden = hidden or more
        return found, shown, hidden

    def _is_known(self, node: Node) -> bool:
        return id(node) in self.names.of_node or bool(node.path)

    def _name(self, node: Node) -> tuple[Name | None, int]:
        """Return the name of a number and the position of its year, which is the trace's if it counts in several."""
        name, t = self.names.of_node.get(id(node), (None, 0))
        return name, self.years.index(self.year) if t is None else t

    def _id(self, node: Node, name: Name | None, t: int, number: int) -> str:
        if name:
            return name.id if self.years[t] == self.year else f"{name.id}@{self.years[t]}"
        return ".".join(str(step) for step in node.path).replace("/", "-") if node.path else f"part_{number + 1}"

    def _before(self, name: Name | None, t: int) -> float | None:
        if name is None or name.id not in self.names.arrays or t == 0 or self.years[t] != self.year:
            return None
        value = self.names.arrays[name.id][1][0].value
        return None if value != value else float(value)

    def _source(self, node: Node, name: Name | None, t: int) -> Source:
        """Return the origin of an input or an assumption; of another number of an item, only the levers."""
        inner = chosen(node)
        path = inner.path or (name.item if name and name.id.startswith("assumptions.") else ())
        found = self.origins.of(path, self.years[t]) if path else Source()
        if name and name.item and not path:
            return Source(changes=self.origins.of(name.item, self.years[t]).changes)
        return found

    def _shown(self, found: Opened) -> tuple[list[tuple[str, Node]], str]:
        """Return the parts to show, and in words those left out: zeros of a sum, ones of a product."""
        empty, word = (0.0, "zero") if found.how == "sum" else (1.0, "one")
        slack = self.slack if found.how == "sum" else EXACT
        if found.how not in ("sum", "product"):
            return [(sign, self._alone(part)) for sign, part in found.parts], ""
        shown = [(sign, part) for sign, part in found.parts if not abs(part.value - empty) <= slack]
        if found.how == "product" and not shown:
            shown = list(found.parts)
        left = len(found.parts) - len(shown)
        shown = [(sign, self._alone(part)) for sign, part in shown]
        return (
            shown,
            f"{counted(left, 'more part', 'more parts') if shown else counted(left, 'part')} of {word}" * bool(left),
        )

    def _alone(self, node: Node) -> Node:
        """Return the only part of a number without a name, if zeros and ones are left out, or else the number."""
        while not self._is_known(node):
            shown, _ = self._shown(opened(node, self.names))
            if len(shown) != 1 or shown[0][0] not in ("+", "×", "="):
                break
            node = shown[0][1]
        return node

    def label(self, node: Node, deep: int = 0) -> str:
        """Return the label of a number, with its year if it is another than the trace's."""
        name, t = self._name(node)
        if name:
            return name.label if self.years[t] == self.year else f"{name.label} {self.years[t]}"
        if node.path:
            return self.origins.label(node.path)
        if node.op is None:
            return f"{node.value:,.6g}"
        found = opened(node, self.names)
        shown, _ = self._shown(found)
        if found.how in ("other", "value") or not shown:
            return self.label(found.parts[0][1], deep) if found.parts else f"{chosen(node).value:,.6g}"
        return self._joined(found, shown, deep)

    def _joined(self, found: Opened, shown: list[tuple[str, Node]], deep: int) -> str:
        if of_amount := self._share_of(found, shown, deep):
            return of_amount
        if len(shown) > FEW or deep > 1:
            return {"sum": "Sum", "product": "Product"}.get(found.how, "One") + f" of {len(shown)} parts"
        texts = [self.label(part, deep + 1) for _, part in shown]
        if found.how in ("smallest", "largest"):
            return f"The {found.how} of {' and '.join(texts)}"
        first = {"−": "−", "÷": "1 ÷ "}.get(shown[0][0], "")
        rest = (f" {sign} {text}" for (sign, _), text in zip(shown[1:], texts[1:], strict=True))
        return first + texts[0] + "".join(rest)

    def _share_of(self, found: Opened, shown: list[tuple[str, Node]], deep: int = 0) -> str:
        """Return a product of an amount and of shares as `84% of` the amount, or an empty text for another product."""
        amounts = [part for sign, part in shown if sign == "×" and self.unit(part) == MONEY]
        if not amounts or len(shown) == 1 or found.how != "product":
            return ""
        others = [(sign, part) for sign, part in shown if part is not amounts[-1]]
        units = [(sign, self.unit(part)) for sign, part in others]
        money = sum(1 if sign == "×" else -1 for sign, unit in units if unit == MONEY)
        share = 1.0
        for sign, part in others:
            share = share * part.value if sign == "×" else share / part.value
        if money or not 0 <= share <= 1 or any(unit not in (MONEY, SHARE) for _, unit in units):
            return ""
        return f"{100 * share:.3g}% of {self.label(amounts[-1], deep + 1)}"

    def unit(self, node: Node) -> str:
        """Return the unit of a number: of a sum that of its parts, of a product money if it has one amount of money."""
        name, _ = self._name(node)
        if name:
            return name.unit
        if node.path:
            return self.origins.unit(node.path)
        found = opened(node, self.names)
        units = [(sign, self.unit(part)) for sign, part in found.parts if not part.is_constant]
        if not units:
            return FACTOR
        if found.how != "product":
            every = {unit for _, unit in units}
            return MONEY if MONEY in every else SHARE if every == {SHARE} and len(units) == len(found.parts) else FACTOR
        money = sum(1 if sign == "×" else -1 for sign, unit in units if unit == MONEY)
        return MONEY if money == 1 else SHARE if {unit for _, unit in units} == {SHARE} else FACTOR

    def _item(self, name: Name | None) -> str:
        """Return the label of the plan's item behind a number, which its parts need not repeat."""
        if name is None or name.item[:1] in ((), ("population",), ("scheme",), ("assumptions",)):
            return ""
        return self.origins.label(name.item)

    def _formula(self, found: Opened, shown: list[tuple[str, Node]], within: str) -> str:
        """Return a product in one line, such as `1,200 × price 1.12 × volume 1.05`, or an empty text."""
        if found.how != "product" or not 1 < len(shown) <= FEW:
            return ""
        amounts_first = sorted(shown, key=lambda each: (each[0] == "÷", self.unit(each[1]) != MONEY))
        return " ".join([f"{sign} {self._figure(part, within)}" for sign, part in amounts_first]).removeprefix("× ")

    def _figure(self, part: Node, within: str) -> str:
        unit, value = self.unit(part), part.value
        if unit == MONEY or part.is_constant:
            return f"{value:,.0f}" if abs(value) >= LARGE else f"{value:,.4g}".replace("-", "−")
        text = f"{100 * value:.4g}%" if unit == SHARE else f"{value:.3f}"
        return f"{self.label(part, 1).replace(f'{within}, ', '')} {text}"


def first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
