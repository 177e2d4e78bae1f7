"""Project a plan again: draws are independent, the central case comes first, and no input is changed."""

import copy

import numpy as np
from hypothesis import given

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.results.figures import figures
from tests.evidence import examples
from tests.laws.every import hold, laws_in
from tests.laws.plans import one_of, plans, some_draws


def law_each_draw_is_independent_of_the_others(drawn, plan, draws, together):
    for position in range(draws.size):
        for name, alone in figures(project(plan, one_of(draws, position))).items():
            np.testing.assert_allclose(together[name][:, position], alone[:, 0], rtol=1e-12, atol=1e-9, err_msg=name)


def law_the_first_draw_is_the_central_case_and_runs_are_the_same_bits(drawn, plan, draws, together):
    central = figures(project(plan, central_draws(plan)))
    again = figures(project(plan, central_draws(plan)))
    for name, values in central.items():
        np.testing.assert_array_equal(values, again[name])
        np.testing.assert_allclose(values[:, 0], together[name][:, 0], rtol=1e-9, atol=1e-9, err_msg=name)


def law_projecting_leaves_the_plan_and_its_draws_as_they_were(drawn, plan, draws, together):
    fresh = drawn.plan()
    its_draws = some_draws(fresh, 2)
    digest, values = fresh.digest(), copy.deepcopy(dict(its_draws.values))
    project(fresh, its_draws)
    assert fresh.digest() == digest
    assert fresh == drawn.plan()
    for name, value in values.items():
        np.testing.assert_array_equal(value, its_draws.values[name])


@examples(ordinary=60, long=600)
@given(plans())
def test_projecting_again_gives_the_same(drawn):
    plan = drawn.plan()
    draws = some_draws(plan, 4)
    hold(laws_in(globals()), drawn, plan, draws, figures(project(plan, draws)))
