"""Versions of a plan that share the cost of their lines have the figures of each alone, to the last bit."""

from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

import mtfp
from mtfp.draws.chance import central_chance
from mtfp.draws.of_plan import draws_of
from mtfp.engine import project
from mtfp.engine.aggregate import group_lines
from mtfp.engine.shared_costs import SharedCosts
from mtfp.results.figures import figures
from mtfp.simulation.sample import Sample

SAME_COST = ["saving: {name: locums, delay: 1}", "council_uplift 0%", "nhs_uplift +1%", "locums x 50%"]
OTHER_COST = [
    "pay +1%",
    "population: {variant: high_migration}",
    "years_younger 0.2",
    "step-down",
    "step-up",
    "service_level: {lines: {setting: community}, level: 90%, from: year 1}",
]
SAMPLE = Sample(draws=40)


@cache
def shetland():
    return mtfp.Planner(Path(__file__).parents[2] / "examples" / "shetland")


@cache
def under(words):
    return shetland().apply(words).plan


def chances(plan):
    return [central_chance(plan), *SAMPLE.chances(plan)]


def cost(shared, plan, chance, rows=None):
    return shared.of(plan, draws_of(plan, chance), rows or group_lines(plan, by_setting=True))


def test_versions_in_turn_have_the_figures_of_each_alone():
    shared, plan = SharedCosts(), shetland().plan
    versions = [plan, *map(under, (*SAME_COST, *OTHER_COST)), plan]
    for plan in (each for pair in pairwise(versions) for each in pair):
        for chance in chances(plan):
            draws, rows = draws_of(plan, chance), group_lines(plan, by_setting=True)
            found = figures(project(plan, draws, rows, shared.of(plan, draws, rows)))
            alone = figures(project(plan, draws, rows))
            for name in ("gap", "expenditure", "funding", "community_share", "reserves"):
                np.testing.assert_array_equal(found[name], alone[name], err_msg=name)


@pytest.mark.parametrize("words", SAME_COST)
def test_cost_is_worked_out_once_for_versions_that_change_no_line(words):
    shared = SharedCosts()
    for at in range(2):
        one, other = (cost(shared, plan, chances(plan)[at]) for plan in (shetland().plan, under(words)))
        assert one.cost is other.cost


@pytest.mark.parametrize("words", OTHER_COST)
def test_cost_is_worked_out_again_for_a_version_that_changes_it(words):
    shared = SharedCosts()
    for at in range(2):
        one, other = (cost(shared, plan, chances(plan)[at]) for plan in (shetland().plan, under(words)))
        assert one.cost is not other.cost


def test_other_draws_and_other_rows_have_their_own_cost():
    shared, plan = SharedCosts(), shetland().plan
    first, fresh = (next(sample.chances(plan)) for sample in (SAMPLE, SAMPLE.fresh()))
    grouped, by_setting = (group_lines(plan, by_setting=wanted) for wanted in (False, True))
    found = [cost(shared, plan, chance, rows) for chance in (first, fresh) for rows in (grouped, by_setting)]
    assert len({id(each.cost) for each in found}) == 4


def test_few_costs_are_kept():
    shared, plan = SharedCosts(), shetland().plan
    samples = [Sample(draws=3, seed=seed) for seed in range(9)]
    first, *_, last = (cost(shared, plan, next(sample.chances(plan))) for sample in samples)
    assert cost(shared, plan, next(samples[-1].chances(plan))).cost is last.cost
    assert cost(shared, plan, next(samples[0].chances(plan))).cost is not first.cost
