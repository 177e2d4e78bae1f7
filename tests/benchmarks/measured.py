"""Measured amounts with the spread of their rounds, and tables of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from tests.benchmarks.clock import Spent


def figure(value: float) -> str:
    """Return a number with about three digits that count.

    >>> figure(0.1234), figure(12.34), figure(1234.5)
    ('0.12', '12.3', '1,234')
    """
    return f"{value:,.{0 if value >= 100 else 1 if value >= 10 else 2}f}"


@dataclass(frozen=True)
class Amount:
    """A measured amount: one value for each round."""

    rounds: tuple[float, ...]
    unit: str = ""
    """Unit, such as `MB`; empty for a ratio."""

    @property
    def median(self) -> float:
        return median(self.rounds)

    @property
    def lowest(self) -> float:
        return min(self.rounds)

    @property
    def highest(self) -> float:
        return max(self.rounds)

    @property
    def spread(self) -> str:
        """Return the lowest and the highest round, as text."""
        return f"{figure(self.lowest)} to {figure(self.highest)}" if len(self.rounds) > 1 else "one round"


def once(value: float, unit: str = "") -> Amount:
    """Return an amount that was measured once."""
    return Amount((value,), unit)


Part = Callable[[Spent], float]


def cpu(spent: Spent) -> float:
    """Return the processor time of a round."""
    return spent.cpu


def wall(spent: Spent) -> float:
    """Return the elapsed time of a round."""
    return spent.wall


def over(of: Sequence[Spent], base: Sequence[Spent], part: Part = cpu, per: float = 1.0) -> Amount:
    """Return the time of one job over that of another, round by round, times `per`.

    The two ran in the same round, so what the machine did meanwhile falls on both.
    """
    return Amount(tuple(per * part(one) / part(other) for one, other in zip(of, base, strict=True)))


def seconds(of: Sequence[Spent], part: Part = cpu) -> Amount:
    """Return the time of one job, in seconds."""
    return Amount(tuple(map(part, of)), "s")


@dataclass(frozen=True)
class Aim:
    """Largest value that an amount should have."""

    most: float

    def met(self, amount: Amount) -> bool:
        return amount.median <= self.most


Cell = str | Amount | Aim | None


@dataclass(frozen=True)
class Table:
    """A topic of the page: its title, a sentence on how it was measured, and rows of cells."""

    title: str
    about: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def amounts(self) -> list[Amount]:
        return [cell for row in self.rows for cell in row if isinstance(cell, Amount)]


@dataclass(frozen=True)
class Ratio:
    """A row of a table of ratios."""

    what: str
    amount: Amount
    aim: Aim | None = None
    note: str = ""


def ratios(title: str, about: str, rows: Sequence[Ratio], first: str = "measured") -> Table:
    """Return a table of ratios: the median, the rounds, and the aims if there are any."""
    aimed = any(row.aim for row in rows)
    made = tuple((row.what, row.amount, row.amount.spread, *_aim(row, aimed), row.note) for row in rows)
    return Table(title, about, (first, "ratio", "lowest to highest", *(("aim", "met") if aimed else ()), "note"), made)


def _aim(row: Ratio, aimed: bool) -> tuple[Cell, ...]:
    return (row.aim, _met(row)) if aimed else ()


def _met(row: Ratio) -> str:
    if row.aim is None:
        return ""
    return "yes" if row.aim.met(row.amount) else "**no**"
