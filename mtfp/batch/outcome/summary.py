"""What a plan's draws come to: figures in the tidy form, verdicts, and what it is ranked by; as plain values too."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from mtfp.analysis.reach import without_effect
from mtfp.batch.outcome.outcome import Standing
from mtfp.batch.outcome.stored_tables import Value, as_value
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from mtfp.results.table import Table
from mtfp.simulation.asked import Asked
from mtfp.simulation.kept import kept_figures, with_floor
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
    standings: Mapping[str, Standing]
    unchanged: tuple[str, ...]
    idle: tuple[str, ...]
    digest: str

    def as_value(self) -> dict[str, Any]:
        """As plain values, for the store."""
        return {**vars(self), "standings": {future: asdict(each) for future, each in self.standings.items()}}

    @classmethod
    def of_value(cls, told: Mapping[str, Any]) -> "Summary":
        standings = {future: Standing(**each) for future, each in told["standings"].items()}
        unchanged, idle = tuple(told["unchanged"]), tuple(told["idle"])
        return cls(tuple(told["tables"]), tuple(told["verdicts"]), standings, unchanged, idle, told["digest"])


def summarise(run: Simulation, asked: Asked) -> Summary:
    """The statement of each future and every table of the run, verdicts of all checks, and standings."""
    tables = tuple(_tables(run, asked))
    verdicts = tuple(
        {
            "future": verdict.future,
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
    standings = {future: _standing(run, future) for future in run.plans}
    same = tuple(future for future in run.plans if future != run.base and _same(run, future))
    idle = without_effect(run.plan)
    values, digest = tuple(as_value(table) for table in tables), digest_of(run.plan.name, tables)
    return Summary(values, verdicts, standings, same, idle, digest)


def _tables(run: Simulation, asked: Asked) -> Iterator[Table]:
    for future, plan in run.plans.items():
        yield statement(project(plan, central_draws(plan)), future)
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


def _standing(run: Simulation, future: str) -> Standing:
    central = run.central[future].figures
    gaps = _share(central["gap"][1:], central["expenditure"][1:])
    spent = {year: run.values(future, "expenditure", year) for year in run.years}
    p90 = [percentile(_share(run.values(future, "gap", year), spent[year]), 0.9).value for year in run.years]
    pots = [pot for pot in with_floor(run.plans[future]) if _is_contingency(run.plans[future], pot)]
    falls = [float(run.shares(future, f"below_floor.{pot}")[:, -1].mean()) for pot in pots]
    return Standing(float(gaps.max()), max(p90), max(falls, default=None))


def _share(gap: Array, spent: Array) -> Array:
    """Gaps as shares of what is spent; nothing where nothing is."""
    return np.divide(gap, spent, out=np.zeros_like(gap), where=spent != 0)


def _is_contingency(plan: Plan, pot: str) -> bool:
    return plan.pots[pot].class_ == "contingency"


def _same(run: Simulation, future: str) -> bool:
    """Whether every kept figure is the same as that of the plan as it stands, in every year of every draw."""
    figures = kept_figures(run.plans[future])
    if figures != kept_figures(run.plan) or run.plans[future].years != run.plan.years:
        return False
    return all(
        np.array_equal(run.values(future, figure, year), run.values(run.base, figure, year), equal_nan=True)
        for figure in figures
        for year in run.years
    )
