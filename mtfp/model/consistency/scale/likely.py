"""Likely question about a figure outside its limits: the slip of sign, of a digit or of a percent sign."""

from collections.abc import Callable

from mtfp.model.base.values import Percent
from mtfp.model.consistency.scale.limits import Limit

SLIPS = (-1, 0.1, 10, 0.01, 100, -0.1)
"""Factors that put a slip right: a wrong sign, a point one or two places too far, and both."""
SMALL = 0.1
"""Smallest share that may be the rest of the right one; the digits of a smaller one are likelier to be wrong."""
NEAR, USUAL = 0.4, 0.75
"""Share by which a figure may differ from those seen and be very likely, and by which it is still likely."""


def in_percent(share: float) -> str:
    """Return a figure as a percentage, with six significant digits at most.

    >>> in_percent(0.275), in_percent(-0.02), in_percent(999_999_999.99)
    ('27.5%', '−2%', '100,000,000,000%')
    """
    return f"{in_figures(float(share) * 100)}%"


def in_figures(number: float) -> str:
    """Return a plain number or a percentage as messages show it.

    >>> in_figures(-1000.0), in_figures(Percent(0.05))
    ('−1,000', '5%')
    """
    if isinstance(number, Percent):
        return in_percent(number)
    text = f"{float(f'{abs(number):.6g}'):,.8f}".rstrip("0").rstrip(".")
    return f"{'−' if number < 0 and text != '0' else ''}{text}"


def likely(value: float, limit: Limit, shown: Callable[[float], str] = in_percent) -> str:
    """Return the likely question about a figure outside its limits.

    >>> pay = Limit(0, 0.1, seen=(0.025, 0.0425))
    >>> likely(0.275, pay), likely(-0.03, pay), likely(3.0, pay), likely(99.0, pay)
    ('is it 2.75%?', 'is it 3%?', 'is it 3%?', 'are its digits right?')
    """
    for beyond in (NEAR, USUAL):  # what was seen is likelier than what lies farther off
        right = next((value * slip for slip in SLIPS if _is_usual(value * slip, limit, beyond)), None)
        if right is not None:
            return f"is it {shown(right)}?"
    return "are its digits right?"


def likely_share(share: float, limit: Limit, shown: Callable[[float], str] = in_percent) -> str:
    """Return the likely question about a share of a whole: the rest of the whole may be meant.

    >>> funded = Limit(0, 1, seen=(0.72, 1), least=0.3)
    >>> likely_share(0.28, funded), likely_share(0.08, funded)
    ('is 28% the rest of it, and is it 72%?', 'is it 80%?')
    """
    by_digits = any(_is_usual(share * slip, limit, NEAR) for slip in SLIPS)
    if by_digits or share < SMALL or not _is_usual(1 - share, limit, 0.0):
        return likely(share, limit, shown)
    return f"is {shown(share)} the rest of it, and is it {shown(1 - share)}?"


def _is_usual(value: float, limit: Limit, beyond: float) -> bool:
    """Return True if a figure is allowed, and lies beyond those seen by a share of them at most."""
    low, high = (end + side * beyond * abs(end) for end, side in zip(limit.seen, (-1, 1), strict=True))
    return bool(value) and low <= value <= high and limit.holds(value)


def usual(limit: Limit, shown: Callable[[float], str] = in_percent) -> str:
    """Return the figures seen in plans, in words.

    >>> usual(Limit(0, 1, seen=(0.05, 0.14))), usual(Limit(0, 0.01, seen=(0.0, 0.0)))
    ('other plans have 5% to 14%', 'other plans have 0%')
    """
    low, high = (shown(number) for number in limit.seen)
    return f"other plans have {low}" + (f" to {high}" if high != low else "")
