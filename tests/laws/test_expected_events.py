"""Law of random risk registers: what events cost on average over many draws, less the central case, is expected."""

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mtfp.analysis.expected_events import expected_events
from mtfp.draws.of_plan import central_draws
from mtfp.draws.sampling import Sampling, sampled_draws
from mtfp.engine import project
from mtfp.model.plan import Plan
from tests.draws.drawn import plan
from tests.evidence import examples

BLOCKS = 4
SIGMAS = 6
"""Standard errors of the average that count as equal: 1 in 10⁹ beyond, since a case has a dozen averages."""
NUMBERS = st.integers(-60, 200)
CHANCES = st.sampled_from(("0%", "5%", "10%", "30%", "50%", "51%", "70%", "95%", "100%"))
YEARS = ("2026/27", "2027/28", "2028/29", "2029/30", "2030/31")


def rising(count: int) -> st.SearchStrategy[list[int]]:
    return st.lists(NUMBERS, min_size=count, max_size=count).map(sorted)


def moments(mean: st.SearchStrategy[Any], sd: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"mean": mean, "sd": sd})


def discrete(values: list[int]) -> dict[int, str]:
    return dict(zip(values, ("20%", "50%", "30%"), strict=True))


ANY_CENTRE = {
    "interval": rising(2) | rising(3),
    "triangular": rising(3),
    "pert": rising(3),
    "uniform": rising(2),
    "normal": moments(NUMBERS, st.integers(0, 80)),
    "discrete": st.lists(NUMBERS, min_size=3, max_size=3, unique=True).map(sorted).map(discrete),
}
ITSELF = {
    "lognormal": moments(st.integers(1, 200), st.integers(0, 200)),
    "beta": moments(st.sampled_from((0.2, 0.5, 0.9)), st.sampled_from((0.0, 0.1, 0.25))),
}
SHAPES = [numbers.map(lambda said, shape=shape: {shape: said}) for shape, numbers in {**ANY_CENTRE, **ITSELF}.items()]
AROUND = [
    numbers.map(lambda said, shape=shape: {shape: said, "around": "central"}) for shape, numbers in ANY_CENTRE.items()
]
MONEY = st.fixed_dictionaries({"central": NUMBERS.map(abs)}, optional={"spread": st.one_of(SHAPES) | st.one_of(AROUND)})
WINDOWS = st.lists(st.sampled_from(YEARS), min_size=2, max_size=2).map(sorted).map(lambda y: {"from": y[0], "to": y[1]})
WHEN = st.fixed_dictionaries({"probability": CHANCES, "recurring": st.booleans()}, optional={"once": WINDOWS})
PLACES = st.sampled_from(({}, {"line": "home"}, {"partner": "nhs"}, {"lines": ["home", "ward"]}))


@st.composite
def registers(draw: Any) -> dict[str, Any]:
    """Return up to four events on money, and one on an assumption that nothing else moves."""
    events = {
        f"event_{number}": {**draw(WHEN), **draw(PLACES), "impact": draw(MONEY)}
        for number in range(draw(st.integers(1, 4)))
    }
    by = draw(st.sampled_from(("+1%", "-2%", "+10%")))
    return {**events, "prices": {**draw(WHEN), "impact": {"assumption": "cpi", "by": by}}}


def plan_of(register: dict[str, Any]) -> Plan:
    still = {"unit": "rate", "central": "2%", "source": "i"}
    return plan(assumptions={"cpi": still}, risk_events=register)


@examples(ordinary=25, long=500)
@given(registers())
def test_events_cost_on_average_what_is_expected_of_them(register: dict[str, Any]) -> None:
    of = plan_of(register)
    central = project(of, central_draws(of)).gap.gap
    drawn = [project(of, sampled_draws(of, Sampling(5), block)).gap.gap - central for block in range(BLOCKS)]
    beyond = np.concatenate([np.broadcast_to(each, (6, 4096)) for each in drawn], axis=1)[1:]
    expected = expected_events(of).integrated[1:]
    rare = SIGMAS**2 / 2 * np.abs(beyond).max() / beyond.shape[1]  # Bernstein's: futures too rare to show in the spread
    slack = SIGMAS * beyond.std(axis=1) / np.sqrt(beyond.shape[1]) + rare + 1e-4
    assert (np.abs(beyond.mean(axis=1) - expected) <= slack).all(), (beyond.mean(axis=1), expected, slack)


@examples(ordinary=25, long=500)
@given(MONEY)
def test_a_cost_with_percentiles_above_zero_is_never_below_it(impact: dict[str, Any]) -> None:
    """Check draws of a certain event: an interval of costs, or of deviations, that ends above zero stays there."""
    of = plan(risk_events={"fire": {"probability": "100%", "impact": impact}})
    cost = sampled_draws(of, Sampling(5), 0).events["fire"][1:]
    interval = impact.get("spread", {}).get("interval")
    if interval and interval[0] + ("around" in impact["spread"]) * impact["central"] > 0:
        assert cost.min() >= 0
    elif interval and interval[0] < 0 and "around" not in impact["spread"]:
        assert cost.min() < 0
