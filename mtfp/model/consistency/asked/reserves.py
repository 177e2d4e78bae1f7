"""Check of the cap of a surplus against the minimum level of its reserve."""

from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.consistency.scale.size import Size
from mtfp.model.plan import Plan
from mtfp.model.scheme.reserve import ThresholdPath


def check_cap(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of a surplus that may not even fill its reserve to the minimum level."""
    surplus = plan.scheme.surplus
    reserve = plan.all_reserves.get(surplus.to or "") if surplus else None
    if not (surplus and surplus.cap and reserve and reserve.floor):
        return
    for year in plan.timeline.projected:
        cap, least = (_level(path, year, size) for path in (surplus.cap, reserve.floor))
        if cap < least:
            label = plan.label("reserves", surplus.to or "")
            message = (
                f"the surplus fills {label} to {planned_money(cap, plan.unit)} in {year}, "
                f"below its minimum level of {planned_money(least, plan.unit)}: are the digits of both right?"
            )
            yield Complaint("W577", ("scheme", "surplus", "cap"), message, "check `cap:` and the reserve's `floor:`")
            return


def _level(path: ThresholdPath, year: str, size: Size) -> float:
    threshold = path.in_year(year)
    return threshold.share * size.expenditure if threshold.share is not None else threshold.amount or 0.0


CAP = (check_cap,)
