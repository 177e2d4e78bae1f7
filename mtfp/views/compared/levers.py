"""Table of levers: what each lever of a scenario did to the gap of each year, with a sentence on each lever."""

from collections.abc import Iterator, Sequence

import numpy as np

from mtfp.analysis.by_lever.lever_bridge import LeverBridge
from mtfp.model.base.arrays import Array
from mtfp.results.by_year import heading
from mtfp.results.figures import figure_named, figures_of
from mtfp.results.table import MONEY, NOISE, POINTS, Column, Row, Table
from mtfp.views.compared.lever_words import sentence
from mtfp.views.compared.scenario_run import ScenarioRun

ALL = "all"
"""Year of the sum over all projected years."""
FOR_PROGRAMS = (
    "expenditure",
    "funding",
    "savings",
    "additional_payments.council",
    "additional_payments.nhs",
    "deficit",
    "unmet",
    "reserves",
    "community_share",
)
"""Figures whose bars are given to programs, next to the gap, the recurring gap and the set-aside gap."""
NOTE = (
    "Each lever's part is the average of what it changes over all orders in which the levers may come. The parts add "
    "up to the difference from the plan. Below zero, the lever makes the gap smaller."
)


def levers(runs: Sequence[ScenarioRun], *, for_programs: bool = True) -> Table:
    """Return the change of each year's gap by each lever of each scenario; below zero, the gap becomes smaller.

    `runs` has the plan as it stands first. Bars need `ScenarioRun.levers`; scenarios without them are left out.
    `for_programs` adds rows of other figures, which people don't see.
    """
    plan, rows = runs[0].projection.plan, list[Row]()
    columns = (*(Column(year, year) for year in plan.timeline.projected), Column("Together", ALL))
    bridges = [(run, run.levers) for run in runs if run.levers and run.levers.players]
    for run, bridge in bridges:
        rows += _of_scenario(run, bridge, len(columns))
        rows += _for_programs(run, bridge) if for_programs else ()
    notes = (NOTE, *(sampled for _, bridge in bridges for sampled in _sampling(bridge))) if rows else ()
    return Table("levers", "What each lever did to the gap", plan.name, plan.unit, columns, tuple(rows), notes)


def _sampling(bridge: LeverBridge) -> Iterator[str]:
    if bridge.split.orders:
        yield (
            f"With {len(bridge.players)} levers, {len(bridge.split.orders)} of their orders were tried. The standard "
            f"error of a part is at most {bridge.error:.1%} of the largest part or difference."
        )


def _of_scenario(run: ScenarioRun, bridge: LeverBridge, columns: int) -> Iterator[Row]:
    name, gap = run.name, bridge.of("gap")
    recurring, set_aside = bridge.of("recurring_gap"), bridge.of("set_aside_gap")
    yield heading(run.label or run.name, columns)
    for n, player in enumerate(bridge.players):
        key, once = f"lever_{n + 1}", gap[n] - recurring[n]
        yield _row(f"{key}.gap", player.label, gap[n], name, depth=1, about=sentence(bridge, n))
        if np.abs(np.nan_to_num(once[1:])).max(initial=0.0) > NOISE * max(1.0, float(np.abs(gap[n, 1:]).max())):
            yield _row(f"{key}.recurring_gap", "recurring", recurring[n], name, depth=2)
            yield _row(f"{key}.one_off", "one-off, or part of a year", once, name, depth=2)
        yield _row(f"{key}.set_aside_gap", "set-aside gap", set_aside[n], name, depth=2, quiet=True)
    whole = bridge.value("gap", after=True) - bridge.value("gap", after=False)
    yield _row("gap", "Difference of the gap", whole, name, depth=1, strong=True)


def _for_programs(run: ScenarioRun, bridge: LeverBridge) -> Iterator[Row]:
    known = figures_of(run.projection.plan)
    for figure in (figure for figure in FOR_PROGRAMS if figure in known):
        unit, scale = (POINTS, 100.0) if figure_named(figure).is_share else (MONEY, 1.0)
        for n, bar in enumerate(bridge.of(figure)):
            label = f"{bridge.players[n].label}: {figure_named(figure).label}"
            yield _row(f"lever_{n + 1}.{figure}", label, scale * bar, run.name, unit=unit, for_machines=True)


def _row(id: str, label: str, by_year: Array, scenario: str, *, unit: str = MONEY, **fields: object) -> Row:
    """Return a row of changes by year and of their sum. Sums of balances and shares are left blank."""
    values = tuple(None if np.isnan(value) else float(value) for value in by_year[1:])
    sums = unit == MONEY and not id.endswith((".reserves", ".deficit"))
    total = float(np.nansum(by_year[1:])) if sums else None
    return Row(id, label, (*values, total), unit, signed=True, scenario=scenario, **fields)  # type: ignore[arg-type]
