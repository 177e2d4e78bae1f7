"""Impact assessment of a savings scheme or of an option."""

from typing import Literal

from mtfp.model.base.part import Part
from mtfp.model.base.values import Day, Text


class Assessment(Part):
    """Impact assessment: its progress, its document and its date."""

    status: Literal["complete", "draft", "not started"]
    """Progress of the assessment."""
    reference: Text = ""
    """Reference of the assessment's document."""
    date: Day | None = None
    """Date of the assessment."""

    @property
    def is_complete(self) -> bool:
        """True if the assessment is complete."""
        return self.status == "complete"
