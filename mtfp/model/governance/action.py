"""Action that a board has agreed, and the figure that it should move."""

import re
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from mtfp.model.base.part import Part, problem
from mtfp.model.base.shorthand import Schema, or_text
from mtfp.model.base.values import Called, Day, Name, Scalar, Text, shown
from mtfp.model.base.years import Year

Progress = Literal["not started", "under way", "done", "stopped"]
"""Progress of an action."""
_IN_YEAR = re.compile(r"(\S+)\s+in\s+(\S.*)")


class Effect(Part):
    """Effect of an action on a figure in one year: `-250 in 2027/28`, or its keys with the figure's baseline."""

    by: Scalar
    """Change of the figure: money in the plan's unit, or percentage points for a share; below zero for a fall."""
    in_: Year = Field(alias="in")
    """Financial year of the figure."""
    from_: Scalar | None = Field(None, alias="from")
    """Baseline: the figure when the action was agreed; without it, mtfp can't test if the figure has moved."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if isinstance(value, Mapping | Effect):
            return value
        found = _IN_YEAR.fullmatch(value.strip()) if isinstance(value, str) else None
        if not found:
            message = f"a change and a year are needed here, found {shown(value)}"
            raise problem("E684", message, "write it like `gap: -250 in 2027/28`")
        return {"by": found[1], "in": found[2]}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        return or_text({"type": "string", "pattern": r"^\s*\S+\s+in\s+\S"}, handler(core))


class Action(Part):
    """Action: what was agreed, who does it by when, how far it is, and what it should move."""

    text: Called
    """Action in plain words; amounts as `{gap in 2027/28}`."""
    owner: Text = ""
    """Person or post responsible for the action."""
    due: Day | None = None
    """Date by which the action is due, such as 2026-09-30."""
    status: Progress
    """Progress: `not started`, `under way`, `done` or `stopped`."""
    status_date: Day | None = None
    """Date on which the progress was last reported."""
    moves: dict[Called, Effect] = {}
    """Figures that the action should move, by identifier or label: `{gap: -250 in 2027/28}`."""
    saving: Name | None = None
    """Savings scheme or investment that the action should deliver, by its name in the plan."""
    note: Text = ""
    """Note for readers."""

    @property
    def is_open(self) -> bool:
        """True if the action is still to be done."""
        return self.status in ("not started", "under way")

    def is_late(self, on: str) -> bool:
        """Return True if the action is open after its due date, on a date such as `2026-03-10`."""
        return self.is_open and self.due is not None and self.due < on
