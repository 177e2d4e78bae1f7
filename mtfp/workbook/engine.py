"""Figures of the engine that a workbook must have."""

from collections.abc import Mapping

from mtfp.analysis.bridge import cost_bridge, statement_causes
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from mtfp.results.figures import figures


def central_figures(plan: Plan) -> Mapping[str, Array]:
    """Return the figures of a plan's central case and its causes of pressures, by identifier, by year."""
    projection = project(plan, central_draws(plan))
    found = {**figures(projection), **statement_causes(cost_bridge(projection))}
    return {id: values[:, 0] for id, values in found.items()}
