"""Checks of transfers: recurring set-aside funding, a recurring payment of the NHS board, and enough money."""

from collections.abc import Iterator

from mtfp.findings.place import Path
from mtfp.findings.suggest import one_of
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import listed
from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan


def check_transfers(plan: Plan) -> Iterator[Complaint]:
    """Require that transfers move set-aside money to a payment of the NHS board, and no more than the set-aside has."""
    for name in plan.transfers:
        yield from transfer_complaints(plan, name, ("transfers", name))


def may_fall(stream: Stream) -> bool:
    """Return True if a transfer is allowed to take money out of a funding source."""
    return stream.type == "set_aside" and stream.kind == "funding" and stream.lasts


def may_rise(stream: Stream) -> bool:
    """Return True if a transfer is allowed to move money into a funding source."""
    return stream.type == "payment" and stream.partner == "nhs" and stream.kind == "funding" and stream.lasts


def transfer_complaints(plan: Plan, name: str, at: Path) -> Iterator[Complaint]:
    """Yield the complaints about one transfer; `at` is the path of its keys."""
    transfer = plan.transfers[name]
    sides = (
        ("out_of", transfer.out_of, may_fall, "a recurring set-aside funding source"),
        ("into", transfer.into, may_rise, "a recurring payment of the NHS board"),
    )
    for key, stream, fits, what in sides:
        if stream in plan.funding and not fits(plan.funding[stream]):
            known = [each for each, held in plan.funding.items() if fits(held)]
            fix = f"name {one_of(known)}" if known else f"add {what} under `funding:`"
            yield Complaint("E331", (*at, key), f"`{stream}` is not {what}", fix)
    yield from _lines(plan, name, at)
    yield from _more_than_there_is(plan, name, at)


def _lines(plan: Plan, name: str, at: Path) -> Iterator[Complaint]:
    transfer, names = plan.transfers[name], plan.transfers[name].targets(plan.lines)
    others = [line for line in names if not plan.lines[line].set_aside]
    if others:
        message = f"{listed(others)} {'is' if len(others) == 1 else 'are'} not in the set-aside"
        yield Complaint("E331", (*at, "lines"), message, "name lines with `set_aside: true`, or leave `lines` out")
    elif not names and transfer.lines is None:
        yield Complaint(
            "E312", at, "no line is in the set-aside", "add `set_aside: true` to the lines whose cost falls", True
        )


def _more_than_there_is(plan: Plan, name: str, at: Path) -> Iterator[Complaint]:
    """Require that transfers release no more than the set-aside pays, or its lines cost, in the base year."""
    stream = plan.transfers[name].out_of
    paid = plan.funding[stream].of_base_year(plan.base_year) if stream in plan.funding else None
    earlier = list(plan.transfers)[: list(plan.transfers).index(name) + 1]
    released = sum(_released(plan, each) for each in earlier if plan.transfers[each].out_of == stream)
    if paid is not None and released > paid:
        message = (
            f"{released:,.6g} would be released in total, but `{stream}` pays only {paid:,.6g} in {plan.base_year}"
        )
        yield Complaint("E332", (*at, "amount"), message, "lower the amount, or the share that is `released`")
    names = plan.transfers[name].targets(plan.lines)
    cost, fall = sum(plan.lines[line].opening(plan.base_year) for line in names), _released(plan, name)
    if names and fall > cost and (paid is None or released <= paid):
        message = f"{fall:,.6g} would be released, but the lines cost only {cost:,.6g} in {plan.base_year}"
        yield Complaint("E332", (*at, "amount"), message, "lower the amount, or name all the lines whose cost falls")


def _released(plan: Plan, name: str) -> float:
    transfer = plan.transfers[name]
    return transfer.released * sum(amount for year, amount in transfer.amount.items() if year in plan.timeline)


TRANSFERS = (check_transfers,)
