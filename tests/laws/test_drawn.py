"""Laws of drawing, on random plans: without width every draw is the central case; with it, draws are independent."""

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mtfp.draws.of_plan import central_draws
from mtfp.draws.sampling import Sampling, sampled_draws
from mtfp.engine import project
from mtfp.model.consistency import complaints
from tests.draws.drawn import arrays_of
from tests.evidence import examples
from tests.laws.plans import Drawn, one_of, plans

WITHOUT_WIDTH = ("interval", "uniform", "triangular", "pert", "normal", "discrete")
DRAWS = 5


def zero_of(unit: str) -> Any:
    return "0%" if unit in ("rate", "share") else 0


def spread_of(shape: str, number: Any) -> dict[str, Any]:
    """Return a spread without width, as a deviation."""
    said: dict[str, Any] = {"normal": {"mean": number, "sd": number}, "discrete": {number: "100%"}}
    numbers = 3 if shape in ("triangular", "pert") else 2
    return {shape: said.get(shape, [number] * numbers), "around": "central"}


def settled(event: dict[str, Any]) -> dict[str, Any]:
    """Return an event that is certain or impossible, and in one year only if it comes once."""
    certain = {**event, "probability": "100%" if int(event["probability"].rstrip("%")) > 50 else "0%"}
    window = {"from": "2026/27", "to": "2026/27"}
    return {**certain, "once": window} if "once" in event else certain


def without_width(drawn: Drawn, shape: str) -> Drawn:
    said = drawn.document
    # The illustrative ones have a width.
    by_status = {
        f"delivery_{status}": {"unit": "share", "central": "70%", "source": "law"}
        for status in ("green", "amber", "red")
    }
    assumptions = {
        name: {**each, "spread": spread_of(shape, zero_of(each["unit"])), "drawn": "yearly"}
        for name, each in (said["assumptions"] | by_status).items()
    }
    events = {name: settled(event) for name, event in said.get("risk_events", {}).items()}
    return drawn.but(assumptions=assumptions, risk_events=events, scheme=decided(said["scheme"]))


def decided(scheme: dict[str, Any]) -> dict[str, Any]:
    """Return recovery plans that fail for certain or never."""
    steps = [
        {"recovery_plan": {**step["recovery_plan"], "fails": "100%" if likely(step["recovery_plan"]) else "0%"}}
        if "recovery_plan" in step
        else step
        for step in scheme["steps"]
    ]
    return {**scheme, "steps": steps}


def likely(recovery_plan: dict[str, Any]) -> bool:
    return int(recovery_plan.get("fails", "0%").rstrip("%")) > 50


@examples(ordinary=20, long=200)
@given(plans(), st.sampled_from(("random", "sobol")))
def test_without_width_every_draw_is_the_central_case_to_the_bit(drawn: Drawn, sampler: Any) -> None:
    for shape in WITHOUT_WIDTH:
        plan = without_width(drawn, shape).plan()
        assert not [complaint for complaint in complaints(plan) if complaint.code.startswith("E")]
        middle = arrays_of(central_draws(plan))
        found = arrays_of(sampled_draws(plan, Sampling(1, sampler), 0, DRAWS))
        assert found.keys() == middle.keys()
        for name, array in found.items():
            once = middle[name] * DRAWS if name.startswith("clipped") else middle[name]
            same = np.array_equal(array, np.broadcast_to(once, array.shape), equal_nan=True)
            assert same, f"{name} with {shape}"


def uncertain(drawn: Drawn) -> Drawn:
    """Return the plan with a wide spread on everything, as far as units allow."""
    wide = {"rate": ["-3%", "3%"], "share": ["-20%", "20%"], "index": [-20, 20], "number": [0, 0.1]}
    assumptions = {
        name: {**each, "spread": {"interval": wide[each["unit"]], "around": "central"}}
        for name, each in drawn.document["assumptions"].items()
    }
    return drawn.but(assumptions=assumptions, correlations=[["cpi", "pay", "strong"], ["pay", "delivery", -0.4]])


@examples(ordinary=60, long=600)
@given(plans())
def test_certain_shares_and_closed_events_are_the_same_in_every_draw(drawn: Drawn) -> None:
    """A percentage is achieved in every draw; a closed event never happens, whatever it would cost and how likely."""
    draws = sampled_draws(uncertain(drawn).plan(), Sampling(1), 0, DRAWS)
    for name, saving in drawn.document["savings"].items():
        share = saving.get("delivery", "")
        if share.endswith("%") and saving.get("status") not in ("delivered", "unidentified"):
            np.testing.assert_allclose(draws.delivery[name], float(share.rstrip("%")) / 100, rtol=1e-12)
    events = drawn.document["risk_events"]
    never = {name: event for name, event in events.items() if event.get("status") == "closed"}
    for name, event in never.items():
        assert not np.any(draws.events.get(name, 0.0)), name
        louder = {"each": "year", "probability": "100%", "impact": 1e6, "status": "closed"}
        event_by_price = {**louder, "impact": {"assumption": "cpi", "by": "50%"}}
        for other in (louder, event_by_price) if isinstance(event["impact"], dict) else (louder,):
            changed = uncertain(drawn.but(risk_events={**events, name: other})).plan()
            again = sampled_draws(changed, Sampling(1), 0, DRAWS)
            for value, array in draws.values.items():
                np.testing.assert_array_equal(again.values[value], array, err_msg=f"{name}: {value}")


@examples(ordinary=60, long=600)
@given(plans())
def test_sampled_draws_keep_the_identities_and_are_independent(drawn: Drawn) -> None:
    plan = uncertain(drawn).plan()
    draws = sampled_draws(plan, Sampling(1), 0, DRAWS)
    every = project(plan, draws)  # raises where an identity fails
    alone = project(plan, one_of(draws, 2))
    size = np.abs(every.gap.expenditure).max()
    assert np.allclose(every.gap.gap[:, 2:3], alone.gap.gap, rtol=0, atol=1e-9 * size, equal_nan=True)
