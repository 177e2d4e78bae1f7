"""Risk events and population variants in many draws: how often, when, and what they cost."""

import numpy as np
import pytest

from mtfp.draws.of_plan import central_draws
from tests.draws.drawn import DRAWS, drawn, error, joined, many, normal, plan, rate, share_error

WINDOW = {"from": "2027/28", "to": "2029/30"}


def events(of, name="fire", blocks=16):
    return joined(many(of, blocks), "events", name)


def one(**options):
    return plan(risk_events={"fire": {"impact": 100, **options}})


@pytest.mark.parametrize(
    "options",
    [
        {"probability": "20%"},
        {"probability": "20%", "each": "year"},
        {"probability": "20%", "recurring": True},
        {"probability": "30%", "once": {}},
        {"probability": "30%", "once": WINDOW},
        {"probability": "30%", "once": WINDOW, "recurring": True},
        {"probability": "0%"},
        {"probability": "100%"},
        {"probability": "100%", "recurring": True},
    ],
    ids=str,
)
def test_an_event_costs_its_expected_cost_on_average(options):
    of = one(**options)
    cost = events(of)
    expected = 100 * of.risk_events["fire"].chance(of.timeline)[1:]
    for t in range(5):
        assert cost[t].mean() == pytest.approx(expected[t], abs=100 * share_error(expected[t] / 100) + 1e-9)
    assert set(np.unique(cost)) <= {0, 100}


def test_a_yearly_event_is_independent_of_other_years():
    # two years' events, independent: 4% have both
    cost = events(one(probability="20%"))
    assert (cost[0] * cost[3] > 0).mean() == pytest.approx(0.04, abs=share_error(0.04))


def test_a_single_event_happens_once_in_any_year_of_its_window():
    cost = events(one(probability="60%", once=WINDOW))
    assert cost.sum(axis=0).max() == 100
    assert cost[0].max() == cost[4].max() == 0
    for t in (1, 2, 3):
        assert (cost[t] > 0).mean() == pytest.approx(0.2, abs=share_error(0.2))


def test_a_recurring_event_happens_at_most_once_and_stays():
    cost = events(one(probability="20%", recurring=True))
    assert (np.diff(cost, axis=0) >= 0).all()
    assert cost.max() == 100
    # never in five years: 0.8^5 = 32.768%
    assert (cost[-1] == 0).mean() == pytest.approx(0.32768, abs=share_error(0.32768))


def test_a_higher_probability_adds_events_and_moves_none():
    for options in ({}, {"once": {}}, {"recurring": True}):
        few, more = (drawn(one(probability=chance, **options)).events["fire"] for chance in ("20%", "40%"))
        assert (more >= few).all()


def test_an_event_costs_the_same_each_time_within_a_draw():
    impact = {"central": 20, "spread": {"interval": [5, 30]}}
    cost = events(plan(risk_events={"fire": {"probability": "70%", "impact": impact}}))
    both = cost[:, (cost[0] > 0) & (cost[1] > 0)]
    assert (both[0] == both[1]).all()
    # its quantiles, where it happens: in 30% of draws it doesn't, at a cost of zero
    for value, expected in {5: 0.1, 20: 0.5, 30: 0.9}.items():
        assert (cost[2] < value).mean() == pytest.approx(0.3 + 0.7 * expected, abs=share_error(0.3 + 0.7 * expected))


def test_an_impact_may_be_a_deviation():
    impact = {"central": 20, "spread": {"uniform": [-5, 5], "around": "central"}}
    cost = events(plan(risk_events={"fire": {"probability": "100%", "impact": impact}}), blocks=1)
    assert (cost.min(), cost.max()) == pytest.approx((15, 25), abs=0.01)


def test_an_event_that_changes_an_assumption_does_so_where_it_happens():
    impact = {"assumption": "x", "by": "+1%"}
    for recurring, share in ((False, 0.2), (True, 1 - 0.8**3)):
        of = plan(
            assumptions={"x": rate()},
            risk_events={"shock": {"probability": "20%", "recurring": recurring, "impact": impact}},
        )
        parts = many(of)
        x = joined(parts, "values", "x")
        assert np.unique(x.round(12)).tolist() == [0.02, 0.03]
        assert (x[2] > 0.025).mean() == pytest.approx(share, abs=share_error(share))
        assert (joined(parts, "events", "shock") == 0).all()


def test_events_are_independent_of_each_other_and_of_assumptions():
    of = plan(
        assumptions={"fire": normal()},
        risk_events={name: {"probability": "50%", "impact": 1} for name in ("fire", "flood")},
    )
    parts = many(of)
    fire, flood = (joined(parts, "events", name)[1] for name in ("fire", "flood"))
    for other in (flood, joined(parts, "values", "fire")[1]):
        assert np.corrcoef(fire, other)[0, 1] == pytest.approx(0, abs=error())


def test_variants_are_drawn_by_their_weights_once_per_draw():
    variant = {"low_migration": "20%", "principal": "50%", "high_migration": "30%"}
    of = plan(population={"area": "Orkney Islands", "variant": variant})
    parts = many(of)
    assert parts[0].variants == ("principal", "high_migration", "low_migration")
    counts = sum(np.bincount(draws.variant, minlength=3) for draws in parts)
    for count, expected in zip(counts, (0.5, 0.3, 0.2), strict=True):
        assert count / DRAWS == pytest.approx(expected, abs=share_error(expected))
    # however they are written, and the central case takes the heaviest
    other = plan(population={"area": "Orkney Islands", "variant": dict(reversed(variant.items()))})
    assert (drawn(other).variant == parts[0].variant).all()
    assert central_draws(of).variants == ("principal",)


def test_variants_without_weight_are_never_drawn():
    variant = {"principal": "0%", "low_migration": "100%"}
    draws = drawn(plan(population={"area": "Orkney Islands", "variant": variant}))
    assert draws.variants == ("low_migration",)
    assert (draws.variant == 0).all()
