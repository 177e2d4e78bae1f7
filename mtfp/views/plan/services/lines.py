"""The table of lines: what each costs."""

import numpy as np

from mtfp.engine.projection import Projection
from mtfp.results.by_year import first_draw, item_row, table_by_year
from mtfp.results.table import Row, Table


def lines(projection: Projection, scenario: str) -> Table:
    """What each line costs, income below zero; set-aside lines apart."""
    plan, cost = projection.plan, projection.costs.cost
    held = {name: first_draw(cost[row]) for row, name in enumerate(plan.lines)}
    mine = [item_row("lines", projection, name, held[name]) for name, line in plan.lines.items() if not line.set_aside]
    apart = [item_row("lines", projection, name, held[name]) for name, line in plan.lines.items() if line.set_aside]
    integrated = np.array([not line.set_aside for line in plan.lines.values()], dtype=bool)
    total = Row("total", "Integrated budget", first_draw(cost[integrated].sum(axis=0)), strong=True)
    set_aside = (
        [Row("total_set_aside", "Set-aside", first_draw(cost[~integrated].sum(axis=0)), strong=True)] if apart else []
    )
    return table_by_year("lines", "Cost by line", projection, scenario, [*mine, total, *apart, *set_aside])
