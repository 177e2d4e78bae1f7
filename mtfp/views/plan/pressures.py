"""Table of pressures: every rise in cost by its name, under the theme that the plan gives it."""

from collections.abc import Iterator

import numpy as np

from mtfp.analysis.bridge import OTHER_COSTS, line_causes, other_costs
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import NOISE, Array, sum_of
from mtfp.model.plan import Plan
from mtfp.results.by_year import changes, first_draw, table_by_year
from mtfp.results.figure_rows import figure_row
from mtfp.results.figures import figures
from mtfp.results.table import Row, Table
from mtfp.views.plan.groups import Item, grouped
from mtfp.views.plan.statement import CAUSES, brought_forward
from mtfp.views.plan.themes import ROWS, Split

BY_LINE = ("one_offs", "service_level", "stated", "line")
"""Kinds of pressure that are shown line by line, only for lines that have some."""
LABELS = {"demographic": "Ageing and population", "healthier_ageing": "Healthier ageing"}
NOTE = "Each amount is the change since the year before. A one-off pressure is below zero in the year after it."


def pressures(projection: Projection, scenario: str) -> Table:
    """Return the change in cost from year to year by name and by theme, from last year's expenditure to this year's."""
    plan, known = projection.plan, figures(projection)
    added = {**_of_lines(projection), **_of_items(projection)}
    order = list(ROWS)
    names = sorted(added, key=lambda name: order.index(name.partition(".")[0]))
    items = [item for name in names for item in _item(name, plan, added[name])]
    split = Split(projection, items)
    change = np.diff(known["expenditure"], axis=0, prepend=np.nan)
    rows = [
        Row("brought_forward", "Budget brought forward", first_draw(brought_forward(known["expenditure"]))),
        *map(split.labelled, grouped(items, "theme", signed=True, quiet=True)),
        Row("change", "Change in expenditure", first_draw(change), strong=True, signed=True),
        figure_row(known, "expenditure", strong=True),
    ]
    return table_by_year("pressures", "Pressures by theme", projection, scenario, rows, (NOTE, *split.notes()))


def _of_lines(projection: Projection) -> dict[str, Array]:
    """Return the pressures on lines by identifier: of a line with a theme in one sum, of the others by cause."""
    found: dict[str, list[Array]] = {}
    for name, causes in line_causes(projection).items():
        for cause, added in causes.items():
            by_line = f"{cause}.{name}" if cause in BY_LINE else cause
            found.setdefault(f"line.{name}" if projection.plan.lines[name].theme else by_line, []).append(added)
    return {pressure: sum_of(added, projection.draws.shape) for pressure, added in found.items()}


def _of_items(projection: Projection) -> dict[str, Array]:
    """Return the change in the cost of each commitment, investment and risk event, by identifier."""
    items = other_costs(projection).items()
    return {f"{kind}.{name}": _change(cost, projection) for kind, part in items for name, cost in part.items()}


def _change(cost: Array, projection: Projection) -> Array:
    whole = sum_of([cost], projection.draws.shape)
    return np.diff(whole, axis=0, prepend=whole[:1])


def _item(identifier: str, plan: Plan, added: Array) -> Iterator[Item]:
    """Yield a pressure with its theme. A pressure that nothing in the plan can cause has no row."""
    kind, _, name = identifier.partition(".")
    section = "lines" if kind in BY_LINE else kind if kind in OTHER_COSTS else "assumptions"
    if (kind in BY_LINE or not (name or kind in LABELS)) and np.abs(added).max() <= NOISE:
        return
    own = getattr(plan, section)[name].theme if name and (kind == "line" or kind not in BY_LINE) else ""
    label = LABELS.get(kind) or plan.label(section, name)
    yield own or CAUSES[ROWS[kind]], Row(identifier, label, changes(added), signed=True, quiet=True), ()
