"""Figures of reserves (section 12 of the model), and of the contingency needed (section 14)."""

from mtfp.model.base.arrays import Array, share_of, sum_of
from mtfp.results.contingency import contingency_needed
from mtfp.results.figures.figure import Family, Figure, Values
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


def _as_reserve(label: str) -> str:
    """Return the form of a reserve's label inside a sentence. Capital letters stay as in the plan.

    >>> _as_reserve("Contingency"), _as_reserve("Change fund")
    ('the Contingency reserve', 'the Change fund')
    """
    return f"the {label}" if label.casefold().endswith(("reserve", "reserves", "fund")) else f"the {label} reserve"


def _reserve(name: str, label: str) -> Figure:
    return Figure(
        id=f"reserves.{name}",
        label=f"Reserve: {label}",
        phrase=_as_reserve(label),
        of=lambda known: known.projection.reserves[name].closing,
        section=12,
        worse="low",
    )


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
        id="contingency_needed",
        label="Contingency needed",
        phrase="the contingency needed at the start",
        of=lambda known: contingency_needed(known.projection),
        section=14,
        adds=False,
    ),
)
"""Figures of the balances of reserves at year end, and of the contingency needed."""
