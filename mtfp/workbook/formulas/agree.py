"""Compare the formulas of a book with the engine, at every position of the switch."""

from collections.abc import Mapping, Sequence

import numpy as np

from mtfp.findings.place import Path
from mtfp.model.base.arrays import Array
from mtfp.workbook.formulas.evaluate import NONE, Evaluated
from mtfp.workbook.rows import Book, Sheet

ROUNDING = 1e-9
"""Largest difference that counts as rounding, as a share of the largest figure."""


class Disagreement(Exception):
    """A formula gives another value than the engine: a fault of this program."""


def require_agreement(book: Book, engine: Sequence[Mapping[str, Array]], inputs: Mapping[Path, float] = NONE) -> None:
    """Raise Disagreement if a figure of the statement differs from the engine's in a scenario."""
    cells = Evaluated(book, len(engine), inputs)
    largest = [max(float(np.abs(np.nan_to_num(values)).max()) for values in figures.values()) for figures in engine]
    slack = ROUNDING * np.maximum(1.0, largest)
    for row in book.sheets[Sheet.STATEMENT]:
        for column in row.cells if row.id in engine[0] else ():
            value, known = cells.value(row, column), np.array([figures[row.id][column] for figures in engine])
            right = np.isnan(known) | (np.abs(value - known) <= slack)
            if not right.all():
                at = int(np.argmin(right))
                found = np.broadcast_to(value, known.shape)[at]
                raise Disagreement(f"{row.label}, column {column}, scenario {at}: {found} is not {known[at]}")
