"""Charts as data. Each chart can also be a table, for programs and for formats without drawings."""

from dataclasses import dataclass
from math import floor, log10

from mtfp.model.base.money_in_words import stated_money
from mtfp.results.table import MONEY, SHARE, Column, Row, Table

ROUND_STEPS = (1.0, 2.0, 5.0, 10.0)
"""Possible steps between the marks of a scale, before multiplication by a power of ten."""
WANTED_STEPS = 8
"""Approximate number of steps that a scale should have."""


@dataclass(frozen=True)
class Band:
    """One line of a fan chart: the ranges of the draws, the middle draw, and the plan.

    `outer` is the range of 9 in 10 draws and `inner` the range of 8 in 10. `year` and `scenario` identify the line for
    programs.
    """

    label: str
    outer: tuple[float, float]
    inner: tuple[float, float]
    middle: float
    plan: float
    year: str
    scenario: str = "base"


@dataclass(frozen=True)
class FanChart:
    """Fan chart: ranges of draws (`bands`), with a title that states the main result and a sentence that explains it.

    `unit` is the unit of money. `name` and `figure` identify the chart for programs; `plan` is the plan's name.
    """

    name: str
    figure: str
    plan: str
    title: str
    sentence: str
    unit: str
    bands: tuple[Band, ...]

    def as_table(self) -> Table:
        """Return the chart as a table with a row for each band."""
        heads = {"Plan": "central", "P5": "p05", "P10": "p10", "P50": "p50", "P90": "p90", "P95": "p95"}
        columns = tuple(Column(label, statistic=statistic) for label, statistic in heads.items())
        rows = tuple(
            Row(self.figure, band.label, _values(band), year=band.year, scenario=band.scenario) for band in self.bands
        )
        return Table(self.name, self.title, self.plan, self.unit, columns, rows, (self.sentence,))


def _values(band: Band) -> tuple[float, ...]:
    return (band.plan, band.outer[0], band.inner[0], band.middle, band.inner[1], band.outer[1])


@dataclass(frozen=True)
class SCurve:
    """S-curve: the chance that a figure is no more than each of several amounts.

    `steps` has the amounts in rising order, each with its share of draws. `name` and `figure` identify the chart for
    programs. `plan` is the plan's name, and `year` the year of the figure.
    """

    name: str
    figure: str
    plan: str
    year: str
    title: str
    sentence: str
    unit: str
    steps: tuple[tuple[float, float], ...]

    def as_table(self) -> Table:
        """Return the chart as a table: for each amount, the share of draws in which the figure is no higher."""
        columns = (Column("Share of draws", self.year, statistic="probability"),)
        rows = tuple(
            Row(f"{self.figure}_within.{amount:.15g}", stated_money(amount, self.unit), (share,), SHARE)
            for amount, share in self.steps
        )
        return Table(self.name, self.title, self.plan, self.unit, columns, rows, (self.sentence,))


def scale(lowest: float, highest: float) -> tuple[float, ...]:
    """Return the marks of a scale: round amounts in about eight steps, from just below `lowest` to above `highest`.

    >>> scale(-1_130.0, 8_200.0)
    (-2000.0, -1000.0, 0.0, 1000.0, 2000.0, 3000.0, 4000.0, 5000.0, 6000.0, 7000.0, 8000.0, 9000.0)
    """
    wanted = (highest - lowest or max(abs(highest), 1.0)) / WANTED_STEPS
    power = 10.0 ** floor(log10(wanted))
    step = min((each * power for each in ROUND_STEPS), key=lambda each: abs(log10(each / wanted)))
    first = floor(lowest / step)
    last = max(-floor(-highest / step), first + 1)
    return tuple(number * step for number in range(first, last + 1))


@dataclass(frozen=True)
class Bar:
    """One line of a tornado: the range of a figure's change, from `low` to `high`, and a `mark` if there is one.

    `id` identifies the line for programs.
    """

    id: str
    label: str
    low: float
    high: float
    mark: float | None = None


@dataclass(frozen=True)
class Tornado:
    """Tornado: the range through which each driver alone moves a figure, the largest first, around no change.

    `unit` is the unit of money, and `of` the unit of the bars: money or points. `heads` are the headings of the low
    end, the high end and the mark, and `statistics` their names for programs; the third is empty if no line has a
    mark. `name` and `figure` identify the chart, and `year` is the year of the figure.
    """

    name: str
    figure: str
    plan: str
    year: str
    title: str
    sentence: str
    unit: str
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
        return Table(self.name, self.title, self.plan, self.unit, columns, rows, (self.sentence,))
