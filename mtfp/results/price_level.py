"""Price level that turns cash into real terms: the index of the plan's deflator."""

from mtfp.engine.projection import Projection
from mtfp.findings.suggest import Unknown
from mtfp.model.base.arrays import Array


def price_level(projection: Projection) -> Array:
    """Return the index of the plan's deflator, shape (year, draw) or (year, 1); 1 in the base year.

    Cash divided by the index is money in prices of the base year. Raises Unknown (a KeyError) for a plan without a
    deflator.
    """
    if projection.plan.deflator is None:
        raise Unknown("the plan has no price index for real terms", "name an assumption under `deflator` in the plan")
    return projection.draws.indices[projection.plan.deflator]
