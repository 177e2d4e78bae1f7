"""Sheet Why the gap: each year's gap by cause, from the gap of the year before and from that of the base year."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mtfp.findings.short import Short
from mtfp.traced import Node
from mtfp.views.plan.statement import CAUSES
from mtfp.workbook.formulas.terms import address, letters
from mtfp.workbook.rows import TOP, Book, Row, Sheet
from mtfp.workbook.sheets.causes import OTHER

GAP = "Gap of the year"
IS_ZERO = "Difference from the gap of the statement: zero"
NOTES = {
    "remove_one_offs": "One-off budgets that end, and adjustments",
    "demography": "Ageing and population; by line on Causes",
    "other_growth": "Growth in need beyond demography; by line on Causes",
    "service_change": "Service levels and moves of activity; by line on Causes",
    "stated": "Lines with a stated cost for each year",
    "commitments": "Agreed costs; each on the sheet Lines",
    "investments": "Money spent for savings; each on the sheet Lines",
    "risk_events": "Events that the plan counts on; each on the sheet Lines",
    OTHER: "Zero unless an input takes a factor to zero",
    "funding": "Each source on the sheet Funding",
    "savings": "Each saving on the sheet Savings",
}
"""Notes on the steps, by the cause or figure behind them."""


class Part(NamedTuple):
    """Part of a sum: a sign, and a cell. `fixed` keeps the column if the formula is copied."""

    sign: str
    row: Row
    column: int
    fixed: bool = False

    @property
    def value(self) -> float:
        node = self.row.cells.get(self.column)
        amount = 0.0 if node is None or node.value != node.value else node.value
        return -amount if self.sign == "-" else amount


Parts = Callable[[int], list[Part]]
"""Parts of the sum of a year."""


def why_rows(book: Book, years: Sequence[str]) -> list[Row]:
    """Return the rows of the sheet, of a book whose other rows have their numbers."""
    return Why(book, years).made()


@dataclass(repr=False)
class Why(Short):
    """Maker of the rows. Their formulas only add cells of the statement, of the causes, and of the sheet itself."""

    book: Book
    years: Sequence[str]
    rows: list[Row] = field(default_factory=list)

    def made(self) -> list[Row]:
        gap, spent = self._figure("gap"), self._figure("expenditure")
        if gap is None or spent is None:  # nothing moves it
            return []
        known = gap.cells.get(0)
        if known is not None and known.value == known.value:
            steps = self._year_by_year(gap, range(1, len(self.years)))
            self._since_base_year(gap, steps)
        else:
            self._year_by_year(gap, range(2, len(self.years)))
            self._from_cost(gap, spent)
        return self.rows

    def _year_by_year(self, gap: Row, since: range) -> list[Row]:
        """Add the bridge from last year's gap, and return its steps."""
        if not since:
            return []
        self._new("From the gap of the year before to the gap of the year")
        begin = self._sum("Gap of the year before", since, lambda t: [Part("+", gap, t - 1)])
        steps = [self._sum(row.label, since, _of(row), 1, NOTES.get(row.id, row.note)) for row in self._causes()]
        for id, label in (("funding", "Less: growth of funding"), ("savings", "Less: growth of savings achieved")):
            if figure := self._figure(id):
                steps.append(self._sum(label, since, _fall(figure), 1, NOTES[id]))
        self._total(begin, gap, since)
        return steps

    def _since_base_year(self, gap: Row, steps: Sequence[Row]) -> None:
        """Add the bridge from the base year's gap: all steps since then."""
        base, since = self.years[0], range(1, len(self.years))
        self._new(f"From the gap of {base} to the gap of the year: all changes since {base}")
        begin = self._sum(f"Gap of {base}", since, lambda _: [Part("+", gap, 0, True)])
        for step in steps:
            self._running(step)
        self._total(begin, gap, since)

    def _from_cost(self, gap: Row, spent: Row) -> None:
        """Add the bridge from the base year's expenditure, for a plan that doesn't state its funding of that year."""
        base, since = self.years[0], range(1, len(self.years))
        self._new(f"From the expenditure of {base} to the gap of the year: all changes since {base}")
        begin = self._sum(f"Expenditure of {base}", since, lambda _: [Part("+", spent, 0, True)])
        for row in self._causes():
            self._running(row)
        for id, label in (("funding", "Less: funding"), ("savings", "Less: savings achieved")):
            if figure := self._figure(id):
                self._sum(label, since, _less(figure), 1, NOTES[id])
        self._total(begin, gap, since)

    def _causes(self) -> Iterator[Row]:
        rows = (self.book.row_of(id, Sheet.CAUSES) for id in (*CAUSES, OTHER))
        return (row for row in rows if row is not None)

    def _figure(self, id: str) -> Row | None:
        """Return the row of a figure; None if the statement lacks it, because it is always zero."""
        return self.book.row_of(id, Sheet.STATEMENT)

    def _new(self, label: str, **more: object) -> Row:
        row = Row(Sheet.WHY, label, number=TOP + len(self.rows), **more)  # type: ignore[arg-type]
        self.rows.append(row)
        return row

    def _sum(self, label: str, since: range, parts: Parts, depth: int = 0, note: str = "") -> Row:
        """Add a row of sums of cells, by year."""
        row = self._new(label, depth=depth, note=note)
        for t in since:
            self._put(row, t, parts(t))
        return row

    def _running(self, step: Row) -> None:
        """Add the sum of a row so far: that of the year before, and the year's own."""
        row = self._new(step.label, depth=1, note=NOTES.get(step.id, step.note))
        for t in range(1, len(self.years)):
            self._put(row, t, [Part("+", row, t - 1), Part("+", step, t)])

    def _put(self, row: Row, t: int, parts: Sequence[Part]) -> None:
        texts = (f"{part.sign}{address(part.row, part.column, Sheet.WHY, fixed=part.fixed)}" for part in parts)
        row.texts[t] = f"={''.join(texts).removeprefix('+')}"
        row.cells[t] = Node(None, (), sum(part.value for part in parts))

    def _total(self, begin: Row, gap: Row, since: range) -> None:
        """Add the sum of all rows from `begin` on, and its difference from the statement."""
        above = self.rows[self.rows.index(begin) :]
        row = self._new(GAP, strong=True)
        for t in since:
            column = letters(t)
            row.texts[t] = f"=SUM({column}{above[0].number + 1}:{column}{above[-1].number + 1})"
            row.cells[t] = Node(None, (), sum(Part("+", each, t).value for each in above))
        self._sum(IS_ZERO, since, lambda t: [Part("+", row, t), Part("-", gap, t)])


def _of(row: Row) -> Parts:
    return lambda t: [Part("+", row, t)]


def _less(row: Row) -> Parts:
    return lambda t: [Part("-", row, t)]


def _fall(row: Row) -> Parts:
    """Return the fall of a figure since the year before: what its growth takes off the gap."""
    return lambda t: [Part("+", row, t - 1), Part("-", row, t)]
