"""Table of lever parts: where each lever of a scenario fell, by line, item, side of the budget and unit of care."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from mtfp.analysis.by_lever.lever_bridge import LeverBridge
from mtfp.analysis.parts import Part
from mtfp.model.base.arrays import Array
from mtfp.results.by_year import heading
from mtfp.results.table import MONEY, Column, Row, Table
from mtfp.views.compared.lever_words import NOISE, SIDES
from mtfp.views.compared.levers import ALL
from mtfp.views.compared.scenario_run import ScenarioRun

KINDS = {
    "cost": "{}",
    "elsewhere": "{}: care bought elsewhere",
    "income": "{} (income; above zero: lost)",
    "recurring": "{}",
    "one_off": "{} (one-off)",
    "investments": "{} (investment)",
    "risk_events": "{} (risk event)",
    "funding": "{} (funding; above zero: less)",
    "ring_fenced_reserves": "Ring-fenced reserves (above zero: less used)",
    "repayments": "Repaid to the partners",
    "savings": "{} (saving; above zero: less saved)",
}
"""Labels of the parts of a gap by kind, with {} for the line or item."""
PAID = {"additional_payments.council": "asked of the council", "additional_payments.nhs": "asked of the NHS board"}
NOTE = (
    "The parts of a lever in lines and items add up to its change of the gap, and so do the two sides of the budget "
    "(with repayments to partners). Additional contributions and units of care are further views of the same change."
)


def lever_parts(runs: Sequence[ScenarioRun]) -> Table:
    """Return where each lever of each scenario fell, by year: lines, items, sides, partners and units of care.

    Above zero, an amount adds to the gap. `runs` has the plan as it stands first.
    """
    plan, rows = runs[0].projection.plan, list[Row]()
    columns = (*(Column(year, year) for year in plan.timeline.projected), Column("Together", ALL))
    for run in runs:
        for n, player in enumerate(run.levers.players if run.levers else ()):
            rows += [heading(f"{run.label or run.name}: {player.label}", len(columns)), *_of_lever(run, n)]
    title = "Where each lever fell: changes of the gap and of care"
    return Table("lever_parts", title, plan.name, plan.unit, columns, tuple(rows), (NOTE,) if rows else ())


def _of_lever(run: ScenarioRun, player: int) -> Iterator[Row]:
    bridge = run.levers
    assert bridge is not None
    for row in (*_gap(bridge, player), *_who(bridge, player), *_care(bridge, player)):
        yield replace(row, id=f"lever_{player + 1}.{row.id}", scenario=run.name)


def _gap(bridge: LeverBridge, player: int) -> Iterator[Row]:
    for part, money in _changed(bridge.parts, player):
        yield _row(f"{part.kind}.{_slug(part.label)}".rstrip("."), KINDS[part.kind].format(part.label), money)
    yield _row("gap", "Change of the gap", bridge.of("gap")[player], strong=True)


def _who(bridge: LeverBridge, player: int) -> Iterator[Row]:
    for part, money in _changed(bridge.sides, player):
        yield _row(f"side.{part.label}", f"on the {SIDES[part.label]}", money, depth=2)
    for figure, label in PAID.items():
        yield _row(figure, label, bridge.of(figure)[player], depth=2, quiet=True)


def _care(bridge: LeverBridge, player: int) -> Iterator[Row]:
    for part, units in _changed(bridge.care, player):
        label = f"{part.label}, {part.unit}{' bought elsewhere' if part.kind == 'bought_elsewhere' else ''}"
        row = _row(f"{part.kind}.{_slug(part.label)}", label, units, depth=2)
        yield replace(row, unit=part.unit, values=(*row.values[:-1], None))


def _changed(parts: Mapping[Part, Array], player: int) -> Iterator[tuple[Part, Array]]:
    order = {kind: number for number, kind in enumerate(KINDS)}
    for part in sorted(parts, key=lambda part: order.get(part.kind, 0)):
        if np.abs(parts[part][player, 1:]).max(initial=0.0) > NOISE:
            yield part, parts[part][player]


def _row(id: str, label: str, by_year: Array, *, depth: int = 1, **fields: object) -> Row:
    values = [float(value) for value in by_year[1:]]
    return Row(id, label, (*values, sum(values)), MONEY, depth=depth, signed=True, **fields)  # type: ignore[arg-type]


def _slug(label: str) -> str:
    """Return a label as part of an identifier.

    >>> _slug("Care at home: one-off cost")
    'care_at_home_one_off_cost'
    """
    return "_".join("".join(c if c.isalnum() else " " for c in label.casefold()).split())
