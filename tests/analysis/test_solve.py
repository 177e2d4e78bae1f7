"""Solve: answers that can be worked out by hand, laws of answers, and the sentences that state them."""

from functools import cache
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtfp import Planner
from mtfp.analysis.solve.solve import Question, solve
from mtfp.analysis.solve.template import NotSought, template_of
from mtfp.analysis.solve.trials import Effort, Trials
from mtfp.analysis.target.read import target_of
from mtfp.findings.finding import Refused
from mtfp.findings.suggest import Unknown
from mtfp.model.plan import Plan
from mtfp.reading.scenario import apply_scenarios
from mtfp.simulation.sample import Sample, central_figures
from mtfp.views.solve.in_words import answer_in_words, remarks
from mtfp.views.solve.more_tables import more_tables
from mtfp.views.solve.number_in_words import on_ladder

SHETLAND = "examples/shetland"


def plan_of(cost, *, central="2%", spread=None, years=2, base=100.0, **sections):
    """Return a plan of one line whose cost is stated by year, and one payment."""
    labels = ["2025/26", "2026/27", "2027/28", "2028/29"][: years + 1]
    uplift = {"label": "Uplift", "unit": "rate", "central": central, "source": "by hand"}
    if spread:
        uplift["spread"] = spread
    costs = dict(zip(labels, cost, strict=True))
    return Plan.model_validate(
        {
            "mtfp": 1,
            "name": "One line",
            "base_year": "2025/26",
            "years": years,
            "unit": "£k",
            "assumptions": {"uplift": uplift, **sections.pop("assumptions", {})},
            "lines": {"home": {"partner": "council", "setting": "community", "cost": costs, "source": "by hand"}},
            "funding": {
                "payment": {
                    "partner": "council",
                    "type": "payment",
                    "base": base,
                    "uplift": "uplift",
                    "source": "by hand",
                }
            },
            "scheme": {"steps": [{"additional_payments": {"who": "own_arm"}}]},
            **sections,
        }
    )


def solved(plan, find, so_that, **options):
    options.setdefault("draws", 400)
    return Planner(plan).solve(find, so_that, **options).solution


@cache
def growing():
    """A cost that grows by 4% a year, and a payment that grows by 2%."""
    return plan_of([100, 104, 108.16])


def test_uplift_needed_is_the_growth_of_cost():
    found = solved(growing(), "uplift +?", "gap <= 0 in 2027/28").central
    assert found.exact == pytest.approx(2.0, abs=1e-4)
    assert (found.value, found.at_least) == (2.0, True)


def test_rate_that_replaces_the_plans_is_the_growth_of_cost():
    found = solved(growing(), "uplift ?", "gap <= 0 in every year").central
    assert found.value == 4.0


def test_money_needed_is_the_gap():
    found = solved(growing(), "payment +? in 2027/28", "gap <= 0 in 2027/28").central
    assert found.exact == pytest.approx(108.16 - 104.04, abs=1e-4)
    assert found.value == pytest.approx(4.2)  # rounded to £100 in a plan of £100k


@pytest.mark.parametrize("find", ["uplift -?", "uplift −?%", "shift: {assumption: uplift, by: -?%}"])
def test_change_with_a_minus_is_the_same_number_as_with_a_plus(find):
    solution, plus = (solved(growing(), each, "gap <= 0 in 2027/28") for each in (find, "uplift +?"))
    assert (solution.central.value, solution.central.at_least) == (2.0, True)
    assert answer_in_words(solution) == answer_in_words(plus)


def test_factor_needed():
    assert solved(growing(), "uplift x ?", "gap <= 0 in 2027/28").central.value == 200.0


def test_room_of_a_plan_that_meets_its_target_already():
    plan = plan_of([100, 101, 101])
    solution = solved(plan, "uplift +?", "gap <= 0 in 2026/27")
    assert (solution.central.value, solution.central.at_least) == (-1.0, True)
    assert answer_in_words(solution).startswith(
        "Uplift could be as low as 1% a year instead of 2% (−1 points), and it would still be enough"
    )


