"""Charts with a bar for each item: ranges around no change, amounts, and steps from one total to another."""

from dataclasses import dataclass
from typing import NamedTuple

from mtfp.documents.charts.chart import Chart
from mtfp.results.table import MONEY, Column, Row, Table


class Bar(NamedTuple):
    """One line of a tornado: the range of a figure's change, from `low` to `high`, and a `mark` if there is one.

    `id` identifies the line for programs.
    """

    id: str
    label: str
    low: float
    high: float
    mark: float | None = None


@dataclass(frozen=True, kw_only=True)
class Tornado(Chart):
    """Tornado: the range through which each driver alone moves a figure, the largest first, around no change.

    `of` is the unit of the bars: money or points. `heads` are the headings of the low end, the high end and the mark,
    and `statistics` their names for programs; the third is empty if no line has a mark. `year` is the year of the
    figure.
    """

    year: str
    heads: tuple[str, str, str]
    statistics: tuple[str, str, str]
    bars: tuple[Bar, ...]
    of: str = MONEY
    scenario: str = "base"

    @property
    def has_marks(self) -> bool:
        """Return True if a line has a mark."""
        return any(bar.mark is not None for bar in self.bars)

    def as_table(self) -> Table:
        """Return the chart as a table with a row for each line."""
        shown = 3 if self.has_marks else 2
        columns = tuple(
            Column(head, self.year, self.scenario, statistic)
            for head, statistic in list(zip(self.heads, self.statistics, strict=True))[:shown]
        )
        rows = tuple(
            Row(f"{self.figure}.{bar.id}", bar.label, (bar.low, bar.high, bar.mark)[:shown], self.of, signed=True)
            for bar in self.bars
        )
        return self._table(columns, rows)


class Amount(NamedTuple):
    """One bar: an amount, or a change if the chart has changes. `note` is a short text behind the figure."""

    id: str
    label: str
    value: float
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Bars(Chart):
    """Bars: an amount for each item, to the right of zero or, below zero, to its left.

    `head` is the heading of the amounts, `of` their unit, and `signed` says that they are changes. `year` is their
    year.
    """

    year: str
    head: str
    bars: tuple[Amount, ...]
    of: str = MONEY
    signed: bool = False
    scenario: str = "base"

    def as_table(self) -> Table:
        """Return the chart as a table with a row for each bar."""
        rows = tuple(
            Row(f"{self.figure}.{bar.id}", bar.label, (bar.value,), self.of, signed=self.signed, about=_about(bar))
            for bar in self.bars
        )
        return self._table((Column(self.head, self.year, self.scenario),), rows)


def _about(bar: Amount) -> str:
    return f"{bar.label}: {bar.note}." if bar.note else ""


class Step(NamedTuple):
    """One bar of a waterfall: its amount, and the totals at which it begins and ends. A total is no change.

    `signed` is True for a change, and for a total of changes that start at zero.
    """

    amount: Amount
    begin: float
    end: float
    is_total: bool
    signed: bool


@dataclass(frozen=True, kw_only=True)
class Waterfall(Chart):
    """Waterfall: an opening total, changes that add up, and the closing total.

    `opening` is None if the changes start at zero. `closing` is the opening total plus all changes. `head` is the
    heading of the amounts, and `year` their year.
    """

    year: str
    head: str
    opening: Amount | None
    changes: tuple[Amount, ...]
    closing: Amount
    scenario: str = "base"

    @property
    def steps(self) -> tuple[Step, ...]:
        """Bars in order: the opening total, the changes and the closing total."""
        at = self.opening.value if self.opening else 0.0
        found = [Step(self.opening, 0.0, at, True, False)] if self.opening else []
        for change in self.changes:
            found.append(Step(change, at, at + change.value, False, True))
            at += change.value
        return (*found, Step(self.closing, 0.0, self.closing.value, True, self.opening is None))

    def as_table(self) -> Table:
        """Return the chart as a table with a row for each total and each change."""
        figure, closing = self.figure, self.closing
        rows = (
            *([Row(f"{figure}.{self.opening.id}", self.opening.label, (self.opening.value,))] if self.opening else ()),
            *(Row(f"{figure}.{each.id}", each.label, (each.value,), depth=1, signed=True) for each in self.changes),
            Row(f"{figure}.{closing.id}", closing.label, (closing.value,), strong=True, signed=self.opening is None),
        )
        return self._table((Column(self.head, self.year, self.scenario),), rows)
