"""Average of the draws less the plan's own case, split over groups of drivers that are each drawn alone."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mtfp.analysis.sensitivity.chances import centred
from mtfp.analysis.sensitivity.drivers import GROUPS, Group, by_group, drivers_of
from mtfp.draws.chance import Chance
from mtfp.findings.short import Short
from mtfp.model.plan import Plan
from mtfp.simulation.sample import Sample, central_figures, figures_of


@dataclass(frozen=True, kw_only=True, repr=False)
class AverageAndPlan(Short):
    """Figure in one year: the plan's own case, the average and the middle of the draws, and the reasons between them.

    Amounts are in the figure's unit. `groups` and `together` add up to `average` less `plan`. Averages are used
    because they add up; medians don't.
    """

    figure: str
    year: str
    plan: float
    """Figure in the central case."""
    average: float
    """Mean of the draws."""
    middle: float
    """Median of the draws."""
    groups: Mapping[Group, float]
    """Mean with only the drivers of a group uncertain, less the central case, for each group that has some."""

    def in_short(self) -> str:
        return f"{self.figure} in {self.year}, average {self.average:.6g}, plan {self.plan:.6g}"

    @property
    def together(self) -> float:
        """Rest of the difference, which groups cause only together."""
        return self.average - self.plan - sum(self.groups.values())

    @property
    def main(self) -> tuple[Group, ...]:
        """Groups with at least a tenth of the difference and with its sign, the largest first."""
        difference = self.average - self.plan
        least = NAMED_FROM * abs(difference)
        large = [group for group, part in self.groups.items() if part * difference > 0 and abs(part) >= least]
        return tuple(sorted(large, key=lambda group: -abs(self.groups[group])))


NAMED_FROM = 0.1
"""Part of the difference from which a group is named."""


def average_and_plan(plan: Plan, figure: str, year: str, sample: Sample) -> AverageAndPlan:
    """Return the average of a figure less the plan's own case, split over groups of drivers.

    Each group is drawn alone in the same draws, with all other drivers as in the central case.

    By hand: an event with a chance of 8% costs £5m, so the average is £0.4m above a plan that does not count it.

    >>> flood = {"flood": {"probability": "8%", "impact": 5}}
    >>> plan = Plan.model_validate({"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 1, "unit": "£m",
    ...     "assumptions": {}, "lines": {}, "funding": {}, "risk_events": flood})
    >>> found = average_and_plan(plan, "gap", "2026/27", Sample(draws=2_000))
    >>> found.plan, 0.3 < found.average < 0.5, found.main
    (0.0, True, ('events',))
    """
    position, chances = plan.timeline.position(year), list(sample.chances(plan))
    drivers = drivers_of(plan)

    def values(of: list[Chance]) -> np.ndarray:
        return np.asarray(figures_of(plan, of, [figure])[figure][position])

    centre = float(central_figures(plan, [figure])[figure][position, 0])
    groups = by_group(drivers)
    alone = {}
    for group, members in groups.items():
        others = [driver for driver in drivers if driver not in members]
        alone[group] = float(values([centred(plan, chance, others) for chance in chances]).mean()) - centre
    every = values(chances)
    return AverageAndPlan(
        figure=figure,
        year=year,
        plan=centre,
        average=float(every.mean()),
        middle=float(np.median(every)),
        groups={group: alone[group] for group in GROUPS if group in alone},
    )