def test_chance_of_a_normal_uplift_is_its_quantile():
    sd = 0.01
    plan = plan_of([100, 104], years=1, spread={"normal": {"mean": "2%", "sd": "1%"}})
    for answer in solved(plan, "uplift +?", "gap <= 0", draws=4_000).answers[1:]:
        exact = 100 * (0.02 + sd * NormalDist().inv_cdf(answer.confidence))
        error = 100 * sd * (answer.confidence * (1 - answer.confidence) / 4_000) ** 0.5
        error /= NormalDist().pdf(NormalDist().inv_cdf(answer.confidence))
        assert answer.exact == pytest.approx(exact, abs=4 * error)
        assert answer.error == pytest.approx(error, rel=0.5)
        assert answer.chance >= answer.confidence
        assert answer.passes


def test_answers_without_uncertainty_are_those_of_the_central_case():
    solution = solved(growing(), "uplift +?", "gap <= 0 in every year")
    assert {answer.value for answer in solution.answers} == {2.0}
    assert all(answer.fresh == 1 for answer in solution.answers[1:])


def test_chance_on_fresh_draws_has_an_error_also_if_all_draws_hold():
    answer = solved(growing(), "uplift +?", "gap <= 0", draws=100, at=[0.8]).answers[1]
    assert answer.fresh == 1
    assert answer.fresh_error == pytest.approx((102 / 104 * (2 / 104) / 104) ** 0.5)  # two draws more of each kind


def trials_of(miss, draws=1_000):
    """Return trials whose miss is known for each number, shape (condition, draw)."""
    target, sample = target_of("gap <= 0", growing()), Sample(draws)
    trials = Trials(lambda _: growing(), target, sample, Effort(1), 0.0)
    return trials, lambda *values: trials._drawn.update({value: miss(value) for value in values})


@pytest.mark.parametrize("confidence", [0.05, 0.5, 0.8, 0.95])
def test_standard_error_is_that_of_the_quantile_of_a_normal_miss(confidence):
    normal, draws = NormalDist(0.0, 3.0), 1_000
    ordered = np.array([[normal.inv_cdf((draw + 0.5) / draws) for draw in range(draws)]])
    trials, at = trials_of(lambda value: ordered - normal.inv_cdf(confidence) - 2 * value)
    at(0.0, -1.0)
    exact = (confidence * (1 - confidence) / draws) ** 0.5 / normal.pdf(normal.inv_cdf(confidence)) / 2
    assert trials.error(0.0, confidence, -1.0, each=False) == pytest.approx(exact, rel=0.06)


def test_standard_error_of_a_miss_cut_off_at_zero_is_that_above_it():
    even = np.linspace(0.0, 1.0, 1_000)[None]
    trials, at = trials_of(lambda value: np.maximum(even - 0.8 - value, 0.0))
    at(0.0, -0.1)
    assert trials.error(0.0, 0.8, -0.1, each=False) == pytest.approx((0.8 * 0.2 / 1_000) ** 0.5, rel=0.05)


def test_standard_error_stays_within_the_ends_of_the_search():
    plan = plan_of([100, 102], years=1, spread={"normal": {"mean": "2%", "sd": "1%"}})
    gap = np.sort(Sample(400).figures(plan, ["gap"])["gap"][1])[199]
    solution = solved(plan, "unidentified savings ?", f"gap <= £{gap - 0.02:.6f}k", at=[0.5])
    answer = solution.answers[1]
    assert answer.exact < solution.sought.number.step  # a step less would be a saving below zero
    assert answer.error == pytest.approx(100 * 0.01 * (0.25 / 400) ** 0.5 / NormalDist().pdf(0.0), rel=0.3)


def narrow(low, high, own):
    """Return a plan whose gap is at most 0 up to a rate of `high` in the first year, and from `low` in the second.

    Cost grows with the rate, and so does a payment three times as large, a year later.
    """
    first, second = 1 + high - 1.02 * 3, (1 + low) * (1 + low - 1.02 * 3)
    years = {"2025/26": 100.0, "2026/27": 300 + 100 * first, "2027/28": 300 + 100 * second}
    line = {"partner": "council", "setting": "community", "source": "by hand"}
    payment = {"partner": "council", "type": "payment", "source": "by hand"}
    tracks = {"unit": "rate", "tracks": {"of": "rate", "lag": 1}, "source": "by hand"}
    rate = {"unit": "rate", "central": {"2025/26": "2%", "2026/27": own, "2027/28": own}, "source": "by hand"}
    return Plan.model_validate(
        {
            "mtfp": 1,
            "name": "Narrow",
            "base_year": "2025/26",
            "years": 2,
            "unit": "£k",
            "assumptions": {"rate": rate, "later": tracks},
            "lines": {
                "home": {**line, "budget": 100.0, "components": {"rate": "100%"}},
                "same": {**line, "cost": {"2025/26": 300.0, "2026/27": 300.0, "2027/28": 300.0}},
            },
            "funding": {
                "payment": {**payment, "base": 300.0, "uplift": "later"},
                "rest": {**payment, "stated": years},
            },
            "scheme": {"steps": [{"additional_payments": {"who": "own_arm"}}]},
        }
    )


