"""What a plan asks of its own results, for people and for CI."""

from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator

from mtfp.model.base.part import Part, problem
from mtfp.model.base.shorthand import at_least_one
from mtfp.model.base.values import Scalar, Share, Text


class Check(Part):
    """A figure of the results and the bound that it must keep."""

    model_config = ConfigDict(json_schema_extra=at_least_one("at_least", "at_most"))

    name: Text
    """The check in words, as a report prints it."""
    of: Text
    """The figure: a row of a table, such as `gap`, `recurring_gap` or `reserves.contingency`."""
    at_least: Literal["floor"] | Scalar | None = None
    """The least it may be; for a reserve also `floor`."""
    at_most: Scalar | None = None
    """The most it may be."""
    in_: Text = Field("all years", alias="in")
    """The year, or `all years`."""
    probability: Share = 1.0
    """In what share of draws it must hold; the central case must hold in any event."""
    note: Text = ""
    """Anything a reader should know."""

    @model_validator(mode="after")
    def _has_a_bound(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise problem("E215", "a check needs `at_least` or `at_most`", "add the bound, for example `at_most: 0`")
        return self
