"""Table of risk events: chance, average cost and expected cost by year, and the part that the plan counts."""

from collections.abc import Iterator

import numpy as np

from mtfp.analysis.expected_events import ExpectedCost, expected_event
from mtfp.engine.projection import Projection
from mtfp.model.base.arrays import Array
from mtfp.model.base.money_in_words import planned_money
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.risk import RiskEvent
from mtfp.results.by_year import changes, heading, table_by_year
from mtfp.results.table import SHARE, Row, Table
from mtfp.scenarios.words import number_in_words
from mtfp.views.plan.registers.spread_in_words import plain, spread_in_words
from mtfp.views.plan.registers.words import falls_on, provenance, sentences

NOTE = (
    "The average cost is the mean of the spread, so it can differ from the best estimate. The expected cost is the "
    "chance times the average cost. The plan's figures count a risk in full if its probability is above 50%, else "
    "not at all."
)

STATUS = {
    "open": "open",
    "mitigated": "mitigated, with the probability and the cost that are left",
    "closed": "closed, so it doesn't count",
}


def risks(projection: Projection, scenario: str) -> Table:
    """Return the chance, average cost and expected cost of each risk event, and their totals, set-aside included."""
    plan = projection.plan
    expected = {name: expected_event(plan, name) for name in plan.risk_events}
    counted = {name: projection.spending.events[name][:, 0] for name in plan.risk_events}
    rows = [row for name in counted for row in _risk(name, plan, expected[name].both, counted[name])]
    if rows:
        first, *others = expected.values()
        rows += _totals(sum(others, first), np.sum(list(counted.values()), axis=0))
    return table_by_year("risks", "Risks", projection, scenario, rows, (NOTE,) if rows else ())


def _risk(name: str, plan: Plan, beyond: Array, counted: Array) -> Iterator[Row]:
    event = plan.risk_events[name]
    chance = event.chance(plan.timeline)
    label = plan.label("risk_events", name)
    yield heading(label if event.status == "open" else f"{label} ({event.status})", len(plan.timeline))
    about = _about(label, event, plan)
    yield Row(f"{name}.chance", "Chance of the cost in the year", _cells(chance), SHARE, depth=1, about=about)
    if event.impact.assumption:
        yield Row(f"{name}.effect", "Expected effect beyond the plan's figures", _cells(beyond), depth=1)
        return
    average = np.where(chance > 0, event.impact.expected, np.nan)
    yield Row(f"{name}.average_cost", "Average cost if it happens", _cells(average), depth=1)
    yield Row(f"{name}.expected_cost", "Expected cost", _cells(beyond + counted), depth=1)
    yield Row(f"{name}.counted", "Counted in the plan's figures", _cells(counted), depth=1, quiet=True)


def _totals(expected: ExpectedCost, counted: Array) -> Iterator[Row]:
    """Yield the expected cost of all risks, and the part beyond the plan's figures if they count a part."""
    label = "Expected cost beyond the plan's figures"
    yield Row("expected_cost", "Expected cost of all risks", _cells(expected.both + counted), strong=True)
    yield Row("counted", "less: counted in the plan's figures", _cells(-counted), depth=1, quiet=True)
    yield Row("beyond", label, _cells(expected.both), strong=True, for_machines=not counted.any())
    yield Row("beyond.set_aside", "of it in the set-aside", _cells(expected.set_aside), depth=1, quiet=True)


def _cells(by_year: Array) -> tuple[float | None, ...]:
    return changes(by_year[:, None])


def _about(label: str, event: RiskEvent, plan: Plan) -> str:
    return sentences(
        label,
        f"Probability: {_percentage(event.probability)} {_when(event, plan)}",
        *_impact(event, plan),
        "Once it happens, it stays in all later years" if event.recurring else "",
        f"Status: {STATUS[event.status]}",
        *provenance(event),
        event.note,
    )


def _percentage(share: float) -> str:
    """Return a share as a percentage.

    >>> _percentage(0.25), _percentage(0.125)
    ('25%', '12.5%')
    """
    return f"{number_in_words(share * 100)}%"


def _when(event: RiskEvent, plan: Plan) -> str:
    """Return the years in which an event may happen, and how often."""
    if not event.once:
        return "in each year until it happens" if event.recurring else "in each year"
    first, last = (plan.timeline.labels[at] for at in event.window(plan.timeline))
    return f"of happening once, {f'in {first}' if first == last else f'between {first} and {last}'}"


def _impact(event: RiskEvent, plan: Plan) -> Iterator[str]:
    """Yield the best estimate of the cost, its spread and where it falls, or the change to an assumption."""
    impact = event.impact
    if impact.assumption:
        by = plain(impact.change)
        yield f"Adds {by} to the assumption {plan.label('assumptions', impact.assumption)}"
        return
    yield f"Best estimate of its cost: {planned_money(impact.money, plan.unit)}"
    if impact.spread:
        yield f"Spread: {spread_in_words(impact.spread, lambda amount: planned_money(amount, plan.unit))}"
    yield f"Falls on {falls_on(event, plan)}"
