"""Checks that a plan's results must pass."""

from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator

from mtfp.model.base.part import Part, problem
from mtfp.model.base.shorthand import at_least_one
from mtfp.model.base.values import Called, Scalar, Share, Text


class Check(Part):
    """Check: the lowest or highest value allowed for one figure of the results."""

    model_config = ConfigDict(json_schema_extra=at_least_one("at_least", "at_most"))

    name: Called
    """Name of the check, shown in reports."""
    of: Text
    """Figure to check: the identifier of a row in a table of results, such as `gap` or `reserves.contingency`."""
    at_least: Literal["floor"] | Scalar | None = None
    """Lowest allowed value: money in the plan's unit, a percentage, or `floor` for a reserve's minimum level."""
    at_most: Scalar | None = None
    """Highest allowed value: money in the plan's unit, or a percentage."""
    in_: Text = Field("all years", alias="in")
    """Year to check, such as `2028/29`, or `all years`."""
    probability: Share = 1.0
    """Share of draws in which the check must hold, 0% to 100%; the check must also hold in the central case."""
    note: Text = ""
    """Note for readers."""

    @model_validator(mode="after")
    def _has_a_bound(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise problem("E215", "a check needs `at_least` or `at_most`", "add a limit, for example `at_most: 0`")
        return self
