"""Transfer set-aside money to the integrated budget: set-aside cost and funding fall, the NHS board's payment rises."""

from collections.abc import Mapping
from dataclasses import replace

from mtfp.model.base.arrays import Array
from mtfp.model.base.draws import Draws
from mtfp.model.money_in.funding import Receipt
from mtfp.model.plan import Plan


def transfer_costs(plan: Plan, draws: Draws) -> dict[str, Array]:
    """Return the change that each transfer makes to the cost of its set-aside lines, shape (year, draw): negative."""
    return {name: -transfer.moved(draws) for name, transfer in plan.transfers.items()}


def receipts_after_transfers(
    plan: Plan, receipts: Mapping[str, Receipt], costs: Mapping[str, Array]
) -> dict[str, Receipt]:
    """Return what each stream pays after transfers, which are recurring. The total over all streams is unchanged.

    `costs` are those of `transfer_costs`.
    """
    after = dict(receipts)
    for name, transfer in plan.transfers.items():
        for stream, change in ((transfer.out_of, costs[name]), (transfer.into, -costs[name])):
            after[stream] = replace(after[stream], recurring=after[stream].recurring + change)
    return after
