"""Measure, wrap and align lines of a terminal; wide letters count as two. Must not know tables."""

import wcwidth

from mtfp.reports.files.letters import clean

LONGEST_PROSE = 100
"""Maximum width of prose: longer lines are hard to follow."""


def width_of(text: str) -> int:
    """Return the number of columns that a text takes.

    >>> width_of("Fife"), width_of("日本")
    (4, 4)
    """
    return len(text) if text.isascii() else max(0, wcwidth.width(text))


def left(text: str, width: int) -> str:
    """Fill a text to a number of columns with spaces on its right."""
    return text + " " * (width - width_of(text))


def right(text: str, width: int) -> str:
    """Fill a text to a number of columns with spaces on its left."""
    return " " * (width - width_of(text)) + text


def wrapped(text: str, width: int, first: str = "", then: str = "") -> list[str]:
    """Wrap a text between words; a word that is wider than the page is broken.

    >>> wrapped("pressures of ageing", 12, then="  ")
    ['pressures of', '  ageing']
    """
    room = max(width, width_of(then) + 2)  # leaves room for a wide letter
    return wcwidth.wrap(text, room, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)


def prose(text: str, width: int, encoding: str, first: str = "", then: str = "") -> list[str]:
    """Wrap a paragraph in letters of the encoding, at most LONGEST_PROSE wide."""
    return wrapped(clean(text, encoding), min(width, LONGEST_PROSE), first, then)
