"""By how much a figure may differ before it counts as moved."""

from dataclasses import dataclass

from mtfp.results.amounts import UNITS, money, share
from mtfp.results.table import POINTS, SHARE

PENNY = 0.01
"""In pounds. What differs by less than half of it is the same to the penny."""
AS_SHOWN = {SHARE: 0.0005, POINTS: 0.05}
"""Half of the last digit that people see of a share, and of percentage points."""
OTHERS = 1e-6
"""Of hours, people and the like, the share of them."""


@dataclass(frozen=True)
class Tolerance:
    """So many pounds, or such a share of every figure; what doesn't show is never a move."""

    text: str = ""
    pounds: float = PENNY / 2
    share: float = 0.0

    def allows(self, was: float, now: float, unit: str, error: float = 0.0) -> bool:
        """Whether two figures of a unit are the same for all that matters; sampling may have made an `error` of it.

        >>> Tolerance().allows(1.0, 1.000001, "£k"), Tolerance.of("1k").allows(1.0, 1.9, "£k")
        (True, True)
        >>> Tolerance.of("0.1%").allows(5000.0, 5004.0, "£k"), Tolerance().allows(0.1, 0.11, "share")
        (True, False)
        """
        least = self.pounds / UNITS[unit] if unit in UNITS else AS_SHOWN.get(unit, OTHERS * abs(was))
        return abs(now - was) <= max(least, self.share * abs(was), error)

    @classmethod
    def of(cls, text: str) -> "Tolerance":
        """As people write it: `1k` or `0.1%`. Raises ValueError with the repair."""
        if not text:
            return cls()
        if text.strip().endswith("%"):
            return cls(text, share=share(text))
        amount = money(text, "£")
        if amount < 0:
            raise ValueError(f"an amount of nil or more is needed, found {text}")
        return cls(text, max(amount, PENNY / 2))
