"""Protocol of the bars of a scenario's levers on draws, which `mtfp.analysis` makes."""

from typing import Protocol

from mtfp.model.base.arrays import Array


class DrawnBars(Protocol):
    """Bars of the levers of one scenario in every draw of a run."""

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the label of each lever, or of levers that need one another."""

    @property
    def orders(self) -> int:
        """Return the number of orders of the levers that were tried; 0 if the bars are exact."""

    def bars(self, figure: str, year: str | int) -> Array:
        """Return what each lever did to a figure of a year in each draw, shape (lever, draw)."""

    def error(self) -> float:
        """Return the largest standard error of an average bar of the gap, as a part of the largest difference."""
