"""Amounts of a figure in words: money, or percentage points of a share."""

from mtfp.model.base.money_in_words import in_money
from mtfp.results.figures import Figure


def amount_of(figure: Figure, amount: float, unit: str) -> str:
    """Return an amount of a figure without its sign: money, or points of a share.

    >>> from mtfp.results.figures import figure_named
    >>> amount_of(figure_named("gap"), -310.4, "£k"), amount_of(figure_named("community_share"), 0.0123, "£k")
    ('£310,000', '1.2 points')
    """
    if figure.is_share:
        points = abs(amount) * 100
        return f"{points:.1f} points" if points >= 1 else f"{points:.2g} points"
    return in_money(abs(amount), unit)
