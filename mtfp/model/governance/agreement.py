"""Agreement of a scheme or of a funding source."""

from typing import Self

from pydantic import model_validator

from mtfp.model.base.part import Part, problem
from mtfp.model.base.values import Called, Day
from mtfp.model.base.years import Year, first_calendar_year


class Agreement(Part):
    """Agreement: by whom, on which date, and up to which year."""

    by: Called
    """Bodies that agreed, such as `Council and NHS board`."""
    on: Day
    """Date of the agreement, such as 2026-03-10."""
    up_to: Year | None = None
    """Last financial year for which it is agreed, such as `2027/28`; without end if left out."""

    @model_validator(mode="after")
    def _agreed_before_its_end(self) -> Self:
        if self.up_to and self.on > (end := f"{first_calendar_year(self.up_to) + 1}-03-31"):
            message = f"the agreement of {self.on} comes after the end of {self.up_to}, its last year ({end})"
            raise problem("E682", message, "correct `on` or `up_to`")
        return self

    def covers(self, year: str) -> bool:
        """Return True if a financial year is agreed."""
        return self.up_to is None or year <= self.up_to