@pytest.mark.parametrize(
    ("low", "high", "own", "value"),
    [
        (2.33, 2.37, "2.345%", 2.33),
        (2.33, 2.64, "2.345%", 2.33),  # the next step, 2.4%, is above the plan's own
        (2.33, 3.97, "2.2%", 2.4),
        (2.3361, 2.3366, "2.3362%", 2.3361),
    ],
)
def test_span_narrower_than_a_step_is_answered_by_a_number_within_it(low, high, own, value):
    solution = solved(narrow(low / 100, high / 100, own), "rate ?", "gap <= 0 in every year", at=[0.5])
    assert (solution.central.spans[0].first, solution.central.spans[0].last) == pytest.approx((low, high), abs=1e-4)
    assert solution.central.value == value
    assert low <= solution.answers[1].value <= high
    assert [answer.chance for answer in solution.answers] == [None, 1]


def test_whole_number_and_a_rate_have_pairs_of_numbers():
    """A delay takes 3 off a gap of 9."""
    commitment = {"amount": {"2026/27": 3}, "recurring": False, "partner": "council", "source": "by hand"}
    plan = plan_of([100, 108], years=1, commitments={"works": commitment})
    find = ["commitment: {name: works, delay: ?}", "uplift +?"]
    frontier = solved(plan, find, "gap <= 0", at=[0.8]).frontier
    assert frontier.values == (0.0, 1.0)
    assert [[answer.value for answer in row] for row in frontier.rows] == [[9.0, 9.0], [6.0, 6.0]]


def test_pairs_begin_with_the_plans_own_rates_and_have_no_rounded_copy_of_them():
    """The first row is the plan itself, whose rates differ by year, so that its own number is a mean."""
    plan = plan_of([100, 104, 108], central={"2026/27": "3.75%", "2027/28": "2.2%"})
    solution = solved(plan, ["uplift ?", "payment +? in 2027/28"], "gap <= 0 in 2027/28", at=[0.8])
    values, rows = solution.frontier.values, solution.frontier.rows
    assert values[0] == pytest.approx(2.975)
    assert min(values[1:]) > 3.0
    assert len(values) == len(set(values)) == len(rows)
    assert rows[0][0].exact == pytest.approx(108 - 100 * 1.0375 * 1.022, abs=1e-3)
    labels = [row.label for table in more_tables(solution) for row in table.rows]
    assert labels[0] == "2.98% on average (the plan)"


def test_year_that_needs_no_change_has_no_number():
    """A rate of 3.75%, then 2.75%: a mean in both years would fall short in the first."""
    plan = plan_of([100, 103.7, 103.7 * 1.0275], central={"2026/27": "3.75%", "2027/28": "2.75%"})
    solution = solved(plan, "uplift ?", "gap <= 0 in every year", year_by_year=True, at=[0.8])
    assert [dict(each.numbers) for each in solution.by_year] == [{}, {}]
    assert "Uplift needs no change in any year" in answer_in_words(solution)
    assert solution.by_year[1].together == 1
    later = plan_of([100, 103.7, 110], central={"2026/27": "3.75%", "2027/28": "2.75%"})
    solution = solved(later, "uplift ?", "gap <= 0 in every year", year_by_year=True, at=[0.8])
    assert [dict(each.numbers) for each in solution.by_year] == [{"2027/28": 6.1}] * 2  # 110 / 103.75 = 1.0602


def test_whole_numbers_give_the_least_step():
    commitment = {"amount": {"2026/27": 5}, "recurring": False, "partner": "council", "source": "by hand"}
    plan = plan_of([100, 102, 104], commitments={"works": commitment})
    found = solved(plan, "commitment: {name: works, delay: ?}", "gap <= 0 in 2026/27").central
    assert (found.value, found.at_least) == (1.0, True)


