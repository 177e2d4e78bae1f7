"""Request of a batch: everything that decides the figures of its plans, but not the workers or the files."""

from collections.abc import Sequence
from dataclasses import dataclass

from mtfp.draws.sampling import Sampling
from mtfp.model.plan import Plan
from mtfp.reading.national import ReadNational
from mtfp.reading.policy import ReadPolicy
from mtfp.results.amounts import money
from mtfp.simulation.defaults import CONFIDENCES, DRAWS, SEED
from mtfp.simulation.layout import Layout
from mtfp.simulation.report_options import ReportOptions

DEFAULT = Sampling(SEED)


@dataclass(frozen=True)
class BatchRequest:
    """Scenarios by name or file, number and sampling of draws, and the statistics to report.

    `gap_over`: amounts as text, such as `2m`, for plans in any unit. `policy`: checks for all plans. `rollup`: add all
    plans up, draw by draw. `national`: national file for all plans, in place of the ones that plans name.
    """

    scenarios: tuple[str, ...] = ()
    draws: int = DRAWS
    sampling: Sampling = DEFAULT
    confidences: tuple[float, ...] = CONFIDENCES
    gap_over: tuple[str, ...] = ()
    policy: ReadPolicy | None = None
    rollup: bool = False
    national: ReadNational | None = None

    @property
    def layout(self) -> Layout:
        """Return the layout of the draws. Raises ValueError for a number of draws that the sampler can't use."""
        return Layout(self.sampling, self.draws)

    def report_options(self, plan: Plan, labels: Sequence[tuple[str, str]]) -> ReportOptions:
        """Return the statistics to report for one plan, in its unit."""
        return ReportOptions(self.confidences, tuple(money(text, plan.unit) for text in self.gap_over), dict(labels))
