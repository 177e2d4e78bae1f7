"""Table from the plan's own gap to the middle of the draws: what each group of drivers adds, in amounts that add up."""

from mtfp.analysis.average_and_plan import AverageAndPlan
from mtfp.analysis.sensitivity.drivers import GROUPS
from mtfp.model.plan import Plan
from mtfp.results.figures import figure_named
from mtfp.results.table import Column, Row, Table


def plan_and_middle(found: AverageAndPlan, plan: Plan) -> Table:
    """Return the rows from the plan's own figure over the average of the draws to their middle."""
    below = found.middle - found.average
    label, side = figure_named(found.figure).label, "below" if below < 0 else "above"
    rows = (
        Row("plan", f"{label}: the plan's own case", (found.plan,), strong=True),
        *(Row(f"group.{group}", GROUPS[group], (part,), depth=1, signed=True) for group, part in found.groups.items()),
        Row("together", "Together, beyond each alone", (found.together,), depth=1, signed=True, quiet=True),
        Row("average", "Average of all futures", (found.average,), strong=True),
        Row("middle_less_average", f"The middle is {side} the average", (below,), depth=1, signed=True),
        Row("middle", "Middle future", (found.middle,), strong=True),
    )  # fmt: skip
    title = f"From the plan's own gap to the middle future, {found.year}"
    return Table("middle", title, plan.name, plan.unit, (Column(found.year, found.year),), rows, NOTES)


NOTES = (
    "Each group is drawn alone, with all else as planned. The parts add up to the average, because averages add up. "
    "The middle does not: half of the futures are above it, and half below.",
)
