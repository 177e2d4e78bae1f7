"""Questions about yearly rates by what a lever makes of them, whatever it adds, multiplies or sets."""

from collections.abc import Iterator
from typing import Any

from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.scale.likely import in_percent
from mtfp.model.consistency.scale.limits import LASTING_PAY, LASTING_RATE
from mtfp.model.consistency.scale.rates import is_asked_about
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import is_pay
from mtfp.scenarios.levers.central import AssumptionLever
from mtfp.scenarios.levers.lever import Lever

FIX = "check the figure; if it is right, say why in `narrative:`, with the word “checked”"


def about_rates(lever: Lever, before: Plan, after: Plan) -> Iterator[Complaint]:
    """Ask about the first rate that a lever takes out of its limits in the plan's last two years."""
    change: Any = lever.change
    if not isinstance(change, AssumptionLever):
        return
    for name in change.names(before):
        limit = LASTING_PAY if is_pay(name, before.assumptions[name]) else LASTING_RATE
        old, new = _lasting(before, name), _lasting(after, name)
        is_out = old and new and all(map(limit.holds, old)) and not any(map(limit.holds, new))
        if is_out and not is_asked_about(after, name):
            year = before.timeline.last
            label = before.label("assumptions", name)
            message = (
                f"this lever takes {label} to {in_percent(new[-1])} a year in {year}, from {in_percent(old[-1])}: is "
                f"it right in every year?"
            )
            yield Complaint("W651", (lever.chosen,), message, FIX)
            return


def _lasting(plan: Plan, name: str) -> list[float]:
    """Return the rates of an assumption in the last two years of a plan; none if it is no rate."""
    of = plan.assumptions[name]
    rates = [of.central.at(year) if of.central else None for year in plan.timeline.projected[-2:]]
    given = [float(rate) for rate in rates if rate is not None]
    return given if of.unit == "rate" and len(given) == len(rates) else []
