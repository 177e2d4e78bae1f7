"""Rows of tables made from figures: the figure's record gives label, unit and values."""

from typing import Any

from mtfp.results.by_year import first_draw
from mtfp.results.figures import Figures
from mtfp.results.table import Row

PART = 2
"""Depth from which a label continues the row above it, so that it begins with a small letter."""


def figure_row(known: Figures, figure: str, label: str = "", *, depth: int = 0, **style: Any) -> Row:
    """Return a row of one figure by year; `label` replaces the figure's own label where that doesn't fit the table."""
    record = known.records[figure]
    own = record.as_part if depth >= PART else record.label
    return Row(figure, label or own, first_draw(known[figure]), record.unit, depth=depth, **style)
