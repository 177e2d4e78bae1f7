"""Table of assumptions: the central value of each by year, and its spread, source, owner, review and grade in words."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from mtfp.draws.of_plan import central_draws
from mtfp.engine.projection import Projection
from mtfp.model.base.draws import Draws
from mtfp.model.base.years import Path
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import Assumption
from mtfp.model.uncertainty.by_status import is_illustrative
from mtfp.results.by_year import first_draw, heading, table_by_year
from mtfp.results.table import MONEY, NOISE, SHARE, Row, Table
from mtfp.scenarios.words import Meaning, PlanWords
from mtfp.views.plan.registers.spread_in_words import spread_in_words
from mtfp.views.plan.registers.words import day_in_words, provenance, sentences

HEADINGS = {
    "rate": "Growth a year",
    "share": "Shares",
    "money": "Money",
    "index": "Index levels",
    "number": "Numbers",
}
"""Headings of the assumptions by their unit, in order."""
ROW_UNITS = {"rate": SHARE, "share": SHARE, "money": MONEY}
"""Units of rows; the other units have the same name in a plan and in a table."""
GRADES = {"A": "A, measured", "B": "B, published forecast", "C": "C, judgement"}
Cells = tuple[float | None, ...]


def assumptions(projection: Projection, scenario: str) -> Table:
    """Return the central value of each assumption by year, as the projection uses it, grouped by unit."""
    plan, rows = projection.plan, list[Row]()
    for unit, label in HEADINGS.items():
        names = [name for name, each in plan.assumptions.items() if each.unit == unit]
        rows += [heading(label, len(plan.timeline))] if names else []
        rows += [_assumption(name, plan, projection.draws) for name in names]
    return table_by_year("assumptions", "Assumptions", projection, scenario, rows)


def with_values_before(table: Table, plan: Plan) -> Table:
    """Return the assumptions under a scenario, with the values of the plan as it stands below those that differ."""
    draws, rows = central_draws(plan), list[Row]()
    before = {_id(name): _values(name, plan, draws) for name in plan.assumptions}
    for row in table.rows:
        rows.append(row)
        if row.id in before and _differ(before[row.id], row.values):
            label = "before the scenario"
            rows.append(replace(row, label=label, values=before[row.id], depth=2, scenario="base", about=""))
    return replace(table, rows=tuple(rows))


def _assumption(name: str, plan: Plan, draws: Draws) -> Row:
    stated = plan.assumptions[name]
    unit, values = ROW_UNITS.get(stated.unit, stated.unit), _values(name, plan, draws)
    label = plan.label("assumptions", name)
    return Row(_id(name), label, values, unit, depth=1, about=_about(name, plan), stated=True)


def _id(name: str) -> str:
    return f"assumptions.{name}"


def _values(name: str, plan: Plan, draws: Draws) -> Cells:
    """Return the values by year. A rate of the base year is blank if nothing uses it."""
    values = first_draw(draws.values[name])
    lagged = {each.tracks.of for each in plan.assumptions.values() if each.tracks and each.tracks.lag}
    return (None, *values[1:]) if plan.assumptions[name].unit == "rate" and name not in lagged else values


def _differ(before: Cells, after: Cells) -> bool:
    old, new = (np.array([np.nan if value is None else value for value in cells]) for cells in (before, after))
    return not np.allclose(old, new, rtol=0.0, atol=NOISE, equal_nan=True)


def _about(name: str, plan: Plan) -> str:
    stated = plan.assumptions[name]
    built_in = is_illustrative(name, plan.assumptions)
    gaps = [what for what, has in (("date of review", stated.reviewed), ("grade", stated.grade)) if not has]
    return sentences(
        plan.label("assumptions", name),
        "Built into this program, because the plan states no value" if built_in else "",
        *_links(stated, plan),
        f"Spread: {spread_in_words(stated.spread, _writer(stated, plan))}",
        *provenance(stated),
        f"Reviewed: {day_in_words(stated.reviewed)}" if stated.reviewed else "",
        f"Grade: {GRADES[stated.grade]}" if stated.grade else "",
        f"No {' or '.join(gaps)}" if gaps else "",
        stated.note,
    )


def _writer(stated: Assumption, plan: Plan) -> Callable[[Any], str]:
    """Return a function that writes values in the assumption's unit, alone or by year."""
    meaning = Meaning(money=stated.unit == "money")
    return lambda value: PlanWords(plan).value(value, meaning).replace("-", "−")


def _links(stated: Assumption, plan: Plan) -> Iterator[str]:
    """Yield the other assumptions on which the values depend, and the limits of the values."""
    write = _writer(stated, plan)
    if stated.tracks:
        share = "" if stated.tracks.weight == 1 else f"{write(stated.tracks.weight)} of "
        lag = {0: "", 1: ", a year later"}.get(stated.tracks.lag, f", {stated.tracks.lag} years later")
        plus = f", plus {write(stated.tracks.plus)}" if _adds(stated.tracks.plus) else ""
        yield f"Follows {share}{plan.label('assumptions', stated.tracks.of)}{lag}{plus}"
    if stated.at_least:
        plus = f" plus {write(stated.at_least.plus)}" if _adds(stated.at_least.plus) else ""
        years = f" in {', '.join(stated.at_least.years)}" if stated.at_least.years else ""
        yield f"At least {plan.label('assumptions', stated.at_least.of)}{plus}{years}"
    for limit, value in (("below", stated.floor), ("above", stated.cap)):
        if value is not None:
            yield f"Never {limit} {write(value)}"


def _adds(plus: Path) -> bool:
    """Return True if an addition by year is not zero in every year."""
    return any([*plus.years.values(), plus.then])
