"""Charts as data. Each is also a table, for formats without drawings and for programs."""

from dataclasses import dataclass
from math import floor, log10

from mtfp.model.base.money_in_words import stated_money
from mtfp.results.table import SHARE, Column, Row, Table

ROUND_STEPS = (1.0, 2.0, 5.0, 10.0)
"""Steps between the marks of a scale, times a power of ten."""
WANTED_STEPS = 8
"""Number of steps that a scale should have, roughly."""


@dataclass(frozen=True)
class Band:
    """One line of a fan chart: range of 9 in 10 draws (`outer`) and of 8 in 10 (`inner`), middle draw, and plan.

    `year` and `scenario` identify it for programs.
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
    """A fan chart: a title with its message, a sentence on how to read it, and its bands, in a unit of money.

    `name` and `figure` identify it for programs; `plan` is the plan's name.
    """

    name: str
    figure: str
    plan: str
    title: str
    sentence: str
    unit: str
    bands: tuple[Band, ...]

    def as_table(self) -> Table:
        """Return the chart's data: a row for each band."""
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
    """Chance that a figure is no more than an amount: amounts in rising order, each with its share of draws.

    `name` and `figure` identify it for programs; `plan` is the plan's name, `year` the year of the figure.
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
        """Return the chart's data: a row for each amount, with the share of draws that are no more than it."""
        columns = (Column("Share of draws", self.year, statistic="probability"),)
        rows = tuple(
            Row(f"{self.figure}_within.{amount:.15g}", stated_money(amount, self.unit), (share,), SHARE)
            for amount, share in self.steps
        )
        return Table(self.name, self.title, self.plan, self.unit, columns, rows, (self.sentence,))


def scale(lowest: float, highest: float) -> tuple[float, ...]:
    """Return round amounts in about eight steps, from just below the lowest to just above the highest.

    >>> scale(-1_130.0, 8_200.0)
    (-2000.0, -1000.0, 0.0, 1000.0, 2000.0, 3000.0, 4000.0, 5000.0, 6000.0, 7000.0, 8000.0, 9000.0)
    """
    wanted = (highest - lowest or max(abs(highest), 1.0)) / WANTED_STEPS
    power = 10.0 ** floor(log10(wanted))
    step = min((each * power for each in ROUND_STEPS), key=lambda each: abs(log10(each / wanted)))
    first = floor(lowest / step)
    last = max(-floor(-highest / step), first + 1)
    return tuple(number * step for number in range(first, last + 1))
