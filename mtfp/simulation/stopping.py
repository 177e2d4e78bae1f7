"""Stopping rule of a run: add draws until a statistic has the requested precision."""

import math
import re
from dataclasses import dataclass

from mtfp.findings.arguments import finite_number, whole_number
from mtfp.findings.suggest import did_you_mean, one_of
from mtfp.model.plan import Plan
from mtfp.results.amounts import money, share
from mtfp.results.figures import figure_named
from mtfp.results.renamed import renamed
from mtfp.simulation.record import recorded_figures
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import PERCENTILES, Estimate, describe, z_95
from mtfp.simulation.statistics import share as share_of

STATISTICS = ("mean", "sd", *(f"p{level:02d}" for level in PERCENTILES), "es90", "probability")
_RULE = re.compile(r"(\w+) +([\w.]+)(?: +(\d{4}/\d{2}))? *(?:±|\+-|\+/-) *(.+)")
EXAMPLE = "p90 gap ±0.5m"
CAUTION = 1.1
"""Factor that raises the estimated number of draws, since the standard error behind the estimate is uncertain."""


@dataclass(frozen=True)
class StoppingRule:
    """Stopping rule: a run ends when the margin of error of one statistic, at 95%, is at most `within`.

    Raises ValueError for an unknown statistic, with the nearest, and for a margin that is not above zero.
    """

    statistic: str
    """Name of the statistic, one of `STATISTICS`."""
    figure: str
    """Identifier of the figure that the statistic describes."""
    year: int
    """Position of the figure's year, 1 for the first projected year."""
    within: float
    """Largest margin of error that ends the run, in the plan's money unit or as a share."""

    def __post_init__(self) -> None:
        _check_name(self.statistic, STATISTICS, "statistic")
        whole_number(self.year, "the position of a year")
        if finite_number(self.within, "the margin of error") <= 0:
            raise ValueError(f"the margin of error must be above zero, not {self.within:g}")

    def margin_of_error(self, run: Simulation) -> float:
        """Return the largest margin of error of all scenarios so far; infinite if there are too few draws.

        Raises Unknown (a KeyError) for a figure that the run doesn't record, or a year that its plans lack.
        """
        having = [scenario for scenario in run.plans if run.has(scenario, self.figure)]
        return max(self._margin_of_error(run, scenario) for scenario in having or [run.base])

    def _margin_of_error(self, run: Simulation, scenario: str) -> float:
        values, replicates = run.values(scenario, self.figure, self.year), run.layout.replicates
        if self.statistic == "probability":
            estimate: Estimate | None = share_of(values > 0, replicates)
        else:
            estimate = describe(values, replicates, low_is_worse=figure_named(self.figure).low_is_worse).get(
                self.statistic
            )
        if estimate is None:  # the figure is a share of zero in every draw
            return 0.0
        return math.inf if estimate.error is None else z_95(replicates) * estimate.error

    def is_met(self, run: Simulation) -> bool:
        """Return True if the margin of error is small enough to end the run."""
        return self.margin_of_error(run) <= self.within

    def enough(self, run: Simulation) -> int:
        """Return the estimated number of draws needed. The margin of error falls with the square root of the draws."""
        margin = self.margin_of_error(run)
        if margin <= self.within:
            return run.draws
        more = (margin / self.within) ** 2 * CAUTION
        return math.ceil(run.draws * more) if math.isfinite(more) else 2 * run.draws


def stopping_rule(text: str, plan: Plan) -> StoppingRule:
    """Read a stopping rule such as `p90 gap 2030/31 ±0.5m`. A rule without a year is for the last year.

    Raises ValueError, with the repair, for a text that is not a rule.
    """
    match = _RULE.fullmatch(text.strip())
    if not match:
        fix = f"write a statistic, a figure, a year if it is not the last, and a tolerance, like {EXAMPLE}"
        raise ValueError(f"'{text}' is not a stopping rule; {fix}")
    statistic, figure, year, tolerance = match.groups()
    statistic = f"p{int(statistic[1:]):02d}" if re.fullmatch(r"p\d", statistic.lower()) else statistic.lower()
    _check_name(statistic, STATISTICS, "statistic")
    _check_name(figure, recorded_figures(plan), "figure")
    _check_name(year or plan.timeline.last, plan.timeline.projected, "year")
    as_share = statistic == "probability" or figure_named(figure).is_share
    within = share(tolerance) if as_share else money(tolerance, plan.unit)
    if within <= 0:
        raise ValueError(f"'{text}': the tolerance must be above zero, like {EXAMPLE}")
    return StoppingRule(statistic, figure, plan.timeline.at(year or plan.timeline.last), within)


def _check_name(name: str, names: tuple[str, ...], kind: str) -> None:
    if name not in names:
        fix = renamed(name) or did_you_mean(name, names) or f"use {one_of(names, most=40)}"
        raise ValueError(f"no {kind} is called {name}: {fix}")
