"""Rows of a table for the range of a figure in the draws."""

from collections.abc import Iterator

import numpy as np

from mtfp.model.base.arrays import Array
from mtfp.results.table import MONEY, Row

ENDS = (("p10", 0.1, "one in ten lower"), ("p50", 0.5, "middle"), ("p90", 0.9, "one in ten higher"))
"""Statistics of a range, with the share of draws below each, and its label."""


def range_rows(figure: str, draws: Array | None, *, together: bool = False, unit: str = MONEY) -> Iterator[Row]:
    """Yield a row for the low end, the middle and the high end of a figure by year; none without draws.

    draws : values of the figure, shape (year, draw), the base year first
    together : True for a last column with all projected years together
    """
    if draws is None:
        return
    for statistic, share, label in ENDS:
        values = [float(value) for value in np.quantile(draws[1:], share, axis=1)]
        sums = [float(np.quantile(draws[1:].sum(axis=0), share))] if together else []
        yield Row(figure, label, (None, *values, *sums), unit, depth=1, statistic=statistic)
