"""Figures of the set-aside budget for hospitals, and of the balance of care. Section 10 of the model."""

from mtfp.results.figures.figure import Figure
from mtfp.results.services import balance_of_care
from mtfp.results.table import SHARE

CARE = (
    Figure(
        id="set_aside_cost",
        label="Set-aside cost",
        of=lambda known: known.set_aside.cost,
        section=10,
    ),
    Figure(
        id="set_aside_funding",
        label="Set-aside funding",
        of=lambda known: known.set_aside.funding,
        section=10,
    ),
    Figure(
        id="set_aside_gap",
        label="Set-aside gap",
        of=lambda known: known.set_aside.gap,
        section=10,
    ),
    Figure(
        id="gap_with_set_aside",
        label="Gap with set-aside",
        of=lambda known: known.gap.gap + known.set_aside.gap,
        section=10,
    ),
    Figure(
        id="community_share",
        label="Balance of care",
        of=lambda known: balance_of_care(known.projection),
        section=10,
        unit=SHARE,
        adds=False,
        by_setting=True,
    ),
)
"""Figures of the set-aside budget, and of the share of care spending that is in the community."""
