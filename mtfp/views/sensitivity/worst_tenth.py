"""Table and sentence on the conditions under which most of the worst tenth of draws lie."""

from collections.abc import Iterator
from math import isfinite

from mtfp.analysis.sensitivity.worst_tenth import Limit, WorstTenth
from mtfp.findings.short import in_list
from mtfp.results.table import MONEY, SHARE, Column, Row, Table
from mtfp.views.sensitivity.words import (
    GAPS,
    amount,
    group_within,
    limit_in_words,
    number_in_words,
    upper_first,
    within,
)
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
    """Return sentences on the size of the figure in the worst draws, and on the conditions or groups they go with."""
    question = found.question
    figure = f"{question.figure.in_sentence} in {question.year}"
    if not found.varies:
        return f"So many draws have the same value of {figure} that no tenth is worse than the others"
    first = _average(found)
    if found.limits:
        clauses = in_list([_clause(found, limit) for limit in found.limits])
        return f"{first}. Among these, {often(found.coverage)} have {clauses}; among all, {often(found.share)} do"
    if not found.signs:
        return f"{first}. These draws have many causes; no few conditions describe them"
    return f"{first}. {_signs(found)}"


def _average(found: WorstTenth) -> str:
    """Return the average of the figure in the worst draws as a sentence."""
    question, average = found.question, amount(found.question, found.average)
    if question.figure.id in GAPS:
        return f"The worst tenth of draws averages {average} in {question.year}"
    return f"In the worst tenth of draws, {question.figure.in_sentence} in {question.year} averages {average}"


def _clause(found: WorstTenth, limit: Limit) -> str:
    words = limit_in_words(found.question, limit.feature, limit.low, limit.high)
    planned = number_in_words(found.question, limit.feature, limit.planned, decimals=2)
    return f"{words} (plan: {planned})" if planned else words


def _signs(found: WorstTenth) -> str:
    """Return a sentence on the groups that the worst draws go with, and the largest driver of each in them."""
    groups, averages = list[str](), list[str]()
    for sign in found.signs:
        label = within(sign.feature.driver.label)
        if mean := number_in_words(found.question, sign.feature, sign.mean):
            groups.append(group_within(sign.feature.driver.group))
            planned = number_in_words(found.question, sign.feature, sign.planned, decimals=2)
            averages.append(f"{mean} for {label} (plan: {planned})")
        else:
            groups.append(label)
    together = " together" if len(groups) > 1 else ""
    they_average = f": they average {in_list(averages)}" if averages else ""
    return f"These draws go with {in_list(groups)}{together}{they_average}"


def _rows(found: WorstTenth, limit: Limit, scenario: str) -> Iterator[Row]:
    """Yield the shares of a condition, and for programs its limits in the driver's unit."""
    question, driver = found.question, limit.feature.driver
    id = f"{driver.id}.{limit.feature.variant}" if limit.feature.variant else driver.id
    label = upper_first(_clause(found, limit))
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
