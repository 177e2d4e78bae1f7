"""Every lever there is.

To add one: a class in a module beside this one with its fields, `complaints(plan)` (what is wrong with it for that
plan) and `apply(plan)` (another plan; called only if there are no errors); and here one field marked `Choice`.
"""

from collections.abc import Iterator
from typing import Protocol

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import Choice, OneOf
from mtfp.model.plan import Plan
from mtfp.scenarios.levers.capacity import Capacity
from mtfp.scenarios.levers.central import Scale, Set, Shift
from mtfp.scenarios.levers.commitment import ChangeCommitment
from mtfp.scenarios.levers.common.names import reference_complaints
from mtfp.scenarios.levers.funding import ChangeFunding
from mtfp.scenarios.levers.move import Move
from mtfp.scenarios.levers.population import ChangePopulation
from mtfp.scenarios.levers.reserves import ChangeReserve
from mtfp.scenarios.levers.saving import ChangeInvestment, ChangeSaving
from mtfp.scenarios.levers.scheme import ChangeScheme
from mtfp.scenarios.levers.service_level import ChangeServiceLevel
from mtfp.scenarios.levers.transfer import AddTransfer


class Change(Protocol):
    """What every kind of lever can do."""

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        """What is wrong with it for this plan, by paths that begin at its own keys."""

    def apply(self, plan: Plan) -> Plan:
        """The plan changed; only for a plan about which it has no errors."""


class Lever(OneOf):
    """One change that a scenario makes."""

    set: Choice[Set] = None
    """Other values for an assumption."""
    shift: Choice[Shift] = None
    """Something added to an assumption."""
    scale: Choice[Scale] = None
    """An assumption multiplied."""
    service_level: Choice[ChangeServiceLevel] = None
    """Services at another level."""
    move: Choice[Move] = None
    """Activity moved from one service to another."""
    capacity: Choice[Capacity] = None
    """Whole units closed or opened, such as wards and homes."""
    transfer: Choice[AddTransfer] = None
    """Set-aside money transferred into the NHS board's payment."""
    saving: Choice[ChangeSaving] = None
    """A saving added, dropped, delayed, scaled, or delivered otherwise."""
    investment: Choice[ChangeInvestment] = None
    """An investment added, dropped, delayed, scaled, or delivered otherwise."""
    commitment: Choice[ChangeCommitment] = None
    """A commitment added, dropped, delayed or scaled."""
    funding: Choice[ChangeFunding] = None
    """A stream of funding changed."""
    reserves: Choice[ChangeReserve] = None
    """The policy for a reserve changed, or a reserve added or dropped."""
    scheme: Choice[ChangeScheme] = None
    """Other rules for who pays when the plan doesn't balance."""
    population: Choice[ChangePopulation] = None
    """Another population variant, or healthier ageing."""

    @property
    def change(self) -> Change:
        """The lever itself, of whatever kind."""
        change: Change = getattr(self, self.chosen)
        return change

    def complaints(self, plan: Plan) -> tuple[Complaint, ...]:
        """What is wrong with it for this plan; its names first, since the rest relies on them."""
        unknown = tuple(reference_complaints(self, plan, ()))
        if unknown:
            return unknown
        own = self.change.complaints(plan)
        return tuple(Complaint(c.code, (self.chosen, *c.path), c.message, c.fix, c.of_key) for c in own)

    def apply(self, plan: Plan) -> Plan:
        """The plan with the change made."""
        return self.change.apply(plan)
