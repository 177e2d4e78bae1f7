"""Moves: activity that moves from some lines to others, with the money that the first ones release."""

from typing import Self

import numpy as np
from pydantic import ConfigDict, Field, model_validator

from mtfp.model.base.arrays import Array, named
from mtfp.model.base.part import Part, problem
from mtfp.model.base.shorthand import exactly_one
from mtfp.model.base.values import Share, Size, Text
from mtfp.model.base.years import Timeline, Year
from mtfp.model.costs.pace import Pace, Profile
from mtfp.model.costs.service_level import Stranded, cost_level, fixed_level
from mtfp.model.costs.target import Selector

NO_MEASURE = (
    "E215",
    "a move needs either `reinvested` or `ratio`",
    "write `reinvested: 70%`, or `ratio: 700` for hours in place of one bed",
)


class Move(Part):
    """Move of activity from some lines to others, such as from care homes to care at home.

    It is worked out after all changes of the service level, in the prices, demand and levels of each year.
    """

    model_config = ConfigDict(json_schema_extra=exactly_one("reinvested", "ratio"))

    label: Text = ""
    """Name shown in reports; the key in words if left out."""
    out_of: Selector
    """Lines that activity leaves, by name or attribute."""
    into: Selector
    """Lines to which activity moves, in proportion to the part of their cost that follows volume."""
    activity: Share
    """Share of the lines' activity that leaves, 0% to 100%."""
    from_: Year = Field(alias="from")
    """First year in which some activity has moved."""
    to: Year | None = None
    """Year in which the move is complete; the same as `from` if left out."""
    profile: Profile = "linear"
    """Pace: `step` (all in the first year), `linear`, `front` (most of it early) or `back` (most of it late)."""
    released: Share = 1.0
    """Share of the volume-related cost that is released where activity leaves; the rest remains as stranded cost."""
    stranded: Stranded | None = None
    """Years after which no stranded cost is left, as `{years: 2}`; without it, stranded cost stays for good."""
    reinvested: Share | None = None
    """Share of the released money that is spent on the lines in `into`, 0% to 100%."""
    ratio: Size | None = None
    """Units of activity added in `into` for each unit that leaves, such as hours for a place; not with `reinvested`."""
    source: Text = ""
    """Source of the figures."""
    owner: Text = ""
    """Person or post responsible for the move."""
    note: Text = ""
    """Note for readers."""

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if (self.reinvested is None) == (self.ratio is None):
            raise problem(*NO_MEASURE)
        return self

    def gone(self, timeline: Timeline) -> Array:
        """Return the share x of the lines' activity that has left by each year, shape (year,)."""
        return named(
            self.activity * self._pace(timeline).done(self.activity), "share of activity that has moved", "share"
        )

    def stays(self, timeline: Timeline) -> Array:
        """Return the share 1 - x of the lines' activity that hasn't left by each year, shape (year,)."""
        return named(np.subtract(1, self.gone(timeline)), "share of activity that has not moved", "share")

    def cost_left(self, timeline: Timeline) -> Array:
        """Return the factor of volume-related cost where activity leaves, shape (year,): 1 - released · x.

        With `stranded`, the cost that isn't released runs off.
        """
        level = cost_level(self.stays(timeline), self.released, self.stranded, self._pace(timeline))
        return named(level, "volume-related cost left where activity leaves", "share")

    def freed(self, timeline: Timeline) -> Array:
        """Return the share of volume-related cost that is released where activity leaves, shape (year,)."""
        return named(
            np.subtract(1, self.cost_left(timeline)), "volume-related cost released where activity leaves", "share"
        )

    def fixed_left(self, timeline: Timeline) -> Array:
        """Return the factor of fixed cost where activity leaves, shape (year,): below 1 only if all activity leaves."""
        return fixed_level(self.stays(timeline), self.stranded, self._pace(timeline))

    def _pace(self, timeline: Timeline) -> Pace:
        return Pace(timeline, self.from_, self.to, self.profile)
