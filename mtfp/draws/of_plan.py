"""Work out the values of a plan's uncertain inputs in every draw. Central and sampled draws use the same code."""

from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from mtfp.draws.chance import Chance, central_chance
from mtfp.model.base.arrays import Array, numbers
from mtfp.model.base.draws import Draws
from mtfp.model.base.year_forms import financial_year
from mtfp.model.base.years import Timeline, first_calendar_year, levels
from mtfp.model.costs.saving import Saving
from mtfp.model.plan import Plan, a_plan
from mtfp.model.uncertainty.assumption import Assumption, Tracks, index
from mtfp.model.uncertainty.spreads import Spread, SpreadByYear


def central_draws(plan: Plan) -> Draws:
    """Return the central case of a plan: one draw at the stated values.

    Every assumption has its central value, or the value that follows from its link to another assumption. Floors, caps
    and guarantees apply. A risk event happens, at its best guess, if its probability is over 50%. The population
    variant with the largest weight applies. Sections 4 and 9 of the model.

    Arrays of the result have shape (year, 1), year 0 the base year. Rates and shares are fractions (0.03 is 3%), money
    is in the plan's money unit. A rate is NaN in the base year if the plan doesn't state it for that year. Raises
    TypeError for anything but a plan.

    By hand: the wage rises by last year's prices plus one percentage point, so by 3% + 1% in the first projected year.

    >>> from mtfp.model.plan import Plan
    >>> cpi = {"unit": "rate", "central": {"2025/26": "3%", "then": "2%"}, "source": "illustrative"}
    >>> wage = {"unit": "rate", "tracks": {"of": "cpi", "lag": 1, "plus": "1%"}, "source": "illustrative"}
    >>> plan = Plan.model_validate({"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k",
    ...     "assumptions": {"wage": wage, "cpi": cpi}, "lines": {}, "funding": {}})
    >>> central_draws(plan).values["wage"].ravel().round(3).tolist()
    [nan, 0.04, 0.03, 0.03]
    """
    return draws_of(a_plan(plan), central_chance(plan))


Values = tuple[dict[str, Array], dict[str, NDArray[np.intp]]]
"""Value of each assumption, shape (year, draw) or (year, 1), and numbers of draws that its floor or cap changes."""


def draws_of(plan: Plan, chance: Chance, known: Values | None = None) -> Draws:
    """Return the values of a plan's uncertain inputs in the draws of `chance`, which are central or sampled.

    `known` are the values of its assumptions, if another version of the plan has the same.
    """
    values, clipped = known or values_of(plan, chance)
    rises = {name: a.unit for name, a in plan.assumptions.items() if a.unit in ("rate", "index")}
    savings = plan.all_savings.items()
    return Draws(
        timeline=plan.timeline,
        size=chance.size,
        values=values,
        indices={name: index(values[name], unit) for name, unit in rises.items()},
        delivery={name: _delivery(plan, name, saving, values, chance) for name, saving in savings},
        events={name: _event_money(plan, name, chance) for name in plan.risk_events},
        recovery=chance.recovery,
        variants=chance.variants,
        variant=chance.variant,
        clipped=clipped,
    )


def values_of(plan: Plan, chance: Chance) -> Values:
    """Return the value of each assumption, and the number of draws in which its floor or cap changes the value.

    Numbers of draws have shape (year,). An assumption has no entry there if its floor and cap never change its value.
    """
    values: dict[str, Array] = {}
    clipped: dict[str, NDArray[np.intp]] = {}
    # Sorted, so that the order of assumptions in the file has no effect.
    graph = {name: [of for of, _ in a.links()] for name, a in sorted(plan.assumptions.items())}
    for name in TopologicalSorter(graph).static_order():
        unclipped = _unclipped(plan, name, chance.latent.get(name), values, chance)
        values[name], beyond = plan.assumptions[name].clipped(unclipped)
        if beyond.any():
            draws_per_column = chance.size // beyond.shape[1]  # a single column stands for every draw
            clipped[name] = np.concatenate([[0], np.count_nonzero(beyond, axis=1) * draws_per_column])
    return values, clipped


def _unclipped(plan: Plan, name: str, latent: Array | None, values: Mapping[str, Array], chance: Chance) -> Array:
    """Return the value of an assumption before its floor and cap apply.

    The value starts from the central value or the link. The spread, risk events and `at_least` then change it, in this
    order. Events come before `at_least`, so that a pay guarantee follows inflation after a shock too.
    """
    assumption = plan.assumptions[name]
    value = _with_spread(assumption, _starting_value(plan, assumption, values), latent, plan.timeline)
    return _with_minimum(assumption, _with_events(plan, name, value, chance), values, plan.timeline)


