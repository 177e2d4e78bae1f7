"""Transfer money from the set-aside budget to the integrated budget.

A transfer lowers the cost and the funding of the set-aside budget, and raises the NHS board's payment.
"""

from collections.abc import Mapping
from dataclasses import replace

from mtfp.model.base.arrays import Array
from mtfp.model.base.draws import Draws
from mtfp.model.money_in.funding import Receipt
from mtfp.model.plan import Plan


def transfer_costs(plan: Plan, draws: Draws) -> dict[str, Array]:
    """Return the change in the cost of set-aside lines due to each transfer, shape (year, draw), zero or negative."""
    return {name: -transfer.moved(draws) for name, transfer in plan.transfers.items()}


def receipts_after_transfers(
    plan: Plan, receipts: Mapping[str, Receipt], costs: Mapping[str, Array]
) -> dict[str, Receipt]:
    """Return the payments of each funding source after transfers. The total of all sources is unchanged.

    Transfers change the recurring part of a payment. `costs` are the changes in cost from `transfer_costs`.
    """
    after = dict(receipts)
    for name, transfer in plan.transfers.items():
        for stream, change in ((transfer.out_of, costs[name]), (transfer.into, -costs[name])):
            after[stream] = replace(after[stream], recurring=after[stream].recurring + change)
    return after
