"""Values in many draws: marginals, sums, growth, links, clipping; and an effect of every key of uncertainty."""

import math

import numpy as np
import pytest
from scipy import stats

from mtfp.draws.latents import latents
from mtfp.draws.of_plan import central_draws
from mtfp.draws.random_streams import random_shocks
from mtfp.draws.sampling import Sampling, draws_by_scenario, sampled_draws
from mtfp.draws.uncertain import random_streams
from tests.draws.drawn import (
    DRAWS,
    SEED,
    arrays_of,
    drawn,
    error,
    joined,
    many,
    moved,
    normal,
    plan,
    rate,
    share,
    share_error,
    values,
)

MARGINALS = {
    "interval": ({"interval": ["1%", "4%"]}, {0.01: 0.1, 0.02: 0.5, 0.04: 0.9}),
    "normal": ({"normal": {"mean": "2%", "sd": "1%"}}, {0.02: 0.5, 0.03: 0.841345}),
    "lognormal": ({"lognormal": {"mean": "2%", "sd": "2%"}}, {0.02 / math.sqrt(2): 0.5}),
    "triangular": ({"triangular": ["0%", "0%", "10%"]}, {0.05: 0.75}),  # 1 - (1 - x)²
    "uniform": ({"uniform": ["0%", "10%"]}, {0.01: 0.1, 0.09: 0.9}),
    "pert": ({"pert": ["0%", "0%", "10%"]}, {0.05: 1 - 0.5**5}),  # beta(1, 5): 1 - (1 - x)^5
    "discrete": ({"discrete": {"0%": "20%", "5%": "80%"}}, {0.025: 0.2}),
}


@pytest.mark.parametrize("persistence", [0, 0.5, 0.95, 1])
@pytest.mark.parametrize("name", MARGINALS)
def test_each_year_is_as_stated_whatever_the_persistence_and_correlation(name, persistence):
    said, shares = MARGINALS[name]
    of = plan(years=4, assumptions={"x": rate(spread=said, persistence=persistence)}, correlations=[["cpi", "x", 0.9]])
    x = values(of, "x")
    for value, expected in shares.items():
        for t in range(4):
            assert (x[t] < value).mean() == pytest.approx(expected, abs=share_error(expected))


def test_a_sum_over_the_years_has_the_deviation_of_an_ar1():
    # persistence ½: Σ_{t,u} ½^|t-u| over four years is 4 + 2·(3·½ + 2·¼ + 1·⅛) = 8.25
    total = values(plan(years=4, assumptions={"x": normal(persistence=0.5)}), "x").sum(axis=0)
    expected = 0.01 * math.sqrt(8.25)
    assert total.std() == pytest.approx(expected, abs=error(expected / 2**0.5))


def test_growth_compounds_draw_by_draw():
    # independent years: the mean of a product is the product of means, 1.02^5
    of = plan(assumptions={"x": rate(spread={"normal": {"mean": "2%", "sd": "3%"}}, persistence=0)})
    index = joined(many(of), "indices", "x")
    assert index[-1].mean() == pytest.approx(1.02**5, abs=error(index[-1].std()))
    # one shock z for the whole plan, E z² = 1, E z⁴ = 3: (1.02 + 0.03 z)^5 is on average
    expected = 1.02**5 + 10 * 1.02**3 * 0.03**2 + 5 * 1.02 * 3 * 0.03**4
    of = plan(assumptions={"x": rate(spread={"normal": {"mean": "2%", "sd": "3%"}}, drawn="once")})
    index = joined(many(of), "indices", "x")
    assert index[-1].mean() == pytest.approx(expected, abs=error(index[-1].std()))
    assert index[-1] == pytest.approx(index[0] ** 5)


def test_the_base_year_is_never_drawn():
    draws = drawn(plan(assumptions={"wage": rate(central=None, tracks={"of": "cpi", "lag": 1, "plus": "1%"})}))
    assert (draws.values["cpi"][0] == 0.03).all()
    # so that last year's prices, 3%, and a point more are the wage's first rise in every draw
    assert draws.values["wage"][1] == pytest.approx(0.04)
    assert draws.values["wage"][2] == pytest.approx(draws.values["cpi"][1] + 0.01)


def test_a_spread_by_year_differs_by_year():
    spread = {
        "2026/27": {"uniform": ["2%", "2%"]},
        "2027/28": {"uniform": ["1%", "2%"]},
        "then": {"uniform": ["3%", "9%"]},
    }
    x = values(plan(assumptions={"x": rate(spread=spread)}), "x", blocks=1)
    assert (x[0] == 0.02).all()
    assert (x[1].min(), x[1].max()) == pytest.approx((0.01, 0.02), abs=1e-4)
    assert (x[2:].min(), x[2:].max()) == pytest.approx((0.03, 0.09), abs=1e-4)


