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
    return (*_section_of(name, plan), "status")


def _section_of(name: str, plan: Plan) -> tuple[str, str]:
    return ("savings", name) if name in plan.savings else ("investments", name.removesuffix(".saves"))


def check_delivered_amounts(plan: Plan) -> Iterator[Complaint]:
    """Warn of a saving that delivers more than it plans: one of the two amounts may be wrong."""
    for name, saving in plan.savings.items():
        planned, delivered = (sum(amounts.values()) for amounts in (saving.planned, saving.delivered))
        if delivered > planned * (1 + NOISE):
            message = (
                f"`{name}` delivers {in_money(delivered, plan.unit)}, more than the {_planned(saving, plan)} planned"
            )
            fix = "check both amounts; if more was delivered, say why in `note:`, with the word “checked”"
            yield Complaint("W513", ("savings", name, "delivered"), message, fix)


def _planned(saving: Saving, plan: Plan) -> str:
    return in_money(sum(saving.planned.values()), plan.unit)


def check_red_savings(plan: Plan) -> Iterator[Complaint]:
    """Warn of a red saving that delivers as much as an amber or a green one, or more, in some year."""
    for name, red in plan.all_savings.items():
        if red.status != "red" or red.delivered:
            continue
        for year in (each for each in plan.timeline.projected if red.planned.get(each)):
            if as_sure := _as_sure(plan, red, year):
                planned = in_money(sum(red.planned.values()), plan.unit)
                message = (
                    f"{_label(name, plan)} is red, but counts {_delivery(plan, red, year) or 0.0:.0%} of its "
                    f"{planned} in {year}, as much as {as_sure} or more"
                )
                fix = (
                    "give it an assumption with a lower central value, or leave `delivery` out: the status then decides"
                )
                yield Complaint("W581", _status_of(name, plan), message, fix)
                break


def _as_sure(plan: Plan, red: Saving, year: str) -> str:
    """Return the label and status of the surest saving that delivers no more than a red one in a year; may be empty."""
    share = _delivery(plan, red, year)
    for status in ("green", "amber"):
        for name, other in plan.all_savings.items():
            least = _delivery(plan, other, year) if other.status == status and not other.delivered else None
            if share is not None and share > 0 and least is not None and least <= share + NOISE:
                return f"{_label(name, plan)}, which is {status},"
    return ""


def _delivery(plan: Plan, saving: Saving, year: str) -> float | None:
    """Return the central share of a saving that is achieved in a year; None if no assumption states it."""
    of = plan.assumptions.get(saving.delivery or "")
    if saving.delivery and of is None:
        return None
    if of is None:
        return 1.0
    return of.central.at(year) if of.central else None


def _label(name: str, plan: Plan) -> str:
    section, key = _section_of(name, plan)
    return plan.label(section, key)


SAVINGS = (check_delivery_by_status, check_delivered_amounts, check_red_savings)
