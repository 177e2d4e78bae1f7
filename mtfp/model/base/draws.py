"""Many sampled futures of one plan as arrays, the central case being one. `mtfp.draws` makes them, for the engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from mtfp.model.base.arrays import Array
from mtfp.model.base.years import Timeline


@dataclass(frozen=True)
class Draws:
    """What differs between futures, one row a year and one column a draw.

    `values[assumption]` and `indices[assumption]` (rates and indexes only, 1 in the base year), `delivery[saving]`,
    `events[event]` (money that falls in the year, nil for one that changes an assumption) and `recovery[step]` (1
    where a recovery plan holds, 0 where it fails altogether) have shape (year, draw), or (year, 1) where every draw
    has the same. `variant` holds, for each draw, the position of its population variant in `variants`.
    `clipped[assumption]` counts the draws that floor, cap or what is possible at all has held back, shape (year,); one
    that never was is left out.
    """

    timeline: Timeline
    size: int
    values: Mapping[str, Array]
    indices: Mapping[str, Array]
    delivery: Mapping[str, Array]
    events: Mapping[str, Array]
    recovery: Mapping[str, Array]
    variants: tuple[str, ...]
    variant: NDArray[np.intp]
    clipped: Mapping[str, NDArray[np.intp]] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[int, int]:
        """Years (the base year too) and draws."""
        return len(self.timeline), self.size

    def alone(self, position: int) -> "Draws":
        """One of the draws, as if it were the only one."""

        def pick(arrays: Mapping[str, Array]) -> dict[str, Array]:
            return {n: a if a.shape[1] == 1 else a[:, position : position + 1] for n, a in arrays.items()}

        return replace(
            self,
            size=1,
            values=pick(self.values),
            indices=pick(self.indices),
            delivery=pick(self.delivery),
            events=pick(self.events),
            recovery=pick(self.recovery),
            variant=self.variant[position : position + 1],
            clipped={},
        )

    def nil(self) -> Array:
        """Nothing, in every year and draw."""
        return np.zeros(self.shape)