def test_each_year_takes_its_own_latent():
    spread = {"2026/27": {"normal": {"mean": "0%", "sd": "1%"}}, "then": {"normal": {"mean": "1%", "sd": "2%"}}}
    of = plan(assumptions={"x": normal(spread=spread), "y": normal(drawn="once")})
    z = latents(of, random_shocks(random_streams(of), of.name, SEED, 0))
    draws = drawn(of)
    assert draws.values["x"][1] == pytest.approx(0.01 * z["x"][0])
    assert draws.values["x"][2:] == pytest.approx(0.01 + 0.02 * z["x"][1:])
    assert draws.values["y"][1:] == pytest.approx(0.01 * np.broadcast_to(z["y"], (5, 4096)))


def test_a_median_that_is_not_stated_is_the_central_value_of_the_year():
    x = values(
        plan(assumptions={"x": rate(central={"2026/27": "2%", "then": "3%"}, spread={"interval": ["1%", "4%"]})}), "x"
    )
    for t, median in enumerate((0.02, 0.03, 0.03, 0.03, 0.03)):
        assert (x[t] < median).mean() == pytest.approx(0.5, abs=share_error(0.5))


def test_a_deviation_goes_with_the_link():
    deviation = {"normal": {"mean": "0%", "sd": "1%"}, "around": "central"}
    linked = rate(central=None, tracks={"of": "cpi", "weight": "50%"}, spread=deviation)
    draws = drawn(plan(assumptions={"x": linked, "y": normal()}))
    deviation = draws.values["x"][1:] - 0.5 * draws.values["cpi"][1:]
    assert deviation.std() == pytest.approx(0.01, abs=error(0.01, 4096))
    assert np.corrcoef(deviation[2], draws.values["cpi"][3])[0, 1] == pytest.approx(0, abs=error(1, 4096))


def test_deviation_then_event_then_guarantee_then_cap():
    # x is 0%, a deviation of z points, 2 points more by an event that is certain, at least cpi + 1%, at most 5%
    shock = {"probability": "100%", "impact": {"assumption": "x", "by": "+2%"}}
    x = normal(at_least={"of": "cpi", "plus": "1%"}, cap="5%")
    alone = drawn(plan(assumptions={"x": normal()}))
    draws = drawn(plan(assumptions={"x": x}, risk_events={"shock": shock}))
    free = np.maximum(alone.values["x"][1:] + 0.02, draws.values["cpi"][1:] + 0.01)
    assert draws.values["x"][1:] == pytest.approx(np.minimum(free, 0.05), abs=1e-15)
    assert draws.clipped["x"].tolist() == [0, *np.count_nonzero(free > 0.05, axis=1)]


def test_clipped_draws_are_counted_by_year():
    # even from 0% to 10%: a fifth below a floor of 2%, a tenth above a cap of 9%
    spread = {"uniform": ["0%", "10%"]}
    parts = many(plan(assumptions={"x": rate(spread=spread, floor="2%", cap="9%")}))
    counts = sum(draws.clipped["x"] for draws in parts)
    assert counts[0] == 0
    assert counts[1:] / DRAWS == pytest.approx(0.3, abs=share_error(0.3))
    assert "cpi" not in parts[0].clipped
    x = joined(parts, "values", "x")
    assert (x.min(), x.max()) == (0.02, 0.09)


def test_a_certain_value_that_is_clipped_counts_in_every_draw():
    draws = drawn(plan(assumptions={"x": rate(cap="1%")}), size=100)
    assert draws.clipped["x"].tolist() == [0, *[100] * 5]
    assert draws.values["x"].shape == (6, 1)
    assert draws.shape == (6, 100)


def test_growth_and_levels_stay_above_zero():
    # rates of -200% in a quarter of draws leave 1%; an index falls to 1% of its first level
    low = {"discrete": {"-200%": "25%", "0%": "75%"}}
    level = {"unit": "index", "central": 100, "spread": {"discrete": {-50: "25%", 100: "75%"}}, "source": "i"}
    draws = drawn(plan(assumptions={"x": rate(central="0%", spread=low), "level": level}))
    assert draws.values["x"].min() == -0.99
    assert draws.values["level"].min() == 1
    assert draws.indices["level"].min() == 0.01
    assert draws.indices["x"].min() > 0
    for name in ("x", "level"):
        assert draws.clipped[name][1:] / 4096 == pytest.approx(0.25, abs=share_error(0.25, 4096))


def test_delivery_is_drawn_by_scheme_within_its_bounds():
    delivery = share(spread={"normal": {"mean": "90%", "sd": "20%"}})
    schemes = {name: {"line": "home", "planned": {"2026/27": 1}, "delivery": "delivery"} for name in ("a", "b", "c")}
    schemes["c"]["status"] = "delivered"
    schemes["d"] = {"line": "home", "planned": {"2026/27": 1}}
    draws = drawn(plan(assumptions={"delivery": delivery}, savings=schemes))
    a, b = draws.delivery["a"][1:], draws.delivery["b"][1:]
    assert (a != b).mean() > 0.5
    assert a.max() == 1
    # above a cap of 100% lies z > ½, 30.9% of draws
    assert (a[0] == 1).mean() == pytest.approx(stats.norm.sf(0.5), abs=share_error(0.309, 4096))
    assert (a == a[0]).all()  # one shock for the whole plan
    assert (draws.delivery["c"] == 1).all()
    assert (draws.delivery["d"] == 1).all()


