"""Table of the cost of each budget line, and of the other costs that lead from the lines to the statement."""

from collections.abc import Iterator, Mapping

import numpy as np

from mtfp.analysis.bridge import other_costs
from mtfp.engine.project import integrated_share, set_aside_share
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, sum_of
from mtfp.results.by_year import first_draw, table_by_year
from mtfp.results.figure_rows import figure_row
from mtfp.results.figures import figures
from mtfp.results.table import Row, Table

NOTE = "Costs of lines are before savings. Other costs join them, so that the total is that of the statement."


def lines(projection: Projection, scenario: str) -> Table:
    """Return the cost of each budget line, negative for income, and other costs up to the statement's expenditure.

    Set-aside lines come separately, with the other costs and the savings up to the statement's set-aside cost.
    """
    plan, known, cost = projection.plan, figures(projection), projection.costs.cost
    set_aside = [name for name, line in plan.lines.items() if line.set_aside]
    integrated = np.array([name not in set_aside for name in plan.lines], dtype=bool)
    rows = [figure_row(known, f"lines.{name}") for name in plan.lines if name not in set_aside]
    rows.append(Row("total", "Lines of the integrated budget", first_draw(cost[integrated].sum(axis=0)), strong=True))
    rows += _others(others(projection, apart=False), "")
    rows.append(figure_row(known, "expenditure", strong=True))
    rows += [figure_row(known, f"lines.{name}") for name in set_aside]
    if set_aside:
        rows.append(Row("total_set_aside", "Set-aside lines", first_draw(cost[~integrated].sum(axis=0)), strong=True))
        rows += _others(others(projection, apart=True), "set_aside_")
        rows.append(figure_row(known, "set_aside_cost", strong=True))
    return table_by_year("lines", "Cost by line", projection, scenario, rows, (NOTE,))


def others(projection: Projection, *, apart: bool) -> dict[str, Array]:
    """Return costs other than the lines' own, of the integrated budget or, if `apart`, the set-aside; (year, draw).

    The statement shows savings of the integrated budget after its expenditure, so only the set-aside has savings here.
    """
    share, shape = set_aside_share if apart else integrated_share, projection.draws.shape
    items = other_costs(projection, share)
    found = {section: sum_of(by_name.values(), shape) for section, by_name in items.items()}
    if apart:
        schemes = projection.plan.all_savings
        achieved = [share(projection.plan, schemes[name]) * by.achieved for name, by in projection.savings.items()]
        found["transfers"] = sum_of(projection.spending.transfers.values(), shape)
        found["savings"] = -sum_of(achieved, shape)
    return found


def _others(money: Mapping[str, Array], prefix: str) -> Iterator[Row]:
    labels = {"risk_events": "Risk events", "transfers": "Transfers out of the set-aside", "savings": "less: savings"}
    for name, cost in money.items():
        label = labels.get(name, name.capitalize())
        yield Row(f"{prefix}{name}", label, first_draw(cost), depth=1, quiet=True)
