"""Words of a paper at the edges of their rules: chances, amounts, gaps and surpluses, partners, reasons."""

import numpy as np
import pytest

from mtfp.analysis.average_and_plan import AverageAndPlan
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.plan import Plan
from mtfp.views.paper.amounts import gap, gap_range, is_zero, money_range, pence
from mtfp.views.paper.case import Case, Evidence, Range
from mtfp.views.paper.gap import how_big
from mtfp.views.paper.likelihood import likelihood, likely, out_of_100
from mtfp.views.paper.met import how_met, money_in
from mtfp.views.paper.paying import NO_EXTRA, NOT_AGREED, who_pays
from mtfp.views.paper.sureness import how_sure, main_reasons

FIRST = {
    0: "very unlikely",
    5: "unlikely",
    25: "less likely than not",
    45: "about as likely as not",
    56: "likely",
    76: "very likely",
    96: "almost certain",
}
"""Least number out of 100 of each word."""


@pytest.mark.parametrize("number", range(101))
def test_words_of_chances_begin_at_their_boundaries(number):
    expected = FIRST[max(least for least in FIRST if least <= number)]
    assert likelihood(number / 100) == expected
    assert likely(number / 100) == f"{expected} ({number} in 100)"


@pytest.mark.parametrize("draws", [200, 1_000, 10_000])
def test_a_half_of_a_hundredth_is_rounded_up_in_any_number_of_draws(draws):
    for count in range(draws + 1):
        assert out_of_100(count / draws) == (200 * count + draws) // (2 * draws), count


def test_word_and_number_agree_just_below_and_at_a_boundary():
    for least in (5, 25, 45, 56, 76, 96):
        below, at = (least - 0.501) / 100, (least - 0.5) / 100
        assert likely(at) == f"{FIRST[least]} ({least} in 100)"
        assert likely(below).endswith(f"({least - 1} in 100)")
        assert likely(below).split(" (")[0] != FIRST[least]


def test_chances_next_to_none_and_next_to_certain_are_not_rounded_away():
    assert likely(0) == "very unlikely (0 in 100)"
    assert likely(1) == "almost certain (100 in 100)"
    for share in (1e-9, 0.004, 0.0099):
        assert likely(share) == "very unlikely (fewer than 1 in 100)"
    for share in (0.9901, 0.996, 1 - 1e-9):
        assert likely(share) == "almost certain (over 99 in 100)"
    assert likely(0.01) == "very unlikely (1 in 100)"
    assert likely(0.99) == "almost certain (99 in 100)"


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "under 1p"), (0.0099, "under 1p"), (0.01, "about 1p"), (0.0149, "about 1p"), (0.0151, "about 2p"),
     (0.994, "about 99p"), (1.0, "about 100p"), (-0.02, "about 2p"), (-0.004, "under 1p")],
)  # fmt: skip
def test_pence_of_each_pound(share, words):
    assert pence(share) == f"{words} of each £1 spent"


@pytest.mark.parametrize(("unit", "pound"), [("£", 1.0), ("£k", 1e-3), ("£m", 1e-6)])
def test_a_gap_is_none_below_half_a_pound_in_any_unit(unit, pound):
    assert gap(0.49 * pound, unit) == gap(-0.49 * pound, unit) == "no gap"
    assert is_zero(0.49 * pound, unit)
    assert gap(0.51 * pound, unit) == "a gap of £1"
    assert gap(-0.51 * pound, unit) == "a surplus of £1"
    assert gap(-999_600 * pound, unit) == "a surplus of £1 million"
    assert gap_range(Range(-0.4 * pound, 0.0, 2_000 * pound), unit) == "no gap and a gap of £2,000"
    assert money_range(Range(-0.4 * pound, 0.0, 2_000 * pound), unit) == "£0 to £2,000"


