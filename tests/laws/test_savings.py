"""Laws of savings by status, floors by year and history that stays as stated, on random plans."""

from typing import Any

import numpy as np
from hypothesis import given

from mtfp.draws.of_plan import central_draws
from mtfp.draws.sampling import Sampling, sampled_draws
from mtfp.engine import project
from mtfp.results.figures import figures
from tests.evidence import examples
from tests.laws.every import hold, laws_in
from tests.laws.plans import Drawn, plans, year

DRAWS = 5
SHARE = 0.7


def sampled(drawn: Drawn) -> Any:
    plan = drawn.plan()
    return project(plan, sampled_draws(plan, Sampling(1), 0, DRAWS))


def same(one: Any, other: Any, but: tuple[str, ...] = ()) -> None:
    found, expected = figures(one), figures(other)
    for name in expected:
        if name not in but:
            slack = 1e-9 * max(1.0, float(np.max(other.largest)))
            np.testing.assert_allclose(found[name], expected[name], rtol=1e-9, atol=slack, err_msg=name)


def with_savings(drawn: Drawn, **changes: Any) -> Drawn:
    """Return the plan with changed keys in all its savings, without stated money; a key that is None is left out."""
    savings = {
        name: {key: value for key, value in {**each, "delivered": None, **changes}.items() if value is not None}
        for name, each in drawn.document["savings"].items()
    }
    return drawn.but(savings=savings)


def law_savings_to_identify_move_no_gap(drawn: Drawn) -> None:
    last = drawn.document["years"]
    to_find = {"planned": {year(1): 40, **({year(last): 15} if last > 1 else {})}, "status": "unidentified"}
    more = drawn.but(savings={**drawn.document["savings"], "to_find": to_find})
    same(sampled(more), sampled(drawn), but=("to_identify",))
    found, before = (figures(sampled(each))["to_identify"][:, 0] for each in (more, drawn))
    np.testing.assert_allclose((found - before)[[1, -1]], (40, 55 if last > 1 else 40))


def law_each_scheme_achieves_its_planned_amount_times_the_delivery_of_its_status(drawn: Drawn) -> None:
    for status in ("green", "amber", "red"):
        plain = with_savings(drawn, status=status, delivery=None, slips=None, recurring=False, cumulative=None)
        projection = sampled(plain)
        for name in plain.document["savings"]:
            assert projection.plan.savings[name].delivery == f"delivery_{status}"
            brought, share = projection.savings[name], projection.draws.delivery[name]
            np.testing.assert_allclose(brought.achieved, brought.planned * share, rtol=1e-12, atol=0)
            assert ((share >= 0) & (share <= 1)).all()


def law_delivered_and_no_status_achieve_all(drawn: Drawn) -> None:
    whole = sampled(with_savings(drawn, status=None, delivery=None))
    same(sampled(with_savings(drawn, status="delivered", delivery="delivery")), whole)
    own = [whole.savings[name] for name in drawn.document["savings"]]
    assert all((brought.achieved == brought.planned).all() for brought in own)


def law_money_delivered_is_the_share_that_it_makes_up(drawn: Drawn) -> None:
    certain = {"unit": "share", "central": f"{SHARE:.0%}", "source": "law"}
    by_share = with_savings(drawn, status=None, slips=None, delivery="certain").but(
        assumptions={**drawn.document["assumptions"], "certain": certain}
    )
    in_money = {
        name: {**each, "delivered": {y: SHARE * amount for y, amount in each["planned"].items()}}
        for name, each in with_savings(drawn, status=None, slips=None, delivery=None).document["savings"].items()
    }
    same(sampled(drawn.but(savings=in_money)), sampled(by_share))


def law_a_floor_that_is_the_same_in_every_year_is_one_floor(drawn: Drawn) -> None:
    reserves = drawn.document.get("reserves", {})
    if not isinstance(reserves, dict):
        return
    floors = {name: each["floor"] for name, each in reserves.items() if "floor" in each}
    one = {
        name: floor["then"] if isinstance(floor, dict) and "then" in floor else floor for name, floor in floors.items()
    }
    paths, single = (
        sampled(drawn.but(reserves={name: {**each, **said.get(name, {})} for name, each in reserves.items()}))
        for said in (
            {name: {"floor": {year(1): floor, "then": floor}} for name, floor in one.items()},
            {name: {"floor": floor} for name, floor in one.items()},
        )
    )
    same(paths, single)
    for name, reserve in single.reserves.items():
        np.testing.assert_array_equal(paths.reserves[name].floor, reserve.floor)


def law_history_is_as_it_was_stated(drawn: Drawn) -> None:
    assumptions = drawn.document["assumptions"]
    limits = {"rate": ("-1%", "1%"), "share": ("40%", "50%")}
    held = {
        name: {**each, "floor": limits[each["unit"]][0], "cap": limits[each["unit"]][1]}
        for name, each in assumptions.items()
        if each["unit"] in limits and "tracks" not in each
    }
    plan = drawn.but(assumptions={**assumptions, **held}).plan()
    for draws in (central_draws(plan), sampled_draws(plan, Sampling(1), 0, DRAWS)):
        for name in held:
            stated = plan.assumptions[name].central.at(plan.base_year)
            assert (draws.values[name][0] == stated).all() or (stated is None and np.isnan(draws.values[name][0]).all())
        assert all(counts[0] == 0 for counts in draws.clipped.values())


@examples(ordinary=20, long=300)
@given(plans())
def test_savings_reserves_and_history(drawn: Drawn) -> None:
    hold(laws_in(globals()), drawn)
