"""Chances and gaps as people say them.

Chances are always of 100 futures: chances of unlike wholes, one in eight and three in twenty, are hard to compare.
"""

from mtfp.results.money_in_words import in_money


def often(share: float) -> str:
    """In how many of 100 futures something happens.

    >>> often(0.153), often(0.001), often(0), often(0.999), often(1)
    ('15 of 100 futures', 'fewer than 1 of 100 futures', 'none of the futures', 'over 99 of 100 futures', 'all futures')
    """
    if share <= 0:
        return "none of the futures"
    if share >= 1:
        return "all futures"
    if share < 0.01:
        return "fewer than 1 of 100 futures"
    if share > 0.99:
        return "over 99 of 100 futures"
    return f"{share * 100:.0f} of 100 futures"


def as_gap(amount: float, unit: str) -> str:
    """A gap in words, or the surplus that it is below nil.

    >>> as_gap(310.0, "£k"), as_gap(-249.0, "£k")
    ('a gap of £310,000', 'a surplus of £249,000')
    """
    return f"{'a surplus' if amount < 0 else 'a gap'} of {in_money(abs(amount), unit)}"
