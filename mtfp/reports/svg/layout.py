"""Layout of a picture: sizes of text, the title, and the key of its symbols."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from mtfp.reports.svg.letters import width_of, wrapped
from mtfp.reports.svg.palette import AXIS, DARK_BLUE, Fill
from mtfp.reports.svg.shapes import NOTHING, box, diamond, joined, lines_of_text, stroke

NARROW, WIDE = 320.0, 640.0
"""Widths for which pictures are laid out: a telephone, and a page of paper or a slide."""
COLUMNS_FROM = 480.0
"""Least width at which labels stand in a column to the left of the bars."""
EDGE = 6.0
"""Space at the left and right edges."""
TITLE, LABEL, SMALL = 15.0, 13.0, 12.0
"""Sizes of text; no text is smaller than 12 pixels at the width of a telephone."""
TITLE_STEP, STEP = 19.0, 16.0
"""Distance between two lines of text."""
LONGEST_TITLE = 9
SYMBOL = 26.0
"""Width of a symbol in the key, with the space after it."""
Symbol = Callable[[float, float], Markup]
"""Function that draws a symbol of the key, given its left end and the height of its middle."""


class Drawing(NamedTuple):
    """Shapes of a part of a picture, and the height at which they end."""

    shapes: Markup
    bottom: float


class KeyItem(NamedTuple):
    """One symbol of a picture with its meaning."""

    symbol: Symbol
    label: str


def title(words: str, width: float) -> Drawing:
    """Return the title over the whole width of the picture; nothing if there are no words."""
    if not words:
        return Drawing(NOTHING, EDGE)
    lines = wrapped(words, width - 2 * EDGE, TITLE, bold=True, most=LONGEST_TITLE)
    shapes = lines_of_text((EDGE, TITLE_STEP), lines, TITLE_STEP, font_size=TITLE, font_weight="bold")
    return Drawing(shapes, TITLE_STEP * len(lines) + 12)


def key(items: Sequence[KeyItem], top: float, width: float) -> Drawing:
    """Return the key: symbols with their meanings, as many in a line as fit."""
    shapes, left, line = list[Markup](), EDGE, top
    for symbol, label in items:
        texts = wrapped(label, width - 2 * EDGE - SYMBOL, LABEL, most=2)
        needed = SYMBOL + max(width_of(each, LABEL) for each in texts)
        if left > EDGE and left + needed > width - EDGE:
            left, line = EDGE, line + STEP + 2
        shapes.append(symbol(left, line + STEP / 2) + lines_of_text((left + SYMBOL, line + 12), texts, STEP))
        line += STEP * (len(texts) - 1)
        left += needed + 14
    return Drawing(joined(shapes), line + STEP + 8) if items else Drawing(NOTHING, top)


def line_symbol(colour: str, *, dashes: str | None = None, marked: bool = False) -> Symbol:
    """Return the symbol of a line; `marked` puts the plan's mark on it."""

    def draw(left: float, middle: float) -> Markup:
        line = stroke([(left, middle), (left + 20, middle)], colour, 2.5, dashes=dashes)
        return line + (diamond(left + 10, middle) if marked else NOTHING)

    return draw


def box_symbol(fill: Fill, edge: str | None = None, pattern: str | None = None) -> Symbol:
    """Return the symbol of an area: its colour, with an edge or a pattern."""

    def draw(left: float, middle: float) -> Markup:
        filled = box(left, middle - 6, 20, 12, fill.colour, stroke=edge)
        return filled + (box(left, middle - 6, 20, 12, pattern) if pattern else NOTHING)

    return draw


def plan_symbol(left: float, middle: float) -> Markup:
    """Return the mark of the plan."""
    return diamond(left + 10, middle)


def middle_symbol(left: float, middle: float) -> Markup:
    """Return the mark of the middle draw."""
    return box(left + 8.5, middle - 7, 3, 14, DARK_BLUE)


def zero_symbol(left: float, middle: float) -> Markup:
    """Return the mark of zero."""
    return stroke([(left + 10, middle - 8), (left + 10, middle + 8)], AXIS, 1.5)
