"""Decision that a board is asked to make."""

from typing import Any

from pydantic import Field, field_validator

from mtfp.model.base.part import Part
from mtfp.model.base.shorthand import or_single
from mtfp.model.base.values import Called, Day, Text


class Decision(Part):
    """Decision: what the board is asked, by when, and what follows if it doesn't decide.

    Amounts in `text` and `if_not` are figures in braces, such as `{gap in 2027/28}`, so that they move with the plan.
    """

    text: Called
    """Decision that the board is asked to make, in plain words; amounts as `{gap in 2027/28}`."""
    by: Day | None = None
    """Date by which the board must decide, such as 2026-06-25."""
    owner: Text = ""
    """Person or post that brings the decision to the board."""
    options: tuple[Called, ...] = Field((), json_schema_extra=or_single)
    """Scenarios among which the board chooses: one, or a list; `base` is the plan as it stands."""
    if_not: Text = ""
    """Consequence if the board doesn't decide, in plain words; amounts as in `text`."""
    note: Text = ""
    """Note for readers."""

    @field_validator("options", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value
