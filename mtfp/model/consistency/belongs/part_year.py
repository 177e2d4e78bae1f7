"""Check of savings with `part_year: 100%` in a plan whose other savings begin during a year."""

from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.scale.likely import in_percent
from mtfp.model.plan import Plan

LEAST = 2
"""Least number of other savings that begin during a year."""


def check_part_year(plan: Plan) -> Iterator[Complaint]:
    """Ask about a `part_year` of 100% that a plan states, where the other savings begin during a year."""
    shares = {name: float(saving.part_year) for name, saving in plan.savings.items()}
    parts = [share for share in shares.values() if share < 1]
    for name, saving in plan.savings.items():
        stated = "part_year" in saving.model_fields_set and saving.part_year == 1 and saving.recurring
        if stated and len(parts) >= LEAST and saving.status != "delivered":
            usual = max(parts, key=parts.count)
            message = (
                f"{plan.label('savings', name)} saves 100% of a full year in its first year, which needs no "
                f"`part_year`, and {len(parts)} other savings have less: is it {in_percent(usual)}?"
            )
            fix = "correct the share, or take `part_year` out if the saving begins on 1 April"
            yield Complaint("W720", ("savings", name, "part_year"), message, fix)
