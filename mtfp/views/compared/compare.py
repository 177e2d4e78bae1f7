"""Tables that compare scenarios: differences, people and places, gaps by year, and figures of the last year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array
from mtfp.results.by_year import blank_unknown, first_draw, heading
from mtfp.results.figures import figure_named, figures
from mtfp.results.services import activity, bought_elsewhere
from mtfp.results.table import POINTS, SHARE, Column, Row, Table
from mtfp.views.scenario_columns import scenario_columns

LEVELS = (
    "expenditure",
    "funding",
    "savings",
    "gap",
    "recurring_gap",
    "additional_payments.council",
    "additional_payments.nhs",
    "deficit",
    "unmet",
    "set_aside_gap",
)
"""Figures that are compared in the last year."""
SUMMED = (
    "expenditure",
    "funding",
    "savings",
    "gap",
    "additional_payments.council",
    "additional_payments.nhs",
    "carried",
    "unmet",
)
"""Figures that are compared over all projected years together."""


@dataclass(frozen=True)
class ScenarioRun:
    """One scenario to compare: its name, its label, and its projection.

    The plan as it stands counts as a scenario, usually with the name `base`.
    """

    name: str
    label: str
    projection: Projection

    @cached_property
    def figures(self) -> Mapping[str, Array]:
        """Figures of the scenario by identifier, each shape (year, draw), calculated once."""
        return figures(self.projection)


def compare(base: ScenarioRun, scenarios: Sequence[ScenarioRun]) -> tuple[Table, ...]:
    """Return tables that compare scenarios with the plan as it stands, `base`, in the first draw of each projection.

    The tables are differences, people and places, gaps by year, and figures of the last year. A table without rows is
    left out. A difference is the scenario's figure less the plan's, in the plan's unit of money. A positive gap is a
    shortfall, so a negative difference of gaps is an improvement. All projections must have the years, unit and lines
    of the plan. Raises KeyError if a scenario lacks a line that has an `activity` in the plan.

    >>> from mtfp import Plan, central_draws, project
    >>> empty = {"lines": {}, "funding": {}}
    >>> plan = Plan.model_validate({"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k", **empty})
    >>> base = ScenarioRun("base", "The plan as it stands", project(plan, central_draws(plan)))
    >>> [table.name for table in compare(base, [ScenarioRun("same", "The same again", base.projection)])]
    ['difference', 'gap', 'levels']
    """
    tables = (
        _differences(base, scenarios),
        _people_and_places(base, scenarios),
        _gaps(base, scenarios),
        _levels(base, scenarios),
    )
    return tuple(table for table in tables if table.rows)


def _differences(base: ScenarioRun, scenarios: Sequence[ScenarioRun]) -> Table:
    last, everything = base.projection.plan.timeline.last, _span(base)
    rows = [heading(f"In {last}", len(scenarios)), *_last_year(base, scenarios, signed=True)]
    rows.append(heading(f"{everything} together", len(scenarios)))
    for row in SUMMED:
        totals = tuple(_total(scenario, row) - _total(base, row) for scenario in scenarios)
        rows.append(Row(row, figure_named(row).label, totals, depth=1, signed=True, quiet=row != "gap", year="all"))
    return _table("difference", "Difference from the plan as it stands", base, scenarios, last, rows)


def _levels(base: ScenarioRun, scenarios: Sequence[ScenarioRun]) -> Table:
    last = base.projection.plan.timeline.last
    every = (base, *scenarios)
    rows = list(_last_year(base, every, signed=False))
    return _table("levels", f"Figures of {last}", base, every, last, rows)


def _last_year(base: ScenarioRun, scenarios: Sequence[ScenarioRun], *, signed: bool) -> Iterator[Row]:
    """Yield a row for each figure of the last year. With `signed`, rows show differences from the plan as it stands."""
    for row in LEVELS:
        values = blank_unknown(_last(scenario, row) - (_last(base, row) if signed else 0.0) for scenario in scenarios)
        yield Row(
            row,
            figure_named(row).label,
            values,
            depth=1,
            strong=row == "gap",
            signed=signed,
            quiet=row not in ("gap", "expenditure"),
        )
    reserves = tuple(
        _last(scenario, "reserves") - (_last(base, "reserves") if signed else 0.0) for scenario in scenarios
    )
    yield Row("reserves", figure_named("reserves").label, reserves, depth=1, signed=signed, quiet=True)
    yield _balance_of_care(base, scenarios, signed=signed)


def _balance_of_care(base: ScenarioRun, scenarios: Sequence[ScenarioRun], *, signed: bool) -> Row:
    """Return the community share of spending; with `signed`, the difference from the plan in percentage points."""
    shares = [_last(scenario, "community_share") for scenario in scenarios]
    label, before = "Balance of care: community share", _last(base, "community_share")
    if not signed:
        return Row("community_share", label, blank_unknown(shares), SHARE, depth=1, quiet=True)
    points = blank_unknown((share - before) * 100 for share in shares)
    return Row("community_share", label, points, POINTS, depth=1, signed=True, quiet=True)


def _people_and_places(base: ScenarioRun, scenarios: Sequence[ScenarioRun]) -> Table:
    """Return the volume that each line buys in the last year under each scenario, less its volume in the plan.

    The volume bought elsewhere has a row of its own.
    """
    plan, before = base.projection.plan, activity(base.projection)
    after = [activity(scenario.projection) for scenario in scenarios]
    elsewhere = [bought_elsewhere(run.projection) for run in (base, *scenarios)]
    rows = []
    for name, volume in before.items():
        unit = plan.lines[name].activity.unit  # type: ignore[union-attr]
        counts = " → ".join(dict.fromkeys(f"{volume[year, 0]:,.0f}" for year in (0, -1)))
        label = f"{plan.label('lines', name)} ({counts} {unit})"
        change = tuple(float(each[name][-1, 0] - volume[-1, 0]) for each in after)
        rows.append(Row(f"{name}.activity", label, change, unit, signed=True))
        if any(name in each for each in elsewhere):
            bought = [float(each[name][-1, 0]) if name in each else 0.0 for each in elsewhere]
            more = tuple(each - bought[0] for each in bought[1:])
            rows.append(Row(f"{name}.bought_elsewhere", f"bought elsewhere, {unit}", more, unit, depth=1, signed=True))
    first, last = plan.timeline.base_year, plan.timeline.last
    title = f"People and places in {last}: difference from the plan"
    notes = (f"In brackets: the units of {first} → the units that the plan pays for in {last}.",) if rows else ()
    return _table("people", title, base, scenarios, last, rows, notes)


def _gaps(base: ScenarioRun, scenarios: Sequence[ScenarioRun]) -> Table:
    plan = base.projection.plan
    columns = tuple(Column(year, year) for year in plan.timeline.labels)
    rows = tuple(
        Row("gap", scenario.label or scenario.name, first_draw(scenario.figures["gap"]), scenario=scenario.name)
        for scenario in (base, *scenarios)
    )
    return Table("gap", "Gap by year", plan.name, plan.unit, columns, rows)


def _table(
    name: str,
    title: str,
    base: ScenarioRun,
    shown: Sequence[ScenarioRun],
    year: str,
    rows: Sequence[Row],
    notes: tuple[str, ...] = (),
) -> Table:
    plan = base.projection.plan
    columns = scenario_columns({scenario.name: scenario.label for scenario in shown}, year)
    return Table(name, title, plan.name, plan.unit, columns, tuple(rows), notes)


def _span(base: ScenarioRun) -> str:
    return base.projection.plan.timeline.span


def _last(scenario: ScenarioRun, row: str) -> float:
    return float(scenario.figures[row][-1, 0])


def _total(scenario: ScenarioRun, row: str) -> float:
    return float(np.nansum(scenario.figures[row][1:, 0]))
