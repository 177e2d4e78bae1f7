"""List of all levers.

To add a lever, write a class in a module next to this one with its fields, `complaints(plan)` (errors and warnings for
that plan) and `apply(plan)` (the changed plan; called only if there are no errors), on the base `InPart`, which says
what a part of the lever is. Then add a field marked `Choice` here.
"""

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import Choice, OneOf
from mtfp.model.base.values import Flag, Share, Text
from mtfp.model.plan import Plan
from mtfp.scenarios.levers.capacity import Capacity
from mtfp.scenarios.levers.central import Scale, Set, Shift
from mtfp.scenarios.levers.commitment import ChangeCommitment
from mtfp.scenarios.levers.common.in_part import ONLY_WORDS, InPart
from mtfp.scenarios.levers.common.names import reference_complaints
from mtfp.scenarios.levers.funding import ChangeFunding
from mtfp.scenarios.levers.move import MoveActivity
from mtfp.scenarios.levers.population import ChangePopulation
from mtfp.scenarios.levers.reserves import ChangeReserve
from mtfp.scenarios.levers.saving import ChangeInvestment, ChangeSaving
from mtfp.scenarios.levers.scheme import ChangeScheme
from mtfp.scenarios.levers.service_level import ChangeServiceLevel
from mtfp.scenarios.levers.transfer import AddTransfer


class Lever(OneOf):
    """Lever: one change that a scenario makes to a plan.

    It has exactly one kind of change, with the keys of a scenario's file: rates and shares are text such as `1%`, money
    is in the plan's unit, and a positive amount of funding lowers the gap. Every key is in
    `docs/reference/scenario-file.md`, and the equations in section 13 of the model. `mtfp.project` and the like
    take levers in place of scenarios. Raises `pydantic.ValidationError` for a wrong key or value; a dict in place of
    the lever raises `mtfp.Refused`, with the repair.

    >>> Lever(shift={"assumption": "cpi", "by": "1%", "from": "year 2"})
    <Lever: shift, assumption cpi, from year 2, by 0.01>
    """

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
    """Add, drop, delay or scale a saving or all savings, or change how much of them is delivered."""
    investment: Choice[ChangeInvestment] = None
    """Add, drop, delay or scale an investment or all, or change how much of their saving is delivered."""
    commitment: Choice[ChangeCommitment] = None
    """Add, drop, delay or scale a commitment, or all commitments."""
    funding: Choice[ChangeFunding] = None
    """Change funding sources."""
    reserves: Choice[ChangeReserve] = None
    """Change the planned use or minimum level of a reserve, or add or drop a reserve."""
    scheme: Choice[ChangeScheme] = None
    """Change the rules for who pays for a gap and who keeps a surplus."""
    population: Choice[ChangePopulation] = None
    """Use another variant of the population projection, or assume that people stay healthy longer."""
    at: Share = 1.0
    """Share of the lever's full strength at which it applies: `50%` for half, `0%` for no change."""
    narrative: Text = ""
    """Words about this lever, shown after the scenario's narrative if the lever changes something in the plan."""
    optional: Flag = False
    """Write `true` if no warning is needed for a plan in which the lever selects nothing, and so changes nothing."""

    def in_short(self) -> str:
        """Return the kind of change and its simple values."""
        return ", ".join(filter(None, (self.chosen, self.change.in_short())))

    @property
    def change(self) -> InPart:
        """Return the change that the lever makes, such as a `Shift` or a `Move`."""
        change: InPart = getattr(self, self.chosen)
        return change

    @property
    def part(self) -> InPart | None:
        """Return the change at the lever's strength: at 100% the change itself; None if it changes nothing."""
        if self.at in (0, 1):
            return self.change if self.at else None
        return self.change.partly(self.at)

    def goes_straight_to(self, other: "Lever") -> bool:
        """Return True if two levers differ only in numbers that go straight from one value to the other."""
        if self.chosen != other.chosen or self.at != other.at:
            return False
        return self.change.leaps_to(other.change).keys() <= {*ONLY_WORDS}

    def toward(self, other: "Lever", share: float) -> "Lever":
        """Return the lever that is a share of the way from this one to another, to which it goes straight."""
        return self.with_fields(**{self.chosen: self.change.toward(other.change, share)})

    def complaints(self, plan: Plan) -> tuple[Complaint, ...]:
        """Return errors and warnings for this plan. After an unknown name nothing else is checked."""
        wrong_names = tuple(reference_complaints(self, plan, ()))
        if wrong_names:
            return wrong_names
        part = self.part
        cautions = self.change.cautions(self.at, plan) if self.at not in (0, 1) else ()
        every = (*cautions, *(part.complaints(plan) if part else ()))
        own = (each for each in every if not (self.optional and each.code == "W552"))
        return tuple(Complaint(c.code, (self.chosen, *c.path), c.message, c.fix, c.of_key) for c in own)

    def apply(self, plan: Plan) -> Plan:
        """Return the changed plan, in which savings without their own delivery take that of their status."""
        part = self.part
        return part.apply(plan).by_status() if part else plan
