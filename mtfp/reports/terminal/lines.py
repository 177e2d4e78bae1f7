"""Measure, wrap and align lines of a terminal; wide letters count as two. Must not know tables."""

import textwrap

from mtfp.model.base.form import Form
from mtfp.reports.files.letters import INSTEAD, clean

PLAIN = Form(f"[ -~¡-¬®-ʯ{''.join(INSTEAD)}]*")
"""Text in Latin letters and the signs of reports, which take one column each: it needs no table of widths."""
LONGEST_PROSE = 100
"""Maximum width of prose: longer lines are hard to follow."""


def width_of(text: str) -> int:
    """Return the number of columns that a text takes.

    >>> width_of("Fife"), width_of("日本")
    (4, 4)
    """
    if text.isascii() or PLAIN.fullmatch(text):
        return len(text)
    import wcwidth

    return max(0, wcwidth.width(text))


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
    if PLAIN.fullmatch(first + text + then):
        lines = textwrap.wrap(text, room, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)
        return [line.rstrip() for line in lines]  # a space may be left before a word that is broken
    import wcwidth

    return wcwidth.wrap(text, room, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)


def prose(text: str, width: int, encoding: str, first: str = "", then: str = "") -> list[str]:
    """Wrap a paragraph in letters of the encoding, at most LONGEST_PROSE wide."""
    return wrapped(clean(text, encoding), min(width, LONGEST_PROSE), first, then)