def plan_of(cost, paid=100, **sections):
    """Return a plan in £k: the cost of one line of the council's by year, and the council's payment."""
    labels = [f"{year}/{year - 1999:02d}" for year in range(2025, 2025 + len(cost))]
    line = {"partner": "council", "setting": "community", "cost": dict(zip(labels, cost, strict=True))}
    council = {"partner": "council", "type": "payment", "base": paid, "stated": dict.fromkeys(labels[1:], paid)}
    document = {"mtfp": 1, "name": "Words", "base_year": "2025/26", "years": len(cost) - 1, "unit": "£k"}
    both = {"source": "by hand", "assumptions": {}, "lines": {"home": line}, "funding": {"council": council}}
    return Plan.model_validate({**document, **both, **sections})


def case_of(plan, draws=None):
    return Case("base", "The plan", project(plan, central_draws(plan)), draws or {})


@pytest.mark.parametrize(
    ("cost", "said"),
    [
        ((100, 100, 100), ["The plan has no gap in any year: the money expected meets the cost."]),
        (
            (100, 110, 125),
            [
                "In 2027/28 the plan has a gap of £25,000: about 20p of each £1 spent.",
                "In 2026/27 it has a gap of £10,000.",
            ],
        ),
        (
            (100, 90, 80),
            [
                "In 2027/28 the plan has a surplus of £20,000.",
                "In 2026/27 it has a surplus of £10,000.",
            ],
        ),
        (
            (100, 95, 125),
            [
                "In 2027/28 the plan has a gap of £25,000: about 20p of each £1 spent.",
                "In 2026/27 it has a surplus of £5,000.",
            ],
        ),
        (
            (100, 105, 80),
            [
                "In 2027/28 the plan has a surplus of £20,000.",
                "In 2026/27 it has a gap of £5,000.",
            ],
        ),
        (
            (100, 120, 80),
            [
                "In 2027/28 the plan has a surplus of £20,000.",
                "In 2026/27 it has a gap of £20,000.",
            ],
        ),
        (
            (100, 100, 125),
            [
                "In 2027/28 the plan has a gap of £25,000: about 20p of each £1 spent.",
                "In 2026/27 it has no gap.",
            ],
        ),
        ((100, 125), ["In 2026/27 the plan has a gap of £25,000: about 20p of each £1 spent."]),
        ((100, 100.2), ["In 2026/27 the plan has a gap of £200: under 1p of each £1 spent."]),
    ],
)
def test_how_big_the_gap_is(cost, said):
    assert list(how_big(case_of(plan_of(cost)))) == said


def test_a_gap_without_any_cost_has_no_pence():
    """The service stops, and the council is repaid 30 of what it added a year before, from a payment of 20."""
    lend = {"who": "own_arm", "repayable": {"council": {"share": "100%", "schedule": ["100%"]}}}
    plan = plan_of((20, 50, 0), 20, scheme={"steps": [{"additional_payments": lend}]})
    assert next(how_big(case_of(plan))) == "In 2027/28 the plan has a gap of £10,000."


def answer(plan, totals=None):
    draws = {"additional_payments": np.array([[0.0] * len(totals), totals])} if totals else None
    return list(who_pays(Evidence(base=case_of(plan, draws))))


def steps(*given, **more):
    return {"steps": [{"additional_payments": each} for each in given], **more}


def test_partners_pay_extra_over_several_years():
    """10 in the first year and 25 in the second, by the council alone; the NHS board pays nothing in any year."""
    assert answer(plan_of((100, 110, 125), scheme=steps({"who": "own_arm"}))) == [
        "The council would pay £125,000 in 2027/28, including £25,000 extra: £15,000 more than the year before.",
        NOT_AGREED,
        "Over 2 years gaps add up to £35,000.",
        "They are met by £35,000 extra from the council.",
    ]


def test_a_plan_of_one_year_names_the_year():
    plan = plan_of((100, 125), scheme=steps({"who": "own_arm"}))
    met = ["In 2026/27 gaps add up to £25,000.", "They are met by £25,000 extra from the council."]
    assert answer(plan)[-2:] == met
    assert answer(plan, [0.0, 5.0, 10.0])[-2:] == met


