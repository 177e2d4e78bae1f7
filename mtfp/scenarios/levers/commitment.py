"""The lever `commitment`: a cost already known that comes later, or is larger, or new, or doesn't come at all."""

from typing import ClassVar

from mtfp.model.base.years import Timeline
from mtfp.model.costs.commitment import Commitment, MoneyOrTbc
from mtfp.scenarios.levers.common.item import ChangeItem
from mtfp.scenarios.levers.common.years import LeverYear, by_financial_year


class AddedCommitment(Commitment):
    """A commitment as a plan has it; its years may also be `year 1` and so on."""

    amount: dict[LeverYear, MoneyOrTbc]
    """Money by year. Recurring: from that year on, later amounts adding to it. `tbc` counts as nil and is a warning."""

    def on(self, timeline: Timeline) -> Commitment:
        """The same commitment by financial year."""
        return Commitment.model_construct(**{**dict(self), "amount": by_financial_year(self.amount, timeline)})


class ChangeCommitment(ChangeItem[Commitment]):
    """Add, drop, delay or scale a commitment."""

    section: ClassVar = "commitments"
    by_year: ClassVar = "amount"

    add: AddedCommitment | None = None
    """A commitment that the plan doesn't have, as a plan writes it."""
