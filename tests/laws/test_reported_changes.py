"""Reported changes agree with the figures: some figure moves if a change is reported, and only then.

Every funding rule meets every lever that acts on a stream or on the assumption that drives it; every step and rule for
who pays takes the place of the scheme; every other lever acts once on the same plan. Rules, steps and levers are those
of the unions: a new one fails until it is written here. In this plan nothing lies idle: the gap is open, the reserve
used, and each assumption moves something.
"""

from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.base.refers import references
from mtfp.model.consistency import complaints
from mtfp.model.money_in.funding import Stream
from mtfp.model.plan import Plan
from mtfp.model.scheme.closing_steps import Step
from mtfp.model.scheme.who_pays import AdditionalPayments
from mtfp.results.figures import figures
from mtfp.results.services import activity
from mtfp.scenarios.levers.central import AssumptionLever
from mtfp.scenarios.levers.common.aim import roles
from mtfp.scenarios.levers.funding import ChangeFunding
from mtfp.scenarios.levers.lever import Lever
from mtfp.scenarios.scenario import Outcome, Scenario, apply_all
from mtfp.text.yaml import parse_yaml
from tests.laws.plans import plans, year

PLAN = """
mtfp: 1
name: Estimate
base_year: 2025/26
years: 5
unit: £k
source: worked by hand
population: {area: Shetland Islands}
assumptions:
  pay: {unit: rate, central: 3%, source: w}
  cpi: {unit: rate, central: 2%, source: w}
  complexity: {unit: rate, central: 1%, source: w}
  on_costs: {unit: share, central: {2025/26: 20%, then: 25%}, source: w}
  vacancies: {unit: share, central: {2025/26: 5%, then: 6%}, source: w}
  uplift: {unit: rate, central: 2%, source: w}
  delivery: {unit: share, central: 80%, source: w}
  less: {unit: share, central: 60%, source: w}
lines:
  home:
    {partner: council, setting: community, budget: 1_000, demand: {profile: care_at_home_hours, growth: complexity},
     components: {pay: {share: 80%, on_costs: on_costs, vacancy: vacancies}, cpi: 20%},
     activity: {unit: hours, base: 9}}
  places:
    {partner: nhs, setting: institutional, budget: 600, components: {cpi: 100%}, activity: {unit: places, base: 50}}
  ward:
    {partner: nhs, setting: hospital, set_aside: true, budget: 300, components: {pay: 50%, cpi: 50%},
     activity: {unit: beds, base: 30}}
commitments: {rent: {partner: council, amount: {2026/27: 30, 2027/28: 10}, recurring: true}}
funding:
  council: {partner: council, type: payment, base: 200, stated: {then: 200}}
  board: {partner: nhs, type: payment, base: 500, stated: {then: 500}}
  aside: {partner: nhs, type: set_aside, base: 250, stated: {then: 250}}
savings: {trim: {line: home, planned: {2026/27: 20, 2027/28: 10}, delivery: delivery}}
investments: {kit: {line: home, spend: {2026/27: 5}, saves: {amount: 9, lag: 1, delivery: delivery}}}
reserves:
  general: {class: contingency, opening: 90, floor: {money: 18}, planned_use: {2026/27: 20}}
  old: {class: legacy, opening: 40}
scheme: {steps: [{reserves: {order: [general]}}, {additional_payments: {who: by_contribution}}]}
"""
RULES = {
    "uplift": "uplift: uplift",
    "stated": "stated: {2026/27: 820, 2027/28: 850, 2028/29: 870, then: 900}",
    "movements": "movements: {2026/27: 10, 2027/28: 20, 2028/29: 5}",
    "follows": "follows: {assumption: cpi, share: 60%}",
}
CONTEXTS = {
    "payment": "type: payment",
    "income": "type: income",
    "set aside": "type: set_aside",
    "ring-fenced": "type: ring_fenced, lines: [home, places]",
    "late": "type: payment, delay: 1",
    "ending": "type: payment, ends: 2028/29",
    "reduction": "type: payment, kind: reduction",
    "reduction of the set-aside": "type: set_aside, kind: reduction, one_off: {2027/28: 50}",
    "with a one-off": "type: payment, one_off: {2027/28: 50}",
}
ON_A_STREAM = {
    "flat": ["flat: true", "flat: true, ends: year 3"],
    "add": ["add: {year 2: 7}", "add: {year 1: -7, year 9: 7}"],
    "ends": ["ends: year 2", "ends: year 5"],
    "delay": ["delay: 1", "delay: 9"],
    "replace": [f"replace: {{partner: nhs, type: payment, base: 100, {rule}}}" for rule in RULES.values()],
}
ON_AN_ASSUMPTION = {
    "set": ["central: {year 2: 9%}", "central: 7%, from: year 3"],
    "shift": ["by: 0.5%"],
    "scale": ["by: 90%"],
}
STEPS = {
    "offset": "offset: none",
    "recovery_plan": "recovery_plan: {achieves: less}",
    "reserves": "reserves: {order: [old]}",
    "additional_payments": "additional_payments: {who: own_arm}",
    "carry": "carry: {}",
}
PAYERS = {
    "by_contribution": "set_aside: true",
    "fixed": "shares: {council: 50%, nhs: 50%}",
    "own_arm": "repayable: {nhs: {schedule: [100%]}}",
    "nested": "rules: [{lines: places, shares: {nhs: 100%}}, {who: by_contribution}]",
    "stated": "amounts: {2026/27: {nhs: 5}}",
}
OTHERS = {
    "service_level": ["lines: places, level: 90%, from: year 2", "lines: home, level: 110%, from: year 5, to: year 9"],
    "move": ["out_of: places, into: home, activity: 10%, from: year 2, reinvested: 50%"],
    "capacity": [
        "lines: places, close: 3, unit: places, release: 2, from: year 2",
        "lines: places, open: 3, unit: places, cost: 0, from: year 2",
        "lines: ward, close: 3, unit: beds, release: 2, from: year 2, lag: 1",
    ],
    "transfer": ["amount: 5%, from: year 2, into: board, out_of: aside"],
    "saving": [
        *("name: trim, delay: 1", "name: trim, scale: 80%", "name: trim, drop: true", "name: trim, delivery: 70%"),
        *("name: trim, delivery: less", "name: more, add: {partner: nhs, planned: {year 2: 9}}"),
    ],
    "investment": [
        *("name: kit, delay: 1", "name: kit, scale: 80%", "name: kit, drop: true", "name: kit, delivery: 70%"),
        "name: more, add: {partner: nhs, spend: {year 2: 9}}",
    ],
    "commitment": [
        *("name: rent, delay: 1", "name: rent, scale: 80%", "name: rent, drop: true"),
        "name: more, add: {partner: nhs, amount: {year 2: 9}, recurring: false}",
    ],
    "reserves": [
        *("name: general, opening: 50", "name: general, floor: {money: 30}", "name: general, planned_use: {year 2: 5}"),
        *("name: general, planned_contributions: {year 2: 5}", "name: general, clawback: {year 2: 50%}"),
        *("name: old, drop: true", "name: more, add: {class: legacy, opening: 10}"),
    ],
    "population": ["variant: low_migration", "healthier_ageing: 0.2"],
}
NOTHING = [
    *("funding: {name: council, flat: true}", "funding: {name: council, add: {year 2: 0}}"),
    *("funding: {name: council, add: {year 9: 7}}", "funding: {streams: {rule: uplift}, flat: true}"),
    *("set: {assumption: uplift, central: 2%}", "set: {assumption: uplift, central: {year 9: 5%}}"),
    *("shift: {assumption: uplift, by: 0%}", "scale: {assumption: uplift, by: 100%}"),
    "shift: {assumption: uplift, by: 1%, from: year 9}",
    *(f"service_level: {{lines: places, level: {level}}}" for level in ("100%, from: year 1", "90%, from: year 9")),
    "move: {out_of: places, into: home, activity: 10%, from: year 9, reinvested: 50%}",
    "capacity: {lines: places, open: 3, unit: places, cost: 2, from: year 9}",
    *(f"transfer: {{out_of: aside, {rest}}}" for rest in ("amount: 5%, from: year 9", "amount: 0%, from: year 1")),
    "transfer: {out_of: aside, into: board, amount: 5%, from: year 1, released: 0%}",
    *("saving: {name: trim, delivery: delivery}", "investment: {name: kit, delivery: delivery}"),
    *("reserves: {name: general, floor: {money: 18}}", "reserves: {name: old, planned_use: {year 9: 5}}"),
    "scheme: {steps: [{reserves: {order: [general]}}, {additional_payments: {who: by_contribution}}]}",
    "scheme: {steps: [{offset: arms}, {reserves: {order: [general]}}, {additional_payments: {who: by_contribution}}]}",
    *("scheme: {surplus: {}}", "scheme: {surplus: {then: return_to_partners}}", "scheme: {surplus: {who: own_arm}}"),
    "scheme: {without: [recovery_plan, carry]}",
    "reserves: {all: true, contributions: until a deficit is carried}",
    "reserves: {name: general, contributions: as planned}",
    *("population: {variant: principal}", "population: {healthier_ageing: 0}"),
]
"""Levers that leave the plan unchanged, some because the plan ends before they start."""


