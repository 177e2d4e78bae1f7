"""Values of a recorded projection from which its figures are worked out, without rounding."""

from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from mtfp.draws.of_plan import central_draws
from mtfp.engine import Projection, project
from mtfp.engine.identities import rounding
from mtfp.engine.projection import Closing, Gap, SetAside
from mtfp.findings.place import Path
from mtfp.model.base.arrays import Array
from mtfp.model.costs.drivers import Ageing
from mtfp.results.figures import figures_of
from mtfp.results.reserves_needed import Carrying, carrying, held_at_start, reserve_that_carries
from mtfp.traced import Recorded, Recorder, Traced
from mtfp.traced.nodes import Node

SEARCHED = "reserves needed"
"""First step of the path of figures that a search finds, which are no sum or product of anything."""


class RecordedFigures:
    """Figures of a recorded projection by identifier, as recorded arrays. They aren't rounded."""

    def __init__(self, of: Traced) -> None:
        self.traced, self.projection = of, with_ageing(of)
        self.records = figures_of(of.plan)
        self.slack = float(rounding(of.projection).value.max())  # type: ignore[attr-defined]
        self._calculated: dict[str, Array] = {}

    @property
    def gap(self) -> Gap:
        return self.projection.gap

    @property
    def closing(self) -> Closing:
        return self.projection.closing

    @property
    def set_aside(self) -> SetAside:
        return self.projection.set_aside

    @cached_property
    def carrying(self) -> Carrying:
        """Reserves that would carry the plan alone. A search finds them, so their values are inputs of the record."""
        found = carrying(project(self.traced.plan, central_draws(self.traced.plan)))
        name = reserve_that_carries(self.traced.plan)
        assert name is not None, "no step of the plan uses reserves"
        needed, falls = (
            as_input(self.traced.recorder, (SEARCHED, path), array)
            for path, array in (("needed", found.needed), ("falls_to_partners", found.falls_to_partners))
        )
        return Carrying(needed, held_at_start(self.projection, name), falls, found.reserves)

    def __getitem__(self, figure: str) -> Array:
        """Return a figure as another figure reads it: an amount no larger than rounding error is zero."""
        if figure not in self._calculated:
            found: Any = self.of(figure)
            is_noise = np.abs(found) <= self.slack
            self._calculated[figure] = np.where(is_noise, 0.0, found)
        return self._calculated[figure]

    def of(self, figure: str) -> Array:
        """Return a figure before rounding errors become zero."""
        return self.records[figure].of(self)


def with_ageing(of: Traced) -> Projection:
    """Return the projection with its ageing as inputs, from which the factors of each line are worked out again."""
    projection = of.projection
    ageing = {
        name: Ageing(
            as_input(of.recorder, ("population", "ageing", name), each.ageing),
            as_input(of.recorder, ("population", "healthier_ageing", name), each.healthier),
        )
        for name, each in projection.ageing.items()
    }
    return replace(projection, ageing=ageing, costs=replace(projection.costs, ageing=ageing))


def as_input(recorder: Recorder, path: Path, array: Any) -> Array:
    """Return an array of values as an array of inputs, whose paths end with the position in the array."""
    value = np.asarray(getattr(array, "value", array), dtype=float)
    nodes = np.empty(value.shape, dtype=object)
    for at in np.ndindex(value.shape):
        nodes[at] = Node(None, (), float(value[at]), (*path, *at))
    return Recorded(recorder, value, nodes)  # type: ignore[return-value]
