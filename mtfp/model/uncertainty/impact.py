"""Impact of a risk event: a cost, drawn from a spread if it is uncertain, or a change to an assumption."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

import numpy as np
from pydantic import ConfigDict, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from mtfp.model.base.arrays import Array
from mtfp.model.base.part import Part, problem
from mtfp.model.base.refers import AssumptionName
from mtfp.model.base.shorthand import Schema, exactly_one, or_only
from mtfp.model.base.values import Money, Scalar, at_least_zero
from mtfp.model.uncertainty.shapes import Interval
from mtfp.model.uncertainty.spreads import Spread

Impacts = Annotated[
    Money, at_least_zero("an event that brings money is a lower cost in a scenario; the impact of a risk is a cost")
]
"""Cost of an event, zero or more."""


class Impact(Part):
    """Impact of an event: a cost with a spread, or a change to an assumption."""

    model_config = ConfigDict(json_schema_extra=exactly_one("central", "assumption"))

    central: Impacts | None = None
    """Best estimate of the cost, in the plan's unit, zero or more."""
    spread: Spread | None = None
    """Range of possible costs, in the plan's unit."""
    assumption: AssumptionName | None = None
    """Assumption to change, instead of a cost."""
    by: Scalar | None = None
    """Amount to add to that assumption, in its unit, such as `+1%`."""

    @property
    def money(self) -> float:
        """Best estimate of the cost; zero for an event that changes an assumption."""
        return 0.0 if self.central is None else self.central

    @property
    def change(self) -> float:
        """Change to the assumption; zero for an event that costs money."""
        return 0.0 if self.by is None else self.by

    def drawn(self, z: Array) -> Array:
        """Return the cost for a latent normal z, in the same shape."""
        if not self.spread:
            return np.full(z.shape, self.money)
        cost = self.spread.value(z, self.money)
        return np.maximum(cost, 0.0) if self._held_at_zero else cost

    @property
    def expected(self) -> float:
        """Mean of the cost as drawn, in the plan's unit. See docs/understanding/model.md, section 9.

        >>> cost = {"central": 100, "spread": {"interval": [20, 300]}}
        >>> round(Impact.model_validate(cost).expected, 2)
        138.8
        """
        if not self.spread:
            return self.money
        median = 0.0 if self.spread.around else self.money
        held = self._held_at_zero.shortfall(-self._start, median) if self._held_at_zero else 0.0
        return self._start + self.spread.shape.expected(median) + held

    @property
    def _held_at_zero(self) -> Interval | None:
        """Spread that states percentiles of the cost, all above zero; draws then hold the cost at zero."""
        interval = self.spread.interval if self.spread else None
        return interval if interval and interval.span[0] + self._start > 0 else None

    @property
    def _start(self) -> float:
        """Amount to which the spread's numbers are added."""
        return self.money if self.spread and self.spread.around else 0.0

    @model_validator(mode="before")
    @classmethod
    def _from_money(cls, value: Any) -> Any:
        return value if isinstance(value, Mapping | Impact) else {"central": value}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        return or_only("central", handler(core))

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.central is None) == (self.assumption is None) or (self.assumption is None) != (self.by is None):
            raise problem(
                "E215",
                "an impact needs either money, or an `assumption` with `by`, not both",
                "write `impact: 600` or `{assumption: cpi, by: +1%}`",
            )
        if self.spread and self.central is None:
            raise problem(
                "E215", "a `spread` is for money; a change to an assumption can't have one", "leave `spread` out"
            )
        return self
