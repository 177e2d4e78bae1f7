"""Options for the tables of a simulation. They change the tables only; the draws stay the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mtfp.simulation.defaults import CONFIDENCES


@dataclass(frozen=True)
class ReportOptions:
    """Options for the tables of `mtfp.SIMULATED`. Each of these tables is a function of a `Simulation` and the options.

    >>> options = ReportOptions(confidences=(0.9,), labels={"step-down": "Step down"})
    >>> options.label("step-down"), options.label("base")
    ('Step down', 'base')
    """

    confidences: tuple[float, ...] = CONFIDENCES
    """Confidence levels at which the contingency is reported, as shares: 0.8 and 0.95 by default."""
    over: tuple[float, ...] = ()
    """Amounts, in the plan's money unit. The table `probability` gives the chance that the gap exceeds each amount."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Labels of scenarios that tables show to people, by the scenario's name."""

    def label(self, scenario: str) -> str:
        """Return the label of a scenario, or the scenario's name if it has no label."""
        return self.labels.get(scenario, scenario)
