"""The draws of a plan. The central case is one draw at the stated values: one code path for both."""

from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from mtfp.draws.chance import Chance, central_chance
from mtfp.model.base.arrays import Array, numbers
from mtfp.model.base.draws import Draws
from mtfp.model.base.years import Timeline, financial_year, first_calendar_year, levels
from mtfp.model.costs.saving import Saving
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import Assumption, Tracks, index
from mtfp.model.uncertainty.spreads import Spread, SpreadByYear


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
    return draws_of(plan, central_chance(plan))


def draws_of(plan: Plan, chance: Chance) -> Draws:
    """Every value of a plan in every draw, as chance has it: one path for the central case and for drawn ones."""
    values, clipped = _values(plan, chance)
    rises = {name: a.unit for name, a in plan.assumptions.items() if a.unit in ("rate", "index")}
    savings = plan.all_savings.items()
    return Draws(
        timeline=plan.timeline,
        size=chance.size,
        values=values,
        indices={name: index(values[name], unit) for name, unit in rises.items()},
        delivery={name: _delivered(plan, name, saving, values, chance) for name, saving in savings},
        events={name: _money_of_event(plan, name, chance) for name in plan.risk_events},
        recovery=chance.recovery,
        variants=chance.variants,
        variant=chance.variant,
        clipped=clipped,
    )


def _values(plan: Plan, chance: Chance) -> tuple[dict[str, Array], dict[str, NDArray[np.intp]]]:
    """Every assumption's value, shape (year, draw) or (year, 1), and how many draws of each year were clipped."""
    values: dict[str, Array] = {}
    clipped: dict[str, NDArray[np.intp]] = {}
    graph = {name: [of for of, _ in a.links()] for name, a in sorted(plan.assumptions.items())}
    for name in TopologicalSorter(graph).static_order():
        free = _unclipped(plan, name, chance.latent.get(name), values, chance)
        values[name], beyond = plan.assumptions[name].clipped(free)
        if beyond.any():
            clipped[name] = np.count_nonzero(beyond, axis=1) * (chance.size // beyond.shape[1])
    return values, clipped


def _unclipped(plan: Plan, name: str, latent: Array | None, values: Mapping[str, Array], chance: Chance) -> Array:
    """An assumption's value at a latent: central or link, deviation, events, `at_least`, in that order."""
    assumption = plan.assumptions[name]
    value = _deviated(assumption, _start(plan, assumption, values), latent, plan.timeline)
    return _guaranteed(assumption, _changed_by_events(plan, name, value, chance), values, plan.timeline)


def _start(plan: Plan, assumption: Assumption, values: Mapping[str, Array]) -> Array:
    if assumption.tracks:
        return _tracked(plan, assumption.tracks, values)
    assert assumption.central is not None
    return levels(assumption.central, plan.timeline)[:, None]


def _tracked(plan: Plan, link: Tracks, values: Mapping[str, Array]) -> Array:
    """weight · other[t - lag] + plus[t]; before the base year the other's central path."""
    other = values[link.of]
    past = [value_before(plan, link.of, t - link.lag) for t in range(min(link.lag, len(plan.timeline)))]
    before = np.repeat(numbers(past)[:, None], other.shape[1], axis=1)
    lagged = np.concatenate([before, other])[: len(plan.timeline)]
    return link.weight * lagged + levels(link.plus, plan.timeline)[:, None]


def value_before(plan: Plan, name: str, position: int) -> float:
    """An assumption's value in a year before the base year, from its central path; NaN if that says nothing."""
    central = plan.assumptions[name].central
    year = financial_year(first_calendar_year(plan.base_year) + position)
    known = central.at(year) if central else None
    return np.nan if known is None else known


def _deviated(assumption: Assumption, central: Array, latent: Array | None, timeline: Timeline) -> Array:
    """The value with its spread at a latent, shape (year, draw); the base year, which has been, as it is."""
    if latent is None:
        return central
    value = np.empty((len(central), latent.shape[1]))
    value[:] = central
    for years, spread in _spreads(assumption, central, timeline):
        z = latent if len(latent) == 1 else latent[years.start - 1 : years.stop - 1]
        value[years] = spread.value(z, central[years] if spread.around else float(central[years.start, 0]))
    return value


def _spreads(assumption: Assumption, central: Array, timeline: Timeline) -> Iterator[tuple[slice, Spread]]:
    """The projected years, run by run, that have the same spread and, where it matters, the same central value."""
    by_year = assumption.spread or SpreadByYear.model_construct()

    def alike(t: int) -> tuple[Spread | None, float | None]:
        spread = by_year.at(timeline.labels[t])
        return spread, None if spread is None or spread.around else float(central[t, 0])

    for (spread, _), years in groupby(range(1, len(timeline)), alike):
        if spread is not None:
            first, *later = years
            yield slice(first, first + len(later) + 1), spread


def _guaranteed(assumption: Assumption, value: Array, values: Mapping[str, Array], timeline: Timeline) -> Array:
    least = assumption.at_least
    if least is None:
        return value
    named = np.array([not least.years or year in least.years for year in timeline.labels])[:, None]
    return np.where(named, np.fmax(value, values[least.of] + levels(least.plus, timeline)[:, None]), value)


def _changed_by_events(plan: Plan, name: str, value: Array, chance: Chance) -> Array:
    for key, event in sorted(plan.risk_events.items()):
        if event.impact.assumption == name:
            value = value + event.in_force(chance.happens[key]) * event.impact.change
    return value


def _money_of_event(plan: Plan, name: str, chance: Chance) -> Array:
    return plan.risk_events[name].in_force(chance.happens[name]) * chance.money[name]


def _delivered(plan: Plan, name: str, saving: Saving, values: Mapping[str, Array], chance: Chance) -> Array:
    """The share of a scheme's tranches that is achieved, shape (year, draw) or (year, 1)."""
    if saving.certain or saving.delivery is None:
        return np.ones((len(plan.timeline), 1))
    share = values[saving.delivery]
    if name in chance.scheme:
        share, _ = plan.assumptions[saving.delivery].clipped(
            _unclipped(plan, saving.delivery, chance.scheme[name], values, chance)
        )
    return np.nan_to_num(share, nan=1.0) if np.isnan(share[0]).any() else share
