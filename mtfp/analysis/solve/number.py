"""Kinds of sought numbers: how a number is written in a change, between which ends it is sought, and its steps."""

from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil, floor
from typing import Literal

from mtfp.findings.short import Short

Kind = Literal["points", "percent", "rate", "money", "pounds", "number", "whole", "position"]
"""Kind of a number: `money` is written in the plan's unit, `pounds` as an amount in words."""
PERCENTAGES = ("points", "percent", "rate")
CELLS = 8
"""Parts of the range between whose ends a crossing is looked for."""
MOST_WHOLE = 32
"""Most whole numbers that are all tried."""
NEAR = 1e-6
"""Part of a step that is left to rounding errors."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Number(Short):
    """Sought number: its kind, the ends of the search, its step, and its value in the plan.

    Percentages are in points, so that 1.2 is 1.2%; money is in the plan's unit.
    """

    kind: Kind
    low: float
    high: float
    step: float
    """Step to which an answer is rounded, towards meeting the target."""
    own: float
    """The plan's own value, or the value from which changes are counted."""
    leaves_plan: bool = True
    """True if `own` leaves the plan as it is; False if the plan's own values differ by year, so that it is a mean."""

    @property
    def is_whole(self) -> bool:
        """True for a number of whole units."""
        return self.kind == "whole"

    @property
    def grid(self) -> tuple[float, ...]:
        """Values that are tried first, from low to high, with the plan's own value among them."""
        if self.is_whole:
            every = range(round(self.low), round(self.high) + 1)
            thin = -(-len(every) // MOST_WHOLE)
            return tuple(map(float, sorted({*every[::thin], every[-1], round(self.own)})))
        cells = 2 * CELLS if self.kind == "position" else CELLS
        even = {self.low + (self.high - self.low) * cell / cells for cell in range(cells + 1)}
        return tuple(sorted({*even, self.within(self.own)}))

    def with_ends(self, low: float, high: float) -> "Number":
        """Return the number with other ends of the search."""
        return replace(self, low=low, high=high)

    def rounded(self, value: float, *, up: bool, near: float = NEAR) -> float:
        """Return the next number of whole steps, up or down, within the ends.

        near : part of a step by which the number may be off and still count as a whole number of steps

        >>> cent = Number(kind="rate", low=0, high=10, step=0.1, own=2)
        >>> cent.rounded(4.0000000001, up=True), cent.rounded(4.02, up=True), cent.rounded(4.02, up=False)
        (4.0, 4.1, 4.0)
        """
        steps = value / self.step
        whole = ceil(steps - near) if up else floor(steps + near)
        return self.within(round(whole * self.step, 10))

    def within(self, value: float) -> float:
        """Return a value, or the end of the search that it lies beyond."""
        return min(max(value, self.low), self.high)


def plainly(value: float) -> str:
    """Return a number without an exponent.

    >>> plainly(1e-05), plainly(4.10), plainly(-120.0)
    ('0.00001', '4.1', '-120')
    """
    text = f"{Decimal(f'{value:.12g}') + 0:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
