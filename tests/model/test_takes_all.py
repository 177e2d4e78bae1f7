"""Steps of a scheme: those that leave nothing to later steps, and those that may leave some."""

import pytest

from mtfp.model.consistency.items.scheme import check_step_order
from mtfp.model.plan import Plan
from mtfp.model.scheme.closing_steps import Step
from mtfp.model.scheme.who_pays import AdditionalPayments

SOME = {"lines": ["home"], "shares": {"council": "100%"}}
THE_REST = {"shares": {"nhs": "100%"}}
FROM_RESERVES = {"shares": {"reserves": "50%", "council": "50%"}}
SOME_FROM_RESERVES = {"lines": ["home"], **FROM_RESERVES}
CAPPED = {"cap": {"nhs": 5}}


@pytest.mark.parametrize(
    ("rules", "more", "takes_all"),
    [
        ([THE_REST], {}, True),
        ([SOME, THE_REST], {}, True),
        # lines that no rule names are left
        ([SOME], {}, False),
        ([SOME, SOME], {}, False),
        # what is above a cap is left
        ([THE_REST], CAPPED, False),
        ([SOME, THE_REST], CAPPED, False),
        # what reserves lack is left, whichever rule they have a share of
        ([FROM_RESERVES], {}, False),
        ([SOME_FROM_RESERVES, THE_REST], {}, False),
        ([SOME, FROM_RESERVES], {}, False),
        ([FROM_RESERVES], CAPPED, False),
        # rules by `who` give reserves no share
        ([SOME, {"who": "own_arm"}], {}, True),
        ([{"lines": ["home"], "who": "by_contribution"}], {}, False),
    ],
)
def test_nested_rules_take_all_if_the_last_is_for_the_rest_and_partners_pay_without_a_cap(rules, more, takes_all):
    assert AdditionalPayments.model_validate({"who": "nested", "rules": rules, **more}).takes_all is takes_all


@pytest.mark.parametrize(
    ("rule", "takes_all"),
    [
        ({"who": "by_contribution"}, True),
        ({"who": "by_contribution", **CAPPED}, False),
        ({"who": "fixed", "shares": {"nhs": "100%"}}, True),
        ({"who": "own_arm"}, True),
        ({"who": "own_arm", **CAPPED}, False),
        ({"who": "stated", "amounts": {"2026/27": {"nhs": 5}}}, False),
    ],
)
def test_a_rule_takes_all_unless_it_has_a_cap_or_its_money_is_stated(rule, takes_all):
    assert AdditionalPayments.model_validate(rule).takes_all is takes_all


@pytest.mark.parametrize(
    ("step", "takes_all"),
    [
        ({"carry": {}}, True),
        ({"additional_payments": {"who": "own_arm"}}, True),
        ({"offset": "arms"}, False),
        ({"offset": "none"}, False),
        ({"recovery_plan": {"achieves": "100%"}}, False),
        ({"reserves": {"order": ["general"]}}, False),
    ],
)
def test_a_step_takes_all_if_it_carries_or_partners_pay(step, takes_all):
    assert Step.model_validate(step).rule.takes_all is takes_all


@pytest.mark.parametrize(
    ("payment", "warned"),
    [({"who": "stated", "amounts": {"2026/27": {"nhs": 5}}}, False), ({"who": "by_contribution"}, True)],
)
def test_a_stated_payment_is_made_even_if_nothing_is_left(payment, warned):
    head = {"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k", "lines": {}, "funding": {}}
    steps = [{"additional_payments": {"who": "own_arm"}}, {"additional_payments": payment}]
    complaints = check_step_order(Plan.model_validate({**head, "scheme": {"steps": steps}}))
    assert [each.code for each in complaints] == ["W510"] * warned
