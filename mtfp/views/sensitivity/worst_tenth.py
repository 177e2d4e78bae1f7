"""Table and sentence on the conditions under which most of the worst tenth of draws lie."""

from collections.abc import Iterator
from math import isfinite

from mtfp.analysis.sensitivity.worst_tenth import Limit, WorstTenth
from mtfp.findings.short import in_list
from mtfp.results.table import MONEY, SHARE, Column, Row, Table
from mtfp.views.sensitivity.words import limit_in_words, upper_first
from mtfp.views.simulated.in_words import often

COLUMNS = {"coverage": "Of the worst draws", "share": "Of all draws"}
NOTE = (
    "Shares of draws in which a condition holds. The conditions were found in the draws of the other tables, and "
    "counted in as many fresh draws. Averages are over the projected years to the year of the figure."
)


def worst_tenth_table(found: WorstTenth, scenario: str = "base") -> Table:
    """Return the share of the worst draws, and of all draws, in which each condition holds, and all together."""
    question = found.question
    rows = [row for limit in found.limits for row in _rows(found, limit, scenario)]
    if rows:
        together = (found.coverage, found.share, found.density)
        rows.append(
            Row("together", "All together", together, SHARE, strong=True, scenario=scenario, year=question.year)
        )
    columns = (
        *(Column(label, statistic=name) for name, label in COLUMNS.items()),
        Column("Worst draws among those that meet it", statistic="density", for_machines=True),
    )
    title = f"Worst tenth of draws of {question.figure.in_sentence} in {question.year}"
    notes = (NOTE,) if rows else (f"{worst_tenth_in_words(found)}.",)
    return Table("worst_tenth", title, question.plan.name, question.plan.unit, columns, tuple(rows), notes)


def worst_tenth_in_words(found: WorstTenth) -> str:
    """Return a sentence on the conditions under which most of the worst draws lie, or that there are none."""
    question = found.question
    figure = f"{question.figure.in_sentence} in {question.year}"
    if not found.varies:
        return f"So many draws have the same value of {figure} that no tenth is worse than the others"
    if not found.limits:
        return f"No three conditions or fewer describe the worst tenth of draws of {figure}: they have many causes"
    clauses = [limit_in_words(question, limit.feature, limit.low, limit.high) for limit in found.limits]
    return (
        f"In the worst tenth of draws for {figure}, {often(found.coverage)} have {in_list(clauses)}; "
        f"overall, {often(found.share)} do"
    )


def _rows(found: WorstTenth, limit: Limit, scenario: str) -> Iterator[Row]:
    """Yield the shares of a condition, and for programs its limits in the driver's unit."""
    question, driver = found.question, limit.feature.driver
    words = limit_in_words(question, limit.feature, limit.low, limit.high)
    id = f"{driver.id}.{limit.feature.variant}" if limit.feature.variant else driver.id
    label = upper_first(words)
    yield Row(id, label, (limit.coverage, limit.share, None), SHARE, scenario=scenario, year=question.year)
    unit = question.plan.assumptions[driver.assumption].unit if driver.assumption else "number"
    for statistic, value in (("over", limit.low), ("under", limit.high)):
        if isfinite(value):
            yield Row(
                id,
                label,
                (value, None, None),
                MONEY if unit == "money" else SHARE if unit == "rate" else unit,
                scenario=scenario,
                year=question.year,
                statistic=statistic,
                for_machines=True,
            )
