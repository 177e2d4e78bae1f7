"""The draws of a plan. The central case is one draw at the stated values: one code path for both."""

from collections.abc import Mapping
from graphlib import TopologicalSorter

import numpy as np

from mtfp.model.arrays import Array, by_year_and_draw
from mtfp.model.assumption import Assumption, Tracks, index
from mtfp.model.closing_steps import LIKELY, RecoveryPlan
from mtfp.model.draws import Draws
from mtfp.model.plan import Plan
from mtfp.model.saving import Saving
from mtfp.model.years import Timeline, financial_year, first_calendar_year, levels


def central_draws(plan: Plan) -> Draws:
    """The central case: one draw, no deviations, likely events only, the heaviest population variant.

    >>> from mtfp.model.plan import Plan
    >>> cpi = {"unit": "rate", "central": {"2025/26": "3%", "then": "2%"}, "source": "illustrative"}
    >>> wage = {"unit": "rate", "tracks": {"of": "cpi", "lag": 1, "plus": "1%"}, "source": "illustrative"}
    >>> plan = Plan.model_validate({"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k",
    ...     "assumptions": {"wage": wage, "cpi": cpi}, "lines": {}, "funding": {}})
    >>> central_draws(plan).values["wage"].ravel().round(3).tolist()
    [nan, 0.04, 0.03, 0.03]
    """
    timeline = plan.timeline
    values = _values(plan)
    rises = {name: a.unit for name, a in plan.assumptions.items() if a.unit in ("rate", "index")}
    return Draws(
        timeline=timeline,
        size=1,
        values=values,
        indices={name: index(values[name], unit) for name, unit in rises.items()},
        delivery={name: _delivered(saving, values, timeline) for name, saving in plan.all_savings.items()},
        events={name: _money_of_event(plan, name) for name in plan.risk_events},
        recovery={name: _holds(step, timeline) for name, step in plan.scheme.recovery_plans.items()},
        variants=(plan.population.heaviest,) if plan.population else (),
        variant=np.zeros(1, dtype=np.intp),
    )


def _values(plan: Plan) -> dict[str, Array]:
    """Every assumption's value, shape (year, draw): central or link, events, `at_least`, floor, cap, in that order."""
    values: dict[str, Array] = {}
    graph = {name: [of for of, _ in a.links()] for name, a in sorted(plan.assumptions.items())}
    for name in TopologicalSorter(graph).static_order():
        assumption = plan.assumptions[name]
        value = _start(plan, assumption, values) + _changed_by_events(plan, name)
        values[name] = assumption.clipped(_guaranteed(assumption, value, values, plan.timeline))
    return values


def _start(plan: Plan, assumption: Assumption, values: Mapping[str, Array]) -> Array:
    if assumption.tracks:
        return _tracked(plan, assumption.tracks, values)
    assert assumption.central is not None
    return by_year_and_draw(levels(assumption.central, plan.timeline), 1)


def _tracked(plan: Plan, link: Tracks, values: Mapping[str, Array]) -> Array:
    """weight · other[t - lag] + plus[t]; before the base year the other's central path."""
    other = values[link.of]
    past = [value_before(plan, link.of, t - link.lag) for t in range(min(link.lag, len(plan.timeline)))]
    before = np.repeat(np.array(past, dtype=float).reshape(-1, 1), other.shape[1], axis=1)
    lagged = np.concatenate([before, other])[: len(plan.timeline)]
    return link.weight * lagged + levels(link.plus, plan.timeline)[:, None]


def value_before(plan: Plan, name: str, position: int) -> float:
    """An assumption's value in a year before the base year, from its central path; NaN if that says nothing."""
    central = plan.assumptions[name].central
    year = financial_year(first_calendar_year(plan.base_year) + position)
    known = central.at(year) if central else None
    return np.nan if known is None else known


def _guaranteed(assumption: Assumption, value: Array, values: Mapping[str, Array], timeline: Timeline) -> Array:
    least = assumption.at_least
    if least is None:
        return value
    named = np.array([not least.years or year in least.years for year in timeline.labels])[:, None]
    return np.where(named, np.fmax(value, values[least.of] + levels(least.plus, timeline)[:, None]), value)


def _changed_by_events(plan: Plan, name: str) -> Array:
    change = np.zeros((len(plan.timeline), 1))
    for event in plan.risk_events.values():
        if event.impact.assumption == name:
            change[:, 0] += event.in_force(event.happens_centrally(plan.timeline)) * (event.impact.by or 0.0)
    return change


def _money_of_event(plan: Plan, name: str) -> Array:
    event = plan.risk_events[name]
    in_force = event.in_force(event.happens_centrally(plan.timeline))
    return by_year_and_draw(in_force * (event.impact.central or 0.0), 1)


def _holds(step: RecoveryPlan, timeline: Timeline) -> Array:
    """Whether a recovery plan holds, shape (year, draw): unless it is likelier to fail than not."""
    return np.full((len(timeline), 1), float(step.fails <= LIKELY))


def _delivered(saving: Saving, values: Mapping[str, Array], timeline: Timeline) -> Array:
    """The share of a scheme's tranches that is achieved, shape (year, draw)."""
    if saving.certain or saving.delivery is None:
        return np.ones((len(timeline), 1))
    return np.nan_to_num(values[saving.delivery], nan=1.0)
