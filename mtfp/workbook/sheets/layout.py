"""Choose the rows of each sheet: named numbers of a projection, in the order in which a reader follows them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from mtfp.analysis.trace.names import MOVEMENTS, Names, item_of_saving
from mtfp.analysis.trace.sources import Origins
from mtfp.analysis.trace.values import RecordedFigures
from mtfp.engine.ledger import INS, OUTS
from mtfp.findings.place import Path
from mtfp.model.base.arrays import OF_FIGURES
from mtfp.model.costs.line import PARTNERS
from mtfp.model.plan import in_words
from mtfp.results.table import MONEY, Table
from mtfp.results.table import Row as ShownRow
from mtfp.traced import Node
from mtfp.workbook.rows import CONSTANT, Row, Sheet
from mtfp.workbook.sheets.causes import Causes
from mtfp.workbook.sheets.workings import Item, Workings, every_working

YEARLY = "annual_"
"""Beginning of figures that are the yearly change of a figure in the next row."""


class Layout:
    """Rows of a recorded projection."""

    def __init__(self, known: RecordedFigures, names: Names) -> None:
        self.known, self.names = known, names
        self.plan = known.traced.plan
        self._workings = Workings(
            every_working(known.traced.recorder, self.plan.timeline.labels), names, Origins(self.plan)
        )

    def calculation(self) -> Iterator[Row]:
        """Yield the rows of every sheet between the inputs and the statement."""
        yield from self._demand()
        yield from self._lines()
        yield from self._savings()
        yield from self._funding()
        yield from self._year_end()
        yield from self._reserves()
        rows = self._workings.of(OF_FIGURES, Sheet.WORKINGS)
        yield from self._group(Sheet.WORKINGS, "Steps to figures of the statement", [*rows])

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

    def _items(self, sheet: Sheet, heading: str, section: str, names: Sequence[str]) -> Iterator[Row]:
        """Yield the rows of a section's items, each after its workings, under one heading."""
        labels = {name: self.plan.label(section, name) for name in names}
        items: dict[Path, Item] = {(section, n): Item(labels[n], self._each(sheet, [f"{section}.{n}"])) for n in names}
        rows = self._workings.with_workings(sheet, items).values()
        yield from self._group(sheet, heading, [row for each in rows for row in each])

    def _blocks(self, sheet: Sheet, items: Mapping[Path, Item]) -> Iterator[Row]:
        """Yield the rows of items, each item under its own heading, after its workings."""
        for key, rows in self._workings.with_workings(sheet, items).items():
            yield from self._group(sheet, items[key].heading, rows)

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
        plan = self.plan
        lines: dict[Path, Item] = {("lines", n): Item(plan.label("lines", n), self._line(n)) for n in plan.lines}
        moves: dict[Path, Item] = {
            ("moves", n): Item(f"Move of activity: {plan.label('moves', n)}", ()) for n in plan.moves
        }
        yield from self._blocks(Sheet.LINES, lines | moves)
        for section in ("commitments", "investments", "risk_events", "transfers"):
            yield from self._items(Sheet.LINES, in_words(section), section, [*getattr(plan, section)])

    def _line(self, name: str) -> list[Row]:
        """Return the rows of a line: base budget, prices, demand, volume and cost."""
        plan, sheet, label = self.plan, Sheet.LINES, self.plan.label("lines", name)
        base: Any = self.known.projection.costs.drivers[name].base
        rows = []
        if hasattr(base, "nodes"):
            node = base.nodes[()]
            rows.append(Row(sheet, f"{label}, recurring budget of the base year", MONEY, cells={CONSTANT: node}))
        for component in plan.lines[name].components:
            for factor, own in (("on_costs", "on-costs"), ("vacancies", "vacancies")):
                title = f"{label}, {plan.label('assumptions', component)}, {own} against the base year"
                rows += self._named(sheet, f"{factor}.{name}.{component}", title)
        rows += self._each(sheet, [f"{part}.{name}" for part in ("prices", "demand", "service_levels", "volumes")])
        return [*rows, *self._named(sheet, f"lines.{name}", f"{label}, cost", strong=True)]

    def _savings(self) -> Iterator[Row]:
        items: dict[Path, Item] = {}
        for name in self.known.projection.savings:
            saving = self.plan.all_savings[name]
            ids = [f"{part}.{name}" for part in ("planned", "delivery", "full_year", "savings")]
            label = saving.label or in_words(name.removesuffix(".saves"))
            items[item_of_saving(name)] = Item(label, self._each(Sheet.SAVINGS, ids))
        yield from self._blocks(Sheet.SAVINGS, items)

    def _funding(self) -> Iterator[Row]:
        items: dict[Path, Item] = {}
        for name in self.plan.funding:
            ids = [f"{part}.{name}" for part in ("recurring", "funding", "usable")]
            items["funding", name] = Item(self.plan.label("funding", name), self._each(Sheet.FUNDING, ids))
        yield from self._blocks(Sheet.FUNDING, items)
        for name in self.plan.all_reserves:
            ids = [f"{part}.{name}" for part in ("unspent", "drawn_by_lines")]
            yield from self._group(Sheet.FUNDING, self.plan.label("reserves", name), self._each(Sheet.FUNDING, ids))

    def _year_end(self) -> Iterator[Row]:
        """Yield the steps of the year-end in order, after the amounts that fall on several lines."""
        sheet = Sheet.YEAR_END
        items: dict[Path, Item] = {
            (section, name): Item(f"{self.plan.label(section, name)}, by line", ())
            for section in ("commitments", "investments", "risk_events", "transfers", "savings")
            for name in getattr(self.plan, section)
        }
        for heading, ids in self._year_end_rows():
            items["year-end", heading] = Item(heading, self._each(sheet, ids))
        yield from self._blocks(sheet, items)

    def _year_end_rows(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the headings of the year-end, each with the identifiers of its rows."""
        reserves = [*self.plan.all_reserves]
        sides = [f"sides.{p}.{part}" for part in ("cost", "saved", "money", "share") for p in PARTNERS]
        yield "Each side of the budget", [*sides, "expenditure", "funding", "gap"]
        planned = [f"{part}.{name}" for name in reserves for part in ("floors", "contributions", "planned_use")]
        yield "Planned movements of reserves", [*planned, "planned_use_of_reserves"]
        before = [f"repayments.{p}" for p in PARTNERS] + [f"sides.{p}.position" for p in PARTNERS]
        yield "Before the closing steps", [*before, "to_close"]
        for number, (key, step) in enumerate(self.known.closing.steps.items(), 1):
            parts = ("offset", "recovered", *step.reserves, *PARTNERS, "carried", *(f"{p}_closed" for p in PARTNERS))
            yield f"Step {number}: {in_words(key)}", [f"steps.{key}.{part}" for part in parts]
        after = [f"sides.{p}.{part}" for part in ("left", "spare") for p in PARTNERS]
        yield "After the closing steps", [*after, "unmet", "surplus"]
        uses = ["put_back", *(f"put_back.{name}" for name in reserves), "deficit_cleared"]
        uses += [*(f"surplus_in.{name}" for name in reserves), "surplus_into_reserves"]
        uses += [*(f"returned.{p}" for p in PARTNERS), "deficit", *(f"owed.{p}" for p in PARTNERS)]
        yield "Surplus and deficit", uses

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

    def statement(self, table: Table, causes: Causes) -> Iterator[Row]:
        """Yield the rows of the statement whose figures the workbook works out, with the table's headings."""
        heading: Row | None = None
        for shown in table.rows:
            if shown.is_heading:
                heading = Row(Sheet.STATEMENT, shown.label)
                continue
            cells, note = causes.every.get(shown.id), causes.note(shown.id)
            own = Row(Sheet.STATEMENT, shown.label, MONEY, note, dict(cells or {}), depth=shown.depth, id=shown.id)
            for row in [own] if cells else self._figure(shown):
                if heading:
                    yield heading
                    heading = None
                yield row

    def _figure(self, shown: ShownRow) -> Iterator[Row]:
        if shown.id == "brought_forward":
            nodes = self.names.arrays["expenditure"][1]
            cells = {t: nodes[t - 1] for t in range(1, len(nodes))}
            yield Row(Sheet.STATEMENT, shown.label, shown.unit, cells=cells, repeats=True, id=shown.id)
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


def _row(sheet: Sheet, label: str, nodes: Mapping[int, Node], unit: str, **more: Any) -> Iterator[Row]:
    """Yield a row of numbers by year, unless none of them can move."""
    cells = {t: node for t, node in nodes.items() if node.value == node.value or not node.is_constant}
    if any(not node.is_constant for node in cells.values()):
        yield Row(sheet, label, unit, cells=cells, **more)
