"""No further action, on random plans: no partner pays more than is stated, and the rest is carried."""

import numpy as np
from hypothesis import given

from mtfp.engine import project
from mtfp.results.figures import figures
from mtfp.scenarios.scenario import Scenario, apply_scenario
from mtfp.scenarios.shipped import find_shipped
from mtfp.text.yaml import read_yaml
from tests.evidence import examples
from tests.laws.every import hold, laws_in
from tests.laws.plans import plans, some_draws
from tests.laws.test_identities import same, size_of


def law_no_partner_pays_beyond_stated_payments(before, after):
    closing = after.closing
    for paid in (closing.additional_payments, closing.recovery_plan, closing.repayments, closing.outstanding):
        assert not paid.any()


def law_what_reserves_leave_is_carried(before, after):
    closing = after.closing
    assert not closing.unmet.any()
    same(closing.to_close + closing.surplus, closing.reserves_used + closing.carried, size_of(after))


def law_contributions_are_made_until_a_deficit_is_carried(before, after):
    deficit = after.closing.deficit[:-1] > 1e-9 * np.abs(after.gap.expenditure[1:])
    for name, reserve in after.plan.all_reserves.items():
        planned = np.array([[reserve.planned_contributions.get(year, 0.0)] for year in after.plan.timeline.projected])
        stopped = deficit & (reserve.class_ != "ring_fenced")
        same(after.reserves[name].contributions[1:], np.where(stopped, 0.0, planned), size_of(after))


def law_planned_use_is_as_approved_while_there_is_money(before, after):
    for name, reserve in after.plan.all_reserves.items():
        ledger = after.reserves[name]
        planned = np.array([[reserve.planned_use.get(year, 0.0)] for year in after.plan.timeline.projected])
        same(
            ledger.planned_use[1:], np.minimum(planned, ledger.closing[:-1] + ledger.contributions[1:]), size_of(after)
        )


def law_funding_and_cost_without_savings_dont_change(before, after):
    for figure in ("payments.council", "payments.nhs", "recurring_gap"):
        if not after.plan.savings and not after.plan.investments and before.plan.savings == after.plan.savings:
            same(figures(after)[figure], figures(before)[figure], size_of(before))


@examples(ordinary=60, long=600)
@given(plans())
def test_no_further_action(drawn):
    plan = drawn.plan()
    scenario = Scenario.model_validate(read_yaml(find_shipped("no-further-action")).value)
    outcome = apply_scenario(plan, scenario)
    assert not outcome.refused, outcome.objections
    hold(laws_in(globals()), *(project(each, some_draws(each, 3)) for each in (plan, outcome.plan)))
