"""Effects of single moves: their order, those without an effect, and listed moves."""

import pytest

from mtfp import Planner
from mtfp.analysis.moves.each import each_alone
from mtfp.analysis.moves.listed import listed_moves
from mtfp.analysis.moves.usual import usual_moves
from mtfp.findings.finding import Refused
from mtfp.results.figures import figures_of
from mtfp.simulation.sample import central_figures

PLANNER = Planner("examples/shetland")
PLAN, READ = PLANNER.plan, PLANNER.read


@pytest.fixture(scope="module")
def moves():
    return list(usual_moves(PLAN))


def found(moves, figure="gap", year="2030/31"):
    return each_alone(PLAN, moves, figures_of(PLAN)[figure], year)


@pytest.mark.parametrize("figure", ["gap", "funding", "community_share", "recurring_gap"])
def test_the_most_harmful_driver_comes_first_and_its_worst_move(moves, figure):
    each = found(moves, figure)
    worst = [each.harm(of_driver[0]) for of_driver in each.by_driver()]
    assert [max(harm, 0.0) for harm in worst] == sorted((max(harm, 0.0) for harm in worst), reverse=True)
    assert all(each.harm(m[0]) >= each.harm(m[-1]) or each.harm(m[0]) <= 0 for m in each.by_driver())


def test_low_is_worse_for_funding(moves):
    each = found(moves, "funding")
    assert each.of(each.by_driver()[0][0]) < 0 < each.harm(each.by_driver()[0][0])


def test_a_driver_that_nothing_reads_is_idle_and_has_no_rank(moves):
    each = found(moves)
    assert each.idle() == ["GDP deflator"]
    assert "gdp_deflator" not in {effect.move.driver for of_driver in each.by_driver() for effect in of_driver}


def test_a_listed_move_is_the_scenario_in_its_words():
    (low, high) = listed_moves("nhs_uplift 1%, 2% from 2027/28", READ)
    for move, size in ((low, "1%"), (high, "2%")):
        expected = PLANNER.project(f"nhs_uplift {size} from 2027/28")["gap"].to_numpy()
        assert central_figures(move.plan, ["gap"])["gap"][:, 0] == pytest.approx(expected, rel=1e-12)


def test_listed_moves_under_a_scenario_are_made_under_it():
    under = PLANNER.apply("step-down")
    (move,) = listed_moves("pay_nhs 5%", READ, under.scenarios)
    expected = PLANNER.project(["step-down", "pay_nhs 5%"])["gap"].to_numpy()
    assert central_figures(move.plan, ["gap"])["gap"][:, 0] == pytest.approx(expected, rel=1e-12)


def test_the_effect_of_a_rate_is_against_zero_in_the_same_years():
    moves = listed_moves("pay_nhs 1%, 4% from 2028/29", READ)
    each = found(moves)
    gap = {size: PLANNER.project(f"pay_nhs {size} from 2028/29")["gap"].to_numpy() for size in ("0%", "4%")}
    assert each.effects[1].from_zero["gap"] == pytest.approx(gap["4%"] - gap["0%"], abs=1e-9)


@pytest.mark.parametrize("text", ["pay_nhs +1%", "pay_nhs x 90%, x 110%", "council_payment +£50k, +£100k"])
def test_a_change_has_no_effect_against_zero(text):
    assert all(effect.from_zero is None for effect in found(listed_moves(text, READ)).effects)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("pay_nhs 1%, 2%", ["pay_nhs 1%", "pay_nhs 2%"]),
        ("pay_nhs=1%,2%", ["pay_nhs 1%", "pay_nhs 2%"]),
        ("Council pay award +1%, -1%", ["pay_council +1%", "pay_council -1%"]),
        ("council_payment +£1,000, -£2,000", ["funding.council_payment +£1,000", "funding.council_payment -£2,000"]),
        ("savings_delivery x 90%", ["savings_delivery x 90%"]),
        ("vacancies x 90%", ["savings.vacancies x 90%"]),
        ("pay +1% in 2027/28", ["pay +1% in 2027/28"]),
    ],
)
def test_forms_of_listed_moves(text, ids):
    assert [move.id for move in listed_moves(text, READ)] == ids


def test_stated_money_may_be_listed_by_factors_and_then_is_the_usual_move(moves):
    listed = listed_moves("charitable_trust x 99%, x 1.01", READ)
    usual = {move.words: move.plan for move in moves if move.driver == "funding.charitable_trust"}
    for move, words in zip(listed, ("1% less", "1% more"), strict=True):
        expected = central_figures(usual[words], ["gap"])["gap"]
        assert central_figures(move.plan, ["gap"])["gap"] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("text", ["", "pay_nhs", "1%, 2%", "pay_nhs 1%, two", "step-down"])
def test_a_text_that_is_no_move_is_refused_with_a_repair(text):
    with pytest.raises(ValueError, match="pay_nhs"):
        listed_moves(text, READ)


@pytest.mark.parametrize(
    ("text", "code"), [("pay_nsh 1%", "E401"), ("council_payment 5%, 6%", "E423"), ("council_payment x 99%", "E423")]
)
def test_a_move_that_the_plan_cannot_have_is_refused_as_a_finding_at_the_option(text, code):
    with pytest.raises(Refused) as refused:
        listed_moves(text, READ)
    assert {(finding.code, finding.place.file) for finding in refused.value.findings} == {(code, "--move")}
