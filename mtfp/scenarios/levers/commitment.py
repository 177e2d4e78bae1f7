"""Lever `commitment`: add, drop, delay or scale a commitment, or all commitments."""

from typing import ClassVar

from pydantic import ConfigDict

from mtfp.model.base.shorthand import exactly_one
from mtfp.model.base.years import Timeline
from mtfp.model.costs.commitment import Commitment, MoneyOrTbc
from mtfp.scenarios.levers.common.item import ChangeItem
from mtfp.scenarios.levers.common.years import LeverYear, by_financial_year


class AddedCommitment(Commitment):
    """Commitment to add, written as in a plan. Its years may also be `year 1`, `year 2` and so on."""

    amount: dict[LeverYear, MoneyOrTbc]
    """Cost by year. A recurring amount stays, and later amounts add to it. `tbc` counts as zero, with a warning."""

    def on(self, timeline: Timeline) -> Commitment:
        """Return the same commitment with financial years."""
        return Commitment.model_construct(**{**dict(self), "amount": by_financial_year(self.amount, timeline)})


class ChangeCommitment(ChangeItem[Commitment]):
    """Add, drop, delay or scale a commitment, or all commitments."""

    model_config = ConfigDict(json_schema_extra=exactly_one("name", "all"))
    section: ClassVar = "commitments"
    by_year: ClassVar = "amount"

    add: AddedCommitment | None = None
    """New commitment, written as in a plan."""
