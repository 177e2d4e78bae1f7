"""Chart: the fields and the table that every kind of chart has, and round amounts for a scale."""

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from math import floor, log10
from typing import TYPE_CHECKING

from mtfp.results.table import Column, Row, Table

if TYPE_CHECKING:
    from mtfp.model.plan import Plan

ROUND_STEPS = (1.0, 2.0, 5.0, 10.0)
"""Possible steps between the marks of a scale, before multiplication by a power of ten."""
WANTED_STEPS = 8
"""Approximate number of steps that a scale should have."""
ILLUSTRATIVE = "Illustrative"
"""Word in every picture of a plan with invented figures."""


@dataclass(frozen=True, kw_only=True)
class Chart(ABC):
    """Chart as data. `title` states the finding, and `sentence` explains it.

    `name` and `figure` identify the chart and its main figure for programs. `plan` is the plan's name, and `unit` its
    unit of money. `illustrative`: True if the plan's figures are invented.
    """

    name: str
    figure: str
    plan: str
    title: str
    sentence: str
    unit: str
    illustrative: bool = False

    @property
    def heading(self) -> str:
        """Title, after the word Illustrative if the plan's figures are invented."""
        return f"{ILLUSTRATIVE}: {self.title}" if self.illustrative else self.title

    @abstractmethod
    def as_table(self) -> Table:
        """Return the chart as a table, for programs and for formats without drawings."""

    def _table(self, columns: tuple[Column, ...], rows: tuple[Row, ...]) -> Table:
        return Table(self.name, self.heading, self.plan, self.unit, columns, rows, (self.sentence,))


def is_illustrative(plan: "Plan") -> bool:
    """Return True if the plan's source says that its figures are illustrative."""
    return re.search(rf"\b{ILLUSTRATIVE}\b", plan.source, re.IGNORECASE) is not None


def scale(lowest: float, highest: float, wanted: int = WANTED_STEPS) -> tuple[float, ...]:
    """Return the marks of a scale: round amounts in about `wanted` steps, from below `lowest` to above `highest`.

    >>> scale(-1_130.0, 8_200.0)
    (-2000.0, -1000.0, 0.0, 1000.0, 2000.0, 3000.0, 4000.0, 5000.0, 6000.0, 7000.0, 8000.0, 9000.0)
    """
    target = (highest - lowest or max(abs(highest), 1.0)) / wanted
    power = 10.0 ** floor(log10(target))
    step = min((each * power for each in ROUND_STEPS), key=lambda each: abs(log10(each / target)))
    first = floor(lowest / step)
    last = max(-floor(-highest / step), first + 1)
    return tuple(number * step for number in range(first, last + 1))
