"""What is wanted of every plan of a batch: all that shapes its figures, and nothing of how they are worked out."""

from collections.abc import Sequence
from dataclasses import dataclass

from mtfp.draws.sampling import Sampling
from mtfp.model.plan import Plan
from mtfp.reading.policy import ReadPolicy
from mtfp.results.amounts import money
from mtfp.simulation.defaults import CONFIDENCES, DRAWS, SEED
from mtfp.simulation.layout import Layout
from mtfp.simulation.report_options import ReportOptions

USUAL = Sampling(SEED)


@dataclass(frozen=True)
class BatchRequest:
    """Scenarios by name or file, how many draws and which, and what is asked of them.

    `gap_over` are amounts as people write them, such as `2m`, for plans in any unit. A `policy` asks the same of all.
    With `rollup`, plans are added up draw by draw.
    """

    scenarios: tuple[str, ...] = ()
    draws: int = DRAWS
    sampling: Sampling = USUAL
    confidences: tuple[float, ...] = CONFIDENCES
    gap_over: tuple[str, ...] = ()
    policy: ReadPolicy | None = None
    rollup: bool = False

    @property
    def layout(self) -> Layout:
        """Where each draw has its place. Raises ValueError for draws that can't be shared out."""
        return Layout(self.sampling, self.draws)

    def report_options(self, plan: Plan, labels: Sequence[tuple[str, str]]) -> ReportOptions:
        """What is asked of one plan's draws, in its unit."""
        return ReportOptions(self.confidences, tuple(money(text, plan.unit) for text in self.gap_over), dict(labels))
