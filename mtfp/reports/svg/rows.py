"""Rows of a picture: a label, a figure and a bar each; on a narrow picture the bar stands below the label."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from mtfp.findings.show import printable
from mtfp.reports.svg.layout import COLUMNS_FROM, EDGE, LABEL, STEP, Drawing
from mtfp.reports.svg.letters import width_of, wrapped
from mtfp.reports.svg.palette import AXIS
from mtfp.reports.svg.shapes import joined, lines_of_text, stroke, text

INSET = 7.0
"""Space inside both ends of the bars, for the mark at the end of a bar."""
HEIGHT = 14.0
"""Height of a bar."""
BETWEEN = 9.0
"""Space between two rows."""
LEAST_LABEL = 90.0
"""Least width of a label next to its figure; a longer figure stands on a line of its own."""
MOST_LABEL, MOST_FIGURES = 0.34, 0.34
"""Largest parts of a wide picture for labels and figures; with longer figures it is laid out as a narrow one."""
Across = Callable[[float], float]
"""Function from an amount to its position across the picture."""


class BarRow(NamedTuple):
    """One row: its label, its figure as text, and the function that draws its bar from `top` to `top + HEIGHT`."""

    label: str
    figure: str
    draw: Callable[[Across, float], Markup]
    strong: bool = False


def draw_rows(rows: Sequence[BarRow], span: tuple[float, float], top: float, width: float) -> Drawing:
    """Return the rows below each other, with a mark at zero if `span`, the amounts from end to end, has zero."""
    rows = [row._replace(label=printable(row.label), figure=printable(row.figure)) for row in rows]
    figures = max((width_of(row.figure, LABEL, bold=True) for row in rows), default=0.0)
    in_columns = width >= COLUMNS_FROM and figures <= MOST_FIGURES * width
    widest = max((width_of(row.label, LABEL, bold=row.strong) for row in rows), default=0.0)
    label = min(MOST_LABEL * width, EDGE + widest + 10) if in_columns else 0.0
    left, right = label + EDGE, width - EDGE - (figures + 8 if in_columns else 0.0)
    shapes = list[Markup]()
    for row in rows:
        heads = _beside(row, label - EDGE - 8, top, width) if in_columns else _above(row, top, width)
        bar = heads.bottom
        shapes += [heads.shapes, row.draw(_across(span, left, right), bar), _zero(span, left, right, bar)]
        top = max(bar + HEIGHT, _below(row, label - EDGE - 8, top) if in_columns else 0.0) + BETWEEN
    return Drawing(joined(shapes), top)


def _across(span: tuple[float, float], left: float, right: float) -> Across:
    low, high = span
    wide = (high - low) or 1.0
    return lambda amount: left + INSET + (amount - low) / wide * (right - left - 2 * INSET)


def _zero(span: tuple[float, float], left: float, right: float, top: float) -> Markup:
    if not span[0] <= 0 <= span[1]:
        return Markup("")
    at = _across(span, left, right)(0.0)
    return stroke([(at, top - 2), (at, top + HEIGHT + 2)], AXIS, 1.5)


def _above(row: BarRow, top: float, width: float) -> Drawing:
    """Return the label and the figure on the lines above the bar."""
    weight, figure = ("bold" if row.strong else None), width_of(row.figure, LABEL, bold=True)
    room = width - 2 * EDGE - figure - 10
    on_own_line = room < LEAST_LABEL and bool(row.figure)
    lines = wrapped(row.label, width - 2 * EDGE if on_own_line else room, LABEL, bold=row.strong)
    shapes = lines_of_text((EDGE, top + 12), lines, STEP, font_weight=weight)
    last = top + 12 + STEP * len(lines) if on_own_line else top + 12
    for at, line in enumerate(wrapped(row.figure, width - 2 * EDGE, LABEL, bold=True) if row.figure else []):
        shapes += text((width - EDGE, last + STEP * at), line, text_anchor="end", font_weight="bold")
    rows_of_text = len(lines) + (len(wrapped(row.figure, width - 2 * EDGE, LABEL, bold=True)) if on_own_line else 0)
    return Drawing(shapes, top + STEP * rows_of_text + 2)


def _beside(row: BarRow, room: float, top: float, width: float) -> Drawing:
    """Return the label to the left of the bar, and the figure to its right."""
    lines = wrapped(row.label, room, LABEL, bold=row.strong)
    shapes = lines_of_text((EDGE, top + 12), lines, STEP, font_weight="bold" if row.strong else None)
    return Drawing(shapes + text((width - EDGE, top + 12), row.figure, text_anchor="end", font_weight="bold"), top)


def _below(row: BarRow, room: float, top: float) -> float:
    return top + STEP * len(wrapped(row.label, room, LABEL, bold=row.strong))
