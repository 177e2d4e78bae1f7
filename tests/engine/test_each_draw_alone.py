"""A draw is the same future alone and in any block, whatever the other draws of the block are."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from mtfp.draws.sampling import Sampling, sampled_draws
from mtfp.engine import project
from mtfp.model.plan import Plan
from mtfp.reading import read_plan
from mtfp.results.figures import figures
from mtfp.simulation.record import event_flags, recorded
from mtfp.simulation.simulate import simulate
from tests.docs.documents import ROOT

SIZE = 200
PAY = {"unit": "rate", "central": "3%", "source": "i", "spread": {"interval": ["-1%", "1%"], "around": "central"}}
SURE = {"unit": "rate", "central": "2%", "source": "i"}


def plan(gas: Mapping[str, Any], **sections: Any) -> Plan:
    """Return a small plan whose reserve, scheme and checks all compare amounts with zero."""
    line = {"partner": "council", "setting": "community", "source": "i"}
    return Plan.model_validate(
        {
            "mtfp": 1,
            "name": "Wild",
            "base_year": "2025/26",
            "years": 3,
            "unit": "£k",
            "assumptions": {"pay": PAY, "cpi": SURE, "gas": {**SURE, **gas}},
            "lines": {
                "home": {**line, "budget": 100, "components": {"pay": "100%"}},
                "heat": {**line, "budget": 1, "components": {"gas": "100%"}},
            },
            "funding": {"c": {"partner": "council", "type": "payment", "base": 101, "uplift": "cpi"}},
            "reserves": {"general": {"class": "contingency", "opening": 2, "floor": {"money": 1}}},
            "scheme": {
                "steps": [
                    {"reserves": {"order": ["general"]}},
                    {"additional_payments": {"who": "own_arm", "source": "i"}},
                ]
            },
            "checks": [
                {"name": "reserve", "of": "reserves.general", "at_least": "floor", "probability": "50%"},
                {"name": "gap", "of": "gap", "at_most": 1, "probability": "50%"},
            ],
            **sections,
        }
    )


HUGE_EVENT = {"flood": {"probability": "2%", "impact": {"central": 1, "spread": {"discrete": {1: "50%", 1e11: "50%"}}}}}
OUTLIERS = {
    "discrete": plan({"spread": {"discrete": {"2%": "97%", "1000000%": "3%"}}, "drawn": "once"}),
    "lognormal": plan({"spread": {"lognormal": {"mean": "100000%", "sd": "100000000%"}}, "drawn": "once"}),
    "event": plan({}, risk_events=HUGE_EVENT),
    "level": plan({"unit": "index", "central": 1, "spread": {"discrete": {1: "99%", 1e11: "1%"}}}),
}


ACCEPTED = plan({"spread": {"discrete": {"2%": "99%", "1000000%": "1%"}}}, reserves={}, scheme={}, checks=[])
"""A bill of 1 that is 10^4 to 10^12 in one draw of thirty-three."""


@pytest.mark.parametrize("outlier", OUTLIERS)
def test_a_draw_is_the_same_alone_and_in_its_block(outlier):
    of = OUTLIERS[outlier]
    draws = sampled_draws(of, Sampling(1), block=0, size=SIZE)
    together = project(of, draws)
    every = figures(together)
    flags, stored = event_flags(together, every), recorded(together, every)
    assert np.nanmax(np.abs(stored)) > 1e9, "the plan must have an outlier"
    for position in range(SIZE):
        alone = project(of, draws.alone(position))
        own = figures(alone)
        np.testing.assert_array_equal(recorded(alone, own)[..., 0], stored[..., position])
        for name, flag in event_flags(alone, own).items():
            assert (flag[:, 0] == flags[name][:, position]).all(), name


def test_a_draw_of_a_real_plan_is_the_same_alone_and_in_its_block():
    of = read_plan(ROOT / "examples/shetland").plan
    draws = sampled_draws(of, Sampling(1), block=0, size=SIZE)
    together = figures(project(of, draws))
    for position in range(0, SIZE, 40):
        alone = figures(project(of, draws.alone(position)))
        for name in together:
            np.testing.assert_array_equal(alone[name][:, 0], together[name][:, position], err_msg=name)


def test_an_outlier_in_one_scenario_leaves_the_others_alone():
    """The wild scenario has gaps of 10^11; those of the plan as it stands are about 1, and stay."""
    calm = plan({})
    wild = calm.but(risk_events=plan({}, risk_events=HUGE_EVENT).risk_events)
    both, one = simulate({"base": calm, "wild": wild}, Sampling(1), 500), simulate({"base": calm}, Sampling(1), 500)
    for year in one.years:
        assert (both.values("base", "gap", year) == one.values("base", "gap", year)).all()
        usual = both.values("wild", "gap", year)
        assert (usual != 0).mean() > 0.95


def test_the_accepted_outlier_zeroes_no_other_draw():
    """With a rounding error common to the block, 3,914 of these 4,000 gaps would be exactly zero."""
    found = simulate({"base": ACCEPTED}, Sampling(1), 4000).values("base", "gap", 3)
    assert np.count_nonzero(found == 0) == 0
