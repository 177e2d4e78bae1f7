"""The values of a projection's figures. Tables, checks, comparisons and simulation read them from here."""

from collections.abc import Iterator, Mapping

import numpy as np

from mtfp.engine.identities import rounding
from mtfp.engine.projection import Closing, Gap, Projection, SetAside
from mtfp.model.base.arrays import Array, empty
from mtfp.results.figures.every import figures_of
from mtfp.results.figures.figure import Figure


class Figures(Mapping[str, Array]):
    """The figures of a projection by identifier, each worked out when it is first asked for."""

    def __init__(self, projection: Projection) -> None:
        self.projection, self._slack = projection, rounding(projection)
        self.records = {id: each for id, each in figures_of(projection.plan).items() if self._can_tell(each)}
        self._known: dict[str, Array] = {}

    @property
    def gap(self) -> Gap:
        return self.projection.gap

    @property
    def closing(self) -> Closing:
        return self.projection.closing

    @property
    def set_aside(self) -> SetAside:
        return self.projection.set_aside

    def __getitem__(self, figure: str) -> Array:
        if figure not in self._known:
            self._known[figure] = self._shown(figure, empty(self.projection.draws.shape, like=self.gap.expenditure))
        return self._known[figure]

    def __iter__(self) -> Iterator[str]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def put(self, figure: str, into: Array) -> None:
        """Work a figure out into an array of shape (year, draw), without keeping it here as well."""
        if figure in self._known:
            into[:] = self._known[figure]
        else:
            self._shown(figure, into)

    def _shown(self, figure: str, into: Array) -> Array:
        """A figure as it is shown and kept: blank before it begins, zero where there is only rounding error."""
        record = self.records[figure]
        into[:] = record.of(self)
        if record.begins == "projected":
            into[0] = np.nan
        if not record.is_share:
            np.copyto(into, 0.0, where=np.abs(into) <= self._slack)
        return into

    def _can_tell(self, record: Figure) -> bool:
        """Return True unless it is the cost of a line that was added up with others."""
        section, _, name = record.id.partition(".")
        return section != "lines" or (name,) in self.projection.costs.rows.names


def figures(projection: Projection) -> Figures:
    """The figures by identifier, each shape (year, draw), in the plan's unit or as shares.

    Amounts no larger than rounding error are zero. Figures that begin after the base year (savings, the scheme) are NaN
    there; so is a gap whose funding isn't known.
    """
    return Figures(projection)
