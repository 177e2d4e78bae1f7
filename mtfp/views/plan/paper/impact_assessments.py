"""Table of impact assessments: the savings that the plan counts on, by the progress of their assessment."""

from mtfp.engine.projection import Projection
from mtfp.model.governance.assessment import Assessment
from mtfp.model.plan import Plan
from mtfp.results.by_year import changes, table_by_year
from mtfp.results.table import Row, Table
from mtfp.views.plan.groups import Item, grouped
from mtfp.views.plan.registers.words import day_in_words, sentences

NOT_RECORDED = "Not recorded"
ORDER = ("Complete", "Draft", "Not started", NOT_RECORDED)
"""Headings, in order."""


def impact_assessments(projection: Projection, scenario: str) -> Table:
    """Return the saving that each scheme achieves by year, under the progress of its impact assessment.

    Savings of investments and savings still to be identified have no assessment, and are left out.
    """
    plan = projection.plan
    items = [_item(name, projection) for name, saving in plan.savings.items() if saving.is_identified]
    rows = grouped(sorted(items, key=lambda item: ORDER.index(item[0])), "impact_assessment")
    return table_by_year("impact_assessments", "Impact assessments of savings", projection, scenario, rows)


def _item(name: str, projection: Projection) -> Item:
    plan = projection.plan
    assessed = plan.savings[name].impact_assessment
    heading = assessed.status.capitalize() if assessed else NOT_RECORDED
    achieved = changes(projection.savings[name].achieved)
    row = Row(f"savings.{name}", plan.label("savings", name), achieved, about=_about(name, plan, assessed))
    return heading, row, ()


def _about(name: str, plan: Plan, assessed: Assessment | None) -> str:
    label = plan.label("savings", name)
    if assessed is None:
        return sentences(label, "No impact assessment is recorded")
    return sentences(
        label,
        f"Impact assessment: {assessed.status}",
        f"Reference: {assessed.reference}" if assessed.reference else "No reference",
        f"Date: {day_in_words(assessed.date)}" if assessed.date else "",
    )
