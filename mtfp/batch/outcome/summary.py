"""Summarise the draws of a plan: tables, results of checks, and measures for the ranking, as plain values."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from mtfp.analysis.sensitivity.without_effect import unused_assumptions
from mtfp.batch.outcome.outcome import RankingMeasures
from mtfp.batch.outcome.stored_tables import Value, as_value
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from mtfp.results.counts_on import counts_on
from mtfp.results.table import Table
from mtfp.simulation.record import recorded_figures, with_floor
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import percentile
from mtfp.views.plan.statement import statement
from mtfp.views.simulated.sampled_checks import SampledVerdict, sampled_verdicts
from mtfp.views.simulated.tables import SIMULATED

POUNDS = {"£": 1.0, "£k": 1e3, "£m": 1e6}
"""Pounds in one unit of money."""
PENCE, PLACES = 2, 9
"""Decimals in a fingerprint, for money in pounds and for other figures. Later decimals may differ between machines."""


@dataclass(frozen=True)
class Summary:
    """Results that stay in the store once a plan's draws are deleted, as plain values.

    `verdicts`: results of checks. `unchanged`: scenarios that change no figure. `unused`: uncertain assumptions that
    change no figure.
    """

    tables: tuple[Value, ...]
    verdicts: tuple[Mapping[str, Any], ...]
    measures: Mapping[str, RankingMeasures]
    unchanged: tuple[str, ...]
    unused: tuple[str, ...]
    digest: str

    def as_value(self) -> dict[str, Any]:
        """Return the summary as plain values for the store."""
        return {**vars(self), "measures": {scenario: asdict(each) for scenario, each in self.measures.items()}}

    @classmethod
    def of_value(cls, value: Mapping[str, Any]) -> "Summary":
        """Return the summary that `as_value` turned into this value."""
        measures = {scenario: RankingMeasures(**each) for scenario, each in value["measures"].items()}
        unchanged, unused = tuple(value["unchanged"]), tuple(value["unused"])
        return cls(tuple(value["tables"]), tuple(value["verdicts"]), measures, unchanged, unused, value["digest"])


def summarise(run: Simulation, options: ReportOptions) -> Summary:
    """Return the statement under each scenario, every table of the run, the results of checks, and the measures."""
    tables = tuple(_tables(run, options))
    verdicts = tuple(
        {
            "scenario": verdict.scenario,
            "number": verdict.number,
            "holds": verdict.holds,
            "share": verdict.share.value,
            "message": _message(verdict),
        }
        for verdict in sampled_verdicts(run)
    )
    measures = {scenario: _measures(run, scenario) for scenario in run.plans}
    unchanged = tuple(scenario for scenario in run.plans if scenario != run.base and _is_same(run, scenario))
    unused = unused_assumptions(run.plan)
    values, digest = tuple(as_value(table) for table in tables), digest_of(run.plan.name, tables)
    return Summary(values, verdicts, measures, unchanged, unused, digest)


def _message(verdict: SampledVerdict) -> str:
    """Return the result of a check in words, without its name."""
    close = " (too close to call: use more draws)" if verdict.close else ""
    words = counts_on(verdict.check.of)
    counts = f" ({words})" if words else ""
    in_draws = f"holds in {verdict.share.value:.1%} of draws{counts}, {verdict.check.probability:.0%} required{close}"
    return f"{in_draws}; in the central case it {'holds' if verdict.central.holds else 'fails'}: {verdict.central}"


def _tables(run: Simulation, options: ReportOptions) -> Iterator[Table]:
    for scenario, plan in run.plans.items():
        yield statement(project(plan, central_draws(plan)), scenario)
    for table in SIMULATED.values():
        yield table(run, options)


def digest_of(name: str, tables: Iterable[Table]) -> str:
    """Return the fingerprint of a plan's name and figures: identifiers, and values with money rounded to pence.

    Labels don't count. The fingerprint is the same on every kind of machine.

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


def _measures(run: Simulation, scenario: str) -> RankingMeasures:
    central = run.central[scenario].figures
    gaps = _share(central["gap"][1:], central["expenditure"][1:])
    spent = {year: run.values(scenario, "expenditure", year) for year in run.years}
    p90 = [percentile(_share(run.values(scenario, "gap", year), spent[year]), 0.9).value for year in run.years]
    reserves = [reserve for reserve in with_floor(run.plans[scenario]) if _is_contingency(run.plans[scenario], reserve)]
    falls = [float(run.shares(scenario, f"below_floor.{reserve}")[:, -1].mean()) for reserve in reserves]
    return RankingMeasures(float(gaps.max()), max(p90), max(falls, default=None))


def _share(gap: Array, spent: Array) -> Array:
    """Return gaps as shares of expenditure; zero where expenditure is zero."""
    return np.divide(gap, spent, out=np.zeros_like(gap), where=spent != 0)


def _is_contingency(plan: Plan, reserve: str) -> bool:
    return plan.all_reserves[reserve].class_ == "contingency"


def _is_same(run: Simulation, scenario: str) -> bool:
    """Return True if the scenario changes no recorded figure of the plan as it stands, in any year of any draw."""
    figures = recorded_figures(run.plans[scenario])
    if figures != recorded_figures(run.plan) or run.plans[scenario].years != run.plan.years:
        return False
    return all(
        np.array_equal(run.values(scenario, figure, year), run.values(run.base, figure, year), equal_nan=True)
        for figure in figures
        for year in run.years
    )
