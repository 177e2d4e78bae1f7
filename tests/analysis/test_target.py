"""Targets: texts that people type, and the draws that meet them."""

import numpy as np
import pytest

from mtfp import Planner
from mtfp.analysis.target.read import target_of
from mtfp.analysis.target.target import meets, worst
from mtfp.findings.suggest import Unknown
from mtfp.model.plan import Plan
from mtfp.simulation.sample import Sample, central_figures


@pytest.fixture(scope="module")
def plan() -> Plan:
    return Planner("examples/shetland").plan


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("gap <= 0", "the gap to be at most £0 in 2030/31"),
        ("Gap ≤ -£1,250k in 28/29", "the gap to be at most −£1.25 million in 2028/29"),
        ("gap<=0.5m in every year", "the gap to be at most £500,000 in every year"),
        ("gap <= 0 in every year to 2029/30", "the gap to be at most £0 in every year from 2026/27 to 2029/30"),
        (
            "reserves >= 2m in each year from 2028/29",
            "all reserves together to be at least £2 million in each year from 2028/29 to 2030/31",
        ),
        (
            "to_close <= 0 from 2027/28 to 2028/29",
            "the gap still to close to be at most £0 in every year from 2027/28 to 2028/29",
        ),
        (
            "unidentified_share <= 20% in 2028/29",
            "the unidentified share of the gap before savings to be at most 20% in 2028/29",
        ),
        ("gap <= 0 from 2029/30", "the gap to be at most £0 in every year from 2029/30 to 2030/31"),
        ("the plan balances from 2029/30", "the plan to balance from 2029/30 on, with nothing left to close before"),
        ("balanced by 2026/27", "the plan to balance from 2026/27 on"),
        ("no gap in 2028/29", "the gap to be at most £0 in 2028/29"),
        ("No recurring gap by 2028/29", "the recurring gap to be at most £0 in 2028/29"),
        ("balances", "the plan to balance in 2030/31, with nothing left to close before"),
    ],
)
def test_target_in_words(plan: Plan, text: str, words: str) -> None:
    assert target_of(text, plan).in_words == words


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("gap", "or 'balances in 2028/29'"),
        ("gap <= 1_000_000", "for £1 million write £1,000k"),
        ("gap = 0", "write `<=` for at most"),
        ("gap < 0", "write `<=` for at most"),
        ("gpa <= 0", "did you mean `gap`"),
        ("gap <= plenty", "is not an amount"),
        ("gap <= 0 in 2025/26", "is not a projected year"),
        ("gap <= 0 in 2029/30 to 2027/28", "run backwards"),
        ("unidentified_share <= 20", "is not a percentage"),
    ],
)
def test_no_target(plan: Plan, text: str, message: str) -> None:
    with pytest.raises((ValueError, Unknown), match=message):
        target_of(text, plan)


def test_a_limit_holds_where_the_figure_is_within_it(plan: Plan) -> None:
    values = Sample(draws=300).figures(plan, ["gap"])
    most = target_of("gap <= £1m in 2029/30 to 2030/31", plan)
    assert (meets(most, values) == (values["gap"][4:] <= 1_000).all(axis=0)).all()
    least = target_of("gap >= £1m in 2030/31", plan)
    assert (meets(least, values) == (values["gap"][5] >= 1_000)).all()
    assert 0 < meets(least, values).mean() < 1


def test_a_plan_balances_without_recurring_gap_and_with_nothing_to_close(plan: Plan) -> None:
    target = target_of("balances in 2029/30", plan)
    one = np.ones((6, 4))
    recurring, left = 0 * one, 0 * one
    recurring[3, 0], recurring[5, 1], left[2, 2] = 9.0, 5.0, 7.0
    found = worst(target, {"recurring_gap": recurring, "to_close": left, "expenditure": 1e-12 * one})
    assert found.round(6).tolist() == [0.0, 5.0, 7.0, 0.0]


def test_sample_is_that_of_simulate(plan: Plan) -> None:
    run = Planner("examples/shetland").simulate(draws=200)
    found = Sample(draws=200).figures(plan, ["gap", "reserves"])
    for name, values in found.items():
        assert np.allclose(run.draws(name).to_numpy(), values[1:].T, rtol=1e-12, atol=1e-9)  # other sums of lines


def test_sample_of_several_blocks_and_of_a_line(plan: Plan) -> None:
    found = Sample(draws=4_200).figures(plan, ["lines.care_at_home"])
    again = Sample(draws=10).figures(plan, ["lines.care_at_home"])
    assert found["lines.care_at_home"].shape == (6, 4_200)
    assert (found["lines.care_at_home"][:, :10] == again["lines.care_at_home"]).all()


def test_fresh_draws_are_others_and_the_central_case_is_one(plan: Plan) -> None:
    sample = Sample(draws=50)
    assert (sample.fresh().figures(plan, ["gap"])["gap"] != sample.figures(plan, ["gap"])["gap"])[1:].any()
    projected = Planner("examples/shetland").project()
    assert central_figures(plan, ["gap"])["gap"][5, 0] == pytest.approx(projected["gap"]["2030/31"], rel=1e-12)
