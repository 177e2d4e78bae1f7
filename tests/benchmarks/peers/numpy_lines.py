"""Cost, funding and gap of one draw with NumPy, in arrays over lines and years."""

import numpy as np

from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from tests.benchmarks.peers.values import GapOf, Values, level


def numpy_gap(plan: Plan) -> GapOf:
    """Return a function of one draw; the plan's shares and budgets are arrays already."""
    lines, streams = plan.lines.values(), plan.funding.values()
    prices = sorted({name for line in lines for name in line.components})
    shares = np.array([[line.components[p].share if p in line.components else 0.0 for p in prices] for line in lines])
    budgets = np.array([line.budget for line in lines])[:, None]
    fixed = np.array([line.fixed_share for line in lines])[:, None]
    growth = [line.demand.growth for line in lines]

    def gap(values: Values) -> Array:
        indices = {name: level(rates) for name, rates in values.items()}
        price = shares @ np.array([indices[name] for name in prices])
        volume = fixed + (1 - fixed) * np.array([indices[name] for name in growth])
        cost = (budgets * price * volume).sum(axis=0)
        funding = sum(stream.base * indices[stream.uplift.root] for stream in streams)
        return cost - funding

    return gap
