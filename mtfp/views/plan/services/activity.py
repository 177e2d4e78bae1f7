"""Table of people and places: the volume of care that each line buys, and the cost of one unit."""

from collections.abc import Iterator

import numpy as np

from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, share_of
from mtfp.results.by_year import first_draw, table_by_year
from mtfp.results.services import activity, bought_elsewhere, needed, spent_on_lines
from mtfp.results.table import POUNDS, Row, Table

UNITS = {"£": 1.0, "£k": 1e3, "£m": 1e6}
"""Pounds in one unit of money of a plan."""


def people_and_places(projection: Projection, scenario: str) -> Table:
    """Return the volume of care that each line buys, in hours, places or people, and the cost of one unit.

    The cost includes the commitments, transfers, investments and risk events on the line. It is divided by all units
    that it pays for, those bought elsewhere included.
    """
    elsewhere = bought_elsewhere(projection)
    rows = [row for name in activity(projection) for row in _line(projection, name, elsewhere.get(name))]
    notes = (NOTE,) if any(row.id.endswith(".needed") for row in rows) else ()
    return table_by_year("activity", "People and places", projection, scenario, rows, notes)


NOTE = (
    "A percentage of today's level is a share of the care needed at that level in the same year, which grows with the "
    "population, not a share of the units that exist today. Unit cost counts units bought elsewhere too."
)


def _line(projection: Projection, name: str, elsewhere: Array | None) -> Iterator[Row]:
    """Yield the rows of one line. The care needed at today's level is shown only if another amount is provided."""
    plan, provided, called_for = projection.plan, activity(projection)[name], needed(projection)[name]
    unit = plan.lines[name].activity.unit  # type: ignore[union-attr]
    yield Row(f"{name}.activity", f"{plan.label('lines', name)}: {unit}", first_draw(provided), unit)
    if not np.allclose(called_for[:, 0], provided[:, 0]):
        yield Row(f"{name}.needed", "needed at today's level", first_draw(called_for), unit, depth=1)
    if elsewhere is not None:
        yield Row(f"{name}.bought_elsewhere", f"bought elsewhere, {unit}", first_draw(elsewhere), unit, depth=1)
    spent = spent_on_lines(projection)[list(plan.lines).index(name)] * UNITS[plan.unit]
    each = share_of(spent, provided if elsewhere is None else provided + elsewhere)
    yield Row(f"{name}.unit_cost", "unit cost", first_draw(each), POUNDS, depth=1)
