"""Checks of a workbook: identities as rows, the figures of the engine, and one cell that says if all hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum

import numpy as np

from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array
from mtfp.model.costs.line import PARTNERS
from mtfp.results.table import FACTOR, MONEY, SHARE
from mtfp.traced import Node
from mtfp.views.plan.statement import CAUSES
from mtfp.workbook.formulas.terms import address, letters
from mtfp.workbook.rows import CONSTANT, TOP, UNITS, Book, Row, Sheet
from mtfp.workbook.sheets.causes import OTHER

HOLD = "All checks hold: the figures are those of mtfp."
EDITED = "All identities hold. An input differs from as written, so the figures are not compared with mtfp's."
FAIL = "A check fails: see the sheet Checks."
SMALLEST, EXACT = 1e-6, 1e-13
"""Largest differences that count as rounding: of money, and of a sum as a share of it."""
FLAG, TOTAL, LIMIT = "0", "#,##0.00", "0%"
"""Formats of a cell that is 1 if a check holds, of a sum over inputs of different units, and of a limit."""
RESULT, MONEY_ROUNDING, SUM_ROUNDING, SAME = range(1, 5)
"""Positions of the first rows, below their heading."""
LOWEST, HIGHEST = -0.99, 2.0
"""Percentages beyond which a number lacks its percent sign, unless the plan itself has one."""
COMPARED = (
    "expenditure",
    "funding",
    "savings",
    "gap",
    "to_close",
    "additional_payments",
    "unmet",
    "recurring_gap",
    "deficit",
)
"""Figures that are compared with the engine's, besides the reserves."""
Figures = Mapping[str, Array]
"""Figures by identifier, by year."""


def master_text(book: Book, sheet: Sheet = Sheet.STATEMENT) -> str:
    """Return the formula that says if all checks hold, for a sheet; an edited workbook isn't compared with mtfp."""
    result, same = (_at(book.sheets[Sheet.CHECKS][at], CONSTANT, sheet) for at in (RESULT, SAME))
    return f'=IF({result}=1,IF({same}=1,"{HOLD}","{EDITED}"),"{FAIL}")'


def check_rows(book: Book, years: int, engine: Sequence[Figures], scenarios: Sequence[str]) -> list[Row]:
    """Return the rows of checks of a book whose other rows have their numbers; `engine` has figures by scenario."""
    return Checks(book, years, engine, scenarios).made()


