"""Checks of the years of agreements, and of days that lie ahead, against the years of the plan."""

from collections.abc import Iterator

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.years import first_calendar_year
from mtfp.model.governance.agreement import Agreement
from mtfp.model.plan import Plan

DUE = {"decisions": ("by",), "actions": ("due",), "reserves": ("review", "use_by")}
"""Keys that hold a day that lies ahead, by section."""
LATEST = {"use_by": 5}
"""Largest number of years after the plan's end in which a day may lie; none for keys that aren't named."""


def agreements(plan: Plan) -> Iterator[tuple[Path, Agreement]]:
    """Yield the agreements of the scheme and of funding sources, with their paths."""
    if plan.scheme.agreed:
        yield ("scheme", "agreed"), plan.scheme.agreed
    for name, stream in plan.funding.items():
        if stream.agreed:
            yield ("funding", name, "agreed"), stream.agreed


def check_ended_agreements(plan: Plan) -> Iterator[Complaint]:
    """Warn of agreements that end before the first projected year."""
    first = plan.timeline.projected[0]
    for path, agreed in agreements(plan):
        if not agreed.covers(first):
            message = f"the agreement ends with {agreed.up_to}, before the first year of the plan, {first}"
            yield Complaint("W652", (*path, "up_to"), message, "record the agreement for the plan's years, or none")


def check_late_agreements(plan: Plan) -> Iterator[Complaint]:
    """Warn of agreements that go on after the plan's last year."""
    last = plan.timeline.last
    for path, agreed in agreements(plan):
        if agreed.up_to and agreed.up_to > last:
            message = (
                f"the agreement goes on to {agreed.up_to}, after the last year of the plan, {last}: is the year right?"
            )
            yield Complaint(
                "W724", (*path, "up_to"), message, "correct the year, or leave `up_to` out if it has no end"
            )


def check_far_dates(plan: Plan) -> Iterator[Complaint]:
    """Ask about days on which something is due although the plan has ended long before."""
    end = first_calendar_year(plan.timeline.last) + 1
    for path, day in _due(plan):
        if int(day[:4]) - end > LATEST.get(str(path[-1]), 0):
            message = f"{day} is {int(day[:4]) - end} years after the plan's last year, {plan.timeline.last}"
            yield Complaint("W724", path, f"{message}: is the year right?", "correct the year")


def _due(plan: Plan) -> Iterator[tuple[Path, str]]:
    """Yield the days of decisions, actions and reserves that lie ahead, with their paths."""
    for section, keys in DUE.items():
        items = plan.all_reserves if section == "reserves" else getattr(plan, section)
        for name, item in items.items():
            yield from (((section, name, key), day) for key in keys if (day := getattr(item, key)))


def check_confirmed_years(plan: Plan) -> Iterator[Complaint]:
    """Ask about agreements that end in another year than the confirmed payments; provisional years may be agreed."""
    for name, stream in plan.funding.items():
        confirmed = [year for year, status in stream.status.items() if status == "confirmed"]
        end = stream.agreed.up_to if stream.agreed else None
        if not end or not confirmed or end > plan.timeline.last or end == max(confirmed):
            continue
        if end < max(confirmed) or not any(max(confirmed) < year <= end for year in stream.status):
            message = (
                f"the agreement on {plan.label('funding', name)} goes on to {end}, but `status:` confirms the payment "
                f"to {max(confirmed)}: which year is right?"
            )
            fix = "correct `up_to:` or `status:`; a year that is agreed but not confirmed is `provisional`"
            yield Complaint("W724", ("funding", name, "agreed", "up_to"), message, fix)


AGREEMENTS = (check_ended_agreements, check_late_agreements, check_confirmed_years, check_far_dates)
