"""Everything uncertain or arguable: one name, one unit, one source. Levers change it, reports cite it."""

from typing import Literal

import numpy as np
from pydantic import ConfigDict

from mtfp.model.base.arrays import Array, Flags
from mtfp.model.base.part import Part
from mtfp.model.base.refers import AssumptionName
from mtfp.model.base.shorthand import Schema, in_unit
from mtfp.model.base.values import NUMBER_PATTERN, PERCENT_PATTERN, ZERO_PATTERN, Count, Day, Scalar, Share, Text
from mtfp.model.base.years import ByYear, Path, Year
from mtfp.model.uncertainty.spreads import SpreadByYear

Unit = Literal["rate", "share", "money", "index", "number"]
_VALUES = ("central", "floor", "cap")
LEAST_LEFT = 0.01
"""The least that a rate leaves of a price, and an index of its first level: from nothing, nothing could grow again."""
_IN_THEIR_UNIT: Schema = {
    "allOf": [
        in_unit(_VALUES, ("rate", "share"), rf"{PERCENT_PATTERN}\s*$|^{ZERO_PATTERN}$", number=False),
        in_unit(_VALUES, ("money", "index", "number"), rf"{NUMBER_PATTERN}|^{ZERO_PATTERN}%\s*$", number=True),
    ]
}
"""Percent signs, in the JSON Schema: nil alone goes with or without."""


class Tracks(Part):
    """A link: the value follows another assumption, in the same draw."""

    of: AssumptionName
    """The assumption it follows."""
    lag: Count = 0
    """How many years behind."""
    weight: Share = 1.0
    """The share of the other's value that it takes over."""
    plus: ByYear[Scalar] = ByYear[Scalar].constant(0.0)
    """What is added, as one value or by year."""


class AtLeast(Part):
    """A guarantee: never below another assumption plus something, in the years named (all, if none is)."""

    of: AssumptionName
    """The assumption that sets the least value."""
    plus: ByYear[Scalar] = ByYear[Scalar].constant(0.0)
    """What is added to it."""
    years: tuple[Year, ...] = ()
    """The years in which the guarantee holds."""


class Assumption(Part):
    """A named, sourced number with a unit and, if it is uncertain, a spread."""

    model_config = ConfigDict(json_schema_extra=_IN_THEIR_UNIT)

    label: Text = ""
    """What people call it; the name if left out."""
    unit: Unit
    """`rate` (yearly growth), `share` (0% to 100%), `money`, `index` (levels) or `number`."""
    scope: Literal["local", "national"] = "local"
    """`national`: the same for every partnership, such as CPI or a pay award."""
    pressure: Literal["pay", "price"] | None = None
    """The row its rises are printed under; left out, `pay` for names that begin with pay, else `price`."""
    central: Path | None = None
    """The value the plan counts on: one number, or a path by year."""
    tracks: Tracks | None = None
    """The assumption it follows, instead of a central value."""
    at_least: AtLeast | None = None
    """A least value set by another assumption."""
    spread: SpreadByYear | None = None
    """How uncertain it is."""
    drawn: Literal["yearly", "once"] | None = None
    """Whether each year has its own shock (default for rates) or one shock holds for the whole plan."""
    persistence: Scalar = 0.5
    """How much of one year's shock carries into the next, 0 to 1."""
    within_partner: Scalar = 0.5
    """For savings delivery: how alike the schemes of one partner turn out, 0 to 1."""
    floor: Scalar | None = None
    """The value is never below this."""
    cap: Scalar | None = None
    """The value is never above this."""
    source: Text
    """Where the figure comes from."""
    owner: Text = ""
    """Who answers for it."""
    reviewed: Day | None = None
    """When it was last looked at."""
    grade: Literal["A", "B", "C"] | None = None
    """A measured, B published forecast, C judgement."""
    note: Text = ""
    """Anything a reader should know."""

    @property
    def memory(self) -> float:
        """How much of one year's shock is there in the next: the persistence, or all of it where one is drawn once.

        Rates have a shock each year unless `drawn` says otherwise, the rest one for the whole plan.
        """
        drawn = self.drawn or ("yearly" if self.unit == "rate" else "once")
        return 1.0 if drawn == "once" else self.persistence

    def shocks(self, years: int) -> int:
        """How many shocks move it over some years: one a year, or one where that is remembered in full."""
        return 1 if self.memory == 1 else years

    def clipped(self, value: Array) -> tuple[Array, Flags]:
        """Holds a value between floor and cap, in place, and tells where it had to be; both of shape (year, draw).

        Without them a share is held within 0% to 100%. However deep a spread reaches, growth and levels leave
        something: a rate takes away 99% at most in a year, an index stays at 1% of its base year's level.
        """
        held, beyond = value, np.zeros(value.shape, dtype=bool)
        if (low := self._low(value)) is not None:
            beyond = value < low
            held = np.maximum(value, low, out=value)
        if (high := 1.0 if self.cap is None and self.unit == "share" else self.cap) is not None:
            beyond = beyond | (held > high)
            held = np.minimum(held, high, out=value)
        return held, beyond

    def _low(self, value: Array) -> Array | float | None:
        """The least that a value may be; None where nothing holds it."""
        if self.unit == "share":
            return 0.0 if self.floor is None else self.floor
        if self.unit == "rate":
            return LEAST_LEFT - 1 if self.floor is None else np.maximum(self.floor, LEAST_LEFT - 1)
        if self.unit == "index":
            return np.fmax(-np.inf if self.floor is None else self.floor, LEAST_LEFT * value[0])
        return self.floor

    def links(self) -> tuple[tuple[str, int], ...]:
        """The assumptions it is computed from, each with its lag in years."""
        tracked = ((self.tracks.of, self.tracks.lag),) if self.tracks else ()
        return tracked + (((self.at_least.of, 0),) if self.at_least else ())


def is_pay(name: str, assumption: Assumption) -> bool:
    """Whether an assumption's rises are printed as pay rather than prices."""
    return (assumption.pressure or ("pay" if name.split("_")[0] == "pay" else "price")) == "pay"


def index(values: Array, unit: Unit) -> Array:
    """The price index of an assumption, 1 in the base year, shape (year, draw).

    I[t] = Π_{u<=t} (1 + g[u]) for a rate; level[t] / level[0] for an index, as section 6 of the model has it.

    >>> index(np.array([[np.nan], [0.1], [0.1]]), "rate").ravel().round(4).tolist()
    [1.0, 1.1, 1.21]
    """
    if unit == "index":
        return np.divide(values, values[0])
    growth = 1 + values
    growth[0] = 1.0
    for t in range(1, len(growth)):  # as cumprod, which takes three times as long down columns
        growth[t] *= growth[t - 1]
    return growth
