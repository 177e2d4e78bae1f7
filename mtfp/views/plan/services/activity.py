"""Table of people and places: the volume of care that each line buys, and the cost of one unit."""

from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import share_of
from mtfp.results.by_year import first_draw, table_by_year
from mtfp.results.services import activity, spent_on_lines
from mtfp.results.table import POUNDS, Row, Table


def people_and_places(projection: Projection, scenario: str) -> Table:
    """Return the volume of care that each line buys, in hours, places or people, and the cost of one unit.

    The cost includes the commitments, transfers, investments and risk events on the line.
    """
    rows: list[Row] = []
    unit_money = {"£": 1.0, "£k": 1e3, "£m": 1e6}[projection.plan.unit]
    volumes = activity(projection)
    for name, spent in zip(projection.plan.lines, spent_on_lines(projection), strict=True):
        if (volume := volumes.get(name)) is None:
            continue
        unit = projection.plan.lines[name].activity.unit  # type: ignore[union-attr]
        rows.append(
            Row(f"{name}.activity", f"{projection.plan.label('lines', name)}: {unit}", first_draw(volume), unit)
        )
        each = share_of(spent * unit_money, volume)
        rows.append(Row(f"{name}.unit_cost", "unit cost", first_draw(each), POUNDS, depth=1))
    return table_by_year("activity", "People and places", projection, scenario, rows)
