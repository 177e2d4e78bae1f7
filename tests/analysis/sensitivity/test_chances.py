"""Draws in which some drivers are changed and all others stay."""

import numpy as np
import pytest

from mtfp import Planner
from mtfp.analysis.sensitivity.chances import centred, exchanged
from mtfp.analysis.sensitivity.drivers import Driver, drivers_of
from mtfp.draws.chance import Chance
from mtfp.draws.of_plan import central_draws, draws_of
from mtfp.model.plan import Plan
from mtfp.simulation.sample import Sample

PLAN = Planner("examples/shetland").plan
DRIVERS = drivers_of(PLAN)
MAPPINGS = ("latent", "scheme", "happens", "money", "recovery")


def chances(plan: Plan = PLAN) -> tuple[Chance, Chance]:
    sample = Sample(draws=40)
    return next(iter(sample.chances(plan))), next(iter(sample.fresh().chances(plan)))


def own(driver: Driver) -> set[tuple[str, str]]:
    """Return the random numbers of a driver: field of a chance, and name."""
    names = {("latent", driver.assumption), ("happens", driver.event), ("money", driver.event)}
    return names | {("recovery", driver.recovery)} | {("scheme", saving) for saving in driver.savings}


@pytest.mark.parametrize("driver", DRIVERS, ids=lambda driver: driver.id)
def test_only_the_driver_is_exchanged_and_all_others_stay(driver: Driver):
    first, second = chances()
    found = exchanged(first, second, [driver])
    for field in MAPPINGS:
        for name, values in getattr(found, field).items():
            source = second if (field, name) in own(driver) else first
            assert (values == getattr(source, field)[name]).all()
    assert (found.variant == (second if driver.variant else first).variant).all()


@pytest.mark.parametrize("driver", DRIVERS, ids=lambda driver: driver.id)
def test_only_the_driver_is_centred_and_all_others_stay(driver: Driver):
    first, _ = chances()
    found = centred(PLAN, first, [driver])
    for field in ("latent", "scheme"):
        left = {name for name in getattr(first, field) if (field, name) not in own(driver)}
        assert set(getattr(found, field)) == left
        assert all((getattr(found, field)[name] == getattr(first, field)[name]).all() for name in left)
    for name, values in first.happens.items():
        assert (found.happens[name] == (np.zeros((6, 1)) if name == driver.event else values)).all()
    assert (found.variant == first.variant).all() != driver.variant


def test_every_driver_centred_is_the_central_case():
    first, _ = chances()
    found, centre = draws_of(PLAN, centred(PLAN, first, DRIVERS)), central_draws(PLAN)
    for name, values in centre.values.items():
        assert np.array_equal(np.broadcast_to(values, found.values[name].shape), found.values[name], equal_nan=True)
    assert all((found.delivery[name] == values).all() for name, values in centre.delivery.items())
    assert all((found.events[name] == values).all() for name, values in centre.events.items())
    assert found.variants == centre.variants
