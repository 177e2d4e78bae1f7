"""Lay out a grid of texts in a given width, and never cut a figure.

Knows widths and lines; must not know money. Rich is not used: it cuts figures in a pipe, can't split a table into
blocks or swap its rows and columns, and is slow to start.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from math import ceil
from typing import NamedTuple

from mtfp.reports.terminal.lines import left, right, width_of, wrapped

NARROWEST = 20
"""Smallest width of labels that is easy to read. Columns are split into blocks if labels would be narrower."""
LEAST = 8
LONGEST_WORD = 16
"""Length above which a word in a column's heading is broken."""
GAPS = (2, 1)
"""Spaces between columns: the usual number, and the number if room is short."""
INDENT = 2
DEEPEST = 4


class Line(NamedTuple):
    """One line of the grid: label, texts, `strong` for totals and headings, and depth of the indent."""

    label: str
    cells: tuple[str, ...]
    strong: bool = False
    depth: int = 0

    @property
    def is_heading(self) -> bool:
        """Return True for a heading of the lines below: a strong line without texts in its cells."""
        return self.strong and not any(self.cells)


class Grid(NamedTuple):
    """Texts of a table: corner, column headings and lines.

    `groups`: a key for each column; adjacent columns with the same key stay together.
    """

    corner: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    groups: tuple[str, ...]

    def part(self, start: int, stop: int) -> "Grid":
        """Return the grid with the columns from `start` to the column before `stop`."""
        lines = tuple(line._replace(cells=line.cells[start:stop]) for line in self.lines)
        return Grid(self.corner, self.heads[start:stop], lines, self.groups[start:stop])

    def turned(self) -> "Grid":
        """Return the grid with columns as lines and lines as columns."""
        cells = zip(*(line.cells for line in self.lines), strict=True)
        lines = tuple(Line(head, texts) for head, texts in zip(self.heads, cells, strict=True))
        return Grid(self.corner, tuple(line.label for line in self.lines), lines, ("",) * len(self.lines))


class Fit(NamedTuple):
    """Widths of labels and columns, the gap before each column, and the number of columns that fit side by side."""

    label: int
    column: int
    gap: int
    capacity: int


def fit(grid: Grid, width: int) -> Fit:
    """Return the widest layout with all columns side by side, or else with as many columns as leave room for labels."""
    column, count, longest = _column(grid), len(grid.heads), _longest(grid)
    for least in (longest, min(longest, NARROWEST)):
        for gap in GAPS:
            if (room := width - count * (column + gap)) >= least:
                return Fit(min(longest, room), column, gap, count)
    gap = GAPS[0]
    least = max(LEAST, min(longest, NARROWEST, width - column - gap))
    capacity = max(1, (width - least) // (column + gap))
    side_by_side = max(stop - start for start, stop in spans(grid.groups, capacity))
    return Fit(max(LEAST, min(longest, width - side_by_side * (column + gap))), column, gap, capacity)


def spans(groups: tuple[str, ...], capacity: int) -> list[tuple[int, int]]:
    """Return the start and stop of blocks of at most `capacity` columns, split between groups where possible.

    A group that is too wide for one block is split into blocks of nearly equal size.

    >>> spans(("base",) * 11, 6), spans(("base",) * 3 + ("high",) * 3, 4)
    ([(0, 6), (6, 11)], [(0, 3), (3, 6)])
    """
    sizes = [len(list(run)) for _, run in groupby(groups)]
    if len(sizes) == len(groups):
        sizes = [len(groups)]
    ends, found = 0, list[tuple[int, int]]()
    for size in sizes:
        if found and ends + size - found[-1][0] <= capacity:
            found[-1] = (found[-1][0], ends + size)
        else:
            each = ceil(size / ceil(size / capacity))
            found += [(start, min(start + each, ends + size)) for start in range(ends, ends + size, each)]
        ends += size
    return found


def draw(grid: Grid, layout: Fit, rule: str, bold: tuple[str, str]) -> Iterator[str]:
    """Yield the grid's lines of text: column headings, a rule, and the rows; `bold` surrounds strong lines.

    A total has a rule above it and a blank line below; a heading has a blank line above.
    """
    under = " " * layout.label + (" " * layout.gap + rule * layout.column) * len(grid.heads)
    yield from _bottom(
        wrapped(grid.corner, layout.label), [wrapped(head, layout.column) for head in grid.heads], layout
    )
    yield rule * len(under)
    before: Line | None = None
    for line in grid.lines:
        if before and (line.is_heading or (before.strong and not before.is_heading and not line.strong)):
            yield ""
        elif before and line.strong and not before.strong:
            yield under
        width = layout.label if any(line.cells) else len(under)
        texts = _bottom(_label(line, width), [[cell] for cell in line.cells], layout)
        yield from (f"{bold[0]}{text}{bold[1]}" if line.strong else text for text in texts)
        before = line


def _bottom(label: list[str], columns: Iterable[list[str]], layout: Fit) -> Iterator[str]:
    """Yield texts side by side, aligned at the bottom."""
    stacks = [list(column) for column in columns]
    height = max(map(len, [label, *stacks]))
    for level in range(-height, 0):
        texts = (stack[level] if -level <= len(stack) else "" for stack in stacks)
        name = label[level] if -level <= len(label) else ""
        figures = (" " * layout.gap + right(text, layout.column) for text in texts)
        yield (left(name, layout.label) + "".join(figures)).rstrip()


def _label(line: Line, width: int) -> list[str]:
    indent = " " * min(INDENT * line.depth, INDENT * DEEPEST, width // 2)
    return wrapped(line.label, width, indent, indent + " " * INDENT)


def _longest(grid: Grid) -> int:
    labels = (width_of(line.label) + INDENT * min(line.depth, DEEPEST) for line in grid.lines if not line.is_heading)
    return max([1, width_of(grid.corner), *labels])


def _column(grid: Grid) -> int:
    """Return one width for all columns, so that blocks line up: the width of the widest figure or heading word."""
    words = (min(LONGEST_WORD, width_of(word)) for head in grid.heads for word in head.split())
    return max([1, *words, *(width_of(cell) for line in grid.lines for cell in line.cells)])
