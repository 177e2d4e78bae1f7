"""Find the figures that changed since a baseline, and the plans, scenarios and figures that are new or removed.

Figures of the central case are compared exactly. Statistics of draws are compared exactly if both runs have the same
draws; otherwise a difference within their sampling error does not count.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from mtfp.batch.baseline.baseline import Baseline, Figure, Figures, Key, figures_now
from mtfp.batch.baseline.causes import causes
from mtfp.batch.baseline.inputs import InputChange, changed_inputs
from mtfp.batch.baseline.tolerance import Tolerance
from mtfp.batch.outcome.outcome import BatchResult, PlanOutcome
from mtfp.model.base.money_in_words import UNITS
from mtfp.reports.data.tidy import as_written

CENTRAL = "central"
NOT_DRAWN = (CENTRAL, "required")
"""Statistics without sampling error: the central case, and the share of draws that a check requires."""
ERRORS = ("se_", "margin_")
"""Prefixes of statistics that state the sampling error of another statistic, such as `se_p90` for `p90`."""
PERCENTILE = re.compile(r"p\d\d")
STANDARD_ERRORS = 4.0
"""Number of standard errors that chance may explain: only one figure in 16,000 differs by more through chance."""


class Change(NamedTuple):
    """One figure that changed: its value in the baseline (`was`) and in the present run (`now`), in the plan's unit."""

    plan: str
    key: Key
    was: float
    now: float
    unit: str

    @property
    def by(self) -> float:
        """Return the change, positive for a rise."""
        return self.now - self.was

    @property
    def order(self) -> tuple[bool, float]:
        """Return the sort key: money first, the largest change in pounds first."""
        return self.unit not in UNITS, -abs(self.by) * UNITS.get(self.unit, 1.0)


@dataclass
class Comparison:
    """Changes since a baseline: figures (largest change first), inputs, new or removed plans, scenarios and figures.

    `different_settings`: settings of the draws that differ between the two runs, in words. `not_compared`: number of
    statistics without a usable standard error, which can't be compared between different draws. `causes`: sentences on
    the plans that moved most.
    """

    baseline: Baseline
    tolerance: Tolerance
    different_settings: list[str]
    figures: list[Change] = field(default_factory=list)
    inputs: list[InputChange] = field(default_factory=list)
    causes: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    not_compared: int = 0

    @property
    def has_changes(self) -> bool:
        """Return True if any result changed; a changed input alone does not count."""
        return bool(self.figures or self.new or self.removed)


def compare_with_baseline(
    baseline: Baseline, tolerance: Tolerance, result: BatchResult, now: Mapping[str, Any]
) -> Comparison:
    """Compare a batch with a baseline; `now` is the manifest of the batch."""
    comparison = Comparison(baseline, tolerance, baseline.different_settings(now))
    plans = {as_written(plan.name): plan for plan in result.with_results}
    removed = dict.fromkeys(baseline.plans)
    for name, was in baseline.by_plan():
        if name in plans:
            removed.pop(plans[name].name, None)
            _compare(comparison, plans.pop(name), was)
    comparison.new += [plan.name for plan in plans.values()]
    comparison.removed += removed
    comparison.figures.sort(key=lambda change: (change.order, change.plan, change.key))
    comparison.inputs += changed_inputs(baseline, result, now["scenarios"])
    comparison.causes += causes(baseline, result, [change.plan for change in comparison.figures])
    return comparison


def _compare(comparison: Comparison, plan: PlanOutcome, was: Figures) -> None:
    now = figures_now(plan.cells())
    comparison.removed += _missing(plan.name, was, now)
    comparison.new += _missing(plan.name, now, was)
    for key in [key for key in _compared(was) if key in now]:
        before, after = _in_unit(was[key], now[key].unit), now[key]
        is_exact = not comparison.different_settings or key.statistic in NOT_DRAWN
        error = 0.0 if is_exact else _error(key, was, now)
        if error is None:
            comparison.not_compared += 1
        elif not comparison.tolerance.allows(before, after.value, after.unit, error):
            comparison.figures.append(Change(plan.name, key, before, after.value, after.unit))


def _in_unit(figure: Figure, unit: str) -> float:
    """Return money in the plan's present unit, which may differ from the plan's unit in the baseline."""
    both = figure.unit in UNITS and unit in UNITS
    return figure.value * UNITS[figure.unit] / UNITS[unit] if both else figure.value


def _error(key: Key, was: Figures, now: Figures) -> float | None:
    """Return the largest difference that chance may explain; None if the statistic has no usable standard error.

    Standard errors of percentiles are not usable: if many draws have the same figure, a percentile moves in jumps or
    not at all.
    """
    if PERCENTILE.fullmatch(key.statistic):
        return None
    of = key._replace(statistic=f"se_{key.statistic}")
    if of not in was or of not in now:
        return None
    return STANDARD_ERRORS * math.hypot(was[of].value, now[of].value)


def _missing(plan: str, figures: Figures, others: Figures) -> Iterator[str]:
    """Yield, in words, the scenarios that `others` lack, and the number of figures missing in the other scenarios."""
    scenarios_of_others = {key.scenario for key in others}
    scenarios = dict.fromkeys(key.scenario for key in figures)
    yield from (f"{plan} under {scenario}" for scenario in scenarios if scenario not in scenarios_of_others)
    missing = (key not in others and key.scenario in scenarios_of_others for key in _compared(figures))
    if count := sum(missing):
        yield f"{count:,} figure{'s' if count > 1 else ''} of {plan}"


def _compared(figures: Figures) -> Iterator[Key]:
    """Return the keys of the figures to compare: all but standard errors and margins."""
    return (key for key in figures if not key.statistic.startswith(ERRORS))
