"""Set-aside transfers: what they take off the cost of set-aside lines, and which streams pay less and more."""

from collections.abc import Mapping
from dataclasses import replace

from mtfp.model.base.arrays import Array
from mtfp.model.base.draws import Draws
from mtfp.model.money_in.funding import Receipt
from mtfp.model.plan import Plan


def taken_off(plan: Plan, draws: Draws) -> dict[str, Array]:
    """What each transfer adds to the cost of its lines, shape (year, draw): below zero, the money that is released."""
    return {name: -transfer.moved(draws) for name, transfer in plan.transfers.items()}


def transferred(plan: Plan, receipts: Mapping[str, Receipt], taken: Mapping[str, Array]) -> dict[str, Receipt]:
    """What every stream pays once transfers are made: one side less, the other more, recurring.

    Together the streams pay what they paid before.
    """
    paid = dict(receipts)
    for name, transfer in plan.transfers.items():
        for stream, change in ((transfer.out_of, taken[name]), (transfer.into, -taken[name])):
            paid[stream] = replace(paid[stream], recurring=paid[stream].recurring + change)
    return paid
