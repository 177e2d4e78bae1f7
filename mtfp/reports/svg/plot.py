"""Area of a chart with two scales: upright amounts, and years or amounts across, with labels that never overlap."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from mtfp.reports.svg.layout import COLUMNS_FROM, EDGE, LABEL, SMALL, STEP
from mtfp.reports.svg.letters import width_of, wrapped
from mtfp.reports.svg.palette import AXIS, GRID
from mtfp.reports.svg.shapes import Point, joined, lines_of_text, stroke, text

NARROW_HEIGHT, WIDE_HEIGHT = 180.0, 250.0
STEPS = 5
"""Approximate number of steps of an upright scale."""
APART = 10.0
"""Least space between two labels below the scale across."""
END_ROOM = {False: 92.0, True: 150.0}
"""Width of the labels at the ends of lines, on a narrow and on a wide picture."""

MOVED = 5.0
"""Distance from its amount beyond which a label has a line to it."""


class EndLabel(NamedTuple):
    """Label at the right end of a line: its amount, and its text."""

    amount: float
    label: str


@dataclass(frozen=True)
class Plot:
    """Area from `left` to `right` and `top` to `bottom`, for amounts within `across` and `upright`."""

    left: float
    right: float
    top: float
    bottom: float
    across: tuple[float, float]
    upright: tuple[float, float]
    width: float

    def x(self, value: float) -> float:
        """Return the position of a value across."""
        low, high = self.across
        return self.left + (value - low) / ((high - low) or 1.0) * (self.right - self.left)

    def y(self, amount: float) -> float:
        """Return the height of an amount."""
        low, high = self.upright
        return self.bottom - (amount - low) / ((high - low) or 1.0) * (self.bottom - self.top)

    def points(self, values: Sequence[tuple[float, float]]) -> list[Point]:
        """Return the positions of values across with their amounts."""
        return [(self.x(value), self.y(amount)) for value, amount in values]

    def amounts(self, marks: Sequence[float], texts: Sequence[str]) -> Markup:
        """Return the upright scale: a line and a text for each mark, the line of zero darker."""
        shapes = list[Markup]()
        for mark, words in zip(marks, texts, strict=True):
            height = self.y(mark)
            shapes.append(stroke([(self.left, height), (self.right, height)], GRID if mark else AXIS))
            shapes.append(text((self.left - 6, height + 4), words, text_anchor="end", font_size=SMALL))
        return joined(shapes)

    def names(self, marks: Sequence[float], texts: Sequence[str], always: int = -1) -> Markup:
        """Return the scale across: as many texts as fit, at equal distances; one of them, by position, always."""
        room = self.right - self.left
        texts = [wrapped(words, room, SMALL, most=1)[0] for words in texts]
        widest = max(width_of(words, SMALL) for words in texts)
        middles = [self._middle(mark, widest / 2) for mark in marks]
        step = next((each for each in range(1, len(marks)) if _nearest(middles, each) >= widest + APART), len(marks))
        shown = [at for at in range(len(marks)) if (always % len(marks) - at) % step == 0]
        return joined(self._name(self.x(marks[at]), middles[at], texts[at]) for at in shown)

    def _middle(self, mark: float, half: float) -> float:
        """Return the middle of a text below a mark, moved inwards at the edges of the picture."""
        return min(max(self.x(mark), EDGE + half), self.width - EDGE - half)

    def _name(self, at: float, middle: float, words: str) -> Markup:
        tick = stroke([(at, self.bottom), (at, self.bottom + 4)], AXIS)
        return tick + text((middle, self.bottom + 18), words, text_anchor="middle", font_size=SMALL)

    def ends(self, labels: Sequence[EndLabel]) -> Markup:
        """Return labels to the right of the area, moved apart where they would overlap, with lines to their amounts."""
        room, ordered = self.width - EDGE - self.right - 14, sorted(labels, key=lambda each: -each.amount)
        texts = [wrapped(each.label, room, LABEL) for each in ordered]
        wanted = [self.y(each.amount) for each in ordered]
        middles = spread(wanted, [STEP * len(lines) for lines in texts], self.top - 8, self.bottom + 8)
        shapes = list[Markup]()
        for amount, middle, lines in zip(wanted, middles, texts, strict=True):
            first = middle - STEP * len(lines) / 2 + 12
            if abs(amount - middle) > MOVED:
                shapes.append(stroke([(self.right + 4, amount), (self.right + 12, middle)], AXIS))
            shapes.append(lines_of_text((self.right + 14, first), lines, STEP))
        return joined(shapes)


def _nearest(middles: Sequence[float], step: int) -> float:
    return min(after - before for before, after in zip(middles, middles[step:], strict=False))


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Return the middles of blocks, from top to bottom, that don't overlap and are near the wanted middles.

    >>> spread([50.0, 52.0, 90.0], [20.0, 20.0, 20.0], 0.0, 100.0)
    [50.0, 70.0, 90.0]
    >>> spread([90.0, 95.0], [20.0, 20.0], 0.0, 100.0)
    [70.0, 90.0]
    """
    placed, least = list[float](), top
    for middle, height in zip(wanted, heights, strict=True):
        placed.append(max(middle, least + height / 2))
        least = placed[-1] + height / 2
    most = bottom
    for at in range(len(placed) - 1, -1, -1):
        placed[at] = min(placed[at], most - heights[at] / 2)
        most = placed[at] - heights[at] / 2
    return placed


def plot_of(
    marks: Sequence[float],
    texts: Sequence[str],
    across: tuple[float, float],
    top: float,
    width: float,
    ends: Sequence[EndLabel] = (),
) -> Plot:
    """Return the area below `top`, with room for the texts of the upright scale and for the labels at the ends."""
    is_wide = width >= COLUMNS_FROM
    left = EDGE + max(width_of(words, SMALL) for words in texts) + 8
    room = END_ROOM[is_wide]
    needed = max((width_of(line, LABEL) for each in ends for line in wrapped(each.label, room, LABEL)), default=0.0)
    height = WIDE_HEIGHT if is_wide else NARROW_HEIGHT
    height = max(height, sum(STEP * len(wrapped(each.label, needed, LABEL)) for each in ends))
    right = width - EDGE - (needed + 16 if ends else 10.0)
    return Plot(left, right, top + 8, top + 8 + height, across, (marks[0], marks[-1]), width)
