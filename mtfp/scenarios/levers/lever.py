"""List of all levers.

To add a lever, write a class in a module next to this one with its fields, `complaints(plan)` (errors and warnings for
that plan) and `apply(plan)` (the changed plan; called only if there are no errors). Then add a field marked `Choice`
here.
"""

from collections.abc import Iterator
from typing import Protocol

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import Choice, OneOf
from mtfp.model.base.values import Flag, Text
from mtfp.model.plan import Plan
from mtfp.scenarios.levers.capacity import Capacity
from mtfp.scenarios.levers.central import Scale, Set, Shift
from mtfp.scenarios.levers.commitment import ChangeCommitment
from mtfp.scenarios.levers.common.names import reference_complaints
from mtfp.scenarios.levers.funding import ChangeFunding
from mtfp.scenarios.levers.move import MoveActivity
from mtfp.scenarios.levers.population import ChangePopulation
from mtfp.scenarios.levers.reserves import ChangeReserve
from mtfp.scenarios.levers.saving import ChangeInvestment, ChangeSaving
from mtfp.scenarios.levers.scheme import ChangeScheme
from mtfp.scenarios.levers.service_level import ChangeServiceLevel
from mtfp.scenarios.levers.transfer import AddTransfer


class Change(Protocol):
    """Protocol of a lever: methods that every kind of lever has."""

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        """Yield errors and warnings for this plan. Their paths begin at the lever's own keys."""

    def apply(self, plan: Plan) -> Plan:
        """Return the changed plan. Call it only for a plan without errors."""


class Lever(OneOf):
    """Lever: one change that a scenario makes to a plan."""

    set: Choice[Set] = None
    """Give assumptions other values."""
    shift: Choice[Shift] = None
    """Add to the values of assumptions."""
    scale: Choice[Scale] = None
    """Multiply the values of assumptions."""
    service_level: Choice[ChangeServiceLevel] = None
    """Provide services at a higher or lower level than today."""
    move: Choice[MoveActivity] = None
    """Move activity from some services to others."""
    capacity: Choice[Capacity] = None
    """Close or open whole units, such as wards and homes."""
    transfer: Choice[AddTransfer] = None
    """Transfer set-aside money into the NHS board's payment."""
    saving: Choice[ChangeSaving] = None
    """Add, drop, delay or scale a saving, or change how much of it is delivered."""
    investment: Choice[ChangeInvestment] = None
    """Add, drop, delay or scale an investment, or change how much of its saving is delivered."""
    commitment: Choice[ChangeCommitment] = None
    """Add, drop, delay or scale a commitment."""
    funding: Choice[ChangeFunding] = None
    """Change funding sources."""
    reserves: Choice[ChangeReserve] = None
    """Change the planned use or minimum level of a reserve, or add or drop a reserve."""
    scheme: Choice[ChangeScheme] = None
    """Change the rules for who pays for a gap and who keeps a surplus."""
    population: Choice[ChangePopulation] = None
    """Use another variant of the population projection, or assume that people stay healthy longer."""
    narrative: Text = ""
    """Words about this lever, shown after the scenario's narrative if the lever changes something in the plan."""
    optional: Flag = False
    """Write `true` if no warning is needed for a plan in which the lever selects nothing, and so changes nothing."""

    @property
    def change(self) -> Change:
        """Return the change that the lever makes, such as a `Shift` or a `Move`."""
        change: Change = getattr(self, self.chosen)
        return change

    def complaints(self, plan: Plan) -> tuple[Complaint, ...]:
        """Return errors and warnings for this plan. After an unknown name nothing else is checked."""
        wrong_names = tuple(reference_complaints(self, plan, ()))
        if wrong_names:
            return wrong_names
        own = (each for each in self.change.complaints(plan) if not (self.optional and each.code == "W552"))
        return tuple(Complaint(c.code, (self.chosen, *c.path), c.message, c.fix, c.of_key) for c in own)

    def apply(self, plan: Plan) -> Plan:
        """Return the changed plan, in which savings without their own delivery take that of their status."""
        return self.change.apply(plan).by_status()
