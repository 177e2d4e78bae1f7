"""Price level that turns cash into real terms: the index of the plan's deflator."""

from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array


def price_level(projection: Projection) -> Array:
    """Return the index of the plan's deflator, shape (year, draw) or (year, 1); 1 in the base year.

    Cash divided by the index is money in prices of the base year. Raises KeyError for a plan without a deflator.
    """
    return projection.draws.indices[projection.plan.deflator or ""]
