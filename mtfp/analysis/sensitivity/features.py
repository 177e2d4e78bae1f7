"""Features: one number for each driver and draw, in which the worst draws are described."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from mtfp.analysis.sensitivity.drivers import Driver
from mtfp.draws.chance import Chance
from mtfp.draws.of_plan import draws_of
from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array
from mtfp.model.base.draws import Draws
from mtfp.model.plan import Plan

Kind = Literal["average", "once", "times", "variant"]


@dataclass(frozen=True, kw_only=True, repr=False)
class Feature(Short):
    """Number that describes a driver in each draw.

    Kinds: `average` over the projected years to a year, `once` for a value that holds in all years, `times` for the
    number of years to then in which an event happened or a recovery plan failed, and `variant` for 1 if the population
    variant is the named one, else 0.
    """

    driver: Driver
    kind: Kind
    of: Callable[[Chance, Draws], Array]
    """Function that returns the number in each draw, shape (draw,) or (1,)."""
    variant: str = ""


def features_of(plan: Plan, drivers: Iterable[Driver], year: str) -> tuple[Feature, ...]:
    """Return the features of drivers over the projected years to a year; one for each variant of the population."""
    last = plan.timeline.position(year)
    return tuple(feature for driver in drivers for feature in _features(plan, driver, last))


def numbers_of(plan: Plan, features: Iterable[Feature], chances: Iterable[Chance]) -> Array:
    """Return features in draws, shape (feature, draw). Money is in the plan's unit; shares and rates are fractions."""
    features = tuple(features)
    parts = []
    for chance in chances:
        draws = draws_of(plan, chance)
        parts.append([np.broadcast_to(feature.of(chance, draws), chance.size) for feature in features])
    return np.concatenate([np.reshape(part, (len(features), -1)) for part in parts], axis=1)


def _features(plan: Plan, driver: Driver, last: int) -> Iterator[Feature]:
    years = slice(1, last + 1)
    if driver.event:
        yield Feature(driver=driver, kind="times", of=lambda chance, _: chance.happens[driver.event][years].sum(axis=0))
    elif driver.recovery:
        failures = _failures(driver.recovery, years)
        yield Feature(driver=driver, kind="times", of=failures)
    elif driver.variant and plan.population:
        for variant in plan.population.possible:
            yield Feature(driver=driver, kind="variant", of=_is_variant(variant), variant=variant)
    elif driver.savings:
        yield Feature(driver=driver, kind="once", of=_delivery(plan, driver, years))
    else:
        yield Feature(driver=driver, kind=_kind(plan, driver), of=_average(driver.assumption, years))


def _kind(plan: Plan, driver: Driver) -> Kind:
    assumption = plan.assumptions[driver.assumption]
    return "once" if assumption.memory == 1 and assumption.unit == "share" else "average"


def _average(name: str, years: slice) -> Callable[[Chance, Draws], Array]:
    return lambda _, draws: np.asarray(draws.values[name][years].mean(axis=0))


def _failures(key: str, years: slice) -> Callable[[Chance, Draws], Array]:
    return lambda chance, _: np.asarray((1 - chance.recovery[key][years]).sum(axis=0))


def _is_variant(variant: str) -> Callable[[Chance, Draws], Array]:
    return lambda chance, _: (np.array(chance.variants)[chance.variant] == variant).astype(float)


def _delivery(plan: Plan, driver: Driver, years: slice) -> Callable[[Chance, Draws], Array]:
    """Return the function for the delivery of an assumption's savings, each weighted by its planned amount."""
    planned = [sum(plan.all_savings[name].planned.values()) for name in driver.savings]
    weights = np.array(planned) if sum(planned) else np.ones(len(planned))

    def delivered(chance: Chance, draws: Draws) -> Array:
        each = [draws.delivery[name][years].mean(axis=0) for name in driver.savings]
        return np.asarray(np.average(np.broadcast_arrays(*each), axis=0, weights=weights))

    return delivered
