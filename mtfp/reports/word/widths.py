"""Widths of columns that fit a page, in twentieths of a point, from the lengths of texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

PER_LETTER = 12
"""Width of a letter or digit of bold Arial for each point of its size, with a margin."""
MARGINS = 180
LONGEST_WORD = 22
"""Letters of a word that are kept together; Word breaks a longer word."""
LABEL_LINE = 26
"""Letters of a label that should fit on one line; longer labels wrap."""

USUAL, SMALLEST = 18, 14
"""Sizes of type in half-points: 9 points, and the smallest for a table that is too wide for any page."""
TRIED = (
    (USUAL, False, 1),
    (USUAL, False, 2),
    (USUAL, False, 4),
    (16, False, 4),
    (USUAL, True, 2),
    (USUAL, True, 4),
    (16, True, 4),
    (SMALLEST, True, 4),
)
"""Size of type, True for a page on its side, and most lines of a heading: a table takes the first that fits."""


@dataclass(frozen=True)
class Room:
    """Width of the text on an upright page and on a page on its side."""

    upright: int
    on_its_side: int


@dataclass(frozen=True)
class Layout:
    """Widths of a table's columns, size of its type in half-points, and True if it needs a page on its side."""

    widths: tuple[int, ...]
    half_points: int
    on_its_side: bool


def of_figures(
    labels: Sequence[tuple[str, int]], heads: Sequence[str], cells: Sequence[Sequence[str]], room: Room
) -> Layout:
    """Return the layout of a table of figures: upright if it fits in 9 or 8 points, otherwise on its side.

    `labels` are pairs of a label and its indent.
    """
    for half_points, on_its_side, lines in TRIED:
        width = room.on_its_side if on_its_side else room.upright
        columns = _columns(labels, heads, cells, half_points, lines)
        if sum(columns) <= width:
            longest = max(_width(label, half_points) + indent for label, indent in labels)
            return Layout((min(longest, width - sum(columns[1:])), *columns[1:]), half_points, on_its_side)
    columns = _columns(labels, heads, cells, *TRIED[-1][::2])
    return Layout(tuple(each * room.on_its_side // sum(columns) for each in columns), SMALLEST, True)


def _columns(
    labels: Sequence[tuple[str, int]],
    heads: Sequence[str],
    cells: Sequence[Sequence[str]],
    half_points: int,
    lines: int,
) -> list[int]:
    """Return the least width of each column: that of the labels, then those of the figures under their headings."""
    longest = max(_width(label, half_points) + indent for label, indent in labels)
    figures = [
        max(_head(head, half_points, lines), *(_width(row[at], half_points) for row in cells), 0)
        for at, head in enumerate(heads)
    ]
    return [min(longest, _width("n" * LABEL_LINE, half_points)), *figures]


def of_texts(columns: Sequence[Sequence[str]], room: Room) -> Layout:
    """Return the layout of a table of texts on an upright page: long texts share the room that short ones leave."""
    whole = [max(_width(text, USUAL) for text in column) for column in columns]
    least = [
        min(width, max(_word(text, USUAL) for text in column)) for width, column in zip(whole, columns, strict=True)
    ]
    if sum(whole) <= room.upright:
        return Layout(tuple(whole), USUAL, False)
    spare, wanted = room.upright - sum(least), sum(whole) - sum(least)
    share = max(0.0, spare) / wanted if wanted else 0.0
    widths = [low + (high - low) * share for low, high in zip(least, whole, strict=True)]
    return Layout(tuple(int(each * room.upright / sum(widths)) for each in widths), USUAL, False)


def equal(count: int, room: Room) -> tuple[int, ...]:
    """Return the widths of columns that share an upright page."""
    edges = [room.upright * at // count for at in range(count + 1)]
    return tuple(after - before for before, after in pairwise(edges))


def _head(head: str, half_points: int, lines: int) -> int:
    """Return the width in which a heading takes at most so many lines, and no word is broken."""
    return max(_word(head, half_points), _width("n" * -(-len(head) // lines), half_points))


def _width(text: str, half_points: int) -> int:
    return int(len(text) * PER_LETTER * half_points / 2) + MARGINS


def _word(text: str, half_points: int) -> int:
    """Return the width of the longest word."""
    return _width("n" * min(LONGEST_WORD, max(map(len, text.split()), default=0)), half_points)
