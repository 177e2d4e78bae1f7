"""Table of checks in a simulation: the share of draws in which each check holds, and the share that it requires."""

from dataclasses import dataclass

from mtfp.findings.short import Short
from mtfp.model.check import Check
from mtfp.results.checks import Verdict
from mtfp.results.table import SHARE, Column, Row, Table
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import Estimate, share_of_counts, z_95
from mtfp.views.simulated.sampled_rows import heading_of, run_table

NOTE = (
    "Holds in: the share of draws in which the check holds. Required: the smallest share that the plan accepts. A "
    "check must hold in the central case too. Checks of a gap are before additional partner contributions; checks of "
    "reserves, of deficits and of what is unfunded are after them."
)


@dataclass(frozen=True, repr=False)
class SampledVerdict(Short):
    """Verdict on one check under one scenario: the central case, and the share of draws in which the check holds."""

    scenario: str
    number: int
    central: Verdict
    share: Estimate
    replicates: int

    def in_short(self) -> str:
        return str(self)

    @property
    def check(self) -> Check:
        return self.central.check

    @property
    def holds(self) -> bool:
        """Return True if the check holds in the central case, and in at least the share of draws that it requires."""
        return self.central.holds and self.share.value >= self.check.probability

    def __str__(self) -> str:
        """Return the check's name, marked if it fails. A remark marks a close outcome or a failed central case."""
        outcome = "" if self.holds else "FAILS: "
        return f"{outcome}{self.check.name}{self._remark}"

    @property
    def _remark(self) -> str:
        if not self.central.holds:
            enough = self.share.value >= self.check.probability
            return " (fails in the central case)" if enough else " (fails in the central case too)"
        return f" ({'only just' if self.holds else 'narrowly'}: more draws might change this)" if self.close else ""

    @property
    def close(self) -> bool:
        """Return True if more draws might change the outcome.

        The required share then lies within the margin of error of the share of draws.
        """
        error = (self.share.error or 0.0) * z_95(self.replicates)
        return 0 < abs(self.share.value - self.check.probability) <= error and 0 < self.share.value < 1


def sampled_verdicts(run: Simulation) -> tuple[SampledVerdict, ...]:
    """Return the verdict on every check under every scenario, in the order of the plan's checks.

    A check of all years holds in a draw if it holds in each year.
    """
    return tuple(
        SampledVerdict(scenario, number, central, _holds(run, scenario, number), run.layout.replicates)
        for scenario in run.plans
        for number, central in enumerate(run.central[scenario].verdicts, 1)
    )


def _holds(run: Simulation, scenario: str, number: int) -> Estimate:
    """Return the share of draws in which a check holds in every year to which it applies."""
    return share_of_counts(1 - run.shares(scenario, f"broken.{number}")[:, -1], run.draws)


def checks(run: Simulation, options: ReportOptions) -> Table:
    """Return the share of draws in which each of the plan's checks holds, and the share that it requires."""
    columns = (
        Column("Holds in", statistic="probability"),
        Column("Required", statistic="required"),
        Column("se_probability", statistic="se_probability", for_machines=True),
    )
    every, rows = sampled_verdicts(run), list[Row]()
    for scenario in run.plans:
        own = [verdict for verdict in every if verdict.scenario == scenario]
        rows += heading_of(run, options, scenario, len(columns)) if own else ()
        for verdict in own:
            cells = (verdict.share.value, verdict.check.probability, verdict.share.error)
            rows.append(Row(f"check.{verdict.number}", str(verdict), cells, SHARE, depth=1, scenario=scenario))
    held = sum(verdict.holds for verdict in every)
    others = len(run.plans) - 1
    across = f" across the plan and {others} scenario{'s' if others > 1 else ''}" if others else ""
    title = f"{held} of {len(every)} checks hold{across}" if every else "The plan has no checks"
    return run_table("checks", title, run, columns, rows, NOTE)
