"""Compare the engine with the second model: contingency, reserves that carry the plan alone, events, mixed shocks."""

import numpy as np
from hypothesis import assume, given

from mtfp.analysis.expected_events import expected_events
from mtfp.draws.latents import latents
from mtfp.draws.random_streams import random_shocks
from mtfp.draws.sampling import Sampling, sampled_draws
from mtfp.draws.uncertain import assumption_stream, random_streams
from mtfp.engine import project
from mtfp.model.correlation import stated_pairs, years_before
from mtfp.results.figures import figures
from mtfp.results.reserves_needed import reserve_that_carries
from mtfp.simulation.simulate import simulate
from mtfp.views.simulated.contingency_table import for_risk
from tests.evidence import examples
from tests.laws import slow
from tests.laws.plans import plans, some_draws
from tests.laws.slow import alone, expected, mixing
from tests.laws.test_drawn import uncertain
from tests.laws.test_expected_events import plan_of, registers
from tests.laws.test_national import correlated
from tests.laws.test_slow import draw_of

DRAWS = 16
CONFIDENCES = (0.1, 0.5, 0.8, 0.95)


@examples(ordinary=40, long=1000)
@given(plans())
def test_reserves_that_would_carry_the_plan_alone(drawn):
    plan = drawn.plan()
    draws = some_draws(plan, 2)
    projection = project(plan, draws)
    assert reserve_that_carries(plan) == alone.watched(plan)
    assume(alone.watched(plan))
    fast, size = figures(projection), float(np.max(projection.largest))
    for position in range(2):
        plain = alone.carries_alone(plan, draw_of(draws, position))
        rows = {"reserves_needed": plain.needed, "reserves_short": plain.short}
        rows |= {"reserves_held": [plain.held] * plan.years, "falls_to_partners": plain.falls_to_partners}
        for name, row in rows.items():
            found = np.broadcast_to(fast[name], draws.shape)[1:, position]
            np.testing.assert_allclose(found, row, rtol=1e-9, atol=2e-8 * size, err_msg=name)


@examples(ordinary=15, long=300)
@given(plans())
def test_contingency_for_risk(drawn):
    """From the same sampled draws, each projected by both models."""
    plan = uncertain(drawn).plan()
    run, draws = simulate({"base": plan}, Sampling(1), DRAWS, threads=1), sampled_draws(plan, Sampling(1), 0, DRAWS)
    to_close = [slow.project(plan, draw_of(draws, position))["to_close"] for position in range(DRAWS)]
    centrally = slow.project(plan, slow.central(plan))["to_close"]
    for confidence in CONFIDENCES:
        for to_year, found in enumerate(for_risk(run, "base", confidence)):
            plain = alone.contingency(to_close, centrally, confidence, to_year=bool(to_year))
            size = 1e-9 * max(1.0, float(np.max(project(plan, draws).largest)))
            np.testing.assert_allclose([each.value for each in found], plain, rtol=1e-9, atol=size)


def expects_alike(plan):
    found, plain = expected_events(plan), expected.expected_cost(plan)
    for fast, slowly in zip((found.integrated, found.set_aside), plain, strict=True):
        size = max(
            1.0, np.abs(slowly).max(), max((line.opening(plan.base_year) for line in plan.lines.values()), default=0)
        )
        np.testing.assert_allclose(fast, slowly, rtol=1e-9, atol=1e-9 * size)


@examples(ordinary=40, long=400)
@given(plans(max_years=3))
def test_expected_cost_of_the_events_of_a_plan(drawn):
    """Events of every kind, some on assumptions, next to everything else that a plan has."""
    expects_alike(drawn.plan())


@examples(ordinary=15, long=400)
@given(registers())
def test_expected_cost_of_events_with_spreads(register):
    expects_alike(plan_of(register))


@examples(ordinary=60, long=1000)
@given(correlated())
def test_shocks_whose_correlations_contradict_each_other(plan):
    """Mix given shocks a second time, national ones first."""
    known = {name: plan.assumptions[name].memory == 1 for name in plan.national.names}
    assume(not plan.national.adjusted)
    assume(len(set(known.values())) == 1)  # else draws are mixed with those of assumptions that the plan doesn't have
    shocks = random_shocks(random_streams(plan), plan.name, 3, 0)
    fast = latents(plan, shocks)
    first = int(plan.base_year[:4]) + 1
    memory = {name: assumption.memory for name, assumption in plan.assumptions.items() if assumption.spread}
    mine = {name: shocks[assumption_stream(plan, name)][:, 0] for name in memory}
    by_calendar_year = {
        name: dict(enumerate(shock.tolist(), first if memory[name] == 1 else first - years_before(plan)))
        for name, shock in mine.items()
    }
    pairs = {frozenset(pair): strength for pair, strength in stated_pairs(plan)}
    further = {name for name, each in plan.assumptions.items() if each.scope == "national"} - known.keys()
    plain = mixing.latents(
        by_calendar_year, memory, plan.national.pairs, pairs, set(known), first, plan.years, further=further
    )
    for name in memory:
        # A matrix at the edge of what is possible has roots of rounding errors in its triangle.
        np.testing.assert_allclose(fast[name][:, 0], plain[name], rtol=0, atol=2e-3, err_msg=name)
