"""Figures of reserves (section 12 of the model), and of reserves that would carry the plan alone (section 14)."""

from collections.abc import Callable
from typing import Any

import numpy as np

from mtfp.model.base.arrays import Array, share_of, sum_of
from mtfp.model.plan import Plan
from mtfp.results.figures.figure import Family, Figure, Values
from mtfp.results.floors import above_floor
from mtfp.results.reserves_needed import reserve_that_carries
from mtfp.results.table import SHARE


def _balances(known: Values, *classes: str) -> Array:
    """Return the total balance of the reserves of the given classes, or of all reserves if no class is given."""
    reserves = known.projection.plan.all_reserves
    balances = [
        reserve.closing
        for name, reserve in known.projection.reserves.items()
        if not classes or reserves[name].class_ in classes
    ]
    return sum_of(balances, known.projection.draws.shape)


def _left(known: Values) -> Array:
    """Return the money above minimum levels of all reserves that are not ring-fenced, zero or more."""
    reserves, projection = known.projection.plan.all_reserves, known.projection
    left = [
        np.maximum(above_floor(reserve, projection), 0.0)
        for name, reserve in projection.reserves.items()
        if reserves[name].class_ != "ring_fenced"
    ]
    return sum_of(left, projection.draws.shape)


def as_reserve(label: str) -> str:
    """Return the form of a reserve's label inside a sentence. Capital letters stay as in the plan.

    >>> as_reserve("Contingency"), as_reserve("Change fund")
    ('the Contingency reserve', 'the Change fund')
    """
    return f"the {label}" if label.casefold().endswith(("reserve", "reserves", "fund")) else f"the {label} reserve"


def _reserve(name: str, label: str) -> Figure:
    return Figure(
        id=f"reserves.{name}",
        label=f"Reserve: {label}",
        phrase=as_reserve(label),
        of=lambda known: known.projection.reserves[name].closing,
        section=12,
        worse="low",
    )


def _alone(id: str, label: str, of: Callable[[Values], Array], **fields: Any) -> Figure:
    """Return the record of a figure of reserves that would carry the plan alone, up to the end of each year."""
    return Figure(id=id, label=label, of=of, section=14, applies=_uses_reserves, adds=False, **fields)


def _uses_reserves(plan: Plan) -> bool:
    return reserve_that_carries(plan) is not None


RESERVES = (
    Family(section="reserves", names=lambda plan: plan.all_reserves, figure=_reserve),
    Figure(
        id="reserves",
        label="Reserves at year end",
        phrase="all reserves together",
        of=_balances,
        section=12,
        worse="low",
    ),
    Figure(
        id="contingency_share",
        label="Contingency reserves, share of expenditure",
        phrase="contingency reserves as a share of expenditure",
        of=lambda known: share_of(_balances(known, "contingency"), known.gap.expenditure),
        section=12,
        unit=SHARE,
        worse="low",
        adds=False,
    ),
    Figure(
        id="reserves_left",
        label="Reserves left above their minimum levels, without ring-fenced ones",
        phrase="the reserves left above their minimum levels, without ring-fenced ones",
        of=_left,
        section=12,
        worse="low",
    ),
    _alone(
        "reserves_needed",
        "Reserves needed to carry the plan alone",
        lambda known: known.carrying.needed,
        phrase="the reserves needed at the start to carry the plan alone",
    ),
    _alone(
        "reserves_held",
        "Reserves held above the minimum level at the start",
        lambda known: known.carrying.held,
        worse="low",
    ),
    _alone(
        "reserves_short",
        "Reserves short of carrying the plan alone",
        lambda known: np.maximum(known.carrying.needed - known.carrying.held, 0.0),
        phrase="the amount by which reserves are too small to carry the plan alone",
    ),
    _alone(
        "falls_to_partners",
        "Falls to partners whatever reserves hold",
        lambda known: known.carrying.falls_to_partners,
        phrase="the money that falls to partners whatever reserves hold",
    ),
)
"""Figures of the balances of reserves at year end, and of the reserves that would carry the plan alone."""
