"""Choose the rows of each sheet: named numbers of a projection, in the order in which a reader follows them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from mtfp.analysis.trace.names import MOVEMENTS, Names
from mtfp.analysis.trace.values import RecordedFigures
from mtfp.engine.ledger import INS, OUTS
from mtfp.model.costs.line import PARTNERS
from mtfp.model.plan import in_words
from mtfp.results.table import MONEY, Table
from mtfp.results.table import Row as ShownRow
from mtfp.traced import Node
from mtfp.workbook.rows import CONSTANT, Row, Sheet

YEARLY = "annual_"
"""Beginning of figures that are the yearly change of a figure in the next row."""
Working = tuple[int, str, str, Sequence[Node]]
"""Position of a working in the record, its words, its unit, and its nodes by year."""


class Layout:
    """Rows of a recorded projection."""

    def __init__(self, known: RecordedFigures, names: Names) -> None:
        self.known, self.names = known, names
        self.plan = known.traced.plan
        self._workings = _by_node(known.traced.recorder.workings)
        self._listed: set[int] = set()

    def calculation(self) -> Iterator[Row]:
        """Yield the rows of every sheet between the inputs and the statement."""
        yield from self._demand()
        yield from self._lines()
        yield from self._savings()
        yield from self._funding()
        yield from self._year_end()
        yield from self._reserves()

    def _named(self, sheet: Sheet, id: str, label: str = "", **more: Any) -> Iterator[Row]:
        """Yield the row of a named array, if it has numbers that can move."""
        if id in self.names.arrays:
            name, nodes = self.names.arrays[id]
            yield from _row(sheet, label or name.label, dict(enumerate(nodes)), name.unit, id=id, **more)

    def _group(self, sheet: Sheet, heading: str, rows: Sequence[Row]) -> Iterator[Row]:
        if rows:
            yield Row(sheet, heading)
            yield from rows

    def _each(self, sheet: Sheet, ids: Sequence[str]) -> list[Row]:
        return [row for id in ids for row in self._named(sheet, id)]

    def _item(self, sheet: Sheet, ids: Sequence[str], label: str) -> list[Row]:
        """Return the rows of one item of the plan, after those of its workings."""
        rows = self._each(sheet, ids)
        found: dict[int, Row] = {}
        for at, words, unit, column in self._below([node for row in rows for node in row.cells.values()]):
            if at not in self._listed:
                self._listed.add(at)
                for row in _row(sheet, f"{label}, {words}", dict(enumerate(column)), unit):
                    found[at] = row
        return [*(found[at] for at in sorted(found)), *rows]

    def _below(self, nodes: Sequence[Node]) -> Iterator[Working]:
        """Yield the workings from which numbers are worked out, as far as numbers with another name."""
        steps, seen = [*nodes], {id(node) for node in nodes}
        while steps:
            node = steps.pop()
            if id(node) in self._workings:
                yield self._workings[id(node)]
            for arg in node.args:
                if id(arg) not in seen and id(arg) not in self.names.of_node:
                    seen.add(id(arg))
                    steps.append(arg)

    def _demand(self) -> Iterator[Row]:
        plan = self.plan
        yield from self._group(
            Sheet.DEMAND,
            "Assumptions as used",
            self._each(Sheet.DEMAND, [f"assumptions.{n}" for n in plan.assumptions]),
        )
        yield from self._group(
            Sheet.DEMAND,
            "Indices, 1 in the base year",
            self._each(Sheet.DEMAND, [f"indices.{n}" for n in plan.assumptions]),
        )

    def _lines(self) -> Iterator[Row]:
        plan, drivers = self.plan, self.known.projection.costs.drivers
        for name in plan.lines:
            label = plan.label("lines", name)
            yield Row(Sheet.LINES, label)
            base: Any = drivers[name].base
            if hasattr(base, "nodes"):
                node = base.nodes[()]
                yield Row(Sheet.LINES, f"{label}, recurring budget of the base year", MONEY, cells={CONSTANT: node})
            for component in plan.lines[name].components:
                for factor in ("on_costs", "vacancies"):
                    words = plan.label("assumptions", component)
                    own = {"on_costs": "on-costs", "vacancies": "vacancies"}[factor]
                    title = f"{label}, {words}, {own} against the base year"
                    yield from self._named(Sheet.LINES, f"{factor}.{name}.{component}", title)
            factors = [f"{part}.{name}" for part in ("prices", "demand", "service_levels", "volumes")]
            yield from self._item(Sheet.LINES, factors, label)
            yield from self._named(Sheet.LINES, f"lines.{name}", f"{label}, cost", strong=True)
        for section in ("commitments", "investments", "risk_events", "transfers"):
            items = [
                self._item(Sheet.LINES, [f"{section}.{n}"], plan.label(section, n)) for n in getattr(plan, section)
            ]
            yield from self._group(Sheet.LINES, in_words(section), [row for rows in items for row in rows])

    def _savings(self) -> Iterator[Row]:
        for name in self.known.projection.savings:
            saving = self.plan.all_savings[name]
            ids = [f"{part}.{name}" for part in ("planned", "delivery", "full_year", "savings")]
            label = saving.label or in_words(name.removesuffix(".saves"))
            yield from self._group(Sheet.SAVINGS, label, self._item(Sheet.SAVINGS, ids, label))

    def _funding(self) -> Iterator[Row]:
        for name in self.plan.funding:
            ids, label = (
                [f"{part}.{name}" for part in ("recurring", "funding", "usable")],
                self.plan.label("funding", name),
            )
            yield from self._group(Sheet.FUNDING, label, self._item(Sheet.FUNDING, ids, label))
        for name in self.plan.all_reserves:
            ids = [f"{part}.{name}" for part in ("unspent", "drawn_by_lines")]
            yield from self._group(Sheet.FUNDING, self.plan.label("reserves", name), self._each(Sheet.FUNDING, ids))

    def _year_end(self) -> Iterator[Row]:
        sheet = Sheet.YEAR_END
        sides = [f"sides.{p}.{part}" for part in ("cost", "saved", "money", "share") for p in PARTNERS]
        yield from self._group(
            sheet, "Each side of the budget", self._each(sheet, [*sides, "expenditure", "funding", "gap"])
        )
        planned = [
            f"{part}.{name}" for name in self.plan.all_reserves for part in ("floors", "contributions", "planned_use")
        ]
        yield from self._group(
            sheet, "Planned movements of reserves", self._each(sheet, [*planned, "planned_use_of_reserves"])
        )
        before = [f"repayments.{p}" for p in PARTNERS] + [f"sides.{p}.position" for p in PARTNERS]
        yield from self._group(sheet, "Before the closing steps", self._each(sheet, [*before, "to_close"]))
        for number, (key, step) in enumerate(self.known.closing.steps.items(), 1):
            parts = ("offset", "recovered", *step.reserves, *PARTNERS, "carried", *(f"{p}_closed" for p in PARTNERS))
            ids = [f"steps.{key}.{part}" for part in parts]
            yield from self._group(sheet, f"Step {number}: {in_words(key)}", self._each(sheet, ids))
        after = [f"sides.{p}.{part}" for part in ("left", "spare") for p in PARTNERS]
        yield from self._group(sheet, "After the closing steps", self._each(sheet, [*after, "unmet", "surplus"]))
        uses = ["put_back", *(f"put_back.{name}" for name in self.plan.all_reserves), "deficit_cleared"]
        uses += [f"surplus_in.{name}" for name in self.plan.all_reserves]
        uses += ["surplus_into_reserves", *(f"returned.{p}" for p in PARTNERS), "deficit"]
        yield from self._group(
            sheet,
            "Uses of a surplus, and amounts carried",
            self._each(sheet, [*uses, *(f"owed.{p}" for p in PARTNERS)]),
        )

    def _reserves(self) -> Iterator[Row]:
        """Yield each reserve as opening balance, money in, money out, closing balance."""
        for name in self.plan.all_reserves:
            label = self.plan.label("reserves", name)
            closing = self.names.arrays[f"reserves.{name}"][1]
            opening = {t: closing[t - 1] for t in range(1, len(closing))}
            yield Row(Sheet.RESERVES, label)
            yield Row(Sheet.RESERVES, f"{label}, opening balance", cells=opening, repeats=True)
            for movement in (*INS, *OUTS):
                sign = "plus" if movement in INS else "less"
                words = f"{label}, {sign} {MOVEMENTS[movement]}"
                yield from self._named(Sheet.RESERVES, f"{movement}.{name}", words, depth=1)
            cells = dict(enumerate(closing))
            yield Row(Sheet.RESERVES, f"{label}, closing balance", cells=cells, strong=True, id=f"reserves.{name}")

    def statement(self, table: Table, causes: Mapping[str, dict[int, Node]]) -> Iterator[Row]:
        """Yield the rows of the statement whose figures the workbook works out, with the table's headings.

        `causes` has the numbers of the causes of pressures.
        """
        heading: Row | None = None
        for shown in table.rows:
            if shown.is_heading:
                heading = Row(Sheet.STATEMENT, shown.label)
                continue
            cells = causes.get(shown.id)
            own = Row(Sheet.STATEMENT, shown.label, cells=dict(cells or {}), depth=shown.depth, id=shown.id)
            for row in [own] if cells else self._figure(shown):
                if heading:
                    yield heading
                    heading = None
                yield row

    def _figure(self, shown: ShownRow) -> Iterator[Row]:
        if shown.id == "brought_forward":
            nodes = self.names.arrays["expenditure"][1]
            cells = {t: nodes[t - 1] for t in range(1, len(nodes))}
            yield Row(Sheet.STATEMENT, shown.label, shown.unit, cells=cells, repeats=True)
        elif shown.id in self.known.records:
            nodes = self.names.arrays[shown.id][1]
            begins = 1 if self.known.records[shown.id].begins == "projected" else 0
            label = shown.label[:1].upper() + shown.label[1:]
            nodes = {t: node for t, node in enumerate(nodes) if t >= begins}
            yield from _row(
                Sheet.STATEMENT,
                label,
                nodes,
                shown.unit,
                strong=shown.strong,
                depth=shown.depth,
                repeats=shown.id.startswith(YEARLY),
                id=shown.id,
            )

    def corkscrews(self) -> dict[int, Node]:
        """Return each reserve's closing balance as its opening balance, plus money in, less money out."""
        instead: dict[int, Node] = {}
        for name in self.plan.all_reserves:
            closing = self.names.arrays[f"reserves.{name}"][1]
            for t in range(1, len(closing)):
                node = closing[t - 1]
                for movement, op in [*((m, np.add) for m in INS), *((m, np.subtract) for m in OUTS)]:
                    amount = self.names.arrays[f"{movement}.{name}"][1][t]
                    if not (amount.is_constant and amount.value == 0):
                        node = Node(op, (node, amount), float(op(node.value, amount.value)))
                if node is not closing[t - 1] and closing[t].op is not None:
                    instead[id(closing[t])] = node
        return instead


def _by_node(workings: Sequence[tuple[str, str, Any]]) -> dict[int, Working]:
    """Return the workings that the engine names, by each of their nodes; a number keeps the first name that it gets."""
    found: dict[int, Working] = {}
    for at, (words, unit, nodes) in enumerate(workings):
        column = nodes.reshape(len(nodes), -1)[:, 0]
        for node in column:
            if node.op is not None:
                found.setdefault(id(node), (at, words, unit, column))
    return found


def _row(sheet: Sheet, label: str, nodes: Mapping[int, Node], unit: str, **more: Any) -> Iterator[Row]:
    """Yield a row of numbers by year, unless none of them can move."""
    cells = {t: node for t, node in nodes.items() if node.value == node.value or not node.is_constant}
    if any(not node.is_constant for node in cells.values()):
        yield Row(sheet, label, unit, cells=cells, **more)
