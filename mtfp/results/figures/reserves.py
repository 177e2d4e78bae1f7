"""Figures of reserves: section 12 of the model, and the contingency of section 14."""

from mtfp.model.base.arrays import Array, share_of, sum_of
from mtfp.results.contingency import contingency_needed
from mtfp.results.figures.figure import Family, Figure, Values
from mtfp.results.table import SHARE


def _balances(known: Values, *classes: str) -> Array:
    """The balances of all reserves, or of those of some classes, together."""
    reserves = known.projection.plan.all_reserves
    held = [
        reserve.closing
        for name, reserve in known.projection.reserves.items()
        if not classes or reserves[name].class_ in classes
    ]
    return sum_of(held, known.projection.draws.shape)


def _reserve(name: str, label: str) -> Figure:
    return Figure(
        id=f"reserves.{name}",
        label=f"Reserve: {label}",
        phrase=f"the reserve {label}",
        of=lambda known: known.projection.reserves[name].closing,
        section=12,
        worse="low",
    )


RESERVES = (
    Family(section="reserves", names=lambda plan: plan.all_reserves, figure=_reserve),
    Figure(
        id="reserves",
        label="Reserves at the end",
        phrase="all reserves together",
        of=_balances,
        section=12,
        worse="low",
    ),
    Figure(
        id="contingency_share",
        label="Contingency reserves, of expenditure",
        phrase="contingency reserves as a share of expenditure",
        of=lambda known: share_of(_balances(known, "contingency"), known.gap.expenditure),
        section=12,
        unit=SHARE,
        worse="low",
        adds=False,
    ),
    Figure(
        id="contingency_needed",
        label="Contingency needed",
        of=lambda known: contingency_needed(known.projection),
        section=14,
        adds=False,
    ),
)
"""Reserves at the year's end, and what they needed to hold."""
