"""No further action, on random plans: no partner pays more than is stated, and the rest is carried.

`by_scheme` is the same without the change of the scheme.
"""

import numpy as np
from hypothesis import given

from mtfp.engine import project
from mtfp.results.figures import figures
from mtfp.scenarios.scenario import Scenario, apply_scenario
from mtfp.scenarios.shipped import find_shipped
from mtfp.text.yaml import read_yaml
from tests.evidence import examples
from tests.laws.every import hold, laws_in
from tests.laws.plans import PARTNERS, plans, some_draws
from tests.laws.test_identities import same, size_of


def law_no_partner_pays_beyond_stated_payments(before, after, by_scheme):
    closing = after.closing
    for paid in (closing.additional_payments, closing.recovery_plan, closing.repayments, closing.outstanding):
        assert not paid.any()


def law_each_partner_pays_its_stated_payments_less_surplus(before, after, by_scheme):
    for row, partner in enumerate(PARTNERS):
        mine = [
            n for n, s in after.plan.funding.items() if s.partner == partner and s.type in ("payment", "ring_fenced")
        ]
        stated = sum((after.receipts[name].total for name in mine), after.draws.zeros())
        same(figures(after)[f"total_payments.{partner}"], stated - after.closing.returned[row], size_of(after))


def law_by_the_scheme_the_gap_is_the_same_and_the_first_year_leaves_as_much_to_close(before, after, by_scheme):
    lent = by_scheme.closing.repayments.sum(axis=0)
    same(by_scheme.gap.gap - lent, after.gap.gap, size_of(after))
    same(by_scheme.closing.to_close[1], after.closing.to_close[1], size_of(after))


def law_by_the_scheme_steps_are_those_of_the_plan(before, after, by_scheme):
    assert by_scheme.plan.scheme == before.plan.scheme


def law_what_reserves_leave_is_carried(before, after, by_scheme):
    closing = after.closing
    assert not closing.unmet.any()
    same(closing.to_close + closing.surplus, closing.reserves_used + closing.carried, size_of(after))


def law_contributions_are_made_until_a_deficit_is_carried(before, after, by_scheme):
    deficit = after.closing.deficit[:-1] > 1e-9 * np.abs(after.gap.expenditure[1:])
    for name, reserve in after.plan.all_reserves.items():
        planned = np.array([[reserve.planned_contributions.get(year, 0.0)] for year in after.plan.timeline.projected])
        stopped = deficit & (reserve.class_ != "ring_fenced")
        same(after.reserves[name].contributions[1:], np.where(stopped, 0.0, planned), size_of(after))


def law_planned_use_is_as_approved_while_there_is_money(before, after, by_scheme):
    for name, reserve in after.plan.all_reserves.items():
        ledger = after.reserves[name]
        planned = np.array([[reserve.planned_use.get(year, 0.0)] for year in after.plan.timeline.projected])
        same(
            ledger.planned_use[1:], np.minimum(planned, ledger.closing[:-1] + ledger.contributions[1:]), size_of(after)
        )


def law_funding_and_cost_without_savings_dont_change(before, after, by_scheme):
    for figure in ("payments.council", "payments.nhs", "recurring_gap"):
        if not after.plan.savings and not after.plan.investments and before.plan.savings == after.plan.savings:
            same(figures(after)[figure], figures(before)[figure], size_of(before))


@examples(ordinary=60, long=600)
@given(plans())
def test_no_further_action(drawn):
    plan = drawn.plan()
    document = read_yaml(find_shipped("no-further-action")).value
    levers = [lever for lever in document["levers"] if "scheme" not in lever]
    found = [plan]
    for scenario in (document, {**document, "levers": levers}):
        outcome = apply_scenario(plan, Scenario.model_validate(scenario))
        assert not outcome.refused, outcome.objections
        found.append(outcome.plan)
    hold(laws_in(globals()), *(project(each, some_draws(each, 3)) for each in found))
