"""How many draws are enough: until a statistic is known as closely as somebody asks for."""

import math
import re
from dataclasses import dataclass

from mtfp.findings.suggest import did_you_mean, one_of
from mtfp.model.plan import Plan
from mtfp.results.amounts import money, share
from mtfp.results.figures import figure_named
from mtfp.results.renamed import renamed
from mtfp.simulation.record import recorded_figures
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import PERCENTILES, Estimate, described, sure
from mtfp.simulation.statistics import share as share_of

STATISTICS = ("mean", "sd", *(f"p{level:02d}" for level in PERCENTILES), "es90", "probability")
_SAID = re.compile(r"(\w+) +([\w.]+)(?: +(\d{4}/\d{2}))? *(?:±|\+-|\+/-) *(.+)")
EXAMPLE = "p90 gap ±0.5m"
CAUTION = 1.1
"""Draws are asked for a little beyond what seems needed: the error that this is worked out from is itself drawn."""


@dataclass(frozen=True)
class StoppingRule:
    """A statistic of a figure in a year, and how far it may be out 19 times in 20, in the plan's unit or as a share."""

    statistic: str
    figure: str
    year: int
    within: float

    def half_width(self, run: Simulation) -> float:
        """How far the statistic may be out by now, in the future that knows it worst; infinite if it can't be told."""
        return max(self._half_width(run, scenario) for scenario in run.plans if run.has(scenario, self.figure))

    def _half_width(self, run: Simulation, scenario: str) -> float:
        values, replicates = run.values(scenario, self.figure, self.year), run.layout.replicates
        if self.statistic == "probability":
            told: Estimate | None = share_of(values > 0, replicates)
        else:
            told = described(values, replicates, low_is_worse=figure_named(self.figure).low_is_worse).get(
                self.statistic
            )
        if told is None:
            return 0.0
        return math.inf if told.error is None else sure(replicates) * told.error

    def is_met(self, run: Simulation) -> bool:
        return self.half_width(run) <= self.within

    def enough(self, run: Simulation) -> int:
        """How many draws it seems to take: errors fall with the square root of the number."""
        half = self.half_width(run)
        if half <= self.within:
            return run.draws
        more = (half / self.within) ** 2 * CAUTION
        return math.ceil(run.draws * more) if math.isfinite(more) else 2 * run.draws


def until(text: str, plan: Plan) -> StoppingRule:
    """What `p90 gap 2030/31 ±0.5m` says; the last year if it names none. Raises ValueError with the repair."""
    match = _SAID.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{text}: write a statistic, a figure, perhaps a year, and a tolerance: {EXAMPLE}")
    statistic, figure, year, tolerance = match.groups()
    statistic = f"p{int(statistic[1:]):02d}" if re.fullmatch(r"p\d", statistic.lower()) else statistic.lower()
    _known(statistic, STATISTICS, "statistic")
    _known(figure, recorded_figures(plan), "figure")
    _known(year or plan.timeline.last, plan.timeline.projected, "year")
    as_share = statistic == "probability" or figure_named(figure).is_share
    within = share(tolerance) if as_share else money(tolerance, plan.unit)
    if within <= 0:
        raise ValueError(f"{text}: a tolerance is above nil")
    return StoppingRule(statistic, figure, plan.timeline.at(year or plan.timeline.last), within)


def _known(word: str, known: tuple[str, ...], what: str) -> None:
    if word not in known:
        fix = renamed(word) or did_you_mean(word, known) or f"use {one_of(known, most=40)}"
        raise ValueError(f"no {what} is called {word}: {fix}")
