"""Lever `transfer`: move set-aside money into the NHS board's payment, as activity leaves the hospital."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from pydantic import Field

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import listed
from mtfp.model.base.refers import PriceName, StreamName
from mtfp.model.base.values import Flag, MoneyOrShare, Percent, Share, Text
from mtfp.model.consistency.items.transfers import may_fall, may_rise, transfer_complaints
from mtfp.model.costs.target import Selector
from mtfp.model.money_in.funding import Stream
from mtfp.model.money_in.transfer import Transfer
from mtfp.model.plan import Plan
from mtfp.scenarios.levers.common.in_part import InPart
from mtfp.scenarios.levers.common.lines import first_free
from mtfp.scenarios.levers.common.years import LeverYear, in_plan, year_complaints


def _is_main_payment(stream: Stream) -> bool:
    """Return True if a payment can receive transfers without being named: it lasts and doesn't follow a cost."""
    return may_rise(stream) and stream.arm in (None, "nhs") and stream.follows is None


FITS: dict[str, tuple[Callable[[Stream], bool], str]] = {
    "out_of": (may_fall, "lasting set-aside funding source"),
    "into": (_is_main_payment, "lasting NHS board payment for the NHS side that doesn't follow a cost"),
}
"""Condition, with its description, for choosing the funding source on each side if the lever doesn't name it."""


class AddTransfer(InPart):
    """Transfer set-aside money into the integrated budget, as activity leaves the hospital."""

    straight: ClassVar = ("amount", "released")
    money_or_share: ClassVar = ("amount",)
    rest: ClassVar = {"amount": 0.0}

    out_of: StreamName | None = None
    """Set-aside funding source that the money leaves. Optional if the plan has only one that lasts."""
    into: StreamName | None = None
    """NHS board's payment that the money joins. Optional if the plan has only one that lasts and follows no cost."""
    lines: Selector | None = None
    """Set-aside lines that cost less, in proportion to their base budgets; all set-aside lines if left out."""
    amount: MoneyOrShare
    """Yearly value of the activity that leaves: money, or a share of the lines' budgets."""
    from_: LeverYear = Field(alias="from")
    """First year in which the activity has left."""
    released: Share = 1.0
    """Share of the yearly value that becomes money; the rest stays behind as stranded cost."""
    indexed: PriceName | None = None
    """Assumption with which the amount grows from the first year on."""
    other_units: Flag = False
    """Write `true` if the transfer is for other beds than those that `capacity` levers close or that moves empty."""
    label: Text = ""
    """Label under which the transfer is shown."""

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        yield from year_complaints(("from",), self.from_, plan.timeline)
        unclear = tuple(stream_complaints(plan, "W552", out_of=self.out_of, into=self.into))
        yield from unclear
        if not unclear and not self._names(plan):
            fix = "select lines with `set_aside: true`, or leave the lever out"
            yield Complaint("W552", ("lines",), f"the plan has no line with {self.lines or 'set_aside true'}", fix)
        after = self.apply(plan)
        for name in after.transfers.keys() - plan.transfers.keys():
            yield from transfer_complaints(after, name, ())

    def _names(self, plan: Plan) -> tuple[str, ...]:
        return (self.lines or Selector(set_aside=True)).of(plan.lines)

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with one more transfer, in prices of the year in which the transfer begins."""
        out_of, into = one_stream(plan, "out_of", self.out_of), one_stream(plan, "into", self.into)
        names = self._names(plan)
        if out_of is None or into is None or not names:
            return plan
        budgets = sum(plan.lines[name].opening(plan.base_year) for name in names)
        worth = self.amount * budgets if isinstance(self.amount, Percent) else self.amount
        transfer = Transfer(
            label=self.label,
            out_of=out_of,
            into=into,
            lines=self.lines,
            amount={in_plan(self.from_, plan.timeline): float(worth)},
            indexed=self.indexed,
            other_units=self.other_units,
            source="a scenario's lever",
        )
        return with_transfer(plan, transfer.with_fields(released=self.released))


def _fitting(plan: Plan, side: str) -> list[str]:
    return [name for name, stream in plan.funding.items() if FITS[side][0](stream)]


def one_stream(plan: Plan, side: str, named: str | None) -> str | None:
    """Return the funding source that a transfer leaves or joins: the named one, else the only one that fits."""
    found = _fitting(plan, side)
    return named or (found[0] if len(found) == 1 else None)


def stream_complaints(plan: Plan, missing: str, **named: str | None) -> Iterator[Complaint]:
    """Yield a complaint if no funding source fits (with the code `missing`), or if several fit and none is named."""
    for side, name in named.items():
        what, found = FITS[side][1], _fitting(plan, side)
        if name is None and not found:
            yield Complaint(missing, (), f"the plan has no {what}", "add one under `funding:`, or leave the lever out")
        elif name is None and len(found) > 1:
            message = f"the plan has more than one {what}: {listed(found)}"
            yield Complaint("E412", (), message, f"name the funding source to use, such as `{side}: {found[0]}`")


def with_transfer(plan: Plan, transfer: Transfer) -> Plan:
    """Return the plan with one more transfer, under the first free name. A transfer that moves no money is left out."""
    if not transfer.released or not any(transfer.amount.get(year) for year in plan.timeline.labels):
        return plan
    return plan.with_fields(transfers={**plan.transfers, first_free("transfer", plan.transfers): transfer})
