"""Opening gap: the difference between cost and funding of the base year that the board knows of and explains."""

from mtfp.model.base.part import Part
from mtfp.model.base.values import Money, Text


class OpeningGap(Part):
    """Opening gap: cost less funding of the base year, as agreed; the base year is compared with it, not with zero."""

    amount: Money
    """Cost less funding of the integrated budget in the base year, in the plan's unit; positive is a shortfall."""
    reason: Text
    """Reason for the gap, such as savings that the budget had still to identify."""
