"""Values of a plan's uncertain inputs by draw, made by `mtfp.draws`. The central case is a single draw."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from mtfp.findings.arguments import whole_number
from mtfp.findings.short import Short, counted
from mtfp.findings.suggest import Unknown
from mtfp.model.base.arrays import Array
from mtfp.model.base.years import Timeline


@dataclass(frozen=True, repr=False)
class Draws(Short):
    """Inputs that differ between draws, with one row per year and one column per draw.

    Arrays have shape (year, draw), or (year, 1) if every draw has the same values:

    - `values[assumption]`: in the assumption's unit.
    - `indices[assumption]`: price index, 1 in the base year; rates and indexes only.
    - `delivery[saving]`: share that is achieved of the saving's tranche starting in the year.
    - `events[event]`: cost of the event in the year; zero for an event that changes an assumption instead.
    - `recovery[step]`: 1 if the step's recovery plan achieves its amount in the year, 0 if it fails.

    `variant`, shape (draw,), is the position of each draw's population variant in `variants`. `clipped[assumption]`,
    shape (year,), counts the draws in which a floor or cap limits the value; an assumption without a limited value has
    no entry.
    """

    timeline: Timeline
    size: int
    values: Mapping[str, Array] = field(default_factory=dict)
    indices: Mapping[str, Array] = field(default_factory=dict)
    delivery: Mapping[str, Array] = field(default_factory=dict)
    events: Mapping[str, Array] = field(default_factory=dict)
    recovery: Mapping[str, Array] = field(default_factory=dict)
    variants: tuple[str, ...] = ()
    variant: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, dtype=np.intp))
    clipped: Mapping[str, NDArray[np.intp]] = field(default_factory=dict)

    def in_short(self) -> str:
        return f"{counted(self.size, 'draw')}, {self.timeline.base_year} to {self.timeline.last}"

    @property
    def shape(self) -> tuple[int, int]:
        """Number of years, including the base year, and number of draws."""
        return len(self.timeline), self.size

    def alone(self, position: int) -> "Draws":
        """Return one draw, given its position from 0, as `Draws` that hold this draw only.

        Raises LookupError for a position that the draws lack, and TypeError unless it is a whole number.
        """
        try:
            return self.only(np.array([whole_number(position, "the position of a draw", most=self.size - 1)]))
        except ValueError as beyond:
            raise Unknown(f"there is no draw {position}", str(beyond)) from None

    def only(self, positions: NDArray[np.intp]) -> "Draws":
        """Return some draws, given their positions, as `Draws` that hold these draws only."""

        def pick(arrays: Mapping[str, Array]) -> dict[str, Array]:
            return {n: a if a.shape[1] == 1 else a[:, positions] for n, a in arrays.items()}

        return replace(
            self,
            size=len(positions),
            values=pick(self.values),
            indices=pick(self.indices),
            delivery=pick(self.delivery),
            events=pick(self.events),
            recovery=pick(self.recovery),
            variant=self.variant[positions] if self.variant.size else self.variant,
            clipped={},
        )

    def zeros(self) -> Array:
        """Return an array of zeros, shape (year, draw)."""
        return np.zeros(self.shape)
