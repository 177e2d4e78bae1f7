"""Rows of tables made from figures: label, unit and values come from the figure's record."""

from typing import Any

from mtfp.results.by_year import first_draw
from mtfp.results.figures import Figures
from mtfp.results.table import Row

PART = 2
"""The depth from which a label continues the row above, so that it begins with a small letter."""


def figure_row(known: Figures, figure: str, label: str = "", *, depth: int = 0, **style: Any) -> Row:
    """A row of one figure by year; `label` where its own doesn't fit among the rows around it."""
    record = known.records[figure]
    own = record.as_part if depth >= PART else record.label
    return Row(figure, label or own, first_draw(known[figure]), record.unit, depth=depth, **style)