def test_no_partner_pays_more():
    assert answer(plan_of((100, 100, 100))) == ["The council pays £100,000 in 2027/28.", NO_EXTRA]
    assert NO_EXTRA not in answer(plan_of((100, 100, 100)), [0.0, 5.0, 10.0])


@pytest.mark.parametrize("scheme", [{}, {"steps": [{"carry": {}}]}], ids=["unmet", "carried"])
def test_money_that_is_not_funded(scheme):
    paid = {"steps": [{"additional_payments": {"who": "own_arm", "cap": {"council": 5}}}, *scheme.get("steps", [])]}
    assert answer(plan_of((100, 100, 130), scheme=scheme))[-2:] == [
        "Over 2 years gaps add up to £30,000.",
        "Nothing is set to meet them.",
    ]
    assert answer(plan_of((100, 100, 130), scheme=paid))[-1] == "That leaves £25,000 not funded, all of it in 2027/28."
    assert answer(plan_of((100, 110, 130), scheme=paid))[-1] == (
        "That leaves £30,000 not funded, £25,000 of it in 2027/28."
    )
    assert answer(plan_of((100, 110, 100), scheme=paid))[-1] == "That leaves £5,000 not funded."
    assert answer(plan_of((100, 130), scheme=paid))[-1] == "That leaves £25,000 not funded."


def test_reserves_and_a_recovery_plan_meet_gaps_and_what_is_put_back_does_not():
    """Of the planned use of 12 in the first year, 2 is needed. In the second, a plan finds 5 and the reserve has 15."""
    pot = {"class": "contingency", "opening": 17, "planned_use": {"2026/27": 12, "2027/28": 12}}
    plan = plan_of(
        (100, 102, 130),
        reserves={"pot": pot},
        scheme={
            "steps": [{"recovery_plan": {"achieves": {"2027/28": 5}}}, {"reserves": {"order": ["pot"]}}, {"carry": {}}]
        },
    )
    case = case_of(plan)
    money = {words: list(values[1:]) for words, values in money_in(case).items() if values[1:].any()}
    assert money == {"from reserves": [2.0, 15.0], "from a recovery plan": [0.0, 5.0], "not funded": [0.0, 10.0]}
    assert list(how_met(case)) == [
        "Over 2 years gaps add up to £32,000.",
        "They are met by £17,000 from reserves and £5,000 from a recovery plan.",
        "That leaves £10,000 not funded, all of it in 2027/28.",
    ]


def test_surpluses_go_where_the_scheme_says():
    """A deficit of 10 is carried; the surplus of 25 clears it, and goes into the reserve up to its cap of 6."""
    surplus = {"surplus": {"to": "pot", "cap": {"money": 6}}}
    plan = plan_of(
        (100, 110, 75),
        reserves={"pot": {"class": "contingency", "opening": 0}},
        scheme={"steps": [{"carry": {}}], **surplus},
    )
    assert list(how_met(case_of(plan)))[-1] == (
        "Over 2 years surpluses go: £6,000 into reserves, £10,000 to clear deficits and £9,000 back to the council."
    )


def test_a_deal_that_takes_money_back():
    """Of a surplus of 20, the council takes 12 back by a deal; the other 8 return to it."""
    deal = {"who": "stated", "amounts": {"2026/27": {"council": -12}}}
    assert answer(plan_of((100, 80), scheme=steps(deal))) == [
        "The council pays £80,000 in 2026/27 after it takes back £12,000: £20,000 less than the year before.",
        NOT_AGREED,
        "In 2026/27 surpluses go: £20,000 back to the council.",
    ]


