"""Moves of single drivers: each is the change that a scenario in words would make, and nothing else moves."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtfp import Plan, Planner
from mtfp.analysis.moves.each import each_alone
from mtfp.analysis.moves.usual import delivery_assumptions, usual_moves
from mtfp.results.figures import figures_of
from mtfp.simulation.sample import central_figures

PLANNER = Planner("examples/shetland")
PLAN = PLANNER.plan
MOVES = list(usual_moves(PLAN))
HEAD = {"mtfp": 1, "name": "Moved", "base_year": "2025/26", "years": 2, "unit": "£k", "source": "worked by hand"}
RATE = {"unit": "rate", "central": "3%", "source": "worked by hand"}


def changes(plan, figure="gap", year=None):
    """The change of a figure by each usual move, by the move's identifier, in the projected years."""
    moves = list(usual_moves(plan))
    found = each_alone(plan, moves, figures_of(plan)[figure], year or plan.timeline.last)
    return {effect.move.id: effect.change[figure][1:].round(9).tolist() for effect in found.effects}


def test_by_hand():
    """Cost 100 grows by 3%: 103, 106.09. A point more: 104, 108.16. 1% less of 100 paid from 2026/27: 99 a year."""
    home = {"partner": "council", "setting": "community", "budget": 100, "components": {"pay": "100%"}}
    paid = {"partner": "council", "type": "payment", "base": 100, "stated": 100}
    plan = Plan.model_validate(
        {**HEAD, "assumptions": {"pay": RATE}, "lines": {"home": home}, "funding": {"council": paid}}
    )
    assert changes(plan) == {
        "pay +1%": [1.0, 2.07],
        "pay -1%": [-1.0, -2.05],
        "funding.council x 101%": [-1.0, -1.0],
        "funding.council x 99%": [1.0, 1.0],
    }


@pytest.mark.parametrize("move", [m for m in MOVES if m.driver in PLAN.assumptions], ids=lambda move: move.id)
def test_a_move_of_an_assumption_is_the_scenario_of_that_name(move):
    expected = PLANNER.project(move.id)["gap"].to_numpy()
    assert central_figures(move.plan, ["gap"])["gap"][:, 0] == pytest.approx(expected, rel=1e-12)


def test_every_assumption_but_one_that_nothing_reads_has_moves():
    assert {move.driver for move in MOVES if "." not in move.driver} == {*PLAN.assumptions, "population"}


@given(
    rule=st.sampled_from(["stated", "movements"]),
    amounts=st.lists(st.integers(1, 500), min_size=4, max_size=4),
    one_off=st.integers(-50, 50),
    kind=st.sampled_from(["funding", "reduction"]),
)
@settings(deadline=None, max_examples=30)
def test_stated_money_moves_by_one_percent_in_every_projected_year_and_not_in_the_base_year(
    rule, amounts, one_off, kind
):
    base, *years = amounts
    labels = ["2026/27", "2027/28", "2028/29"]
    paid = dict(zip(labels, np.diff([base, *years]).tolist() if rule == "movements" else years, strict=True))
    stream = {
        "partner": "nhs",
        "type": "payment",
        "kind": kind,
        "base": base,
        rule: paid,
        "one_off": {labels[1]: one_off},
    }
    plan = Plan.model_validate({**HEAD, "years": 3, "lines": {}, "funding": {"grant": stream}})
    figure = "funding.grant"
    before = central_figures(plan, [figure])[figure][:, 0]
    for move, factor in zip(usual_moves(plan), (1.01, 0.99), strict=True):
        after = central_figures(move.plan, [figure])[figure][:, 0]
        assert after == pytest.approx(before * np.array([1, factor, factor, factor]), rel=1e-12, abs=1e-9)


def test_single_savings_add_up_to_the_assumption_that_they_share():
    """Delivery is linear in the gap, so ten points of all amber savings are ten points of each of them."""
    found = each_alone(PLAN, MOVES, figures_of(PLAN)["gap"], PLAN.timeline.last)
    shared = {name for name, number in delivery_assumptions(PLAN).items() if number > 1}
    assert shared
    for name in sorted(shared):
        members = {key for key, saving in PLAN.all_savings.items() if saving.delivery == name and not saving.certain}
        singles = [e.change["gap"] for e in found.effects if e.move.driver.rpartition(".")[2] in members]
        (whole,) = (e.change["gap"] for e in found.effects if e.move.driver == name)
        assert len(singles) == len(members)
        assert np.nan_to_num(sum(singles)) == pytest.approx(np.nan_to_num(whole), abs=1e-9)


def test_a_saving_with_its_own_delivery_is_moved_once():
    saving = {"partner": "council", "planned": {"2026/27": 10}, "delivery": "80%"}
    plan = Plan.model_validate({**HEAD, "lines": {}, "funding": {}, "savings": {"rotas": saving}})
    assert changes(plan) == {"rotas_delivery -10%": [1.0, 1.0]}


def test_the_saving_of_an_investment_is_moved_alone():
    share = {"unit": "share", "central": "80%", "source": "worked by hand"}
    rotas = {"partner": "council", "planned": {"2026/27": 10}, "delivery": "shared"}
    kit = {"partner": "council", "spend": {"2026/27": 5}, "saves": {"amount": 20, "delivery": "shared"}}
    plan = Plan.model_validate(
        {**HEAD, "assumptions": {"shared": share}, "lines": {}, "funding": {}}
        | {"savings": {"rotas": rotas}, "investments": {"kit": kit}}
    )
    assert changes(plan) == {
        "shared -10%": [1.0, 3.0],
        "savings.rotas -10%": [1.0, 1.0],
        "investments.kit -10%": [0.0, 2.0],
    }


def test_what_follows_a_driver_moves_with_it():
    wage = {"unit": "rate", "tracks": {"of": "pay", "plus": "1%"}, "source": "worked by hand"}
    home = {"partner": "council", "setting": "community", "budget": 100, "components": {"wage": "100%"}}
    plan = Plan.model_validate(
        {**HEAD, "assumptions": {"pay": RATE, "wage": wage}, "lines": {"home": home}, "funding": {}}
    )
    found = changes(plan, "expenditure")
    assert found["pay +1%"] == found["wage +1%"] == [1.0, 2.09]


def test_money_an_index_and_a_number_have_moves_in_their_own_units():
    known = {
        "cap": {"unit": "money", "central": 200, "source": "worked by hand"},
        "prices": {"unit": "index", "central": {"2025/26": 100, "2026/27": 102, "then": 104}, "source": "i"},
        "younger": {"unit": "number", "central": 0, "source": "worked by hand"},
        "follower": {"unit": "index", "tracks": {"of": "prices"}, "source": "worked by hand"},
    }
    plan = Plan.model_validate({**HEAD, "assumptions": known, "lines": {}, "funding": {}})
    assert [(move.id, move.words) for move in usual_moves(plan)] == [
        ("cap x 101%", "1% more"),
        ("cap x 99%", "1% less"),
        ("prices +1%", "1 point more"),
        ("prices -1%", "1 point less"),
        ("younger +0.1", "0.1 more"),
        ("younger -0.1", "0.1 less"),
    ]