def test_target_that_holds_for_one_number_only_has_both_ends():
    saving = {"planned": {"2026/27": 6}, "recurring": False, "partner": "council", "source": "by hand"}
    plan = plan_of([100, 102, 110], savings={"once": saving})
    solution = solved(plan, "saving: {name: once, delay: ?}", "gap <= 0 in 2027/28")
    assert [(span.first, span.last) for span in solution.central.spans] == [(1.0, 1.0)]
    assert solution.central.value == 1.0
    assert any("The target holds in the central case from 1 to 1" in text for text in remarks(solution))


def test_no_number_says_how_near_and_which_figure_stays():
    solution = solved(growing(), "payment +? in 2027/28", "gap <= 0 in every year")
    nearest = solution.central.nearest
    assert (nearest.figure, nearest.year) == ("gap", "2026/27")
    assert nearest.excess == pytest.approx(2.0)
    assert answer_in_words(solution).startswith(
        "Extra money from “Payment”: no number from −£25,600 to £25,600 is enough"
    )
    stays = (
        "the gap of 2026/27 would still have to be £2,000 lower in the central case, which this change doesn't move."
    )
    assert any(text.startswith("Even at ") and text.endswith(stays) for text in remarks(solution))


def test_gap_closed_by_one_off_money_says_so():
    solution = solved(growing(), "payment +? in 2027/28", "gap <= 0 in 2027/28")
    assert any(
        text.startswith("This does not balance the plan: the recurring gap of 2027/28") for text in remarks(solution)
    )
    lasting = solved(growing(), "uplift +?", "gap <= 0 in 2027/28")
    assert not any("does not balance" in text for text in remarks(lasting))


def test_balance_needs_every_later_year():
    plan = plan_of([100, 102, 104.04, 110], years=3)
    assert solved(plan, "uplift +?", "gap <= 0 in 2026/27").answers[0].value == 0.0
    assert solved(plan, "uplift +?", "balances in 2026/27").answers[0].value == pytest.approx(1.3)  # 1.0323 ** 3 = 1.1


def test_earlier_year_that_decides_a_balance_is_named_with_the_number_without_it():
    plan = plan_of([100, 106, 104.04], years=2)
    found = solved(plan, "uplift +?", "balances in 2027/28")
    assert (found.decides.year, found.decides.value, found.central.value) == ("2026/27", 0.0, 4.0)
    assert "2026/27 decides this: with money left to close before 2027/28, 2% would do" in " ".join(remarks(found))
    assert solved(plan_of([100, 100, 106], years=2), "uplift +?", "balances in 2027/28").decides is None


def delivering(share="50%"):
    """Gaps of 4 and 10, and an assumption for delivery that a saving depends on."""
    delivery = {"unit": "share", "central": share, "source": "by hand"}
    saving = {"planned": {"2027/28": 0.0}, "delivery": "delivered", "partner": "council", "source": "by hand"}
    sections = {"assumptions": {"delivered": delivery}, "savings": {"rotas": saving}}
    return plan_of([100, 104, 110], central="0%", **sections)


def test_savings_in_three_ways():
    solution = solved(delivering(), "unidentified savings ?", "gap <= 0 in every year", at=[0.8])
    achieved, planned, part_year = solution.ways
    assert [answer.value for answer in achieved.answers] == [5.0, 5.0]  # 5, then 10
    assert [answer.value for answer in planned.answers] == [10.0, 10.0]  # half of it is achieved
    assert [answer.value for answer in part_year.answers] == [16.0, 16.0]  # 16 · 50% · 50% = 4 in the first year


def test_savings_year_by_year_are_the_growth_of_the_gap():
    solution = solved(delivering(), "unidentified savings ?", "gap <= 0 in every year", year_by_year=True, at=[0.8])
    assert [dict(each.numbers) for each in solution.by_year] == [{"2026/27": 4.0, "2027/28": 6.0}] * 2
    assert answer_in_words(solution).startswith(
        "New recurring savings would have to be £4,000 in 2026/27 and £6,000 more in 2027/28 for the gap to be at "
        "most £0 in every year: central case"
    )


