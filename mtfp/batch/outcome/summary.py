"""What a plan's draws come to: figures in the tidy form, verdicts, and what it is ranked by; as plain values too."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from mtfp.analysis.unused import unused_assumptions
from mtfp.batch.outcome.outcome import RankingMeasures
from mtfp.batch.outcome.stored_tables import Value, as_value
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from mtfp.results.table import Table
from mtfp.simulation.record import recorded_figures, with_floor
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import percentile
from mtfp.views.plan.statement import statement
from mtfp.views.simulated.sampled_checks import sampled_verdicts
from mtfp.views.simulated.tables import SIMULATED

POUNDS = {"£": 1.0, "£k": 1e3, "£m": 1e6}
"""How many pounds a unit of money is."""
PENCE, PLACES = 2, 9
"""Decimals of a digest: of money in pounds, and of everything else. Beyond them kinds of machine may differ."""


@dataclass(frozen=True)
class Summary:
    """What is kept of a plan once its draws are forgotten: its tables as plain values, and plain facts.

    `unchanged` are scenarios that change no figure, `idle` uncertain assumptions that move none.
    """

    tables: tuple[Value, ...]
    verdicts: tuple[Mapping[str, Any], ...]
    standings: Mapping[str, RankingMeasures]
    unchanged: tuple[str, ...]
    idle: tuple[str, ...]
    digest: str

    def as_value(self) -> dict[str, Any]:
        """As plain values, for the store."""
        return {**vars(self), "standings": {scenario: asdict(each) for scenario, each in self.standings.items()}}

    @classmethod
    def of_value(cls, told: Mapping[str, Any]) -> "Summary":
        standings = {scenario: RankingMeasures(**each) for scenario, each in told["standings"].items()}
        unchanged, idle = tuple(told["unchanged"]), tuple(told["idle"])
        return cls(tuple(told["tables"]), tuple(told["verdicts"]), standings, unchanged, idle, told["digest"])


def summarise(run: Simulation, asked: ReportOptions) -> Summary:
    """The statement of each future and every table of the run, verdicts of all checks, and standings."""
    tables = tuple(_tables(run, asked))
    verdicts = tuple(
        {
            "scenario": verdict.scenario,
            "number": verdict.number,
            "holds": verdict.holds,
            "share": verdict.share.value,
            "said": (
                f"{verdict}: holds in {verdict.share.value:.1%} of futures, {verdict.check.probability:.0%} asked; "
                f"in the central case {verdict.central}"
            ),
        }
        for verdict in sampled_verdicts(run)
    )
    standings = {scenario: _standing(run, scenario) for scenario in run.plans}
    same = tuple(scenario for scenario in run.plans if scenario != run.base and _same(run, scenario))
    idle = unused_assumptions(run.plan)
    values, digest = tuple(as_value(table) for table in tables), digest_of(run.plan.name, tables)
    return Summary(values, verdicts, standings, same, idle, digest)


def _tables(run: Simulation, asked: ReportOptions) -> Iterator[Table]:
    for scenario, plan in run.plans.items():
        yield statement(project(plan, central_draws(plan)), scenario)
    for table in SIMULATED.values():
        yield table(run, asked)


def digest_of(name: str, tables: Iterable[Table]) -> str:
    """Return the fingerprint of figures under a name: identifiers and values, money rounded to pence, without labels.

    It is meant to be the same on every kind of machine.

    >>> from mtfp.results.table import Column, Row
    >>> one, other = (
    ...     [Table("t", "T", "Fife", "£k", (Column("2026/27"),), (Row("gap", label, (value,)),))]
    ...     for label, value in (("Gap", 1.00001), ("The gap", 1.000011))
    ... )
    >>> digest_of("Fife", one) == digest_of("Fife", other)
    True
    """
    found = hashlib.sha256(name.encode())
    for cell in (cell for table in tables for cell in table.cells()):
        value, unit = cell.value or 0.0, cell.unit
        words = [cell.scenario, cell.table, cell.row, cell.year, cell.statistic]
        rounded = round(value * POUNDS[unit], PENCE) if unit in POUNDS else round(value, PLACES)
        found.update(f"\n{words} {rounded + 0.0} {unit}".encode())
    return found.hexdigest()


def _standing(run: Simulation, scenario: str) -> RankingMeasures:
    central = run.central[scenario].figures
    gaps = _share(central["gap"][1:], central["expenditure"][1:])
    spent = {year: run.values(scenario, "expenditure", year) for year in run.years}
    p90 = [percentile(_share(run.values(scenario, "gap", year), spent[year]), 0.9).value for year in run.years]
    reserves = [reserve for reserve in with_floor(run.plans[scenario]) if _is_contingency(run.plans[scenario], reserve)]
    falls = [float(run.shares(scenario, f"below_floor.{reserve}")[:, -1].mean()) for reserve in reserves]
    return RankingMeasures(float(gaps.max()), max(p90), max(falls, default=None))


def _share(gap: Array, spent: Array) -> Array:
    """Gaps as shares of what is spent; nothing where nothing is."""
    return np.divide(gap, spent, out=np.zeros_like(gap), where=spent != 0)


def _is_contingency(plan: Plan, reserve: str) -> bool:
    return plan.all_reserves[reserve].class_ == "contingency"


def _same(run: Simulation, scenario: str) -> bool:
    """Whether every kept figure is the same as that of the plan as it stands, in every year of every draw."""
    figures = recorded_figures(run.plans[scenario])
    if figures != recorded_figures(run.plan) or run.plans[scenario].years != run.plan.years:
        return False
    return all(
        np.array_equal(run.values(scenario, figure, year), run.values(run.base, figure, year), equal_nan=True)
        for figure in figures
        for year in run.years
    )
