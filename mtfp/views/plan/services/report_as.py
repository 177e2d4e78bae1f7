"""Table of spending by category of the statutory performance report. The `report_as` of a line is its category."""

from collections.abc import Iterator, Mapping

from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array, share_of
from mtfp.results.by_year import first_draw, heading, table_by_year
from mtfp.results.table import SHARE, Row, Table

NO_CATEGORY = "No category"


def report_as(projection: Projection, scenario: str) -> Table:
    """Return spending by category of the performance report, in money and as shares, including set-aside lines."""
    title = "Spending by category of the performance report"
    if not any(line.report_as for line in projection.plan.lines.values()):
        note = "No line of the plan has a category. Add `report_as` to its lines."
        return table_by_year("report_as", title, projection, scenario, (), [note])
    spend = spend_by_category(projection)
    return table_by_year("report_as", title, projection, scenario, _rows(projection, spend), NOTES)


NOTES = (
    "Costs are before savings and include the set-aside. Income, such as charges, is subtracted in the category of its "
    "line. Commitments, investments and risk events belong to no category.",
    "The Public Bodies (Joint Working) (Content of Performance Reports) (Scotland) Regulations 2014 require spending "
    "by kind of service; the plan chooses the names of the kinds.",
)


def spend_by_category(projection: Projection) -> dict[str, Array]:
    """Return the cost of each category's lines, less their income, shape (year, draw).

    Lines without a category are under the key `""`.
    """
    spend: dict[str, Array] = {}
    for line, cost in zip(projection.plan.lines.values(), projection.costs.cost, strict=True):
        spend[line.report_as] = spend.get(line.report_as, 0.0) + cost
    left = spend.pop("", None)
    return spend if left is None else {**spend, "": left}


def _rows(projection: Projection, spend: Mapping[str, Array]) -> Iterator[Row]:
    total = projection.costs.cost.sum(axis=0)
    for category, cost in spend.items():
        yield Row(_id("category", category), category or NO_CATEGORY, first_draw(cost), depth=1)
    yield Row("total", "All lines, with set-aside", first_draw(total), strong=True)
    yield heading("As shares of all lines", len(projection.plan.timeline))
    for category, cost in spend.items():
        share = first_draw(share_of(cost, total))
        yield Row(_id("share", category), category or NO_CATEGORY, share, SHARE, depth=1)


def _id(kind: str, category: str) -> str:
    return f"{kind}.{category}" if category else f"{kind}_not_mapped"
