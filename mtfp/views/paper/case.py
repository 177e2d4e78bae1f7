"""Figures behind a paper: a plan as it stands and under scenarios, in the central case and in the same draws."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from mtfp.analysis.average_and_plan import AverageAndPlan
from mtfp.analysis.by_lever.lever_bridge import LeverBridge
from mtfp.engine.projection import Projection
from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array
from mtfp.model.costs.line import PARTNERS
from mtfp.model.plan import Plan
from mtfp.reading.scenario import ScenarioPlan
from mtfp.results.figures import Figures, figures

DRAWN = (
    "expenditure",
    "gap",
    "to_close",
    "recurring_gap",
    "additional_payments",
    *(f"additional_payments.{partner}" for partner in PARTNERS),
    *(f"total_payments.{partner}" for partner in PARTNERS),
    "carried",
    "unmet",
    "deficit",
    "set_aside_gap",
    "reserves",
    "reserves_left",
)
"""Figures that a paper needs in every draw."""


@dataclass(frozen=True)
class Range:
    """Middle of the draws, and the range that holds 8 in 10 of them."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, repr=False)
class Case(Short):
    """Plan as it stands or under a scenario. Money is in the plan's unit; a positive gap is a shortfall.

    `draws` has each figure of `DRAWN` in every draw, shape (year, draw); it is empty if no draws were made.
    """

    name: str
    label: str
    projection: Projection
    draws: Mapping[str, Array] = field(default_factory=dict)
    changed: ScenarioPlan | None = None
    """Scenario's changes, and its narrative; None for the plan as it stands."""
    levers: LeverBridge | None = None
    """Bars of the scenario's levers; None for the plan as it stands."""

    def in_short(self) -> str:
        return f"{self.name}, {self.projection.in_short()}"

    @property
    def plan(self) -> Plan:
        """Plan of this case, after the levers of a scenario."""
        return self.projection.plan

    @cached_property
    def figures(self) -> Figures:
        """Figures of the central case."""
        return figures(self.projection)

    def central(self, figure: str, year: int = -1) -> float:
        """Return a figure of the central case in the year at a position; by default in the last year."""
        return float(self.figures[figure][year, 0])

    def total(self, figure: str) -> float:
        """Return a figure of the central case over all projected years together."""
        return float(self.figures[figure][1:, 0].sum())

    def values(self, figure: str, year: int = -1) -> Array:
        """Return a figure of one year in every draw, shape (draw,)."""
        return np.asarray(self.draws[figure][year])

    def range(self, figure: str, year: int = -1) -> Range | None:
        """Return the range of a figure of one year; None if no draws were made."""
        return range_of(self.values(figure, year)) if self.draws else None

    def range_of_total(self, figure: str) -> Range | None:
        """Return the range of a figure over all projected years together; None if no draws were made."""
        return range_of(self.draws[figure][1:].sum(axis=0)) if self.draws else None

    def unfunded(self, year: int = -1) -> float:
        """Return the money of a year that nothing pays for in the central case: carried forward, or left open."""
        return self.central("carried", year) + self.central("unmet", year)

    def range_of_unfunded(self, year: int = -1) -> Range | None:
        """Return the range of the money of a year that nothing pays for; None if no draws were made."""
        return range_of(self.values("carried", year) + self.values("unmet", year)) if self.draws else None


def range_of(values: Array) -> Range:
    """Return the P10, the median and the P90 of draws, shape (draw,).

    >>> range_of(np.arange(11.0))
    Range(low=1.0, middle=5.0, high=9.0)
    """
    low, middle, high = np.quantile(values, (0.1, 0.5, 0.9))
    return Range(float(low), float(middle), float(high))


@dataclass(frozen=True, kw_only=True, repr=False)
class Evidence(Short):
    """Everything that a paper is written from.

    `no_action` is the plan under the scenario of no further action, and `by_scheme` the same with the scheme's
    additional contributions; `best` and `worst` are the shipped optimistic and pessimistic scenarios, in the central
    case. Each is None if the plan can't take the scenario. `average` explains the average of the
    gap against the plan's; None without draws.
    """

    base: Case
    scenarios: tuple[Case, ...] = ()
    no_action: Case | None = None
    by_scheme: Case | None = None
    best: Case | None = None
    worst: Case | None = None
    average: AverageAndPlan | None = None
    draws: int = 0
    seed: int = 0
    is_certain: bool = False

    def in_short(self) -> str:
        return f"{self.base.in_short()}, {self.draws} draws"

    @property
    def plan(self) -> Plan:
        """Plan as it stands."""
        return self.base.plan

    @property
    def has_ranges(self) -> bool:
        """Return True if draws were made."""
        return bool(self.base.draws)
