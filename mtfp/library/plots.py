"""Plots of figures by year, with matplotlib, which the extra `plot` brings."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from mtfp.model.plan import Plan
from mtfp.results.figures.figure import Figure

if TYPE_CHECKING:
    from pandas import DataFrame

WIDTH, HEIGHT = 8, 4.5
"""Size of a plot in inches."""


def lines(values: Mapping[str, Any], figure: Figure, plan: Plan, ax: Any = None) -> Any:
    """Draw one line for each label, with a point for each year, and return the Axes."""
    axes = _axes(ax)
    for label, by_year in values.items():
        axes.plot(plan.timeline.labels, np.asarray(by_year), marker="o", label=label)
    return _labelled(axes, figure, plan)


def ranges(draws: "Mapping[str, DataFrame]", figure: Figure, plan: Plan, ax: Any = None) -> Any:
    """Draw the middle draw and the range of 8 in 10 draws by year for each label, and return the Axes."""
    axes = _axes(ax)
    for label, frame in draws.items():
        low, middle, high = np.quantile(frame.to_numpy(), (0.1, 0.5, 0.9), axis=0)
        (line,) = axes.plot(frame.columns, middle, marker="o", label=label)
        axes.fill_between(frame.columns, low, high, color=line.get_color(), alpha=0.2, linewidth=0)
    axes.set_title("Middle draw, and the range of 8 in 10 draws")
    return _labelled(axes, figure, plan)


def _axes(ax: Any) -> Any:
    if ax is not None:
        return ax
    try:
        from matplotlib import pyplot
    except ImportError:
        raise ImportError("plots need matplotlib: install it with `pip install mtfp[plot]`") from None
    return pyplot.subplots(figsize=(WIDTH, HEIGHT))[1]


def _labelled(axes: Any, figure: Figure, plan: Plan) -> Any:
    unit = "share" if figure.is_share else plan.unit
    axes.set_ylabel(f"{figure.label}, {unit}")
    axes.axhline(0, color="grey", linewidth=0.8)
    axes.legend()
    return axes
