"""Tolerance: the largest difference between two figures that does not count as a change."""

from dataclasses import dataclass

from mtfp.model.base.money_in_words import UNITS
from mtfp.results.amounts import money, share
from mtfp.results.table import POINTS, SHARE

PENNY = 0.01
"""One penny, in pounds. Amounts that differ by half a penny or less count as equal."""
AS_SHOWN = {SHARE: 0.0005, POINTS: 0.05}
"""Half a unit of the last digit that tables show, for a share and for percentage points."""
OTHERS = 1e-6
"""Tolerance for hours, people and other units, as a share of the figure."""


@dataclass(frozen=True)
class Tolerance:
    """Tolerance in pounds, or as a share of each figure. A difference too small to be shown never counts."""

    text: str = ""
    pounds: float = PENNY / 2
    share: float = 0.0

    def allows(self, was: float, now: float, unit: str, error: float = 0.0) -> bool:
        """Return True if two figures in the same unit differ by no more than the tolerance or the sampling `error`.

        >>> Tolerance().allows(1.0, 1.000001, "£k"), Tolerance.of("1k").allows(1.0, 1.9, "£k")
        (True, True)
        >>> Tolerance.of("0.1%").allows(5000.0, 5004.0, "£k"), Tolerance().allows(0.1, 0.11, "share")
        (True, False)
        """
        least = self.pounds / UNITS[unit] if unit in UNITS else AS_SHOWN.get(unit, OTHERS * abs(was))
        return abs(now - was) <= max(least, self.share * abs(was), error)

    @classmethod
    def of(cls, text: str) -> "Tolerance":
        """Return the tolerance that a text states, such as `1k` or `0.1%`. Raises ValueError for any other text."""
        if not text:
            return cls()
        if text.strip().endswith("%"):
            return cls(text, share=share(text))
        amount = money(text, "£")
        if amount < 0:
            raise ValueError(f"the amount {text} is negative; write zero or more")
        return cls(text, max(amount, PENNY / 2))