@dataclass(repr=False)
class Checks(Short):
    """Maker of the rows of checks."""

    book: Book
    years: int
    engine: Sequence[Figures]
    scenarios: Sequence[str]
    """Labels of the scenarios."""
    rows: list[Row] = field(default_factory=list)
    flags: list[list[str]] = field(default_factory=list)
    """Addresses of cells that are 1 if a check holds, by heading."""
    counts: list[str] = field(default_factory=list)
    """Addresses of cells that are 1 if all inputs of a sheet hold a number."""

    def made(self) -> list[Row]:
        self._heading("Result")
        self._one("1 if all checks hold", 1.0)
        self._one("Largest difference of money that counts as rounding", SMALLEST)
        self._one("Largest difference of a sum that counts as rounding, as a share of it", EXACT)
        self._one("1 if every input is as written: the workbook must then have the figures of mtfp", 1.0)
        self._heading("Identities: each row is zero")
        for label, terms in self._identities():
            self._zero(label, terms)
        self._heading("Shares of the cost of each line: they add up to 100%")
        self._shares()
        self._heading("Input cells: each of them holds a number")
        self._numbers()
        self._heading("Percentages among the inputs: none is beyond what a plan takes")
        self._percentages()
        self._heading("Inputs as written")
        same = self._inputs_as_written()
        self._heading("Figures of mtfp, and the difference from them while every input is as written")
        for id in (*COMPARED, *(row.id for row in self.book.sheets[Sheet.RESERVES] if row.id in self.engine[0])):
            self._engine(id)
        every = ",".join(f"{each[0]}:{each[-1]}" for each in self.flags if each)
        self._unless_an_error(SAME, ",".join(same))
        self._unless_an_error(RESULT, every)
        return self.rows

    def _unless_an_error(self, at: int, cells: str) -> None:
        """Give a row of the result the least of some cells; 0 if an input holds no number, which may be an error."""
        self.rows[at].texts[CONSTANT] = f"=IF(MIN({','.join(self.counts)})=1,MIN({cells}),0)"

    def _add(self, row: Row) -> Row:
        row.number = TOP + len(self.rows)
        self.rows.append(row)
        return row

    def _heading(self, label: str) -> None:
        self._add(Row(Sheet.CHECKS, label))
        self.flags.append([])

    def _one(self, label: str, value: float) -> None:
        self._add(Row(Sheet.CHECKS, label, FACTOR, cells={CONSTANT: Node(None, (), value)}))

    def _flag(self, row: Row, text: str) -> None:
        """Give a row a cell, in the column of constants, that is 1 if its check holds."""
        row.cells[CONSTANT] = Node(None, (), 1.0)
        row.texts[CONSTANT] = text
        row.formats[CONSTANT] = FLAG
        self.flags[-1].append(_at(row, CONSTANT))

    def _is_small(self, row: Row, first: int = 1) -> str:
        cells = f"{letters(first)}{row.number + 1}:{letters(self.years - 1)}{row.number + 1}"
        return f"=IF(MAX(MAX({cells}),-MIN({cells}))<={_at(self.rows[MONEY_ROUNDING], CONSTANT)},1,0)"

    def _zero(self, label: str, terms: Sequence[tuple[str, str, Sheet]]) -> None:
        """Add a row of a sum that must be zero, of rows by identifier with their signs."""
        found = [(sign, self.book.row_of(id, sheet)) for sign, id, sheet in terms]
        row = self._add(Row(Sheet.CHECKS, label, note="D: 1 if the row is zero"))
        for t in range(1, self.years):
            row.cells[t] = Node(None, (), 0.0)
            parts = [f"{sign}{_at(each, t)}" for sign, each in found if each is not None]
            row.texts[t] = f"={''.join(parts).removeprefix('+') or 0}"
        self._flag(row, self._is_small(row))

    def _identities(self) -> Iterator[tuple[str, list[tuple[str, str, Sheet]]]]:
        shown, closing = Sheet.STATEMENT, Sheet.YEAR_END
        yield (
            "Gap = expenditure − funding − savings achieved",
            [("+", "gap", shown), ("-", "expenditure", shown), ("+", "funding", shown), ("+", "savings", shown)],
        )
        yield (
            "Still to close = gap − planned use of reserves",
            [("+", "to_close", shown), ("-", "gap", shown), ("+", "planned_use_of_reserves", shown)],
        )
        steps = [row.id for row in self.book.sheets[closing] if row.id.endswith("_closed")]
        yield (
            "Still to close + surplus = closed by the steps + unfunded",
            [
                ("+", "to_close", shown),
                ("+", "surplus", shown),
                ("-", "unmet", shown),
                *(("-", s, closing) for s in steps),
            ],
        )
        uses = ("put_back", "deficit_cleared", "surplus_into_reserves", *(f"returned.{p}" for p in PARTNERS))
        yield "Surplus = its uses", [("+", "surplus", shown), *(("-", use, closing) for use in uses)]
        yield (
            "Expenditure = cost of both sides",
            [("+", "expenditure", shown), *(("-", f"sides.{p}.cost", closing) for p in PARTNERS)],
        )

        yield from self._cross_casts()

    def _cross_casts(self) -> Iterator[tuple[str, list[tuple[str, str, Sheet]]]]:
        """Yield sums along the statement, of rows that it has."""
        shown = Sheet.STATEMENT
        if self.book.row_of("brought_forward", shown):
            yield (
                "Budget brought forward + pressures = expenditure",
                [("+", "brought_forward", shown), *(("+", c, shown) for c in CAUSES), ("-", "expenditure", shown)],
            )
            yield "Change in expenditure that no cause explains", [("+", OTHER, Sheet.CAUSES)]
        if self.book.row_of("set_aside_gap", shown):
            parts = [("-", "set_aside_cost", shown), ("+", "set_aside_funding", shown)]
            yield "Set-aside gap = set-aside cost − set-aside funding", [("+", "set_aside_gap", shown), *parts]
        if self.book.row_of("gap_with_set_aside", shown):
            parts = [("-", "gap", shown), ("-", "set_aside_gap", shown)]
            yield "Gap with set-aside = gap + set-aside gap", [("+", "gap_with_set_aside", shown), *parts]

    def _numbers(self) -> None:
        """Add a row for each sheet with inputs: cells that hold a number now, and as written."""
        for sheet in (Sheet.INPUTS, Sheet.SCENARIOS):
            rows = self.book.sheets[sheet]
            if rows:
                count = float(sum(node.value == node.value for row in rows for node in row.cells.values()))
                note = "D: 1 if E, cells with a number now, is F, as written"
                row = self._add(Row(Sheet.CHECKS, f"{sheet.title}: cells with a number", FACTOR, note))
                row.cells |= {0: Node(None, (), count), 1: Node(None, (), count)}
                row.formats |= dict.fromkeys(row.cells, FLAG)
                last = letters(self.years - 1)
                row.texts[0] = f"=COUNT({_at(rows[0], CONSTANT)}:{last}{rows[-1].number + 1})"
                self._flag(row, f"=IF({_at(row, 0)}={_at(row, 1)},1,0)")
                self.counts.append(_at(row, CONSTANT))

    def _percentages(self) -> None:
        """Add a row for each sheet with inputs: cells with a percentage that is likely to lack its percent sign."""
        for sheet in (Sheet.INPUTS, Sheet.SCENARIOS):
            rows = [row for row in self.book.sheets[sheet] if row.unit == SHARE and row.cells]
            if not rows:
                continue
            held = [node.value for row in rows for node in row.cells.values() if node.value == node.value]
            note = "D: 1 if E, cells below F or above G, is zero"
            row = self._add(Row(Sheet.CHECKS, f"{sheet.title}: percentages beyond the limits", FACTOR, note))
            limits = (min(LOWEST, *held), max(HIGHEST, *held))
            row.cells |= {at: Node(None, (), value) for at, value in enumerate((0.0, *limits))}
            row.formats |= {0: FLAG, 1: LIMIT, 2: LIMIT}
            first, last = (self.book.sheets[sheet][at].number + 1 for at in (0, -1))
            cells = f"{sheet.title}!{letters(CONSTANT)}{first}:{letters(self.years - 1)}{last}"
            units = f'({sheet.title}!B{first}:B{last}="{UNITS[SHARE]}")'
            low, high = (_at(row, at) for at in (1, 2))
            row.texts[0] = f"=SUMPRODUCT({units}*({cells}<{low}))+SUMPRODUCT({units}*({cells}>{high}))"
            self._flag(row, f"=IF({_at(row, 0)}=0,1,0)")

    def _shares(self) -> None:
        found: dict[str, list[Row]] = {}
        for row in self.book.sheets[Sheet.INPUTS]:
            if row.part_of:
                found.setdefault(row.part_of, []).append(row)
        for label, parts in found.items():
            row = self._add(Row(Sheet.CHECKS, label, SHARE, "D: 1 if the sum in E is 100%"))
            row.cells[0] = Node(None, (), 1.0)
            row.texts[0] = f"={'+'.join(_at(part, CONSTANT) for part in parts)}"
            cell = _at(row, 0)
            self._flag(row, f"=IF(ABS({cell}-1)<={_at(self.rows[MONEY_ROUNDING], CONSTANT)},1,0)")

    def _inputs_as_written(self) -> list[str]:
        """Add rows that compare sums over all input cells with those of the workbook as written; return their cells."""
        same = []
        for sheet in (Sheet.INPUTS, Sheet.SCENARIOS):
            rows = self.book.sheets[sheet]
            if not rows:
                continue
            first, last = rows[0].number + 1, rows[-1].number + 1
            for words, text, measure in (
                ("sum", "=SUM({s}!{c}{first}:{c}{last})", _sum),
                (
                    "sum of each cell times the number of its row",
                    "=SUMPRODUCT({s}!{c}{first}:{c}{last},ROW({s}!{c}{first}:{c}{last}))",
                    _by_row,
                ),
            ):
                label = f"{sheet.title}: {words}"
                now = self._add(Row(Sheet.CHECKS, f"{label}, now", FACTOR))
                written = self._by_scenario(f"{label}, as written", self.scenarios if sheet is Sheet.INPUTS else ())
                block = [self._add(Row(Sheet.CHECKS, each, FACTOR)) for each in written]
                test = self._add(Row(Sheet.CHECKS, f"{label}: 1 if they are the same", FACTOR))
                for c in range(CONSTANT, self.years):
                    letter = letters(c)
                    now.texts[c] = text.format(s=sheet.title, c=letter, first=first, last=last)
                    for k, row in enumerate(block):
                        row.cells[c] = Node(None, (), measure([(each.number + 1, _value(each, c, k)) for each in rows]))
                        row.formats[c] = TOTAL
                    now.cells[c] = block[0].cells[c]
                    now.formats[c] = TOTAL
                    test.formats[c] = FLAG
                    test.cells[c] = Node(None, (), 1.0)
                    one, other = _at(now, c), _chosen(block, c)
                    slack = f"{_at(self.rows[SUM_ROUNDING], CONSTANT, fixed=True)}*MAX(1,ABS({one}))"
                    test.texts[c] = f"=IF(ABS({one}-{other})<={slack},1,0)"
                same.append(f"{letters(CONSTANT)}{test.number + 1}:{letters(self.years - 1)}{test.number + 1}")
        return same

    def _by_scenario(self, label: str, scenarios: Sequence[str]) -> list[str]:
        """Return the label of each row of a block: that of its scenario is part of it if there are several."""
        return [f"{label}: {scenario}" for scenario in scenarios] if len(scenarios) > 1 else [label]

    def _engine(self, id: str) -> None:
        shown = self.book.row_of(id, Sheet.STATEMENT)
        if shown is None:
            return
        unit = shown.unit
        labels = self._by_scenario(f"{shown.label}, mtfp", self.scenarios)
        block = [self._add(Row(Sheet.CHECKS, label, unit)) for label in labels]
        row = self._add(Row(Sheet.CHECKS, f"{shown.label}: difference", MONEY, "D: 1 if the row is zero"))
        for t in range(1, self.years):
            for figures, each in zip(self.engine, block, strict=True):
                each.cells[t] = Node(None, (), float(np.nan_to_num(figures[id][t])))
            row.cells[t] = Node(None, (), 0.0)
            same = _at(self.rows[SAME], CONSTANT, fixed=True)
            row.texts[t] = f"=IF({same}=1,{_at(shown, t)}-{_chosen(block, t)},0)"
        self._flag(row, self._is_small(row))


def _at(row: Row, column: int, sheet: Sheet = Sheet.CHECKS, *, fixed: bool = False) -> str:
    return address(row, column, sheet, fixed=fixed)


def _chosen(block: Sequence[Row], column: int) -> str:
    """Return the cell of a block of rows that counts in the scenario in use."""
    if len(block) == 1:
        return _at(block[0], column)
    return f"INDEX({_at(block[0], column)}:{_at(block[-1], column)},Scenario)"


def _value(row: Row, column: int, scenario: int) -> float:
    """Return the number of an input's cell in a scenario; an empty cell or a heading is zero."""
    if column in row.choices:
        return row.choices[column][scenario]
    node = row.cells.get(column)
    return 0.0 if node is None else node.value


def _sum(values: Sequence[tuple[int, float]]) -> float:
    return fsum(value for _, value in values)


def _by_row(values: Sequence[tuple[int, float]]) -> float:
    return fsum(at * value for at, value in values)
