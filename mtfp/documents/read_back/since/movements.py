"""Movements of the gap in words: by the same amount in every year, or by up to an amount."""

from collections.abc import Sequence

import numpy as np

from mtfp.analysis.one_by_one.movement import peak
from mtfp.model.base.arrays import Array
from mtfp.model.base.money_in_words import in_money


def movements(gap: Array, years: Sequence[str], unit: str, verbs: tuple[str, str]) -> list[str]:
    """Return the largest rise of the gap and its largest fall, the larger one first.

    verbs : words for a rise and for a fall

    >>> movements(np.array([0.0, 5.0, 7.0]), ["2026/27", "2027/28", "2028/29"], "£k", ("raises", "lowers"))
    ['raises the gap by up to £7,000 (in 2028/29)']
    """
    ends = [(peak(sign * gap), verb) for sign, verb in zip((1, -1), verbs, strict=True) if (sign * gap).max() > 0]
    return [
        f"{verb} the gap {_by(gap, at, years, unit)}" for at, verb in sorted(ends, key=lambda end: -abs(gap[end[0]]))
    ]


def _by(gap: Array, at: int, years: Sequence[str], unit: str) -> str:
    """Return the amount and the years of the movements with the same sign as one of them."""
    amount, alike = in_money(abs(gap[at]), unit), np.flatnonzero(np.sign(gap) == np.sign(gap[at]))
    first, last = years[alike[0]], years[alike[-1]]
    if len(alike) == 1:
        return f"of {first} by {amount}"
    is_run = alike[-1] - alike[0] == len(alike) - 1
    if not is_run or any(in_money(abs(gap[year]), unit) != amount for year in alike):
        return f"by up to {amount} (in {years[at]})"
    if last != years[-1]:
        return f"by {amount} in each year from {first} to {last}"
    return f"by {amount} in every year{'' if first == years[0] else f' from {first} on'}"
