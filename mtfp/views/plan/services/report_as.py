"""Spend by the categories of the statutory performance report, as the plan's lines say which they belong to."""

from collections.abc import Iterator, Mapping

from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, share_of
from mtfp.results.by_year import first_draw, heading, table_by_year
from mtfp.results.table import SHARE, Row, Table

NOT_MAPPED = "Not mapped"


def report_as(projection: Projection, scenario: str) -> Table:
    """Spend by category of the performance report, in money and as shares of the whole, set-aside included."""
    title = "Spend by category of the performance report"
    if not any(line.report_as for line in projection.plan.lines.values()):
        note = "No line says its category: add `report_as` to the plan's lines."
        return table_by_year("report_as", title, projection, scenario, (), [note])
    spend = spend_by_category(projection)
    return table_by_year("report_as", title, projection, scenario, _rows(projection, spend), NOTES)


NOTES = (
    "Each line's cost before savings, with the set-aside; income, such as charges, is subtracted in its own category. "
    "Commitments, investments and events are in no category.",
    "The Public Bodies (Joint Working) (Content of Performance Reports) (Scotland) Regulations 2014 ask what was spent "
    "by kind of service; the plan names the kinds in its own words.",
)


def spend_by_category(projection: Projection) -> dict[str, Array]:
    """What the lines of each category cost, income subtracted, shape (year, draw); empty text for lines without one."""
    spend: dict[str, Array] = {}
    for line, cost in zip(projection.plan.lines.values(), projection.costs.cost, strict=True):
        spend[line.report_as] = spend.get(line.report_as, 0.0) + cost
    left = spend.pop("", None)
    return spend if left is None else {**spend, "": left}


def _rows(projection: Projection, spend: Mapping[str, Array]) -> Iterator[Row]:
    total = projection.costs.cost.sum(axis=0)
    for category, cost in spend.items():
        yield Row(_id("category", category), category or NOT_MAPPED, first_draw(cost), depth=1)
    yield Row("total", "All lines, with set-aside", first_draw(total), strong=True)
    yield heading("As shares of it", len(projection.plan.timeline))
    for category, cost in spend.items():
        share = first_draw(share_of(cost, total))
        yield Row(_id("share", category), category or NOT_MAPPED, share, SHARE, depth=1)


def _id(kind: str, category: str) -> str:
    return f"{kind}.{category}" if category else f"{kind}_not_mapped"
