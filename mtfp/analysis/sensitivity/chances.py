"""Change the random numbers behind some drivers of a plan, and leave those of all others as they are."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from mtfp.analysis.sensitivity.drivers import Driver
from mtfp.draws.chance import Chance, central_chance
from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan


def centred(plan: Plan, chance: Chance, drivers: Iterable[Driver]) -> Chance:
    """Return draws in which some drivers are as in the central case, and all others as they were."""
    drivers = tuple(drivers)
    centre = central_chance(plan)
    variant = any(driver.variant for driver in drivers)
    return replace(
        with_parts(chance, centre, drivers),
        latent=_without(chance.latent, (driver.assumption for driver in drivers)),
        scheme=_without(chance.scheme, (saving for driver in drivers for saving in driver.savings)),
        variants=centre.variants if variant else chance.variants,
        variant=np.zeros_like(chance.variant) if variant else chance.variant,
    )


def exchanged(chance: Chance, other: Chance, drivers: Iterable[Driver]) -> Chance:
    """Return draws in which some drivers are as in other draws of the same plan, and the rest as they were."""
    drivers = tuple(drivers)
    return replace(
        with_parts(chance, other, drivers),
        latent=_with(chance.latent, other.latent, (driver.assumption for driver in drivers)),
        scheme=_with(chance.scheme, other.scheme, (saving for driver in drivers for saving in driver.savings)),
        variant=other.variant if any(driver.variant for driver in drivers) else chance.variant,
    )


def with_parts(chance: Chance, other: Chance, drivers: Iterable[Driver]) -> Chance:
    """Return draws with the risk events and recovery plans of `other` for some drivers."""
    drivers = tuple(drivers)
    events = [driver.event for driver in drivers]
    return replace(
        chance,
        happens=_with(chance.happens, other.happens, events),
        money=_with(chance.money, other.money, events),
        recovery=_with(chance.recovery, other.recovery, (driver.recovery for driver in drivers)),
    )


def _with(values: Mapping[str, Array], other: Mapping[str, Array], names: Iterable[str]) -> Mapping[str, Array]:
    return {**values, **{name: other[name] for name in names if name in other}}


def _without(values: Mapping[str, Array], names: Iterable[str]) -> Mapping[str, Array]:
    left_out = set(names)
    return {name: value for name, value in values.items() if name not in left_out}
