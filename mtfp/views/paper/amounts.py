"""Amounts in the sentences of a paper: gaps, surpluses, ranges, and parts of each pound."""

from mtfp.model.base.money_in_words import in_money
from mtfp.model.costs.line import PARTNERS
from mtfp.results.figures.gap import LONG
from mtfp.views.paper.case import Range

PAYERS: dict[str, str] = {partner: LONG[partner] for partner in PARTNERS}
"""Partners as the subject of a sentence, without a capital letter."""


class Spare(str):
    """Sentence that page one leaves out if it would be too long; the sections behind have what it says."""

    __slots__ = ()


class LastSpare(Spare):
    """Sentence that page one leaves out only if it is too long without all others that it may leave out."""

    __slots__ = ()


def is_zero(amount: float, unit: str) -> bool:
    """Return True if an amount is £0 in words.

    >>> is_zero(0.0004, "£k"), is_zero(-0.6, "£k")
    (True, False)
    """
    return in_money(abs(amount), unit) == "£0"


def gap(amount: float, unit: str) -> str:
    """Return a gap in words, or a surplus if the amount is negative.

    >>> gap(310.0, "£k"), gap(-249.0, "£k"), gap(0.0, "£k")
    ('a gap of £310,000', 'a surplus of £249,000', 'no gap')
    """
    if is_zero(amount, unit):
        return "no gap"
    return f"{'a surplus' if amount < 0 else 'a gap'} of {in_money(abs(amount), unit)}"


def as_card(amount: float, unit: str) -> str:
    """Return a gap or surplus as a key figure has it.

    >>> as_card(310.0, "£k"), as_card(-249.0, "£k"), as_card(0.0, "£k")
    ('£310,000 gap', '£249,000 surplus', 'No gap')
    """
    if is_zero(amount, unit):
        return "No gap"
    return f"{in_money(abs(amount), unit)} {'surplus' if amount < 0 else 'gap'}"


def gap_range(found: Range, unit: str) -> str:
    """Return the range of a gap that can follow `between`.

    >>> gap_range(Range(-746.0, 2_700.0, 6_520.0), "£k"), gap_range(Range(100.0, 200.0, 300.0), "£k")
    ('a surplus of £746,000 and a gap of £6.52 million', 'a gap of £100,000 and a gap of £300,000')
    """
    return f"{gap(found.low, unit)} and {gap(found.high, unit)}"


def money_range(found: Range, unit: str) -> str:
    """Return the range of an amount of money.

    >>> money_range(Range(0.0, 700.0, 1_610.0), "£k")
    '£0 to £1.61 million'
    """
    return f"{in_money(found.low, unit)} to {in_money(found.high, unit)}"


def pence(share: float) -> str:
    """Return a share of spending as pence of each pound.

    >>> pence(0.0161), pence(0.004), pence(0.012)
    ('about 2p of each £1 spent', 'under 1p of each £1 spent', 'about 1p of each £1 spent')
    """
    whole = round(abs(share) * 100)
    return f"about {whole}p of each £1 spent" if abs(share) >= 0.01 else "under 1p of each £1 spent"


def first_upper(text: str) -> str:
    """Return a text with a capital first letter and no other change."""
    return text[:1].upper() + text[1:]
