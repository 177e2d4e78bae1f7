"""Options for the tables of a simulation, which change no draw."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mtfp.simulation.defaults import CONFIDENCES


@dataclass(frozen=True)
class ReportOptions:
    """Options for the tables of `mtfp.SIMULATED`, each a function of a `Simulation` and these options.

    >>> options = ReportOptions(confidences=(0.9,), labels={"step-down": "Step down"})
    >>> options.label("step-down"), options.label("base")
    ('Step down', 'base')
    """

    confidences: tuple[float, ...] = CONFIDENCES
    """Confidence levels for contingency, as shares: 0.8 and 0.95 by default."""
    over: tuple[float, ...] = ()
    """Amounts in the plan's money unit: the table `probability` gives the chance that the gap is over each of them."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Labels of scenarios by name, for people."""

    def label(self, scenario: str) -> str:
        """Return the label of a scenario; its name if it has no label."""
        return self.labels.get(scenario, scenario)
