"""Ranges if only one driver were uncertain, against closed forms."""

import pytest

from mtfp.analysis.sensitivity.alone import Alone, Range, alone
from mtfp.analysis.sensitivity.question import Question
from tests.analysis.sensitivity.linear import SD, linear_plan, question_of

Z_90, TAIL = 1.2815516, 1.7549833
"""90th percentile of a standard normal number, and the mean of its worst tenth."""
FLOOD = {"flood": {"probability": "8%", "impact": 5_000}}


def of(found: Alone, id: str) -> Range:
    return next(each for each in (found.together, *found.groups, *found.drivers) if each.id == id)


def within_four_errors(range: Range, statistic: str, true: float) -> bool:
    estimate = range.estimates[statistic]
    return estimate.error is not None and abs(estimate.value - true) <= 4 * estimate.error


def test_a_rare_event_is_in_the_worst_tenth():
    """8% · £5m has P10 = P90, and adds 8% · £5m / 10% = £4m to the worst tenth; it comes before a price of ±£0.4m."""
    found = alone(question_of(linear_plan({"cpi": 15_000}, risk_events=FLOOD)))
    flood, cpi = of(found, "risk_events.flood"), of(found, "assumptions.cpi")
    assert (flood.width, flood.estimates["p10"].value) == (0, 0)
    assert within_four_errors(flood, "es90", 4_000)
    assert within_four_errors(flood, "mean", 400)
    assert cpi.width > 0
    assert [each.id for each in found.drivers] == ["risk_events.flood", "assumptions.cpi"]
    assert of(found, "events").estimates == flood.estimates


def test_normal_drivers_alone_and_together():
    found = alone(question_of(linear_plan({"pay": 1_000, "energy": 500}, 800)))
    for id, weight in (("assumptions.pay", 1_000), ("assumptions.energy", 500), ("assumptions.uplift", 800)):
        assert within_four_errors(of(found, id), "p90", Z_90 * weight * SD)
        assert within_four_errors(of(found, id), "p10", -Z_90 * weight * SD)
        assert within_four_errors(of(found, id), "es90", TAIL * weight * SD)
    together = (1_000**2 + 500**2 + 800**2) ** 0.5 * SD
    assert within_four_errors(found.together, "p90", Z_90 * together)
    assert [each.id for each in found.groups] == ["pay", "funding", "prices"]


def test_a_group_keeps_the_correlations_within_it():
    found = alone(question_of(linear_plan({"energy": 1_000, "cpi": 1_000}, correlations=[["energy", "cpi", 0.5]])))
    assert within_four_errors(of(found, "prices"), "p90", Z_90 * 3_000_000**0.5 * SD)
    assert of(found, "prices").estimates == found.together.estimates


def test_the_worst_tenth_is_the_low_one_where_low_is_worse():
    found = alone(question_of(linear_plan({"pay": 1_000}, 800), "funding"))
    assert within_four_errors(of(found, "assumptions.uplift"), "es90", -TAIL * 800 * SD)
    assert of(found, "assumptions.pay").size == 0


def test_a_likely_event_is_measured_from_the_case_in_which_it_happens():
    likely = {"flood": {"probability": "92%", "impact": 5_000}}
    found = alone(question_of(linear_plan({"cpi": 100}, risk_events=likely)))
    assert within_four_errors(of(found, "risk_events.flood"), "mean", -400)
    assert of(found, "assumptions.cpi").estimates["p90"].value < 10


def test_all_others_are_as_in_the_central_case():
    """A driver alone gives the draws of a plan in which nothing else has a spread."""
    plan = linear_plan({"pay": 1_000, "energy": 500}, 800, years=4)
    certain = plan.with_fields(
        assumptions={
            name: each if name == "pay" else each.with_fields(spread=None) for name, each in plan.assumptions.items()
        }
    )
    question = question_of(plan, year="2029/30")
    (pay,) = (driver for driver in question.drivers if driver.id == "assumptions.pay")
    assert question.only([pay]) == pytest.approx(question_of(certain, year="2029/30").values)


def test_nothing_uncertain():
    found = alone(question_of(linear_plan({}, lines={})))
    assert (found.drivers, found.groups, found.together.size) == ((), (), 0)


def test_each_projection_is_counted():
    from mtfp.analysis.sensitivity.variance import variance
    from mtfp.analysis.sensitivity.worst_tenth import worst_tenth

    done = []
    plan = linear_plan({"pay": 1_000, "energy": 500}, 800, [["pay", "energy", 0.5]], risk_events=FLOOD)
    some = question_of(plan, draws=200)
    question = Question(
        plan=plan, figure=some.figure, year=some.year, sample=some.sample, projected=lambda: done.append(1)
    )
    for answer in (alone, variance, worst_tenth):
        answer(question)
    assert len(done) <= question.projections
