"""Lines of a terminal: text measured, wrapped and set in columns, wide letters counted as two.

Must not know tables.
"""

import wcwidth

from mtfp.reports.files.letters import clean

LONGEST_PROSE = 100
"""Maximum width of prose: longer lines are hard to follow."""


def width_of(text: str) -> int:
    """Return the columns that a text takes.

    >>> width_of("Fife"), width_of("日本")
    (4, 4)
    """
    return len(text) if text.isascii() else max(0, wcwidth.width(text))


def left(text: str, width: int) -> str:
    """Return a text set to the left of so many columns."""
    return text + " " * (width - width_of(text))


def right(text: str, width: int) -> str:
    """Return a text set to the right of so many columns."""
    return " " * (width - width_of(text)) + text


def wrapped(text: str, width: int, first: str = "", then: str = "") -> list[str]:
    """Wrap a text at its words, and within words that are wider than the page.

    >>> wrapped("pressures of ageing", 12, then="  ")
    ['pressures of', '  ageing']
    """
    room = max(width, width_of(then) + 2)  # a wide letter must fit
    return wcwidth.wrap(text, room, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)


def prose(text: str, width: int, encoding: str, first: str = "", then: str = "") -> list[str]:
    """Set a paragraph in the letters of an encoding, no wider than is easy to follow."""
    return wrapped(clean(text, encoding), min(width, LONGEST_PROSE), first, then)
