"""Build the tree of a trace to a depth."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mtfp.analysis.trace.expand import chosen
from mtfp.analysis.trace.names import Name
from mtfp.analysis.trace.tree import Part, Source
from mtfp.analysis.trace.words import Words, inside
from mtfp.findings.short import Short
from mtfp.model.plan import SECTIONS
from mtfp.results.table import MONEY
from mtfp.traced import Node

LONGEST = 60
"""Longest label made from the labels of parts, in characters."""


@dataclass(frozen=True, repr=False)
class Builder(Short):
    """Builder of trees. If `short`, a product that fits one line is not opened."""

    words: Words
    short: bool = False

    def tree(self, node: Node, depth: int, sign: str = "", number: int = 0, within: str = "") -> Part:
        """Return a number with its parts, to a depth. `within` is the label of the plan's item around it."""
        name, t = self.words.name(node)
        shown, own, item = self.words.shown(node), self.words.label(node), self._item(name) or within
        formula = self.words.formula(shown, item)
        of_amount = "" if name or node.path else self.words.share_of(shown)
        is_open = depth > 0 and not (self.short and sign and (formula or of_amount))
        parts = self._parts(shown.parts, depth - 1, item) if is_open else ()
        return Part(
            id=self._id(node, name, t, number),
            label=_first_upper(inside(own, within) if name else _cut(inside(own, within))),
            value=self._rounded(node),
            unit=self.words.unit(node),
            sign=sign,
            how=shown.how,
            before=self._before(name, t),
            source=self._source(node, name, t),
            parts=tuple(parts),
            formula="" if is_open or of_amount else formula,
            hidden=shown.hidden if is_open else "",
        )

    def _parts(self, parts: list[tuple[str, Node]], depth: int, within: str) -> Iterator[Part]:
        """Yield the trees of parts; of parts with one identifier, the second and later ones are numbered."""
        seen: dict[str, int] = {}
        for number, (sign, node) in enumerate(parts):
            part = self.tree(node, depth, sign, number, within)
            seen[part.id] = seen.get(part.id, 0) + 1
            yield part if seen[part.id] == 1 else replace(part, id=f"{part.id}_{seen[part.id]}")

    def _item(self, name: Name | None) -> str:
        """Return the label of the plan's item behind a number, which its parts need not repeat."""
        is_item = name is not None and name.item[:1] != ("assumptions",) and name.item[:1] and name.item[0] in SECTIONS
        return self.words.origins.label(name.item) if name is not None and is_item else ""

    def _rounded(self, node: Node) -> float:
        return 0.0 if self.words.unit(node) == MONEY and abs(node.value) <= self.words.slack else node.value

    def _id(self, node: Node, name: Name | None, t: int, number: int) -> str:
        year = self.words.years[t]
        if name:
            return name.id if year == self.words.year else f"{name.id}@{year}"
        return ".".join(str(step) for step in node.path).replace("/", "-") if node.path else f"part_{number + 1}"

    def _before(self, name: Name | None, t: int) -> float | None:
        """Return the value of a named number in the base year, if it has one."""
        arrays, words = self.words.names.arrays, self.words
        if name is None or name.id not in arrays or t == 0 or words.years[t] != words.year:
            return None
        value = arrays[name.id][1][0].value
        return None if value != value else float(value)

    def _source(self, node: Node, name: Name | None, t: int) -> Source:
        """Return the origin of an input or an assumption; of the amount of another item, the levers that changed it."""
        path, year = chosen(node).path, self.words.years[t] if name else self.words.year
        if name is None or name.id.partition(".")[0] not in SECTIONS or not name.item:
            return self.words.origins.of(path, year) if path else Source()
        if name.item[0] == "assumptions":
            return self.words.origins.of(path or name.item, year)
        found = self.words.origins.of(path, year) if path else Source()
        return replace(found, changes=self.words.origins.of(name.item, year).changes)


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