def _starting_value(plan: Plan, assumption: Assumption, values: Mapping[str, Array]) -> Array:
    if assumption.tracks:
        return _tracked(plan, assumption.tracks, values)
    assert assumption.central is not None
    return levels(assumption.central, plan.timeline)[:, None]


def _tracked(plan: Plan, link: Tracks, values: Mapping[str, Array]) -> Array:
    """Return the value of an assumption that tracks another: weight · other[t - lag] + plus[t], (year, draw).

    Years before the base year come from the central path of the other assumption.
    """
    other = values[link.of]
    past = [value_before(plan, link.of, t - link.lag) for t in range(min(link.lag, len(plan.timeline)))]
    before = np.repeat(numbers(past)[:, None], other.shape[1], axis=1)
    lagged = np.concatenate([before, other])[: len(plan.timeline)]
    return link.weight * lagged + levels(link.plus, plan.timeline)[:, None]


def value_before(plan: Plan, name: str, position: int) -> float:
    """Return the value of an assumption before the base year, from its central path; NaN if the path doesn't state it.

    `position` counts from the base year, so -1 is the year before it.
    """
    central = plan.assumptions[name].central
    year = financial_year(first_calendar_year(plan.base_year) + position)
    value = central.at(year) if central else None
    return np.nan if value is None else value


def _with_spread(assumption: Assumption, central: Array, latent: Array | None, timeline: Timeline) -> Array:
    """Return an assumption's value with its spread, shape (year, draw).

    The latent states how far each draw deviates from the central value. The base year is past, so its value stays as
    stated.
    """
    if latent is None:
        return central
    value = np.empty((len(central), latent.shape[1]))
    value[0] = central[0]
    for years, spread in _spreads(assumption, central, timeline):
        if spread is None:
            value[years] = central[years]
            continue
        z = latent if len(latent) == 1 else latent[years.start - 1 : years.stop - 1]
        spread.value(z, central[years] if spread.around else float(central[years.start, 0]), value[years])
    return value


def _spreads(assumption: Assumption, central: Array, timeline: Timeline) -> Iterator[tuple[slice, Spread | None]]:
    """Yield each group of consecutive projected years with the same spread, and this spread; None without a spread.

    For an absolute spread, the years of a group also have the same central value.
    """
    by_year = assumption.spread or SpreadByYear.model_construct()

    def spread_and_central(t: int) -> tuple[Spread | None, float | None]:
        spread = by_year.at(timeline.labels[t])
        return spread, None if spread is None or spread.around else float(central[t, 0])

    for (spread, _), years in groupby(range(1, len(timeline)), spread_and_central):
        first, *later = years
        yield slice(first, first + len(later) + 1), spread


def _with_minimum(assumption: Assumption, value: Array, values: Mapping[str, Array], timeline: Timeline) -> Array:
    least = assumption.at_least
    if least is None:
        return value
    # The base year is past, so no guarantee changes its value.
    years = set(least.years or timeline.projected) - {timeline.base_year}
    in_force = np.array([year in years for year in timeline.labels])[:, None]
    return np.where(in_force, np.fmax(value, values[least.of] + levels(least.plus, timeline)[:, None]), value)


def _with_events(plan: Plan, name: str, value: Array, chance: Chance) -> Array:
    for key, event in sorted(plan.risk_events.items()):  # sorted, so that the order in the file has no effect
        if event.impact.assumption == name:
            value = value + event.in_force(chance.happens[key]) * event.impact.change
    return value


def _event_money(plan: Plan, name: str, chance: Chance) -> Array:
    return plan.risk_events[name].in_force(chance.happens[name]) * chance.money[name]


def _delivery(plan: Plan, name: str, saving: Saving, values: Mapping[str, Array], chance: Chance) -> Array:
    """Return the share of a saving's planned amounts that is achieved, shape (year, draw) or (year, 1)."""
    if saving.certain or saving.delivery is None:
        return np.ones((len(plan.timeline), 1))
    share = values[saving.delivery]
    if name in chance.scheme:
        share, _ = plan.assumptions[saving.delivery].clipped(
            _unclipped(plan, saving.delivery, chance.scheme[name], values, chance)
        )
    return np.nan_to_num(share, nan=1.0) if np.isnan(share[0]).any() else share