def test_rate_year_by_year():
    solution = solved(growing(), "uplift +?", "gap <= 0 in every year", year_by_year=True, at=[0.8])
    assert [dict(each.numbers) for each in solution.by_year] == [{"2026/27": 2.0, "2027/28": 2.0}] * 2
    planner = Planner(growing())
    (words,) = solution.scenarios_in_words
    assert planner.project(words)["gap"].abs().max() < 1e-9


def test_pairs_of_numbers_trade_one_for_the_other():
    other = {"label": "Other uplift", "unit": "rate", "central": "0%", "source": "by hand"}
    second = {
        "partner": "nhs",
        "type": "payment",
        "base": 100,
        "uplift": "other",
        "arm": "council",
        "source": "by hand",
    }
    plan = plan_of([200, 206], years=1, central="0%", assumptions={"other": other})
    plan = plan.but(funding={**plan.funding, "second": second})
    frontier = solved(plan, ["uplift +?", "other +?"], "gap <= 0", at=[0.8]).frontier
    assert frontier.values == (0.0, 1.5, 3.0, 4.5, 6.0)
    for first, row in zip(frontier.values, frontier.rows, strict=True):
        assert [answer.value for answer in row] == pytest.approx([6.0 - first] * 2)
    assert [answer.value for answer in frontier.both] == pytest.approx([3.0] * 2)


@st.composite
def plans(draw):
    growth = [draw(st.floats(-0.02, 0.06)) for _ in range(2)]
    cost = [100.0, 100 * (1 + growth[0]), 100 * (1 + growth[0]) * (1 + growth[1])]
    width = draw(st.sampled_from(["0.5%", "1%", "2%"]))
    return plan_of(cost, spread={"normal": {"mean": "2%", "sd": width}})


@settings(deadline=None, max_examples=15)
@given(plans(), st.sampled_from(["gap <= 0 in 2026/27", "gap <= 1k in every year", "funding >= 101k in each year"]))
def test_answers_meet_the_target_and_a_step_less_does_not(plan, so_that):
    planner, sample = Planner(plan), Sample(200)
    solution = planner.solve("uplift +?", so_that, draws=200, at=[0.3, 0.6, 0.9]).solution
    target = solution.target
    for answer in solution.answers:
        for value, holds in ((answer.value, True), (answer.value - 0.1, False)):
            changed = planner.apply(solution.sought.words(value)).plan if value else plan
            if answer.confidence is None:
                met = float(target.excess(central_figures(changed, target.figures)).max()) <= 1e-9
            else:
                missed = target.excess(sample.figures(changed, target.figures)) > 1e-9
                share = (~missed).mean(axis=1).min() if target.each else (~missed).all(axis=0).mean()
                met = share >= answer.confidence - 1e-12
            assert met == holds
    drawn = [answer.exact for answer in solution.answers[1:]]
    assert drawn == sorted(drawn)  # more confidence takes no less


@pytest.fixture(scope="module")
def shetland():
    return Planner(SHETLAND)


def test_answer_as_a_scenario_meets_the_target_in_the_draws_of_simulate(shetland):
    solution = shetland.solve("nhs_uplift +?", "gap <= 0 in 2028/29", draws=500, at=[0.8]).solution
    answer = solution.answers[1]
    run = shetland.simulate(solution.words(answer), draws=500, seed=1)
    gap = run.values("gap", "2028/29", scenario=run.runs[1].name)
    assert (gap <= 1e-6).mean() == answer.chance
    fresh = shetland.simulate(solution.words(answer), draws=500, seed=2)
    gap = fresh.values("gap", "2028/29", scenario=fresh.runs[1].name)
    assert (gap <= 1e-6).mean() == answer.fresh


def test_under_a_scenario_the_answer_comes_after_it(shetland):
    plain, under = (
        shetland.solve("nhs_uplift +?", "gap <= 0 in 2028/29", scenario=each, at=[0.5], draws=100)
        for each in (None, "step-down")
    )
    assert under.solution.central.exact < plain.solution.central.exact
    words = under.words[0]
    assert shetland.project(["step-down", words])["gap"]["2028/29"] <= 0 < shetland.project(words)["gap"]["2028/29"]


