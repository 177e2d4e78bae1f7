"""The scheme's table says in words what each step does, what the surplus does, and what the table leaves out."""

import pytest

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.plan import Plan
from mtfp.views.plan.closing.partners import partners
from mtfp.views.plan.closing.reserves import reserves
from mtfp.views.plan.closing.scheme import scheme

PLAN = {
    "mtfp": 1,
    "name": "Said",
    "base_year": "2025/26",
    "years": 3,
    "unit": "£k",
    "source": "worked by hand",
    "assumptions": {
        "flat": {"unit": "rate", "central": "0%", "source": "worked by hand"},
        "grip": {"label": "What grip brings", "unit": "share", "central": "40%", "source": "worked by hand"},
    },
    "lines": {
        "home": {"partner": "council", "setting": "community", "care_group": "older_people", "budget": 110,
                 "components": {"flat": "100%"}},
    },
    "funding": {"council": {"partner": "council", "type": "payment", "base": 100, "uplift": "flat"}},
    "reserves": {"spare": {"class": "legacy", "opening": 1}, "general": {"class": "contingency", "opening": 2}},
}  # fmt: skip


def projected(**said):
    plan = Plan.model_validate({**PLAN, **said})
    return project(plan, central_draws(plan))


def notes(**said):
    return scheme(projected(**said), "base").notes


def by_steps(*steps, **said):
    return {"scheme": {"steps": list(steps), **said}}


def stepped(*steps, **said):
    return notes(**by_steps(*steps, **said))


@pytest.mark.parametrize(
    ("achieves", "words"),
    [
        ("40%", "It achieves 40.0% of the gap still open."),
        (0.4, "It achieves £400."),
        ({"2026/27": "25%", "then": 950}, "It achieves 25.0% of the gap still open in 2026/27, then £950,000."),
        ("grip", "It achieves the figure assumed for What grip brings."),
    ],
)
def test_a_recovery_plan_says_what_it_achieves_so_that_money_is_not_taken_for_a_share(achieves, words):
    assert words in stepped({"recovery_plan": {"achieves": achieves}})[1]


def test_a_likely_failure_is_said():
    said = stepped({"recovery_plan": {"achieves": 5, "fails": "74%"}})[1]
    assert "The chance that it fails is 74% a year; in the central case it fails." in said


def test_reserves_are_named_in_their_order():
    assert stepped({"reserves": {"order": ["spare", "general"]}})[1].endswith("its minimum level: Spare, then General.")


def test_shares_and_caps_begin_with_a_capital():
    rule = {"who": "fixed", "shares": {"nhs": "60%", "council": "40%"}, "cap": {"nhs": 1500}}
    said = stepped({"additional_payments": rule})[1]
    assert "The NHS board 60%, the council 40%." in said
    assert "The NHS board up to £1.5 million a year." in said


def test_nested_rules_name_their_lines_as_people_do():
    rules = [
        {"lines": {"care_group": "older_people"}, "shares": {"reserves": "50%", "council": "50%"}},
        {"who": "own_arm"},
    ]
    said = stepped({"additional_payments": {"who": "nested", "rules": rules, "order": ["general"]}})[1]
    assert "For care group older people: reserves 50%, the council 50%." in said
    assert "For the rest: each partner for its own arm." in said


def test_a_nested_rule_says_who_takes_what_reserves_cant_pay():
    rules = [{"shares": {"reserves": "50%", "council": "50%"}}]
    nested = {"additional_payments": {"who": "nested", "rules": rules, "order": ["general"]}}
    assert "If the reserves run short, the rest of their share is unfunded." in stepped(nested)[1]
    later = "If the reserves run short, the rest of their share is left to the next closing step."
    assert later in stepped(nested, {"carry": {}})[1]
    assert later in notes(**by_steps(nested, lead_agency="nhs"))[1]
    nested["additional_payments"]["rules"] = [{"shares": {"council": "100%"}}]
    assert (
        "run short"
        not in stepped({"additional_payments": {"who": "nested", "rules": nested["additional_payments"]["rules"]}})[1]
    )


def test_contributions_that_a_deficit_stops_are_named():
    general = {"class": "contingency", "opening": 0, "planned_contributions": {"2026/27": 3, "2027/28": 4}}
    for stop in (True, False):
        kept = {"general": {**general, "contributions_stop_in_deficit": stop}}
        said = reserves(projected(**by_steps({"carry": {}}), reserves=kept), "base").notes
        expected = "General: the £4,000 planned for 2027/28 isn't paid in, as a deficit is carried into the year."
        assert (expected in said) == stop
        assert not any("2026/27" in note for note in said)


def test_a_lead_agency_is_named():
    assert notes(scheme={"lead_agency": "nhs"})[1] == (
        "2. Lead agency: The NHS board runs all services and pays whatever the steps leave open."
    )


def test_what_is_unmet_is_nobodys():
    assert stepped()[-1].startswith("Unfunded: no step closes this part of the gap. No partner pays it")
    assert not any("Unfunded" in note for note in stepped({"carry": {}}))


@pytest.mark.parametrize(
    ("rule", "ends"),
    [
        ({}, "clears a carried deficit, then returns to the partners whose arms are underspent."),
        ({"surplus": {"who": "by_contribution"}}, "then returns to the partners, by contribution."),
        (
            {"surplus": {"to": "general", "cap": "4% of expenditure", "then": "spare"}},
            "then goes into General up to 4% of expenditure, then goes into Spare.",
        ),
        ({"surplus": {"to": "general"}}, "clears a carried deficit, then goes into General."),
        ({"lead_agency": "nhs"}, "then returns to the NHS board, as the lead agency."),
        (
            {"surplus": {"who": "own_arm"}, "lead_agency": "nhs"},
            "then returns to the partners whose arms are underspent.",
        ),
        (
            {"surplus": {"who": "fixed", "shares": {"council": "100%"}}, "lead_agency": "nhs"},
            "then returns to the partners in fixed shares.",
        ),
    ],
)
def test_a_surplus_says_where_it_goes(rule, ends):
    rich = {"council": {"partner": "council", "type": "payment", "base": 130, "uplift": "flat"}}
    assert notes(funding=rich, scheme=rule)[-1].endswith(ends)


def test_the_set_aside_is_told_apart():
    ward = {**PLAN["lines"]["home"], "partner": "nhs", "setting": "hospital", "set_aside": True}
    said = notes(lines={**PLAN["lines"], "ward": ward}, scheme={"steps": [{"carry": {}}]})
    assert said[-1].startswith("The gap of the set-aside isn't in this table")
    assert "set-aside" not in " ".join(stepped({"carry": {}}))


def test_the_partners_table_numbers_its_steps_as_the_schemes_does():
    projection = projected(**by_steps({"reserves": {"order": ["general"]}}, {"carry": {}}))
    headings = [row.label for row in scheme(projection, "base").rows if row.label[0].isdigit()]
    numbered = [row.label for row in partners(projection, "base").rows if row.id.startswith("council.")]
    assert headings[1:] == [label for label in numbered if label[0].isdigit()][1:]
