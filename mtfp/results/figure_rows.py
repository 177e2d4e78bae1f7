"""Make rows of tables from figures. The record of a figure gives the row's label and unit."""

from typing import Any

from mtfp.results.by_year import first_draw
from mtfp.results.figures import Figures
from mtfp.results.table import Row

PART = 2
"""Smallest indentation at which a label continues the label of the row above, and so begins with a small letter."""


def figure_row(known: Figures, figure: str, label: str = "", *, depth: int = 0, **style: Any) -> Row:
    """Return a row with one figure by year. `label`, if given, replaces the figure's usual label."""
    record = known.records[figure]
    own = record.as_part if depth >= PART else record.label
    return Row(figure, label or own, first_draw(known[figure]), record.unit, depth=depth, **style)
