"""Assumptions: uncertain or disputed figures, each with one name, one unit and one source."""

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
LOWEST_REMAINDER = 0.01
"""Smallest share of a price, or of an index's base level, that a fall may leave; zero could never recover."""
_IN_THEIR_UNIT: Schema = {
    "allOf": [
        in_unit(_VALUES, ("rate", "share"), rf"{PERCENT_PATTERN}\s*$|^{ZERO_PATTERN}$", number=False),
        in_unit(_VALUES, ("money", "index", "number"), rf"{NUMBER_PATTERN}|^{ZERO_PATTERN}%\s*$", number=True),
    ]
}
"""JSON Schema of values with or without a percent sign, by unit; only zero may be written either way."""


class Tracks(Part):
    """Link to another assumption, whose value this assumption follows in every draw."""

    of: AssumptionName
    """Assumption to follow."""
    lag: Count = 0
    """Number of years by which this assumption lags behind the other; 0 for the same year."""
    weight: Share = 1.0
    """Share of the other assumption's value that this assumption takes, 0% to 100%."""
    plus: ByYear[Scalar] = ByYear[Scalar].constant(0.0)
    """Amount to add, in this assumption's unit: one value, or a value by year."""


class AtLeast(Part):
    """Guaranteed minimum: another assumption's value plus an amount."""

    of: AssumptionName
    """Assumption that sets the minimum."""
    plus: ByYear[Scalar] = ByYear[Scalar].constant(0.0)
    """Amount to add to that assumption's value, in this assumption's unit: one value, or a value by year."""
    years: tuple[Year, ...] = ()
    """Years in which the minimum holds; all years after the base year if left out."""


class Assumption(Part):
    """Assumption: a named figure with a unit, a source and, if it is uncertain, a spread."""

    model_config = ConfigDict(json_schema_extra=_IN_THEIR_UNIT)

    label: Text = ""
    """Name shown in reports; the key in words if left out."""
    theme: Text = ""
    """Theme under which the table of pressures lists the rises that the assumption causes, such as `Contracts`."""
    unit: Unit
    """Unit: `rate` (yearly growth), `share` (0% to 100%), `money` (plan's unit), `index` (price level) or `number`."""
    scope: Literal["local", "national"] = "local"
    """Scope: `national` if the value is the same for every partnership, such as CPI or a pay award; else `local`."""
    pressure: Literal["pay", "price"] | None = None
    """Heading for cost rises in reports: `pay` or `price`; if left out, `pay` for keys like `pay_nhs`, else `price`."""
    central: Path | None = None
    """Central value, in the assumption's unit: one value, or a value by year."""
    tracks: Tracks | None = None
    """Link to another assumption to follow, instead of a central value."""
    at_least: AtLeast | None = None
    """Guaranteed minimum after the base year, set by another assumption."""
    spread: SpreadByYear | None = None
    """Range of possible values: one spread, or a spread by year; the value is certain if left out."""
    drawn: Literal["yearly", "once"] | None = None
    """Random shocks: `yearly` for a new one each year (default for rates), `once` for one shock over the whole plan."""
    persistence: Scalar = 0.5
    """Correlation of one year's deviation with the next year's, a number from 0 to 1; for yearly shocks only."""
    within_partner: Scalar = 0.5
    """Correlation between the delivery of one partner's savings schemes, a number from 0 to 1."""
    floor: Scalar | None = None
    """Lowest value that the assumption may take after the base year, in its unit."""
    cap: Scalar | None = None
    """Highest value that the assumption may take after the base year, in its unit."""
    source: Text
    """Source of the figure."""
    owner: Text = ""
    """Person or post responsible for the assumption."""
    reviewed: Day | None = None
    """Date of the last review, such as 2026-03-31."""
    grade: Literal["A", "B", "C"] | None = None
    """Grade of the evidence: `A` measured, `B` published forecast, `C` judgement."""
    note: Text = ""
    """Note for readers."""

    @property
    def memory(self) -> float:
        """Memory: the correlation of one year's latent value with the next year's.

        A latent value is the standard normal random number behind an assumption's value. The memory is the persistence,
        or 1 if there is a single shock. If left out, `drawn` is `yearly` for rates and `once` for every other unit.
        """
        drawn = self.drawn or ("yearly" if self.unit == "rate" else "once")
        return 1.0 if drawn == "once" else self.persistence

    def shocks(self, years: int) -> int:
        """Return the number of shocks over some years: one a year, or a single shock if the memory is 1."""
        return 1 if self.memory == 1 else years

    def clipped(self, value: Array) -> tuple[Array, Flags]:
        """Limit values to floor and cap, in place; return values, and flags of the projected years with a limit.

        The base year is past, so its value stays as stated. A share without floor or cap is limited to 0% to 100%.
        Whatever the spread, a rate falls by 99% a year at most, and an index stays at 1% of its base year's level or
        more.
        """
        drawn, low = value[1:], self._low(value)
        high = 1.0 if self.cap is None and self.unit == "share" else self.cap
        outside = np.zeros(drawn.shape, dtype=bool) if low is None else drawn < low
        if low is not None:
            np.maximum(drawn, low, out=drawn)
        if high is not None:
            outside |= drawn > high
            np.minimum(drawn, high, out=drawn)
        return value, outside

    def _low(self, value: Array) -> Array | float | None:
        """Return the lowest allowed value; None if there is no limit."""
        if self.unit == "share":
            return 0.0 if self.floor is None else self.floor
        if self.unit == "rate":
            return LOWEST_REMAINDER - 1 if self.floor is None else np.maximum(self.floor, LOWEST_REMAINDER - 1)
        if self.unit == "index":
            return np.fmax(-np.inf if self.floor is None else self.floor, LOWEST_REMAINDER * value[0])
        return self.floor

    def links(self) -> tuple[tuple[str, int], ...]:
        """Return the assumptions from which this one is calculated, each with its lag in years."""
        tracked = ((self.tracks.of, self.tracks.lag),) if self.tracks else ()
        return tracked + (((self.at_least.of, 0),) if self.at_least else ())


def is_pay(name: str, assumption: Assumption) -> bool:
    """Return True if reports show an assumption's rises as pay, not prices."""
    return (assumption.pressure or ("pay" if name.split("_")[0] == "pay" else "price")) == "pay"


def index(values: Array, unit: Unit) -> Array:
    """Return the price index of an assumption from its values, 1 in the base year, shape (year, draw).

    It is I[t] = Π_{u<=t} (1 + g[u]) for a rate g, and level[t] / level[0] for an index. See section 6 of
    docs/understanding/model.md.

    >>> index(np.array([[np.nan], [0.1], [0.1]]), "rate").ravel().round(4).tolist()
    [1.0, 1.1, 1.21]
    """
    if unit == "index":
        return np.divide(values, values[0])
    growth = 1 + values
    growth[0] = 1.0
    for t in range(1, len(growth)):  # cumprod takes three times as long down columns
        growth[t] *= growth[t - 1]
    return growth
