"""Status of a plan: draft, recommended or approved."""

from typing import Literal, Self

from pydantic import model_validator

from mtfp.model.base.part import Part, problem
from mtfp.model.base.values import Day, Text


class PlanStatus(Part):
    """Status of the plan, printed on every paper. Its date is the plan's date, by which actions are late."""

    stage: Literal["draft", "recommended", "approved"]
    """Stage: `draft`, `recommended` (to the board) or `approved` (by the board)."""
    by: Text = ""
    """Person, post or board that gave the plan this stage."""
    date: Day | None = None
    """Date of the stage, such as 2026-03-10; late actions and overdue reviews are found by this date."""

    @model_validator(mode="after")
    def _recorded(self) -> Self:
        missing = [key for key in ("by", "date") if not getattr(self, key)]
        if self.stage != "draft" and missing:
            message = f"`{missing[0]}` is missing, and a plan that is {self.stage} needs it"
            raise problem(
                "E201", message, "write who did it and when: `by: Integration Joint Board`, `date: 2026-03-26`"
            )
        return self
