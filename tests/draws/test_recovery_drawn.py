"""Recovery plans that may fail: as often as stated, and independently of other years and of each other."""

import numpy as np
import pytest

from mtfp.draws.of_plan import central_draws
from tests.draws.drawn import joined, many, plan, share_error


def with_plans(*fails):
    steps = [{"recovery_plan": {"achieves": "40%", "fails": each}} for each in fails]
    return plan(scheme={"steps": steps})


@pytest.fixture(scope="module")
def blocks():
    return many(with_plans("74%", "10%"))


@pytest.mark.parametrize(("key", "fails"), [("recovery_plan", 0.74), ("recovery_plan_2", 0.10)])
def test_it_fails_as_often_as_it_says_in_every_year(blocks, key, fails):
    holds = joined(blocks, "recovery", key)
    assert set(np.unique(holds)) == {0.0, 1.0}
    for year in holds:
        assert (1 - year).mean() == pytest.approx(fails, abs=share_error(fails, holds.shape[1]))


def test_years_and_plans_fail_apart(blocks):
    first, second = (joined(blocks, "recovery", key) for key in ("recovery_plan", "recovery_plan_2"))
    for one, other in ((first[0], first[1]), (first[0], second[0])):
        both = (1 - one) @ (1 - other) / one.size
        expected = (1 - one).mean() * (1 - other).mean()
        assert both == pytest.approx(expected, abs=share_error(expected, one.size))


def test_one_that_is_likelier_to_fail_only_adds_failures():
    few, many_ = (joined(many(with_plans(fails), 1), "recovery", "recovery_plan") for fails in ("20%", "50%"))
    assert (few >= many_).all()
    assert (few > many_).any()


def test_one_that_cant_fail_holds_in_every_draw_and_needs_no_chance():
    assert joined(many(with_plans("0%"), 1), "recovery", "recovery_plan").all()
    assert central_draws(with_plans("50%")).recovery["recovery_plan"].all()
    assert not central_draws(with_plans("51%")).recovery["recovery_plan"][1:].any()
