"""What a projection holds. Arrays have shape (year, draw), or (item, year, draw) in the order of the plan."""

from collections.abc import Mapping
from dataclasses import dataclass

from mtfp.engine.placing import Placed
from mtfp.model.arrays import Array
from mtfp.model.cost import Ageing, Costs
from mtfp.model.draws import Draws
from mtfp.model.funding import Receipt
from mtfp.model.plan import Plan
from mtfp.model.saving import Yield


@dataclass(frozen=True)
class Spending:
    """What adds to cost beside the lines, each by name, shape (year, draw); where it falls, in all and what recurs."""

    commitments: Mapping[str, Array]
    investments: Mapping[str, Array]
    events: Mapping[str, Array]
    recurring: Placed
    placed: Placed


@dataclass(frozen=True)
class Gap:
    """Section 10 of the model, over the integrated budget. Each shape (year, draw); NaN where funding isn't known."""

    expenditure: Array
    funding: Array
    before_savings: Array
    savings_recurring: Array
    savings_non_recurring: Array
    savings_planned: Array
    savings: Array
    gap: Array
    recurring_gap: Array


@dataclass(frozen=True)
class SetAside:
    """The hospital block, apart: cost after its savings, funding, and the gap between them."""

    cost: Array
    funding: Array
    gap: Array


@dataclass(frozen=True)
class PotYears:
    """One reserve, each shape (year, draw). Closing = opening + ins - outs; the base year shows its closing balance."""

    contributions: Array
    planned_use: Array
    unspent: Array
    drawn_by_lines: Array
    used_by_steps: Array
    put_back: Array
    surplus_in: Array
    clawed_back: Array
    closing: Array
    floor: Array


@dataclass(frozen=True)
class Closing:
    """What the scheme did with what the plan leaves open, each shape (year, draw); `partners` (partner, year, draw)."""

    planned_use: Array
    to_close: Array
    offset: Array
    reserves_used: Array
    additional_payments: Array
    carried: Array
    unmet: Array
    surplus: Array
    put_back: Array
    deficit_cleared: Array
    surplus_into_pots: Array
    returned: Array
    deficit: Array
    drawn_by_lines: Array


@dataclass(frozen=True)
class Projection:
    """Everything that `project` works out, for tables to read."""

    plan: Plan
    draws: Draws
    ageing: Mapping[str, Ageing]
    costs: Costs
    spending: Spending
    savings: Mapping[str, Yield]
    receipts: Mapping[str, Receipt]
    usable: Mapping[str, Array]
    gap: Gap
    set_aside: SetAside
    closing: Closing
    pots: Mapping[str, PotYears]
