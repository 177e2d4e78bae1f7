"""Sobol points: the same marginals, more even, in an order that puts first what moves a plan most."""

import numpy as np
import pytest

from mtfp.draws.random_streams import RandomStream
from mtfp.draws.sobol import dimensions, directions, sobol_shocks
from mtfp.draws.uncertain import random_streams
from tests.draws.drawn import drawn, joined, many, moved, normal, plan, rate, share

ONCE, YEARLY = RandomStream("assumption", "once", 1, memory=1.0), RandomStream("assumption", "yearly", 3, memory=0.5)
EVENT = RandomStream("event", "fire", 2, even=True)


def test_the_first_of_each_stream_comes_first_and_assumptions_before_events():
    order = dimensions([EVENT, YEARLY, ONCE])
    assert order == [(ONCE, 0), (YEARLY, 0), (EVENT, 0), (YEARLY, 1), (EVENT, 1), (YEARLY, 2)]


@pytest.mark.parametrize("memory", [0.0, 0.5, 0.9])
def test_directions_are_a_rotation_and_the_first_moves_prices_most(memory):
    turned = directions(memory, 5)
    assert turned @ turned.T == pytest.approx(np.eye(5), abs=1e-12)

    def rise(shocks):
        """The running total of an AR(1) after each year, squared and added up."""
        z, total, size = 0.0, 0.0, 0.0
        for t, shock in enumerate(shocks):
            z = shock if t == 0 else memory * z + (1 - memory**2) ** 0.5 * shock
            total += z
            size += total**2
        return size

    sizes = [rise(turned[:, component]) for component in range(5)]
    assert sizes == sorted(sizes, reverse=True)
    other = np.random.default_rng(1).standard_normal((200, 5))
    assert all(rise(each / np.linalg.norm(each)) <= sizes[0] + 1e-9 for each in other)
    # the same whatever the machine makes of signs
    assert (turned[np.abs(turned).argmax(axis=0), range(5)] > 0).all()


@pytest.mark.parametrize("memory", [0.0, 0.5, 0.9])
def test_directions_put_earlier_years_last_but_for_what_they_pass_on(memory):
    """With years before the plan, the first components decide the running totals of the plan's years."""
    turned = directions(memory, 16, before=11)
    assert turned @ turned.T == pytest.approx(np.eye(16), abs=1e-12)

    def totals(shocks):
        z = np.zeros(16)
        for t, shock in enumerate(shocks):
            z[t] = shock if t == 0 else memory * z[t - 1] + (1 - memory**2) ** 0.5 * shock
        return z[11:].cumsum()

    sizes = [np.square(totals(turned[:, component])).sum() for component in range(16)]
    assert sizes == pytest.approx(sorted(sizes, reverse=True), abs=1e-4)
    assert sum(sizes[:5]) == pytest.approx(sum(sizes), abs=1e-4)


@pytest.mark.parametrize("block", [0, 3])
def test_shocks_are_independent_standard_normals(block):
    shocks = sobol_shocks([YEARLY, ONCE, EVENT], "Here", 1, block)
    normals = np.concatenate([shocks[YEARLY], shocks[ONCE]])
    # far closer than 4,096 random draws, whose means err by 0.016
    assert normals.mean(axis=1) == pytest.approx([0] * 4, abs=2e-3)
    assert np.cov(normals) == pytest.approx(np.eye(4), abs=2e-2)
    assert np.isfinite(normals).all()
    assert shocks[EVENT].mean() == pytest.approx(0.5, abs=1e-4)


def test_blocks_take_the_points_one_after_the_other():
    # 8,192 points of a net fill each of 8,192 equal slices of a dimension once; two other blocks would not
    parts = [sobol_shocks([EVENT], "Here", 1, block)[EVENT][0] for block in (2, 3)]
    slices = (np.concatenate(parts) * 8192).astype(int)
    assert len(set(slices.tolist())) == 8192


def test_seed_and_plan_scramble():
    one = sobol_shocks([ONCE], "Here", 1, 0)[ONCE]
    assert not (one == sobol_shocks([ONCE], "Here", 2, 0)[ONCE]).any()
    assert not (one == sobol_shocks([ONCE], "There", 1, 0)[ONCE]).any()
    assert (one == sobol_shocks([ONCE], "Here", 1, 0)[ONCE]).all()


def uncertain(**more):
    return plan(
        assumptions={
            **more,
            **{name: rate(spread={"normal": {"mean": "2%", "sd": "3%"}}) for name in ("x", "y", "z")},
            "delivery": share(spread={"beta": {"mean": "50%", "sd": "15%"}}),
        },
        correlations=[["x", "y", 0.5]],
        savings={"a": {"planned": {"2026/27": 1}, "delivery": "delivery"}},
    )


def test_a_mean_errs_far_less_than_with_random_draws():
    of = uncertain()

    def price(draws):
        return draws.indices["x"][-1] + draws.indices["y"][-1] - draws.delivery["a"][-1]

    exact = np.mean([price(draws).mean() for draws in many(of, 64)])
    deviation = price(drawn(of)).std() / 64  # of a mean of 4,096 random draws
    errors = [price(drawn(of, seed=seed, sampler="sobol")).mean() - exact for seed in range(8)]
    # the 262,144 random draws err by an eighth of that deviation themselves
    assert np.sqrt(np.mean(np.square(errors))) < deviation / 4


def test_marginals_and_correlations_are_those_of_random_draws():
    parts = many(uncertain(), 4, "sobol")
    x, y = (joined(parts, "values", name) for name in ("x", "y"))
    for t in range(5):
        assert x[t].mean() == pytest.approx(0.02, abs=2e-4)
        assert x[t].std() == pytest.approx(0.03, rel=0.01)
        assert np.corrcoef(x[t], y[t])[0, 1] == pytest.approx(0.5, abs=0.01)
    assert np.corrcoef(x[1], x[2])[0, 1] == pytest.approx(0.5, abs=0.01)


def test_points_move_with_the_list_of_what_is_uncertain():
    assert "values y" in moved(drawn(uncertain(), sampler="sobol"), drawn(uncertain(aa=normal()), sampler="sobol"))


def test_a_certain_plan_needs_no_points():
    certain = plan(assumptions={"cpi": rate()})
    assert random_streams(certain) == ()
    assert sobol_shocks((), "Here", 1, 0) == {}
