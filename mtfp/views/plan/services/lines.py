"""Table of the cost of each budget line."""

import numpy as np

from mtfp.engine.projection import Projection
from mtfp.results.by_year import first_draw, table_by_year
from mtfp.results.figure_rows import figure_row
from mtfp.results.figures import figures
from mtfp.results.table import Row, Table


def lines(projection: Projection, scenario: str) -> Table:
    """Return the cost of each budget line, negative for income. Set-aside lines come separately."""
    plan, known, cost = projection.plan, figures(projection), projection.costs.cost
    set_aside = {name for name, line in plan.lines.items() if line.set_aside}
    integrated = np.array([name not in set_aside for name in plan.lines], dtype=bool)
    rows = [figure_row(known, f"lines.{name}") for name in plan.lines if name not in set_aside]
    rows.append(Row("total", "Integrated budget", first_draw(cost[integrated].sum(axis=0)), strong=True))
    rows += [figure_row(known, f"lines.{name}") for name in plan.lines if name in set_aside]
    if set_aside:
        rows.append(Row("total_set_aside", "Set-aside", first_draw(cost[~integrated].sum(axis=0)), strong=True))
    return table_by_year("lines", "Cost by line", projection, scenario, rows)
