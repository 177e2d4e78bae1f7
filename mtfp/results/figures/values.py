"""Calculate the values of a projection's figures, for tables, checks, comparisons and simulations."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import overload

import numpy as np

from mtfp.engine.identities import rounding
from mtfp.engine.projection import Closing, Gap, Projection, SetAside
from mtfp.findings.arguments import instance_of, one_named
from mtfp.findings.short import counted, short
from mtfp.model.base.arrays import Array, empty
from mtfp.results.figures.every import figures_of
from mtfp.results.figures.figure import Figure
from mtfp.results.renamed import renamed
from mtfp.results.reserves_needed import Carrying, carrying


class Figures(Mapping[str, Array]):
    """Figures of a projection by identifier. Each figure is calculated when it is first read."""

    def __init__(self, projection: Projection) -> None:
        self.projection, self._slack = projection, rounding(projection)
        self.records = {id: each for id, each in figures_of(projection.plan).items() if self._has(each)}
        self._calculated: dict[str, Array] = {}

    @cached_property
    def carrying(self) -> Carrying:
        return carrying(self.projection)

    @property
    def gap(self) -> Gap:
        return self.projection.gap

    @property
    def closing(self) -> Closing:
        return self.projection.closing

    @property
    def set_aside(self) -> SetAside:
        return self.projection.set_aside

    @overload
    def __getitem__(self, figure: str) -> Array: ...
    @overload
    def __getitem__(self, figure: tuple[str, str | int]) -> Array: ...
    def __getitem__(self, figure: str | tuple[str, str | int]) -> Array:
        """Return a figure, shape (year, draw); with a year's label or position, that year alone, shape (draw,)."""
        if isinstance(figure, tuple):
            name, year = figure
            return self[name][self.projection.plan.timeline.position(year)]
        if figure not in self._calculated:
            into = empty(self.projection.draws.shape, like=self.gap.expenditure)
            self._calculated[figure] = self._calculate(figure, into)
        return self._calculated[figure]

    def __contains__(self, figure: object) -> bool:
        return figure in self.records

    def __repr__(self) -> str:
        return short("Figures", f"{counted(len(self), 'figure')} of {self.projection.in_short()}")

    def __iter__(self) -> Iterator[str]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def put(self, figure: str, into: Array) -> None:
        """Write a figure into `into`, an array of shape (year, draw), without keeping a copy of the figure."""
        if figure in self._calculated:
            into[:] = self._calculated[figure]
        else:
            self._calculate(figure, into)

    def _calculate(self, figure: str, into: Array) -> Array:
        """Calculate a figure. It is NaN before its first year. Amounts no larger than rounding error are zero."""
        record = self.records[one_named(figure, self.records, "figure", renamed(figure))]
        values = record.of(self)
        if record.is_share:
            into[:] = values
        else:
            # A product takes a fifth of the time of `where=`. It may be -0, to which zero is added.
            np.multiply(values, np.abs(values) > self._slack, out=into)
            into += 0.0
        if record.begins == "projected":
            into[0] = np.nan
        return into

    def _has(self, record: Figure) -> bool:
        """Return True if the projection has this figure. Lines grouped with others have no figure of cost."""
        rows, (section, _, name) = self.projection.costs.rows, record.id.partition(".")
        return rows.by_setting if record.by_setting else section != "lines" or (name,) in rows.names


def figures(projection: Projection) -> Figures:
    """Return the figures of a projection by identifier, each shape (year, draw), the base year first.

    Money is in the plan's unit, and shares are fractions of one. A gap is cost less funding and savings; a positive gap
    is a shortfall. In the base year, savings and figures of the closing steps are NaN. The gap of the base year is NaN
    if the plan doesn't give its funding. Amounts no larger than rounding error are zero. The page on the model has the
    equation of every figure. Reading an unknown identifier raises KeyError, with the nearest identifier. Raises
    TypeError for anything but a projection.

    >>> from mtfp import Plan, central_draws, project
    >>> flat = {"unit": "rate", "central": "0%", "source": "illustrative"}
    >>> home = {"partner": "council", "setting": "community", "budget": 110, "components": {"flat": "100%"}}
    >>> paid = {"partner": "council", "type": "payment", "base": 100, "uplift": "flat"}
    >>> document = {"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k"}
    >>> plan = Plan.model_validate(
    ...     {**document, "assumptions": {"flat": flat}, "lines": {"home": home}, "funding": {"council": paid}}
    ... )
    >>> figures(project(plan, central_draws(plan)))["gap"][:, 0]
    array([10., 10., 10., 10.])
    """
    return Figures(instance_of(projection, Projection, "the projection", "make it with project"))
