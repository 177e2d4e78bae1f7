"""What a transfer needs: a set-aside stream that lasts, a payment of the NHS board that lasts, and money enough."""

from collections.abc import Iterator

from mtfp.findings.place import Path
from mtfp.findings.suggest import one_of
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import listed
from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan


def transfers_are_possible(plan: Plan) -> Iterator[Complaint]:
    """Money goes from set-aside lines and their funding into a payment of the NHS board, no more than there is."""
    for name in plan.transfers:
        yield from transfer_complaints(plan, name, ("transfers", name))


def gives_up(stream: Stream) -> bool:
    """Whether a transfer may come out of a stream."""
    return stream.type == "set_aside" and stream.lasts


def takes_up(stream: Stream) -> bool:
    """Whether a transfer may go into a stream."""
    return stream.type == "payment" and stream.partner == "nhs" and stream.lasts


def transfer_complaints(plan: Plan, name: str, at: Path) -> Iterator[Complaint]:
    """What is wrong with one transfer, whose keys stand under `at`."""
    transfer = plan.transfers[name]
    sides = (
        ("out_of", transfer.out_of, gives_up, "a stream that is set aside and lasts"),
        ("into", transfer.into, takes_up, "a payment of the NHS board that lasts"),
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
        message = f"{listed(others)} {'is' if len(others) == 1 else 'are'} not set aside"
        yield Complaint("E331", (*at, "lines"), message, "name lines with `set_aside: true`, or leave `lines` out")
    elif not names and transfer.lines is None:
        yield Complaint("E312", at, "no line is set aside", "add `set_aside: true` to the lines it is about", True)


def _more_than_there_is(plan: Plan, name: str, at: Path) -> Iterator[Complaint]:
    """That this transfer and those before it release more than the set-aside stream pays in the base year."""
    stream = plan.transfers[name].out_of
    paid = plan.funding[stream].of_base_year(plan.base_year) if stream in plan.funding else None
    earlier = list(plan.transfers)[: list(plan.transfers).index(name) + 1]
    released = sum(_released(plan, each) for each in earlier if plan.transfers[each].out_of == stream)
    if paid is not None and released > paid:
        message = f"{released:,.6g} would be released in all, and `{stream}` pays {paid:,.6g} in {plan.base_year}"
        yield Complaint("E332", (*at, "amount"), message, "lower the amount, or the share that is `released`")
    names = plan.transfers[name].targets(plan.lines)
    cost, off = sum(plan.lines[line].opening(plan.base_year) for line in names), _released(plan, name)
    if names and off > cost and (paid is None or released <= paid):
        message = f"{off:,.6g} would be released, and the lines cost {cost:,.6g} in {plan.base_year}"
        yield Complaint("E332", (*at, "amount"), message, "lower the amount, or name all the lines that it is about")


def _released(plan: Plan, name: str) -> float:
    transfer = plan.transfers[name]
    return transfer.released * sum(amount for year, amount in transfer.amount.items() if year in plan.timeline)


TRANSFERS = (transfers_are_possible,)
