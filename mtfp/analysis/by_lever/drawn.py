"""Bars of levers on draws: the plan under every set of levers is projected in the same draws."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from mtfp.analysis.by_lever.lever_bridge import lever_bridge
from mtfp.analysis.shapley import Split, split
from mtfp.engine.identities import IdentityBroken
from mtfp.findings.short import Short, counted
from mtfp.model.base.arrays import NOISE, Array
from mtfp.model.plan import Plan
from mtfp.scenarios.scenario import Scenario
from mtfp.simulation.simulate import simulate
from mtfp.simulation.simulation import Simulation

EXACT = 4
"""Largest number of levers whose sets are all drawn: 2⁴ is 16."""


@dataclass(frozen=True, repr=False)
class LeversOnDraws(Short):
    """Bars of the levers of one scenario in every draw. The bars of a draw add up to the scenario's difference in it.

    Means of bars add up to the difference of the means; percentiles of bars don't add up.
    """

    labels: tuple[str, ...]
    """Label of each lever, or of levers that need one another."""
    split: Split
    """Weights of the sets of levers."""
    names: Mapping[int, str]
    """Name in `run` of the plan under each set of levers."""
    run: Simulation
    """Run with the plan under every set of levers."""

    def in_short(self) -> str:
        return f"{counted(len(self.labels), 'lever')}, {counted(self.run.draws, 'draw')}"

    @property
    def orders(self) -> int:
        """Return the number of orders of the levers that were tried; 0 if the bars are exact."""
        return len(self.split.orders)

    def bars(self, figure: str, year: str | int) -> Array:
        """Return what each lever did to a figure of a year in each draw, shape (lever, draw), in the figure's unit."""
        found = self.split.shares(lambda levers: self._values(levers, figure, year))
        without, everyone = (self._values(each, figure, year) for each in (0, self.split.everyone))
        off, size = np.abs(found.sum(axis=0) - (everyone - without)), np.abs(everyone) + np.abs(without) + 1.0
        if (off > 100 * NOISE * size).any():
            raise IdentityBroken(f"bars of {figure} = its whole difference: the two sides differ by {off.max():g}")
        return found

    def error(self) -> float:
        """Return the largest standard error of an average bar of the gap, as a part of the largest difference."""
        return self.split.error(self._mean_gaps)

    def _mean_gaps(self, levers: int) -> Array:
        return np.array([self._values(levers, "gap", year).mean() for year in self.run.years])

    def _values(self, levers: int, figure: str, year: str | int) -> Array:
        name = self.names[levers]
        return self.run.values(name, figure, year) if self.run.has(name, figure) else np.zeros(self.run.draws)


def simulate_with_levers(
    plans: Mapping[str, Plan],
    scenarios: Mapping[str, Sequence[Scenario]],
    *arguments: Any,
    enough: Callable[[Simulation], int] | None = None,
    **options: Any,
) -> Simulation:
    """Simulate a plan and its scenarios, as `simulate` does, with the bars of the levers of `scenarios`.

    plans : the plan as it stands first, then the plan under each scenario, by name
    scenarios : the scenarios that were applied, in order, by the name of the plan that they make

    Every set of up to 4 levers is projected in the same draws; of more, the sets of some orders of the levers. The
    other arguments, and the errors that this raises, are those of `simulate`. The bars of a figure have shape
    (lever, draw), in the figure's unit; a positive bar of the gap adds to the gap, and in every draw Σ bars = figure
    under the scenario - figure of the plan. Raises TypeError and ValueError as `simulate`. Section 15 of the model.

    >>> from mtfp import Planner
    >>> found = Planner("examples/shetland").simulate("step-down", draws=20, by_lever=True)
    >>> found.run.levers["step-down"].bars("gap", "2030/31").shape
    (2, 20)
    """
    base = next(iter(plans))
    found = {name: _planned(plans[base], base, name, applied) for name, applied in scenarios.items()}
    extra = {name: plan for _, _, own in found.values() for name, plan in own.items() if name not in plans}

    def shown(run: Simulation) -> Simulation:
        return replace(run, plans=plans, central={name: run.central[name] for name in plans})

    needed = (lambda run: enough(shown(run))) if enough else None
    run = simulate({**plans, **extra}, *arguments, enough=needed, **options)
    levers = {
        name: LeversOnDraws(labels, rule, {levers: _name(base, name, levers, rule) for levers in rule.weights}, run)
        for name, (labels, rule, _) in found.items()
    }
    return replace(shown(run), levers=levers)


def _planned(
    plan: Plan, base: str, name: str, applied: Sequence[Scenario]
) -> tuple[tuple[str, ...], Split, dict[str, Plan]]:
    """Return the labels of a scenario's levers, the rule that splits its difference, and the plans to draw by name."""
    bridge = lever_bridge(plan, applied)
    rule = split(bridge.gap, len(bridge.players), exact=EXACT)
    own = {_name(base, name, levers, rule): bridge.coalitions.plan(levers) for levers in rule.weights}
    return tuple(player.label for player in bridge.players), rule, own


def _name(base: str, scenario: str, levers: int, rule: Split) -> str:
    """Return the name of the plan under some levers; no scenario's name has a line break."""
    return {0: base, rule.everyone: scenario}.get(levers, f"{scenario}\n{levers:b}")
