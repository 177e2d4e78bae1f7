"""Tables of results, from which all reports and all formats for programs are written."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from mtfp.findings.short import Short, counted, short

if TYPE_CHECKING:
    from pandas import DataFrame

MONEY = "money"
"""Unit of a row of money in the plan's unit, which is shown as £, £k or £m."""
SHARE = "share"
"""Unit of a row of shares: 0.25 stands for 25%."""
POUNDS = "£"
"""Unit of a row in pounds, such as the cost of one hour or place. It doesn't depend on the plan's unit."""
POINTS = "points"
"""Unit of a row of differences between shares, in percentage points."""
FACTOR = "factor"
"""Unit of a row of factors of a product, such as a price index, which is shown with four decimals."""
PLAIN = ("number", "index", FACTOR)
"""Units of a row of plain numbers, which people see without a unit."""
NOISE = 1e-9
"""Largest floating-point error: amounts up to this size count as zero."""


class Column(NamedTuple):
    """One column of figures in a table.

    `label` is the heading that people see. `year`, `scenario` and `statistic` identify the column for programs. A
    column that is `for_machines` is hidden from people.
    """

    label: str
    year: str = ""
    scenario: str = "base"
    statistic: str = "central"
    for_machines: bool = False

    def __repr__(self) -> str:
        return short("Column", ", ".join(filter(None, (self.label, self.scenario, self.statistic))))


@dataclass(frozen=True, repr=False)
class Row(Short):
    """One row of a table, with a figure for each column, or None where there is no figure.

    `unit` is `money`, `share`, or a word such as `people` or `hours`. `strong` marks a total. `depth` is the
    indentation: a deeper row is a part of the row above it. `signed` marks changes, which are shown with a sign. A
    `quiet` row is hidden from people if all its figures are zero. A row without any figures is a heading. `scenario`,
    `year` and `statistic`, if given, replace those of the columns, and `plan` replaces the table's plan. A row that is
    `for_machines` is hidden from people. `about`: sentences on the row, such as its source; people see them as a
    note below the table. `stated` marks shares that a plan states, shown with a second decimal if they have one.
    """

    id: str
    label: str
    values: tuple[float | None, ...]
    unit: str = MONEY
    strong: bool = False
    depth: int = 0
    signed: bool = False
    quiet: bool = False
    scenario: str | None = None
    year: str | None = None
    statistic: str | None = None
    for_machines: bool = False
    plan: str | None = None
    about: str = ""
    stated: bool = False

    def in_short(self) -> str:
        return f"{self.id or 'heading'}, {self.label}, {counted(len(self.values), 'figure')}"

    @property
    def shows_something(self) -> bool:
        """Return True if people see the row: it is not `for_machines`, and not `quiet` with only zeros."""
        if self.for_machines:
            return False
        return not self.quiet or any(value and abs(value) > NOISE for value in self.values)

    @property
    def is_heading(self) -> bool:
        """Return True if the row only names the rows below it."""
        return not self.id and all(value is None for value in self.values)


class Cell(NamedTuple):
    """One figure in the tidy form for programs. The fields are the columns of `--format csv`.

    `label` is the row's label for people. It isn't part of the row's identity, so digests leave it out.
    """

    plan: str
    scenario: str
    table: str
    row: str
    year: str
    statistic: str
    value: float | None
    unit: str
    label: str

    def __repr__(self) -> str:
        return short("Cell", f"{self.table}, {self.row}, {self.year}, {self.statistic}, {self.value} {self.unit}")


@dataclass(frozen=True, repr=False)
class Table(Short):
    """Table of figures. `money` is the unit of all its money: the plan's unit, `£`, `£k` or `£m`.

    `prices_of` is the year whose prices a table in real terms uses. It is empty for a table in cash.
    """

    name: str
    title: str
    plan: str
    money: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    prices_of: str = ""

    def in_short(self) -> str:
        return f"{self.name}, {self.title}, {counted(len(self.rows), 'row')}, {counted(len(self.columns), 'column')}"

    @property
    def shown_rows(self) -> tuple[Row, ...]:
        """Rows of the table that people see."""
        return tuple(row for row in self.rows if row.shows_something)

    def cells(self) -> Iterator[Cell]:
        """Yield each figure of the table in the tidy long form, unrounded. A blank has no cell."""
        for row, label in zip(self.rows, full_labels(self), strict=True):
            plan, unit = row.plan or self.plan, self._unit(row)
            for column, value in zip(self.columns, row.values, strict=True):
                if value is not None:
                    scenario, year = row.scenario or column.scenario, row.year or column.year
                    statistic = row.statistic or column.statistic
                    yield Cell(plan, scenario, self.name, row.id, year, statistic, value, unit, label)

    def to_frame(self) -> "DataFrame":
        """Return the figures as a pandas DataFrame in the tidy long form, with the columns of `Cell`.

        >>> table = Table("gap", "Gap", "plan", "£k", (Column("2026/27", "2026/27"),), (Row("gap", "Gap", (310.0,)),))
        >>> print(table.to_frame()[["row", "year", "value", "unit"]].to_string(index=False))
        row    year  value unit
        gap 2026/27  310.0   £k
        """
        from pandas import DataFrame

        return DataFrame(list(self.cells()), columns=list(Cell._fields))

    def _unit(self, row: Row) -> str:
        """Return a row's unit for programs. For money in real terms, the unit names the year of the prices."""
        unit = self.money if row.unit == MONEY else row.unit
        in_prices = self.prices_of and row.unit in (MONEY, POUNDS)
        return f"{unit} in {self.prices_of} prices" if in_prices else unit


def full_labels(table: Table) -> Iterator[str]:
    """Yield the full label of each row, for formats without indentation.

    A full label begins with the labels of the rows above that contain the row. A total doesn't contain the rows after
    it, and an amount doesn't contain a row of changes below it.

    >>> rows = (Row("", "Contingency", (None,)), Row("closing", "Closing balance", (1.0,), strong=True, depth=1))
    >>> list(full_labels(Table("reserves", "Reserves", "plan", "£k", (), rows)))
    ['Contingency', 'Contingency, Closing balance']
    """
    above: list[Row] = []
    for row in table.rows:
        while above and above[-1].depth >= row.depth:
            above.pop()
        parents = [each for each in above if each.is_heading or each.signed or not row.signed]
        yield ", ".join(each.label for each in (*parents, row))
        if not row.strong or row.is_heading:
            above.append(row)


def item_id(name: str, section: str, own: Collection[str]) -> str:
    """Return an item's name as the identifier of a row.

    If another row of the table already has this identifier, the item's section comes before the name.

    >>> item_id("general", "reserves", ("council", "nhs")), item_id("council", "reserves", ("council", "nhs"))
    ('general', 'reserves.council')
    """
    return f"{section}.{name}" if name in own else name
