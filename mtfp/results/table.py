"""A table of results: what every report shows and every machine format writes, from one place."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pandas import DataFrame

MONEY = "money"
"""The unit of a row in the plan's own unit of money; tables show it as £, £k or £m."""
SHARE = "share"
"""The unit of a row of shares, 0.25 for 25%."""
POUNDS = "£"
"""The unit of a row in single pounds, whatever the plan's unit is: the cost of one hour or place."""
POINTS = "points"
"""The unit of a difference between shares, in percentage points."""
NOISE = 1e-9
"""What floating-point arithmetic may leave where nothing is."""


class Column(NamedTuple):
    """One column of figures: what it is called, and what a machine must know of it. People see none `for_machines`."""

    label: str
    year: str = ""
    scenario: str = "base"
    statistic: str = "central"
    for_machines: bool = False


@dataclass(frozen=True)
class Row:
    """One row of figures, one for each column; None where there is no figure.

    `unit` is `money`, `share`, or a word such as `people` or `hours`. `strong` marks a total, `depth` a part of the row
    above, `signed` a row of changes, shown with its sign, `quiet` one that people needn't see while it is nil. A row
    without any figures is a heading. `scenario`, `year` and `statistic` are the row's own, where they are not the
    columns', and `plan` where it is not the table's. People see none `for_machines`.
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

    @property
    def shows_something(self) -> bool:
        """Whether people's tables show it: always, unless it is for machines, or quiet and nil throughout."""
        if self.for_machines:
            return False
        return not self.quiet or any(value and abs(value) > NOISE for value in self.values)

    @property
    def is_heading(self) -> bool:
        """Return True if the row only names those below it."""
        return not self.id and all(value is None for value in self.values)


class Cell(NamedTuple):
    """One figure in the tidy form that machines read. The fields are the columns of `--format csv`.

    `label` is the row's label as people read it; it identifies nothing, and no digest contains it.
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


@dataclass(frozen=True)
class Table:
    """A table of figures. `money` is the plan's unit (`£`, `£k`, `£m`), in which all its money is.

    `prices_of` is the year whose prices a table in real terms is in; empty for cash.
    """

    name: str
    title: str
    plan: str
    money: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    prices_of: str = ""

    @property
    def shown_rows(self) -> tuple[Row, ...]:
        """The rows that people see."""
        return tuple(row for row in self.rows if row.shows_something)

    def cells(self) -> Iterator[Cell]:
        """Every figure in the tidy long form, unrounded; blank ones have no cell."""
        for row, label in zip(self.rows, full_labels(self), strict=True):
            plan, unit = row.plan or self.plan, self._unit(row)
            for column, value in zip(self.columns, row.values, strict=True):
                if value is not None:
                    scenario, year = row.scenario or column.scenario, row.year or column.year
                    statistic = row.statistic or column.statistic
                    yield Cell(plan, scenario, self.name, row.id, year, statistic, value, unit, label)

    def to_frame(self) -> "DataFrame":
        """The figures as a pandas DataFrame in the tidy long form, one row a figure, with the columns of `Cell`.

        >>> table = Table("gap", "Gap", "plan", "£k", (Column("2026/27", "2026/27"),), (Row("gap", "Gap", (310.0,)),))
        >>> print(table.to_frame()[["row", "year", "value", "unit"]].to_string(index=False))
        row    year  value unit
        gap 2026/27  310.0   £k
        """
        from pandas import DataFrame

        return DataFrame(list(self.cells()), columns=list(Cell._fields))

    def _unit(self, row: Row) -> str:
        """The unit as machines read it: of money, with the prices it is in if that isn't cash."""
        unit = self.money if row.unit == MONEY else row.unit
        in_prices = self.prices_of and row.unit in (MONEY, POUNDS)
        return f"{unit} in {self.prices_of} prices" if in_prices else unit


def full_labels(table: Table) -> Iterator[str]:
    """Yield each row's label after the labels of the rows above that it is part of, for places without indentation.

    A total closes the rows above it, and changes under a level lead away from it: neither has parts below.

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
    """Return an item's name for a row's identifier, with its section in front where the table uses that word itself.

    >>> item_id("general", "reserves", ("council", "nhs")), item_id("council", "reserves", ("council", "nhs"))
    ('general', 'reserves.council')
    """
    return f"{section}.{name}" if name in own else name