def test_pair_of_equal_rises_is_the_first_sentence_and_the_answer_as_a_scenario(shetland):
    find = ["council_uplift +?", "nhs_uplift +?"]
    solution = shetland.solve(find, "gap <= 0 in 2028/29", at=[0.5, 0.8], draws=200).solution
    central, half, _ = (answer.value for answer in solution.frontier.both)
    said, pair = answer_in_words(solution), "council_uplift +{0:g}% + nhs_uplift +{0:g}%"
    assert f"payment and uplift of the NHS board's payment would both have to be {central:g} points higher for" in said
    assert f"{half:g} points higher in 50 and" in said
    assert solution.scenarios_in_words[0] == pair.format(central)
    met, missed = (
        central_figures(apply_scenarios(shetland.read, pair.format(rise)).plan, ["gap"])["gap"][3, 0]
        for rise in (central, central - 0.1)
    )
    assert met <= 0 < missed
    assert all(answer.value is None or answer.value >= 0 for row in solution.frontier.rows for answer in row)


def test_savings_over_several_years_are_answered_year_by_year(shetland):
    every, one = (
        shetland.solve("unidentified savings ?", f"gap <= 0 in {years}", at=[0.8], draws=100).solution
        for years in ("every year", "2028/29")
    )
    assert every.by_year
    assert every.ways
    assert "more in 2027/28" in answer_in_words(every)
    assert "enough for all years together in" in answer_in_words(every)
    assert not one.by_year
    assert "in each year, adding up to £1.9 million by 2030/31," in answer_in_words(one)


def test_ladder_stops_where_a_board_would_call_it_enough(shetland):
    solution = shetland.solve("ladder@?", "gap <= 0 in 2028/29", at=[0.5], draws=50).solution
    ladder = solution.ladder
    last = next(row for row in ladder.rows if row.short <= ladder.near_enough)
    assert 0 < last.short < ladder.near_enough == 10.0
    assert "at the minimum come within £9," in " ".join(remarks(solution))


def test_ladder_goes_down_and_its_services_add_up_to_the_rung(shetland):
    solution = shetland.solve("ladder@?", "gap <= 0 in 2028/29", draws=100).solution
    assert -2 <= solution.central.value < -1
    services = solution.ladder
    assert services.rows[-1].left == pytest.approx(shetland.project("minimum")["gap"]["2028/29"])
    assert [each.far for each in services.rows] == sorted(each.far for each in services.rows)
    assert [each.chance for each in services.rows] == sorted(each.chance for each in services.rows)
    assert "The ladder of service levels would have to go down to −1" in answer_in_words(solution)


def test_lowest_rung_that_is_not_enough_is_the_first_sentence(shetland):
    solution = shetland.solve("ladder@?", "balances in 2028/29", draws=100, at=[0.5]).solution
    assert answer_in_words(solution).startswith("Even position −2 (the minimum) on the ladder is not enough")


def test_each_year_on_its_own_takes_no_more_than_all_together(shetland):
    together = shetland.solve("nhs_uplift +?", "gap <= 0 in every year", draws=200, at=[0.8]).solution.answers[1]
    each = shetland.solve("nhs_uplift +?", "gap <= 0 in each year", draws=200, at=[0.8]).solution.answers[1]
    assert each.value <= together.value
    assert (each.other_way, together.other_way) == (together.value, each.value)


@pytest.mark.parametrize(
    ("find", "so_that", "error", "message"),
    [
        ("nhs_uplift +1%", "gap <= 0", NotSought, "leaves no number open"),
        ("nhs_uplift +? to ?", "gap <= 0", NotSought, "more than one number"),
        ("nhs_uplft +?", "gap <= 0", Refused, "--find:1:1: error.*did you mean `nhs_uplift`"),
        ("pays ?", "gap <= 0", Refused, "did you mean `pay`"),
        ("pay ? from 2027/28", "gap <= 0", Refused, r"write `pay \+\? from 2027/28`"),
        ("ladder ?", "gap <= 0", NotSought, "write `ladder@\\?`"),
        ("Savings ?", "gap <= 0", NotSought, "write `unidentified savings \\?`"),
        ("gener opening ?", "gap <= 0", NotSought, "the plan has no reserve"),
        ("nhs_uplift +?", "gpa <= 0", Unknown, "gap"),
        ("nhs_uplift +?", "gap", ValueError, "is not a target"),
        ([], "gap <= 0", NotSought, "seek one number, or two"),
    ],
)
def test_question_that_cannot_be_read_is_refused_with_its_repair(shetland, find, so_that, error, message):
    with pytest.raises(error, match=message):
        shetland.solve(find, so_that, draws=10)


