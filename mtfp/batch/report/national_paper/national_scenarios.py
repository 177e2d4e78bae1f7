"""Table of the national paper that shows all plans together under each scenario. Money is in £m."""

from collections.abc import Iterator

from mtfp.batch.outcome.rollup import NAME
from mtfp.batch.plans.plan_source import BASE
from mtfp.batch.report.national_paper.total import ALL_YEARS, Total
from mtfp.results.by_year import heading
from mtfp.results.table import MONEY, SHARE, Row, Table
from mtfp.views.paper.behind.side_by_side import MIDDLE_OF
from mtfp.views.scenario_columns import scenario_columns

EXTRA = {
    "additional_payments": "Both partners",
    "additional_payments.council": "Councils",
    "additional_payments.nhs": "NHS boards",
}
NOTES = ("Gaps and their chances are before partners pay extra. Middle amounts of two partners can't be added.",)


def scenarios_of_total(total: Total) -> Table:
    """Return a column for the plans as they stand and for each scenario that all plans can take."""
    columns = scenario_columns(dict(zip(total.scenarios, _labels(total), strict=True)), total.last)
    rows = [*_gap(total), *_extra(total)]
    title = f"All plans together, scenario by scenario, {total.last}"
    return Table("national_scenarios", title, NAME, total.unit, columns, tuple(rows), NOTES)


def _labels(total: Total) -> list[str]:
    return ["Plans as they stand" if name == BASE else name for name in total.scenarios]


def _gap(total: Total) -> Iterator[Row]:
    yield heading(f"Gap of {total.last}", len(total.scenarios))
    yield _row(total, "gap", "In the plans' own cases", "central")
    for statistic, _, label in MIDDLE_OF:
        yield _row(total, "gap", label, statistic)
    chances = tuple(total.chance("gap", scenario=name) for name in total.scenarios)
    yield Row("gap", "Chance of a gap", chances, SHARE, depth=1, statistic="probability")


def _extra(total: Total) -> Iterator[Row]:
    yield heading("Extra from partners, all years", len(total.scenarios))
    for figure, label in EXTRA.items():
        yield _row(total, figure, label, "central", year=ALL_YEARS)
    for statistic, _, label in MIDDLE_OF:
        yield _row(
            total, "additional_payments", f"Both partners, {label[0].lower()}{label[1:]}", statistic, year=ALL_YEARS
        )


def _row(total: Total, figure: str, label: str, statistic: str, *, year: str = "") -> Row:
    values = tuple(total.statistic(figure, statistic, year, name) for name in total.scenarios)
    return Row(figure, label, values, MONEY, depth=1, statistic=statistic, year=year or None)
