"""Cost, funding and gap of one draw with pandas, in frames of years by assumptions, lines and funding sources."""

import pandas as pd

from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from tests.benchmarks.peers.values import GapOf, Values


def pandas_gap(plan: Plan) -> GapOf:
    """Return a function of one draw; the plan's shares and budgets are frames already.

    Frames are wide and multiplied as a whole, the quickest way in pandas: nothing is merged, and no rows are grouped.
    """
    shares = pd.DataFrame({n: {p: c.share for p, c in line.components.items()} for n, line in plan.lines.items()})
    shares = shares.fillna(0.0)
    lines = pd.DataFrame(
        {n: {"budget": line.budget, "fixed": line.fixed_share} for n, line in plan.lines.items()},
    ).T
    growth = pd.Series({name: line.demand.growth for name, line in plan.lines.items()})
    base = pd.Series({name: stream.base for name, stream in plan.funding.items()})
    uplift = pd.Series({name: stream.uplift.root for name, stream in plan.funding.items()})

    def gap(values: Values) -> Array:
        rates = pd.DataFrame(values, index=plan.timeline.labels)
        rates.iloc[0] = 0.0
        indices = (1 + rates).cumprod()
        price = indices[shares.index] @ shares
        demand = indices[growth].set_axis(growth.index, axis=1)
        cost = price * lines["budget"] * (lines["fixed"] + demand * (1 - lines["fixed"]))
        funding = indices[uplift].set_axis(uplift.index, axis=1) * base
        return (cost.sum(axis=1) - funding.sum(axis=1)).to_numpy()

    return gap
