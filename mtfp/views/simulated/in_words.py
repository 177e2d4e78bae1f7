"""Put chances and gaps into words, for sentences.

Chances are always stated out of 100 draws. Chances out of different numbers, such as one in eight and three in twenty,
are hard to compare.
"""

from mtfp.model.base.money_in_words import in_money

A_DRAW = "A draw is one possible course of pay, prices and demand"
"""Beginning of the sentence that explains simulations, without a full stop."""


def often(share: float) -> str:
    """Return a share of draws in words that can follow `in`.

    >>> often(0.153), often(0.001), often(0), often(0.999), often(1)
    ('15 of 100 draws', 'fewer than 1 of 100 draws', 'none of the draws', 'over 99 of 100 draws', 'all draws')
    """
    if share <= 0:
        return "none of the draws"
    if share >= 1:
        return "all draws"
    if share < 0.01:
        return "fewer than 1 of 100 draws"
    if share > 0.99:
        return "over 99 of 100 draws"
    return f"{share * 100:.0f} of 100 draws"


def as_gap(amount: float, unit: str) -> str:
    """Return a gap in words, or a surplus if the amount is negative.

    >>> as_gap(310.0, "£k"), as_gap(-249.0, "£k")
    ('a gap of £310,000', 'a surplus of £249,000')
    """
    return f"{'a surplus' if amount < 0 else 'a gap'} of {in_money(abs(amount), unit)}"