def plan_with(**streams: str) -> Plan:
    said: Any = parse_yaml(PLAN, "plan.yaml").value
    trials = {name: parse_yaml(f"{{{text}}}", "stream.yaml").value for name, text in streams.items()}
    plan = Plan.model_validate({**said, "funding": {**said["funding"], **trials}})
    assert not [each for each in complaints(plan) if each.code.startswith("E")]
    return plan


def under(plan: Plan, *levers: str) -> Outcome:
    written = [parse_yaml(lever, "scenario.yaml").value for lever in levers]
    return apply_all(plan, [Scenario.model_validate({"mtfp": 1, "scenario": "trial", "levers": written})])


def everything(plan: Plan) -> dict[str, Any]:
    """Return every figure of the central case, payments of each stream, and activity of each line."""
    projection = project(plan, central_draws(plan))
    paid = {
        f"{name}.{part}": getattr(receipt, part)
        for name, receipt in projection.receipts.items()
        for part in ("recurring", "one_off")
    }
    return {**figures(projection), **activity(projection), **paid}


def moved(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    same = {name for name in before.keys() & after.keys() if np.allclose(before[name], after[name], equal_nan=True)}
    return (before.keys() | after.keys()) - same


def check(plan: Plan, before: dict[str, Any], lever: str) -> bool:
    """Return True if a lever reports a change; fails if the figures disagree, or if it is refused."""
    outcome = under(plan, lever)
    assert not outcome.refused, (lever, outcome.objections)
    found = moved(before, everything(outcome.plan))
    reported = [str(made.change) for made in outcome.changes]
    assert bool(reported) == bool(found), f"{lever} reported {reported}, and moved {sorted(found)}"
    return bool(reported)


def drivers(plan: Plan, stream: str) -> list[str]:
    """Return the assumptions that a stream's rule names."""
    return [each.name for each in references(plan.funding[stream].rule) if each.to.section == "assumptions"]


def test_every_rule_step_and_lever_is_here():
    aimed = {name for name, kind in Lever.choices.items() if issubclass(kind, AssumptionLever)}
    assert set(RULES) == set(Stream.choices)
    assert set(ON_A_STREAM) == set(ChangeFunding.model_fields) - {"name", "streams"}
    assert set(ON_AN_ASSUMPTION) == aimed
    assert set(STEPS) == set(Step.choices)
    assert set(OTHERS) == set(Lever.choices) - aimed - {"funding", "scheme"}
    rules = get_args(AdditionalPayments.model_fields["root"].annotation)
    assert set(PAYERS) == {get_args(rule.model_fields["who"].annotation)[0] for rule in rules}


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize("rule", RULES)
def test_levers_on_a_stream(rule, context):
    plan = plan_with(trial=f"partner: council, base: 800, {CONTEXTS[context]}, {RULES[rule]}")
    before = everything(plan)
    for lever in (each for levers in ON_A_STREAM.values() for each in levers):
        assert check(plan, before, f"funding: {{name: trial, {lever}}}")


@pytest.mark.parametrize("rule", RULES)
def test_levers_on_what_drives_a_stream(rule):
    plan = plan_with(trial=f"partner: council, type: payment, base: 800, {RULES[rule]}")
    before = everything(plan)
    for name in drivers(plan, "trial"):
        for kind, levers in ON_AN_ASSUMPTION.items():
            for lever in levers:
                written = f"{kind}: {{assumption: {name}, {lever}}}"
                assert check(plan, before, written)
                assert "trial.recurring" in moved(before, everything(under(plan, written).plan))


@pytest.mark.parametrize("rule", RULES)
def test_aiming_at_payments_finds_what_drives_their_rule_or_the_cost_that_it_follows(rule):
    plan = plan_with(trial=f"partner: council, type: payment, base: 800, {RULES[rule]}")
    for name in drivers(plan, "trial"):
        assert roles(plan)[name] in ({"payments"}, {"prices"}), f"say what `{name}` drives, where the rule names it"
    reported = check(plan, everything(plan), "shift: {assumptions: {drives: payments}, by: 1%}")
    assert reported == any(roles(plan)[name] == {"payments"} for name in drivers(plan, "trial"))


@pytest.mark.parametrize("role", ["prices", "growth", "on_costs", "vacancies", "delivery"])
def test_aiming_at_what_moves_costs(role):
    plan = plan_with()
    assert check(plan, everything(plan), f"shift: {{assumptions: {{drives: {role}}}, by: 1%}}")


@pytest.mark.parametrize("step", STEPS)
def test_another_step_of_the_scheme(step):
    plan = plan_with()
    assert check(plan, everything(plan), f"scheme: {{steps: [{{{STEPS[step]}}}]}}")


@pytest.mark.parametrize("step", STEPS)
def test_a_kind_of_step_taken_out(step):
    plan = plan_with(rich="partner: nhs, type: payment, stated: {2026/27: 0, 2027/28: 0, 2028/29: 300, then: 0}")
    used = {"offset", *(each.chosen for each in plan.scheme.steps)}
    assert check(plan, everything(plan), f"scheme: {{without: [{step}]}}") == (step in used)


@pytest.mark.parametrize("who", PAYERS)
def test_another_rule_for_who_pays(who):
    plan = plan_with()
    assert check(plan, everything(plan), f"scheme: {{steps: [additional_payments: {{who: {who}, {PAYERS[who]}}}]}}")


@pytest.mark.parametrize("kind", OTHERS)
def test_other_levers(kind):
    plan = plan_with()
    before = everything(plan)
    for lever in OTHERS[kind]:
        assert check(plan, before, f"{kind}: {{{lever}}}")


@pytest.mark.parametrize("lever", NOTHING)
def test_levers_that_change_nothing(lever):
    plan = plan_with()
    assert not check(plan, everything(plan), lever)


def test_an_end_of_money_that_ends_anyway():
    plan = plan_with(trial="partner: council, type: payment, base: 800, uplift: uplift, recurring: false")
    assert not any(
        check(plan, everything(plan), f"funding: {{name: trial, ends: {at}}}") for at in ("year 5", "year 9")
    )


def test_flat_money_keeps_what_is_stated_of_the_base_year():
    plan = plan_with(trial="partner: council, type: payment, stated: {then: 200}")
    assert not check(plan, everything(plan), "funding: {name: trial, flat: true}")


@settings(max_examples=30)
@given(plans(), st.data())
def test_no_figure_moves_without_a_reported_change(drawn, data):
    plan = drawn.plan()
    assume(plan.funding)
    levers = [each for key in ("flat", "add", "ends", "delay") for each in ON_A_STREAM[key]]
    lever = data.draw(st.sampled_from(levers)).replace("year 5", year(plan.years))
    outcome = under(plan, f"funding: {{name: {data.draw(st.sampled_from(sorted(plan.funding)))}, {lever}}}")
    assert outcome.changes or not moved(everything(plan), everything(outcome.plan))