def test_a_linked_delivery_without_a_spread_follows_in_every_draw():
    of = plan(
        assumptions={
            "base": share(central={"2025/26": "50%", "then": "50%"}, spread={"uniform": ["40%", "60%"]}),
            "delivery": share(central=None, tracks={"of": "base", "plus": "10%"}),
        },
        savings={"a": {"line": "home", "planned": {"2026/27": 1}, "delivery": "delivery"}},
    )
    draws = drawn(of)
    assert draws.delivery["a"][1:] == pytest.approx(draws.values["base"][1:] + 0.1)


DELIVERY = share(spread={"uniform": ["0%", "100%"]})
SAVINGS = {name: {"line": "home", "planned": {"2026/27": 1}, "delivery": "delivery"} for name in ("a", "b")}
EVENT = {"probability": "20%", "impact": {"central": 10, "spread": {"interval": [5, 30]}}}


def switched(x=None, delivery=None, event=None, fails="20%", **sections):
    return plan(
        assumptions={"x": normal(**(x or {})), "delivery": {**DELIVERY, **(delivery or {})}},
        savings=SAVINGS,
        risk_events={"fire": {**EVENT, **(event or {})}},
        scheme={"steps": [{"recovery_plan": {"achieves": "40%", "fails": fails}}]},
        **sections,
    )


SWITCHES = {
    "drawn": switched(x={"drawn": "once"}),
    "persistence": switched(x={"persistence": 0.9}),
    "within_partner": switched(delivery={"within_partner": 0.1}),
    "scope": switched(x={"scope": "national"}),
    "floor": switched(x={"floor": "0%"}),
    "cap": switched(x={"cap": "0%"}),
    "at_least": switched(x={"at_least": {"of": "cpi"}}),
    "spread": switched(x={"spread": {"normal": {"mean": "0%", "sd": "2%"}}}),
    "around": switched(x={"central": "1%", "spread": {"normal": {"mean": "0%", "sd": "1%"}, "around": "central"}}),
    "correlations": switched(correlations=[["cpi", "x", 0.5]]),
    "probability": switched(event={"probability": "30%"}),
    "once": switched(event={"once": {}}),
    "recurring": switched(event={"recurring": True}),
    "impact": switched(event={"impact": {"central": 10, "spread": {"interval": [5, 40]}}}),
    "of an assumption": switched(event={"impact": {"assumption": "x", "by": "+1%"}}),
    "fails": switched(fails="30%"),
    "name of the plan": switched(name="Elsewhere"),
}


@pytest.mark.parametrize("switch", SWITCHES)
def test_every_switch_changes_something(switch):
    assert moved(drawn(switched()), drawn(SWITCHES[switch]))


def test_a_block_is_numbered_from_0_and_holds_up_to_4096_draws():
    for block, size in ((-1, 1), (0, 0), (0, 4097)):
        with pytest.raises(ValueError, match="blocks are numbered from 0 and have 1 to 4096 draws"):
            sampled_draws(plan(), Sampling(1), block, size)


def test_an_impossible_sampling_is_refused():
    with pytest.raises(ValueError, match="zero or more"):
        Sampling(-1)
    with pytest.raises(ValueError, match="use one of random, sobol"):
        Sampling(1, "dice")


def test_a_certain_plan_is_the_same_in_every_draw():
    of = plan(assumptions={"cpi": rate(central={"2025/26": "3%", "then": "2%"})})
    middle = arrays_of(central_draws(of))
    for sampler in ("random", "sobol"):
        draws = drawn(of, sampler=sampler, size=10)
        for name, array in arrays_of(draws).items():
            assert (array == middle[name]).all(), name


def test_scenarios_drawn_together_have_the_draws_of_each_alone():
    """Streams are keyed by name, so one more uncertain part in a scenario changes no draw of the other."""
    more = {"energy": rate(spread={"interval": ["-2%", "9%"]}), "pay": normal()}
    one, other = plan(assumptions={"pay": normal()}), plan(assumptions=more)
    both = dict(draws_by_scenario({"one": one, "other": other}, Sampling(SEED), block=3, size=50))
    assert moved(both["one"], drawn(one, block=3, size=50)) == set()
    assert moved(both["other"], drawn(other, block=3, size=50)) == set()


def test_scenarios_drawn_together_share_sobol_points():
    one, other = plan(assumptions={"pay": normal()}), plan(assumptions={"pay": normal(), "energy": normal()})
    both = dict(draws_by_scenario({"one": one, "other": other}, Sampling(SEED, "sobol"), block=0))
    assert np.array_equal(both["one"].values["pay"], both["other"].values["pay"])
    assert not np.array_equal(both["one"].values["pay"], drawn(one, sampler="sobol").values["pay"])
