"""Compare the formulas of a book with the engine, at every position of the switch."""

from collections.abc import Mapping, Sequence

import numpy as np

from mtfp.findings.place import Path
from mtfp.model.base.arrays import Array
from mtfp.workbook.formulas.evaluate import NONE, Evaluated, Worked
from mtfp.workbook.rows import Book, Sheet

ROUNDING = 1e-9
"""Largest difference that counts as rounding, as a share of the largest figure."""


class Disagreement(Exception):
    """A formula gives another value than the engine: a fault of this program."""


def require_agreement(book: Book, engine: Sequence[Mapping[str, Array]], inputs: Mapping[Path, float] = NONE) -> None:
    """Raise Disagreement if a figure of the statement differs from the engine's in a scenario."""
    worked: dict[int, Worked] = {}
    for scenario, figures in enumerate(engine):
        cells = Evaluated(book, scenario, inputs, worked)
        slack = ROUNDING * max(1.0, *(float(np.abs(np.nan_to_num(values)).max()) for values in figures.values()))
        for row in book.sheets[Sheet.STATEMENT]:
            for column in row.cells if row.id in figures else ():
                value, known = cells.value(row, column), figures[row.id][column]
                if not (known != known or abs(value - known) <= slack):
                    raise Disagreement(f"{row.label}, column {column}, scenario {scenario}: {value} is not {known}")
