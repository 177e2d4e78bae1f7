"""A typical plan, and scenarios written as a person writes them."""

import pytest

from mtfp.model.plan import Plan
from mtfp.scenarios.scenario import Outcome, Scenario, apply_all
from mtfp.text.yaml import parse_yaml

PLAN = """
mtfp: 1
name: Anywhere
base_year: 2025/26
years: 5
unit: £k
population: {area: Shetland Islands}
assumptions:
  pay_nhs: {label: Pay award, unit: rate, central: {2025/26: 4%, 2026/27: 3.5%, then: 3%}, source: i}
  pay_council:
    {unit: rate, tracks: {of: pay_nhs, plus: 0.25%}, spread: {interval: [-1%, 0%, 2%], around: central}, source: i}
  cpi: {label: Prices, unit: rate, central: 2%, spread: {interval: [1%, 4%]}, source: i}
  wage: {unit: rate, tracks: {of: cpi, lag: 1, plus: {2026/27: 2%, then: 1%}}, source: i}
  uplift: {unit: rate, central: {2026/27: 1%, then: 1.5%}, spread: {interval: [-1%, 1%], around: central}, source: i}
  delivery: {unit: share, central: 80%, spread: {beta: {mean: 80%, sd: 10%}}, source: i}
  growth: {unit: rate, central: 1%, source: i}
  energy: {unit: index, central: {2025/26: 100, 2026/27: 110, 2027/28: 121, then: 121}, source: i}
  younger: {unit: number, central: 0.1, source: i}
lines:
  care_homes:
    {label: Care homes, partner: council, setting: institutional, care_group: older_people, budget: 1_000,
     components: {pay_council: 80%, cpi: 20%}, fixed_share: 20%, activity: {unit: places, base: 50}}
  care_at_home:
    {label: Care at home, partner: council, setting: community, budget: 500, adjust: {amount: 100, reason: agency},
     components: {wage: 70%, pay_council: 30%}, demand: {profile: care_at_home_hours, growth: growth},
     activity: {unit: hours, base: 20_000}}
  nurses: {partner: nhs, setting: community, budget: 400, components: {pay_nhs: 100%}, fixed_share: 50%}
  hospital: {partner: nhs, setting: hospital, set_aside: true, budget: 300, components: {pay_nhs: 75%, energy: 25%}}
  fixed: {partner: nhs, setting: primary_care, budget: 80, components: {cpi: 100%}, fixed_share: 100%}
  grants: {partner: council, setting: other, cost: {2025/26: 40, then: 35}}
commitments:
  insurance: {lines: {partner: council}, amount: {2026/27: 30, 2027/28: tbc}, recurring: true, indexed: pay_council}
funding:
  council_payment: {label: Council payment, partner: council, type: payment, base: 1_500, uplift: uplift}
  nhs_payment: {partner: nhs, type: payment, stated: {2026/27: 500, 2027/28: 510, then: 520}}
  wage_money: {partner: nhs, arm: council, type: payment, follows: {assumption: wage, share: 70%}}
  set_aside: {partner: nhs, type: set_aside, base: 300, movements: {2027/28: -10}}
savings:
  skill_mix:
    {label: Skill mix, line: care_homes, planned: {2026/27: 50, 2029/30: 20, 2030/31: 10}, delivery: delivery,
     status: amber}
investments:
  telecare: {line: care_at_home, spend: {2026/27: 12}, saves: {amount: 9, lag: 1, delivery: delivery}}
risk_events:
  failure: {probability: 5%, each: year, impact: {central: 60, spread: {interval: [30, 150]}}, line: care_homes}
reserves:
  general: {class: contingency, opening: 90, floor: {money: 18}, planned_use: {2026/27: 20}}
scheme: {steps: [{reserves: {order: [general]}}, {additional_payments: {who: by_contribution}}]}
checks: [{name: closed, of: recurring_gap, at_most: 0, in: 2030/31}]
"""


@pytest.fixture(scope="session")
def plan() -> Plan:
    return Plan.model_validate(parse_yaml(PLAN, "plan.yaml").value)


@pytest.fixture(scope="session")
def applied(plan):
    """What levers, each written as YAML, make of the plan (or of another one)."""

    def of(*levers: str, on: Plan = plan) -> Outcome:
        return apply_all(on, [written("trial", *levers)])

    return of


@pytest.fixture(scope="session")
def written_as():
    return written


def written(name: str, *levers: str) -> Scenario:
    text = f"mtfp: 1\nscenario: {name}\nlevers:\n" + "".join(f"  - {lever}\n" for lever in levers)
    return Scenario.model_validate(parse_yaml(text if levers else text.replace("levers:\n", ""), "s.yaml").value)
