"""Table of the cost of budget lines by locality."""

from mtfp.engine.projection import Projection
from mtfp.results.by_year import first_draw, table_by_year
from mtfp.results.table import Row, Table


def localities(projection: Projection, scenario: str) -> Table:
    """Return the cost of budget lines, including set-aside lines, by locality.

    One row has the total of all lines without a locality.
    """
    plan = projection.plan
    if not plan.localities:
        return table_by_year("localities", "Cost by locality", projection, scenario, ())
    by_place = {place: projection.draws.zeros() for place in plan.localities}
    elsewhere = projection.draws.zeros()
    for row, line in enumerate(plan.lines.values()):
        cost = projection.costs.cost[row]
        if line.localities is None:
            elsewhere += cost
            continue
        for place, share in zip(plan.localities, line.localities.of(plan.localities), strict=True):
            by_place[place] += share * cost
    rows = [Row(f"locality.{place}", place, first_draw(cost)) for place, cost in by_place.items()]
    rows.append(Row("not_local", "Not split by locality", first_draw(elsewhere), quiet=True))
    total = projection.costs.cost.sum(axis=0)
    rows.append(Row("total", "All lines, with set-aside", first_draw(total), strong=True))
    return table_by_year("localities", "Cost by locality", projection, scenario, rows)
