"""Checks of savings: the delivery that comes from their status, and amounts that are delivered beyond the plan."""

from collections.abc import Iterator

from mtfp.findings.place import Path
from mtfp.model.base.arrays import NOISE
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import in_money
from mtfp.model.base.part import listed
from mtfp.model.base.values import scalar
from mtfp.model.costs.saving import DELIVERY_OF, Saving
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.by_status import ILLUSTRATIVE, is_illustrative


def check_delivery_by_status(plan: Plan) -> Iterator[Complaint]:
    """Warn of savings that take the illustrative delivery of their status, with the money that it takes off."""
    for status, name in DELIVERY_OF.items():
        taking = {of: saving for of, saving in plan.all_savings.items() if saving.delivery == name}
        if taking and is_illustrative(name, plan.assumptions):
            median = ILLUSTRATIVE[name][1]
            planned = sum(sum(saving.planned.values()) for saving in taking.values())
            message = (
                f"{listed(of.removesuffix('.saves') for of in taking)}: the delivery is the illustrative "
                f"{median} of {status} savings, which takes "
                f"{in_money(planned * (1 - scalar(median)), plan.unit)} off the {in_money(planned, plan.unit)} planned"
            )
            fix = f"define `{name}` under `assumptions`, or give each saving its own `delivery`"
            yield Complaint("W512", _status_of(next(iter(taking)), plan), message, fix)


def _status_of(name: str, plan: Plan) -> Path:
    section, key = ("savings", name) if name in plan.savings else ("investments", name.removesuffix(".saves"))
    return (section, key, "status")


def check_delivered_amounts(plan: Plan) -> Iterator[Complaint]:
    """Warn of a saving that delivers more than it plans: one of the two amounts may be wrong."""
    for name, saving in plan.savings.items():
        planned, delivered = (sum(amounts.values()) for amounts in (saving.planned, saving.delivered))
        if delivered > planned * (1 + NOISE):
            message = (
                f"`{name}` delivers {in_money(delivered, plan.unit)}, more than the {_planned(saving, plan)} planned"
            )
            fix = "check both amounts; if more was delivered, say why in `note:`"
            yield Complaint("W513", ("savings", name, "delivered"), message, fix)


def _planned(saving: Saving, plan: Plan) -> str:
    return in_money(sum(saving.planned.values()), plan.unit)


SAVINGS = (check_delivery_by_status, check_delivered_amounts)