@pytest.mark.parametrize("find", ["pay ? from 2027/28", "pay_nhs ? from 2020/21", "pay_nhs ? tto 2028/29"])
def test_findings_show_the_change_as_it_was_typed(shetland, find):
    with pytest.raises(Refused) as refused:
        shetland.solve(find, "gap <= 0", draws=10)
    place = refused.value.findings[0].place
    assert place.source == find
    assert find[place.column - 1 :][: place.length] in ("?", "2020/21", "tto 2028/29", "tto", find)


def test_several_assumptions_are_not_averaged_and_settled_years_are_named(shetland):
    solution = shetland.solve("pay ?", "gap <= 0 in 2028/29", at=[0.8], draws=100).solution
    assert answer_in_words(solution).startswith("Pay awards (3 assumptions) would have to be no more than 2% each for")
    said = " ".join(remarks(solution))
    assert "2026/27 is settled: Agenda for Change pay award 3.75%, Council pay award 3.5%" in said
    assert "Leave it with `pay +? from 2027/28`." in said
    assert "Agenda for Change pay award stays at 3.3% in 2026/27: the plan has a guarantee." in said
    later = shetland.solve("pay +? from 2027/28", "gap <= 0 in 2028/29", at=[0.8], draws=100).solution
    assert "points lower each for" in answer_in_words(later)
    assert not any("settled" in text or "guarantee" in text for text in remarks(later))


def test_figure_that_no_number_changes_is_said_so(shetland):
    solution = shetland.solve("nhs_uplift +?", "deficit <= 0", at=[0.8], draws=100).solution
    assert "no number changes the deficit carried" in answer_in_words(solution)
    assert "ask for `gap <= 0 in 2030/31`" in answer_in_words(solution)


def test_years_of_a_change_that_has_years_already_are_refused(shetland):
    with pytest.raises(NotSought, match="can't be sought year by year"):
        shetland.solve("nhs_uplift +? from 2027/28", "gap <= 0", year_by_year=True, draws=10)


@pytest.mark.parametrize(
    ("find", "value", "words"),
    [
        ("nhs_uplift +?", -0.5, "nhs_uplift -0.5%"),
        ("nhs_uplift −?% from 2027/28", -0.5, "nhs_uplift -0.5% from 2027/28"),
        ("step-down@?", 62.0, "step-down@62%"),
        ("step-down + pay_nhs ?", 3.0, "step-down + pay_nhs 3%"),
        ("saving: {name: locums, scale: ?}", 80.0, "saving: {name: locums, scale: 80%}"),
        ("contingency opening ?", 1_000.0, "reserves: {name: contingency, opening: 1000}"),
        ("council_payment +£?k in 2027/28", 50.0, "council_payment +£50000 in 2027/28"),
    ],
)
def test_number_is_put_where_the_question_mark_stands(shetland, find, value, words):
    plan = shetland.plan
    template = template_of(find, plan)
    kind = {"contingency opening ?": "money", "council_payment +£?k in 2027/28": "pounds"}.get(find, "percent")
    assert template.text(value, kind, plan) == words
    shetland.apply(words)


@pytest.mark.parametrize("position", [-2.0, -1.5, -1.0, -0.25, 0.0, 0.5, 1.0, 1.75, 2.0])
def test_positions_in_words_name_the_rungs(position):
    text = on_ladder(position)
    assert ("way" in text) == (position % 1 != 0)


def test_progress_counts_every_projection(shetland):
    seen = []
    question = Question(find=("nhs_uplift +?",), so_that="gap <= 0", at=(0.8,), sample=Sample(20))
    solve(question, shetland.read, (), lambda done, of: seen.append((done, of)))
    assert [done for done, _ in seen] == list(range(1, len(seen) + 1))
    assert all(done <= of for done, of in seen)


def test_projections_of_a_number_are_made_once(shetland):
    solution = shetland.solve("nhs_uplift +?", "gap <= 0", draws=20).solution
    assert np.isfinite([answer.exact for answer in solution.answers]).all()
