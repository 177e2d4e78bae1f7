"""Drivers cover every uncertain part of a plan, each once: with all of them centred, nothing is left uncertain."""

from collections import Counter

import numpy as np
from hypothesis import given

from mtfp.analysis.sensitivity.chances import centred, exchanged
from mtfp.analysis.sensitivity.conditional import Copies
from mtfp.analysis.sensitivity.drivers import drivers_of
from mtfp.draws.chance import Chance
from mtfp.draws.of_plan import central_draws, draws_of
from mtfp.simulation.sample import Sample
from tests.evidence import examples
from tests.laws.every import hold, laws_in
from tests.laws.plans import plans


def values_of(plan, chance: Chance) -> dict[str, np.ndarray]:
    draws = draws_of(plan, chance)
    every = {
        (section, name): np.broadcast_to(values, (plan.years + 1, chance.size))
        for section in ("values", "delivery", "events", "recovery")
        for name, values in getattr(draws, section).items()
    }
    variant = [draws.variants[at] for at in draws.variant] if draws.variants else []
    return {**every, "variant": np.array(variant)}


def same(found: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> None:
    for name, values in found.items():
        np.testing.assert_array_equal(values, other[name], err_msg=str(name))


def law_with_every_driver_at_the_centre_each_draw_is_the_central_case(plan, drivers, own, other):
    found, centre = draws_of(plan, centred(plan, own, drivers)), central_draws(plan)
    for section in ("values", "delivery", "events", "recovery"):
        for name, values in getattr(centre, section).items():
            drawn = getattr(found, section)[name]
            np.testing.assert_array_equal(drawn, np.broadcast_to(values, drawn.shape), err_msg=name)
    assert {found.variants[at] for at in found.variant} == {centre.variants[at] for at in centre.variant} or (
        not centre.variants
    )


def law_with_every_driver_exchanged_each_draw_is_the_other(plan, drivers, own, other):
    same(values_of(plan, exchanged(own, other, drivers)), values_of(plan, other))


def law_a_copy_that_keeps_every_driver_is_the_draws(plan, drivers, own, other):
    copies = Copies(plan, drivers, [own], [other])
    same(values_of(plan, next(copies.keeping(drivers))), values_of(plan, own))
    same(values_of(plan, next(copies.keeping(()))), values_of(plan, other))


def law_drivers_are_named_once_and_correlated_ones_are_in_one_group(plan, drivers, own, other):
    assert not [id for id, times in Counter(driver.id for driver in drivers).items() if times > 1]
    joined = Counter(driver.id for each in Copies(plan, drivers, [own], [other]).linked for driver in each.drivers)
    assert set(joined.values()) <= {1}


@examples(ordinary=60, long=600)
@given(plans())
def test_drivers_of_random_plans(drawn):
    plan = drawn.plan()
    sample = Sample(draws=8)
    (own,), (other,) = sample.chances(plan), sample.fresh().chances(plan)
    hold(laws_in(globals()), plan, drivers_of(plan), own, other)
