"""Check of savings with `part_year: 100%` in a plan whose other savings begin during a year."""

from collections.abc import Iterator

from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.scale.likely import in_percent
from mtfp.model.costs.saving import Saving
from mtfp.model.plan import Plan

LEAST = 2
"""Least number of other savings that begin during a year."""
FIX = "correct the share; if the saving begins on 1 April, say so in `note:`"


def check_part_year(plan: Plan) -> Iterator[Complaint]:
    """Ask about a `part_year` of 100% that a plan states, where the other savings begin during a year."""
    shares = {name: float(saving.part_year) for name, saving in plan.savings.items()}
    parts = [share for share in shares.values() if share < 1]
    for name, saving in plan.savings.items():
        stated = "part_year" in saving.model_fields_set and saving.part_year == 1 and saving.recurring
        if stated and len(parts) >= LEAST and saving.status != "delivered" and not _is_of_charges(plan, saving):
            usual = max(parts, key=parts.count)
            message = (
                f"{plan.label('savings', name)} saves 100% of a full year in its first year, and {len(parts)} other "
                f"savings have less: is it {in_percent(usual)}?"
            )
            yield Complaint("W720", ("savings", name, "part_year"), message, FIX)


def _is_of_charges(plan: Plan, saving: Saving) -> bool:
    """Return True if a saving raises income: charges rise on 1 April."""
    lines = [plan.lines[each] for each in saving.targets(plan.lines) if each in plan.lines]
    return bool(lines) and all(line.kind == "income" for line in lines)
