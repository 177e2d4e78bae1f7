"""Words for the numbers of a trace: parts to show, labels, units and formulas, each worked out once for a number."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from mtfp.analysis.trace.expand import Opened, chosen, opened
from mtfp.analysis.trace.names import Name, Names
from mtfp.analysis.trace.sources import Origins
from mtfp.findings.short import Short, counted
from mtfp.results.table import FACTOR, MONEY, SHARE
from mtfp.traced import Node

FEW = 4
"""Most parts in the label of a number without a name."""
LARGE = 100
"""Least amount that a formula shows without decimals."""
EXACT = 1e-12
"""Largest rounding error of a factor that counts as one."""
Parts = list[tuple[str, Node]]
"""Numbers with their signs."""
Value = TypeVar("Value")


@dataclass(frozen=True, repr=False)
class Shown(Short):
    """Number as its parts: how they make it, the parts to show, and in words those left out."""

    how: str
    parts: Parts
    hidden: str


@dataclass(frozen=True, repr=False)
class Words(Short):
    """Words for numbers: `years` of the plan, the `year` of the trace, and the size of rounding errors."""

    names: Names
    origins: Origins
    years: tuple[str, ...]
    year: str
    slack: float
    _known: dict[tuple[str, int], object] = field(default_factory=dict, compare=False)

    def _once(self, what: str, node: Node, work_out: Callable[[], Value]) -> Value:
        """Return what was worked out for a number before, or work it out: numbers are parts of many others."""
        key = what, id(node)
        if key not in self._known:
            self._known[key] = work_out()
        return self._known[key]  # type: ignore[return-value]

    def name(self, node: Node) -> tuple[Name | None, int]:
        """Return the name of a number and the position of its year, which is the trace's if it counts in every year."""
        name, t = self.names.of_node.get(id(node), (None, 0))
        return name, self.years.index(self.year) if t is None else t

    def shown(self, node: Node) -> Shown:
        """Return a number as its parts to show. An only part without a name is opened in its turn."""
        return self._once("shown", node, lambda: self._shown(node))

    def _shown(self, node: Node) -> Shown:
        found = self._opened(node)
        parts, hidden = self._kept(found)
        while len(parts) == 1 and parts[0][0] in ("+", "×", "=") and not self._is_known(parts[0][1]):
            inner = self._opened(parts[0][1])
            if inner.how == "value":
                break
            found, (parts, more) = inner, self._kept(inner)
            hidden = hidden or more
        return Shown(found.how, [(sign, self._alone(part)) for sign, part in parts], hidden)

    def _opened(self, node: Node) -> Opened:
        return self._once("opened", node, lambda: opened(node, self.names))

    def _is_known(self, node: Node) -> bool:
        return id(node) in self.names.of_node or bool(node.path)

    def _kept(self, found: Opened) -> tuple[Parts, str]:
        """Return the parts without the zeros of a sum and the ones of a product, and in words those left out."""
        if found.how not in ("sum", "product"):
            return list(found.parts), ""
        empty, word, slack = (0.0, "zero", self.slack) if found.how == "sum" else (1.0, "one", EXACT)
        kept = [(sign, part) for sign, part in found.parts if not abs(part.value - empty) <= slack]
        if found.how == "product" and not kept:
            kept = list(found.parts)
        left = len(found.parts) - len(kept)
        count = counted(left, "more part" if kept else "part")
        return kept, f"{count} of {word}" if left else ""

    def _alone(self, node: Node) -> Node:
        """Return the only part of a number without a name, if zeros and ones are left out, or else the number."""
        while not self._is_known(node):
            kept, _ = self._kept(self._opened(node))
            if len(kept) != 1 or kept[0][0] not in ("+", "×", "="):
                break
            node = kept[0][1]
        return node

    def label(self, node: Node, deep: int = 0) -> str:
        """Return the label of a number, with its year if it is another than the trace's.

        `deep` counts the labels around it: the label of a part of a part is short.
        """
        name, t = self.name(node)
        if name:
            return name.label if self.years[t] == self.year else f"{name.label} {self.years[t]}"
        if node.path:
            return self.origins.label(node.path)
        shown = self.shown(node)
        if shown.how in ("other", "value") or not shown.parts:
            return f"{chosen(node).value:,.6g}".replace("-", "−")
        return self._once(f"label {deep}", node, lambda: self._joined(shown, deep))

    def _joined(self, shown: Shown, deep: int) -> str:
        if of_amount := self.share_of(shown, deep):
            return of_amount
        if len(shown.parts) > FEW or deep > 1:
            return {"sum": "Sum", "product": "Product"}.get(shown.how, "One") + f" of {len(shown.parts)} parts"
        texts = [self.label(part, deep + 1) for _, part in shown.parts]
        if shown.how in ("smallest", "largest"):
            return f"The {shown.how} of {' and '.join(texts)}"
        first = {"−": "−", "÷": "1 ÷ "}.get(shown.parts[0][0], "")
        rest = (f" {sign} {text}" for (sign, _), text in zip(shown.parts[1:], texts[1:], strict=True))
        line = first + texts[0] + "".join(rest)
        return f"({line})" if deep and shown.how == "sum" and len(texts) > 1 else line

    def share_of(self, shown: Shown, deep: int = 0) -> str:
        """Return a product of an amount and of shares as `84% of` the amount, or an empty text for another product."""
        amounts = [part for sign, part in shown.parts if sign == "×" and self.unit(part) == MONEY]
        if not amounts or len(shown.parts) == 1 or shown.how != "product":
            return ""
        others = [(sign, part, self.unit(part)) for sign, part in shown.parts if part is not amounts[-1]]
        share, money = 1.0, 0
        for sign, part, unit in others:
            share = share * part.value if sign == "×" else share / part.value if part.value else -1.0
            money += (unit == MONEY) * (1 if sign == "×" else -1)
        if money or not 0 <= share <= 1 or any(unit not in (MONEY, SHARE) for _, _, unit in others):
            return ""
        return f"{100 * share:.3g}% of {self.label(amounts[-1], deep + 1)}"

    def unit(self, node: Node) -> str:
        """Return the unit of a number: of a sum that of its parts, of a product money if it has one amount of money."""
        name, _ = self.name(node)
        if name:
            return name.unit
        return self.origins.unit(node.path) if node.path else self._once("unit", node, lambda: self._unit(node))

    def _unit(self, node: Node) -> str:
        found = self._opened(node)
        units = [(sign, self.unit(part)) for sign, part in found.parts if not part.is_constant]
        every = {unit for _, unit in units}
        if found.how == "product":
            money = sum(1 if sign == "×" else -1 for sign, unit in units if unit == MONEY)
            return MONEY if money == 1 else SHARE if every == {SHARE} else FACTOR
        if MONEY in every:
            return MONEY
        return SHARE if every == {SHARE} and len(units) == len(found.parts) else FACTOR

    def formula(self, shown: Shown, within: str) -> str:
        """Return a product in one line, such as `1,200 × price 1.120 × volume 1.050`, or an empty text.

        `within` is the label of the item around it, which is not repeated. Amounts come first.
        """
        if shown.how != "product" or not 1 < len(shown.parts) <= FEW:
            return ""
        ordered = sorted(shown.parts, key=lambda each: (each[0] == "÷", self.unit(each[1]) != MONEY))
        return " ".join(f"{sign} {self._figure(part, within)}" for sign, part in ordered).removeprefix("× ")

    def _figure(self, part: Node, within: str) -> str:
        unit, value = self.unit(part), part.value
        if unit == MONEY or part.is_constant:
            text = f"{value:,.0f}" if abs(value) >= LARGE else f"{value:,.4g}"
            return text.replace("-", "−")
        text = f"{100 * value:.4g}%" if unit == SHARE else f"{value:.3f}"
        return f"{inside(self.label(part, 1), within)} {text}"


def inside(label: str, within: str) -> str:
    """Return a label inside an item, without the item's label.

    >>> inside("Care at home, price", "Care at home"), inside("Council side, cost", "")
    ('price', 'Council side, cost')
    """
    return label.replace(f"{within}, ", "") if within else label
