"""What somebody asks of a run, beside the run itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mtfp.simulation.defaults import CONFIDENCES


@dataclass(frozen=True)
class ReportOptions:
    """The `confidences` for contingency, the gaps `over` which it may be, in the plan's unit, and futures' `labels`."""

    confidences: tuple[float, ...] = CONFIDENCES
    over: tuple[float, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)

    def label(self, scenario: str) -> str:
        """What a future is called; its name if nobody says."""
        return self.labels.get(scenario, scenario)
