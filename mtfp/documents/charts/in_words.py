"""Words of titles: the direction of a change, a fraction, and the largest of several parts."""

from collections.abc import Sequence
from typing import NamedTuple

from mtfp.findings.short import in_list
from mtfp.model.base.money_in_words import in_money

FRACTIONS = {
    0.1: "a tenth",
    0.2: "a fifth",
    0.25: "a quarter",
    0.3: "three tenths",
    1 / 3: "a third",
    0.4: "two fifths",
    0.5: "half",
    0.6: "three fifths",
    2 / 3: "two thirds",
    0.7: "seven tenths",
    0.75: "three quarters",
    0.8: "four fifths",
    0.9: "nine tenths",
}
NOTHING = "£0"
"""Text of an amount of money that is too small to show."""
SAME = "the same"


class Part(NamedTuple):
    """Part of a total: its label inside a sentence, its amount, and True if the label is a plural."""

    label: str
    amount: float
    is_plural: bool = False


def fraction(share: float) -> str:
    """Return a share in words that can stand before `of`.

    >>> fraction(0.597), fraction(0.02), fraction(0.975), fraction(1.0), fraction(1.2)
    ('about three fifths', 'less than a tenth', 'almost all', 'all', 'more than all')
    """
    if share > 1.005:
        return "more than all"
    if share >= 0.995:
        return "all"
    if share >= 0.95:
        return "almost all"
    if share < 0.075:
        return "less than a tenth"
    return f"about {FRACTIONS[min(FRACTIONS, key=lambda each: abs(each - share))]}"


def change_in_words(before: float, after: float, unit: str) -> str:
    """Return the direction of a change of money, with the amounts; equal if they read the same.

    >>> change_in_words(60_000.0, 75_100.0, "£k"), change_in_words(100.0, 100.0001, "£k")
    ('rises from £60 million to £75.1 million', 'stays at £100,000')
    """
    begins, ends = in_money(before, unit), in_money(after, unit)
    if begins == ends:
        return f"stays at {ends}"
    return f"{'rises' if after > before else 'falls'} from {begins} to {ends}"


def more_or_less(change: float, unit: str) -> str:
    """Return a change of money as more, less or the same.

    >>> more_or_less(310.0, "£k"), more_or_less(-310.0, "£k"), more_or_less(0.0001, "£k")
    ('£310,000 more', '£310,000 less', 'the same')
    """
    amount = in_money(abs(change), unit)
    return SAME if amount == NOTHING else f"{amount} {'more' if change > 0 else 'less'}"


def largest(parts: Sequence[Part], unit: str) -> list[Part]:
    """Return the largest part above zero; several if their amounts read the same, none if every part reads as zero.

    >>> [part.label for part in largest([Part("pay", 100.0), Part("prices", 100.0), Part("beds", -900.0)], "£k")]
    ['pay', 'prices']
    """
    found = sorted((part for part in parts if part.amount > 0), key=lambda part: -part.amount)
    first = in_money(found[0].amount, unit) if found else NOTHING
    return [] if first == NOTHING else [part for part in found if in_money(part.amount, unit) == first]


def listed(parts: Sequence[Part]) -> str:
    """Return the labels of parts as the subject of a sentence, with a capital letter."""
    text = in_list([part.label for part in parts])
    return text[:1].upper() + text[1:]


def verb(parts: Sequence[Part], one: str, several: str) -> str:
    """Return the verb for one part, or for several parts or a plural."""
    return one if len(parts) == 1 and not parts[0].is_plural else several
