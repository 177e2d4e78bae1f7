"""Which figures moved since a baseline, by how much; which plans, scenarios and figures are new, and which are gone.

Central figures are exact. What is drawn is exact too if the same futures were drawn; else its error is allowed for.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from mtfp.batch.baseline.baseline import Baseline, Figure, Figures, Key, figures_now
from mtfp.batch.baseline.inputs import InputChange, changed_inputs
from mtfp.batch.baseline.tolerance import Tolerance
from mtfp.batch.outcome.outcome import BatchResult, PlanOutcome
from mtfp.reports.data.tidy import as_written
from mtfp.results.amounts import UNITS

CENTRAL = "central"
STATED = (CENTRAL, "required")
"""Statistics that aren't drawn: the central case's, and what a check asks for."""
ABOUT = ("se_", "margin_")
"""How statistics begin that only say how closely another is known."""
PERCENTILE = re.compile(r"p\d\d")
SURE = 4.0
"""Standard errors that other draws may make of a figure: in one of some ten thousand figures they make more."""


class Move(NamedTuple):
    """One figure then and now, in its plan's unit."""

    plan: str
    key: Key
    was: float
    now: float
    unit: str

    @property
    def by(self) -> float:
        return self.now - self.was

    @property
    def size(self) -> tuple[bool, float]:
        """What sorts by: money before all else, what moved by most pounds first."""
        return self.unit not in UNITS, -abs(self.by) * UNITS.get(self.unit, 1.0)


@dataclass
class Comparison:
    """What isn't as it was, largest first; lists of plans, scenarios and counts of figures by plan.

    `differs` says what was otherwise about the draws themselves; `untold` counts figures that can't be compared for it.
    """

    baseline: Baseline
    tolerance: Tolerance
    differs: list[str]
    figures: list[Move] = field(default_factory=list)
    inputs: list[InputChange] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    untold: int = 0

    @property
    def anything(self) -> bool:
        """Whether anything is otherwise; inputs by themselves move nothing."""
        return bool(self.figures or self.new or self.gone)


def compare_with_baseline(
    baseline: Baseline, tolerance: Tolerance, result: BatchResult, now: Mapping[str, Any]
) -> Comparison:
    """Compare a batch with an earlier one; `now` is its manifest."""
    moved = Comparison(baseline, tolerance, baseline.differs(now))
    plans = {as_written(plan.name): plan for plan in result.with_results}
    gone = dict.fromkeys(baseline.plans)
    for name, was in baseline.by_plan():
        if name in plans:
            gone.pop(plans[name].name, None)
            _compare(moved, plans.pop(name), was)
    moved.new += [plan.name for plan in plans.values()]
    moved.gone += gone
    moved.figures.sort(key=lambda move: (move.size, move.plan, move.key))
    moved.inputs += changed_inputs(baseline, result, now["scenarios"])
    return moved


def _compare(moved: Comparison, plan: PlanOutcome, was: Figures) -> None:
    now = figures_now(plan.cells())
    moved.gone += _missing(plan.name, was, now)
    moved.new += _missing(plan.name, now, was)
    for key in [key for key in _told(was) if key in now]:
        before, after = _in_unit(was[key], now[key].unit), now[key]
        error = _error(key, was, now) if moved.differs and key.statistic not in STATED else 0.0
        if error is None:
            moved.untold += 1
        elif not moved.tolerance.allows(before, after.value, after.unit, error):
            moved.figures.append(Move(plan.name, key, before, after.value, after.unit))


def _in_unit(figure: Figure, unit: str) -> float:
    """Money in today's unit of the plan, which may be another than then."""
    both = figure.unit in UNITS and unit in UNITS
    return figure.value * UNITS[figure.unit] / UNITS[unit] if both else figure.value


def _error(key: Key, was: Figures, now: Figures) -> float | None:
    """How far other draws may move a statistic; None if too little is known of it.

    Of a percentile too little is known where many draws have the same figure: it moves by whole steps, or not at all.
    """
    if PERCENTILE.fullmatch(key.statistic):
        return None
    of = key._replace(statistic=f"se_{key.statistic}")
    if of not in was or of not in now:
        return None
    return SURE * math.hypot(was[of].value, now[of].value)


def _missing(plan: str, figures: Figures, others: Figures) -> Iterator[str]:
    """What the others lack: whole scenarios, and how many figures beside."""
    known = {key.scenario for key in others}
    scenarios = dict.fromkeys(key.scenario for key in figures)
    yield from (f"{plan} under {scenario}" for scenario in scenarios if scenario not in known)
    if count := sum(key not in others and key.scenario in known for key in _told(figures)):
        yield f"{count:,} figure{'s' if count > 1 else ''} of {plan}"


def _told(figures: Figures) -> Iterator[Key]:
    """Figures that are compared: not those that only say how closely another is known."""
    return (key for key in figures if not key.statistic.startswith(ABOUT))
