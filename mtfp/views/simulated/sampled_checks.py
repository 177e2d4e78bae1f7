"""A plan's checks of its own results over many futures: in what share of them each holds, and if that is enough."""

from dataclasses import dataclass

from mtfp.model.check import Check
from mtfp.results.checks import Verdict
from mtfp.results.table import SHARE, Column, Row, Table
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import Estimate, share_of_counts, z_95
from mtfp.views.simulated.sampled_rows import heading_of, run_table


@dataclass(frozen=True)
class SampledVerdict:
    """One check in one future: its verdict in the central case, and in what share of draws it holds."""

    scenario: str
    number: int
    central: Verdict
    share: Estimate
    replicates: int

    @property
    def check(self) -> Check:
        return self.central.check

    @property
    def holds(self) -> bool:
        """It must hold in the central case, and in the share of draws that it asks for."""
        return self.central.holds and self.share.value >= self.check.probability

    def __str__(self) -> str:
        """What it is called, and what there is to say of it."""
        said = "" if self.holds else "FAILS: "
        central = "" if self.central.holds else " (and in its central case)"
        return f"{said}{self.check.name}{central}{' (too near to call: more draws would tell)' if self.close else ''}"

    @property
    def close(self) -> bool:
        """Whether other draws may well have said otherwise: the share asked for lies within the share's own error."""
        error = (self.share.error or 0.0) * z_95(self.replicates)
        return 0 < abs(self.share.value - self.check.probability) <= error and 0 < self.share.value < 1


def sampled_verdicts(run: Simulation) -> tuple[SampledVerdict, ...]:
    """Every check of every future, in the plan's order. One of all years holds in a draw if it does in each of them."""
    return tuple(
        SampledVerdict(scenario, number, central, _holds(run, scenario, number), run.layout.replicates)
        for scenario in run.plans
        for number, central in enumerate(run.central[scenario].verdicts, 1)
    )


def _holds(run: Simulation, scenario: str, number: int) -> Estimate:
    """In what share of draws a check hasn't broken by the end of the plan."""
    return share_of_counts(1 - run.shares(scenario, f"broken.{number}")[:, -1], run.draws)


def checks(run: Simulation, asked: ReportOptions) -> Table:
    """In what share of futures each of the plan's checks holds, beside the share that it asks for."""
    columns = (
        Column("Holds in", statistic="probability"),
        Column("Asked", statistic="required"),
        Column("se_probability", statistic="se_probability", for_machines=True),
    )
    every, rows = sampled_verdicts(run), list[Row]()
    for scenario in run.plans:
        mine = [verdict for verdict in every if verdict.scenario == scenario]
        rows += heading_of(run, asked, scenario, len(columns)) if mine else ()
        for verdict in mine:
            cells = (verdict.share.value, verdict.check.probability, verdict.share.error)
            rows.append(Row(f"check.{verdict.number}", str(verdict), cells, SHARE, depth=1, scenario=scenario))
    held = sum(verdict.holds for verdict in every)
    title = f"{held} of {len(every)} checks hold" if every else "The plan has no checks"
    return run_table("checks", title, run, columns, rows)
