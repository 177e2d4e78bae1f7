"""Figures of reserves: section 12 of the model, and the contingency of section 14."""

from mtfp.model.base.arrays import Array, share_of, sum_of
from mtfp.results.contingency import contingency_needed
from mtfp.results.figures.figure import Family, Figure, Values
from mtfp.results.table import SHARE


def _balances(known: Values, *classes: str) -> Array:
    """The balances of all reserves, or of those of some classes, together."""
    pots = known.projection.plan.pots
    held = [pot.closing for name, pot in known.projection.pots.items() if not classes or pots[name].class_ in classes]
    return sum_of(held, known.projection.draws.shape)


def _reserve(name: str, label: str) -> Figure:
    return Figure(
        id=f"reserves.{name}",
        label=f"Reserve: {label}",
        phrase=f"the reserve {label}",
        of=lambda known: known.projection.pots[name].closing,
        section=12,
        worse="low",
    )


RESERVES = (
    Family(section="reserves", names=lambda plan: plan.pots, figure=_reserve),
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