def test_a_deal_in_which_one_partner_pays_what_the_other_takes():
    deal = {"who": "stated", "amounts": {"2026/27": {"council": 10, "nhs": -10}}}
    found = answer(plan_of((100, 100), scheme=steps(deal)))
    assert NO_EXTRA not in found
    assert found[-3:] == [
        "In 2026/27 gaps add up to £10,000.",
        "They are met by £10,000 extra from the council.",
        "In 2026/27 surpluses go: £10,000 back to the NHS board.",
    ]


def test_a_partner_that_gets_more_than_it_pays():
    """No cost is left in the last year; the lead agency gets the whole surplus of 100, and pays nothing itself."""
    assert answer(plan_of((100, 0), scheme={"lead_agency": "nhs", "steps": []}))[1] == (
        "The NHS board gets £100,000 more than it pays in 2026/27."
    )


def test_a_payment_that_is_not_known_in_the_base_year_has_no_change():
    payment = {"partner": "council", "type": "payment", "stated": {"2026/27": 90}}
    assert answer(plan_of((100, 90), funding={"council": payment}))[0] == "The council pays £90,000 in 2026/27."


def test_a_gap_of_the_set_aside_is_the_boards():
    wards = {"partner": "nhs", "setting": "hospital", "set_aside": True, "cost": {"2025/26": 30, "2026/27": 34}}
    home = {"partner": "council", "setting": "community", "cost": {"2025/26": 100, "2026/27": 100}}
    for funding, said in ((30, "The NHS board also has a hospital gap of £4,000."), (34, None), (40, None)):
        stated = {"partner": "nhs", "type": "set_aside", "base": 30, "stated": {"2026/27": funding}}
        council = {"partner": "council", "type": "payment", "base": 100, "stated": {"2026/27": 100}}
        plan = plan_of((100, 100), lines={"home": home, "wards": wards}, funding={"council": council, "ward": stated})
        assert [text for text in answer(plan) if "hospital" in text] == ([said] if said else [])


def reasons(plan, average, middle, **groups):
    found = AverageAndPlan(figure="gap", year="2026/27", plan=plan, average=average, middle=middle, groups=groups)
    return main_reasons(found, "£k")


def test_reasons_say_which_way_things_may_turn_out():
    assert reasons(0, 10, 8, pay=9, savings=1) == ": pay and savings may turn out worse than planned"
    assert reasons(10, 0, 2, pay=-9, events=-0.5, demand=3) == ": pay may turn out better than planned"


@pytest.mark.parametrize(
    ("plan", "average", "middle"),
    [(0, 0.0004, 5), (0, 10, 0), (0, 10, 0.0004), (0, 10, -5), (0, -10, 5)],
    ids=["no difference", "middle as planned", "nearly as planned", "middle below", "middle above"],
)
def test_reasons_are_left_out_where_the_middle_does_not_differ_as_the_average_does(plan, average, middle):
    assert reasons(plan, average, middle, pay=average) == ""


def test_no_reason_without_a_main_group():
    assert reasons(0, 10, 8, pay=0.5, demand=-3) == ""


def test_how_sure_without_chance_and_without_draws():
    base = case_of(plan_of((100, 110)))
    assert next(how_sure(Evidence(base=base, is_certain=True))).startswith("We can't say: nothing in the plan")
    assert next(how_sure(Evidence(base=base))).startswith("This paper shows the plan's own figures alone.")


@pytest.mark.parametrize(
    ("cost", "begins"),
    [
        (110, "The plan's result or better is likely (60 in 100)."),
        (90, "The plan's result or better is likely (60 in 100)."),
        (100, "No gap, as in the plan, is likely (60 in 100)."),
    ],
)
def test_how_sure_of_a_gap_a_surplus_and_neither(cost, begins):
    """Of ten draws, six are as the plan's own case or better."""
    draws = np.array([[0.0] * 10, [cost - 100.0] * 6 + [cost - 90.0] * 4])
    base = case_of(plan_of((100, cost)), {"gap": draws})
    assert list(how_sure(Evidence(base=base)))[1] == begins
