"""Split a scenario's text into its pieces: names of scenarios, and changes in words, joined by `+`."""

import re
from pathlib import Path as File
from typing import NamedTuple

from mtfp.scenarios.shipped import find_shipped

MARK = "@"
"""Mark between the name of a scenario and its share, or its position on the ladder."""
OPENS, CLOSES, QUOTES = "{[(", "}])", "\"'"
AMOUNT_NEXT = re.compile(r"\+\s*£?\s*[\d.,_]+\s*(%|bn|[km]|points?)?(?=\s|$|\+)")
"""A plus with an amount after it: something is added, and nothing is joined."""
IN_WORDS = re.compile(r"\s|[%£{\[]")
"""Characters of which a change in words has at least one; the name of a scenario without a file has none."""


class Piece(NamedTuple):
    """Piece of a scenario's text: the text, and where it begins in the whole text, counted from 0."""

    text: str
    start: int
    whole: str

    @property
    def is_name(self) -> bool:
        """Return True if the piece names a scenario, also in part (`step-down@50%`), or has no mark of words."""
        stem = self.text.rpartition(MARK)[0]
        return is_scenario(self.text) or is_scenario(stem) or not IN_WORDS.search(stem or self.text)


def is_scenario(text: str) -> bool:
    """Return True if the text names a shipped scenario, a file, or standard input (`-`)."""
    return text == "-" or find_shipped(text) is not None or _is_file(text)


def pieces_of(text: str) -> list[Piece]:
    """Return the pieces that a text joins by `+`. A file or a shipped scenario may have a `+` in its name.

    >>> [piece.text for piece in pieces_of("step-down + pay_nhs +1% from 2027/28")]
    ['step-down', 'pay_nhs +1% from 2027/28']
    >>> [piece.text for piece in pieces_of("step-down+flat-cash+saving: {name: a + b, delay: 1}")]
    ['step-down', 'flat-cash', 'saving: {name: a + b, delay: 1}']
    >>> [piece.text for piece in pieces_of("ladder@+1+step-down@50%+high-pay")]
    ['ladder@+1', 'step-down@50%', 'high-pay']
    """
    pieces, start = list[Piece](), 0
    while start <= len(text):
        ends = [*_pluses(text, start), len(text)]
        end = next((at for at in reversed(ends[1:]) if _is_file(text[start:at].strip())), ends[0])
        bare = text[start:end].strip()
        pieces.append(Piece(bare, text.index(bare, start), text))
        start = end + 1
    return pieces


def _pluses(text: str, start: int) -> list[int]:
    """Return the positions of each `+` that joins, from `start`: outside brackets and quotes, without an amount."""
    found, depth, quote = list[int](), 0, ""
    for at in range(start, len(text)):
        letter = text[at]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in QUOTES and (at == start or not text[at - 1].isalnum()):
            quote = letter
        elif letter in OPENS or letter in CLOSES:
            depth += 1 if letter in OPENS else -1
        elif letter == "+" and depth <= 0 and not AMOUNT_NEXT.match(text, at):
            found.append(at)
    return found


def _is_file(text: str) -> bool:
    try:
        return File(text).is_file()
    except (OSError, ValueError):  # a text that no file could be called
        return False
