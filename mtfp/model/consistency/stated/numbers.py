"""Numbers in words: how closely each is stated, and words around it that make it a number of something else."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from mtfp.model.base.form import Form
from mtfp.model.consistency.words.texts import Text

MOST_SLACK, ABOUT_SLACK = 0.05, 0.1
"""Most that rounding may leave, as a share of the number: of a number in words, and of one with a word like “about”."""
ABOUT = Form(
    r"(?:\b(?:about|around|roughly|approximately|approx\.?|some|circa|nearly|almost|just (?:over|under)|c\.)|~)\s*$",
    re.I,
)
"""Words straight before a number that is rounded."""
ELSEWHERE = Form(
    r"\b(?:not (?:counting|including|counted|in)|excluding|excludes|exclusive of|except|besides|without|on top of"
    r"|compared|against|instead|rather than|unlike|other than|previous\w*|formerly|last(?! year)"
    r"|(?<!the )(?<!its )(?<!['’]s )last(?= year)|past|earlier|history|was|were"
    r"|had|rose|fell|used to|survey\w*|census|audit\w*|scotland|scottish average|nationally|elsewhere|benchmark\w*"
    r"|peers?|other (?:boards|councils|partnerships|areas)|up to|at (?:most|least)|no more than|no less than|less than"
    r"|more than|limit\w*|cap|capped|maximum|minimum|threshold|ceiling|between|range\w*|would have|could have"
    r"|if|unless|until then|of (?:which|whom|it|this|that|these)|out of|a point|each point|every (?:point|1%)|bids?"
    r"|requested|today|now|currently|current|at present|in scope|addressable|capital|prices|target of|trend\w*|since"
    r"|averag\w+|mean|paid by|met by|funded by|matched by|the rest|remainder|the other|one in \w+)\b",
    re.IGNORECASE,
)
"""Words of a clause whose numbers are of something else, of another time, or of no certain size."""


class Stated(NamedTuple):
    """Number in words, with the most by which rounding can differ from it; `kind` says how the words use it."""

    value: float
    slack: float
    words: str
    text: Text
    kind: str = ""

    def fits(self, numbers: Iterable[float]) -> bool:
        """Return True if one of some numbers is the stated one, to rounding, whatever their signs.

        >>> Stated(3.1, 0.05, "3.1", Text("note", "3.1")).fits([-3.14])
        True
        """
        return any(abs(abs(number) - self.value) <= self.slack * (1 + 1e-9) for number in numbers)


def slack(digits: str, scale: float, *, about: bool) -> float:
    """Return the most by which rounding can differ from a number with these digits, which counts times a scale.

    >>> slack("3.1", 1e6, about=False), slack("150", 1e3, about=False), slack("400", 1.0, about=True)
    (50000.0, 5000.0, 40.0)
    """
    whole, _, decimals = digits.replace(",", "").partition(".")
    place = 10.0 ** -len(decimals) if decimals else 10.0 ** (len(whole) - len(whole.rstrip("0")))
    value = float(digits.replace(",", "")) * scale
    return min(place * scale * (1.0 if about else 0.5), value * (ABOUT_SLACK if about else MOST_SLACK))


def is_elsewhere(text: Text, start: int, end: int) -> bool:
    """Return True if the clause around a number speaks of something else."""
    return bool(ELSEWHERE.search(f"{text.before(start)} {text.after(end)}"))
