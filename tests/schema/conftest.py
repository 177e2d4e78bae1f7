"""A plan that says something in every section and every form, as a person writes it; and both readings of a schema."""

from collections.abc import Callable
from copy import deepcopy
from functools import reduce
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from mtfp.reading.schema import national_schema, options_schema, plan_schema, policy_schema, scenario_schema
from mtfp.reading.workbooks.mapping import mapping_schema
from mtfp.text.yaml import parse_yaml

RICH = """
mtfp: 1
name: Anywhere
title: A plan with everything in it
base_year: 2025/26
years: 5
unit: £k
source: Board paper
notes: Nothing here is real.
localities: [North, South, 'Isles, outer']
deflator: cpi
population:
  {area: Shetland Islands, variant: {principal: 60%, low_migration: 40%}, error: error, healthier_ageing: younger}
assumptions:
  cpi:
    label: Prices
    unit: rate
    scope: national
    pressure: price
    central: {2024/25: 3%, 2025/26: 3.4%, then: 2%}
    spread: {interval: [-1.0%, +2.0%], around: central}
    drawn: yearly
    persistence: 0.55
    floor: 0
    cap: 20%
    source: OBR
    owner: Finance
    reviewed: 2026-03-10
    grade: B
    note: Nothing.
  pay:
    unit: rate
    central: 3 %
    at_least: {of: cpi, plus: {2026/27: 1%, then: 0.5%}, years: [2026/27]}
    spread: {2026/27: {uniform: [2%, 4%]}, then: {triangular: [1%, 3%, 6%]}}
    source: deal
  wage:
    {unit: rate, tracks: {of: cpi, lag: 1, weight: 90%, plus: 1.5%},
     spread: {normal: {mean: 0%, sd: 1%}, around: central}, source: s}
  uplift: {unit: rate, central: {2026/27: 1%, 2027/28: 1%, 2028/29: 1%, 2029/30: 1%, 2030/31: 1%}, source: s}
  delivery:
    {unit: share, drawn: once, within_partner: 0.3, central: 80%, spread: {beta: {mean: 80%, sd: 10%}}, source: s}
  on_costs: {unit: share, central: 30%, spread: {discrete: {30%: 50%, 32.5%: 50%}}, source: s}
  vacancy: {unit: share, central: 5%, spread: {pert: [2%, 5%, 9%]}, source: s}
  energy: {unit: index, central: {2025/26: 100, then: 110.5}, spread: {lognormal: {mean: 110, sd: 9}}, source: s}
  error: {unit: rate, central: 0%, spread: {interval: [-1%, 0%, 1%]}, source: s}
  growth: {unit: rate, central: 0, source: s}
  younger: {unit: number, central: 0.1, floor: 0, source: s}
  grant: {unit: money, central: 1_000, source: s}
correlations: [[cpi, pay, 0.8], [pay, uplift, strong], [cpi, uplift, '-0.5']]
national: ../national.yaml
lines:
  homes:
    label: Care homes
    partner: council
    setting: institutional
    care_group: older_people
    report_as: Social care in the community
    budget: 12_300
    one_off: 150
    adjust: {amount: -240, reason: agency cost}
    components:
      pay: {share: 62%, on_costs: on_costs, vacancy: vacancy, agency: {cover: 30%, premium: 40%}}
      wage: 28%
      cpi: 10%
    demand: {profile: care_at_home_hours, growth: growth}
    fixed_share: 10%
    activity: {unit: places, base: 210, available: 240}
    localities: {North: 34%, 'Isles, outer': 15%, then: equal}
    service_level: {level: 85%, from: 2026/27, to: 2028/29, profile: front, released: 70%, stranded: {years: 2},
      bought_elsewhere: 5%}
    source: ledger
    owner: Head of care
    note: None.
  nurses:
    partner: nhs
    setting: community
    budget: 400.5
    adjust: [{share: 5%, reason: unmet need}, {amount: '+10', reason: agency}]
    components: {pay: 100%}
    activity: {unit: visits, base: 900}
    service_level: [{level: 110%, from: 2027/28}, {level: 90%, from: 2028/29, step_fixed: true}]
  hospital: {partner: nhs, setting: hospital, set_aside: true, budget: 300, components: {pay: 75%, energy: 25%}}
  charges: {partner: council, setting: other, kind: income, budget: 90, components: {cpi: 100%}}
  gp: {partner: nhs, setting: primary_care, budget: 52, hosted: {by: us, share: 60%}, components: {pay: {share: 100%}}}
  grants: {partner: council, setting: other, cost: {2025/26: 40, then: 35}}
  fees: {partner: council, setting: prescribing, cost: 40}
moves:
  home:
    {label: Home, out_of: homes, into: [nurses], activity: 5%, from: 2026/27, to: 2028/29, profile: back, released: 70%,
     stranded: {years: 3}, reinvested: 70%, source: s, owner: o, note: n}
  wards: {out_of: {setting: institutional, set_aside: false}, into: nurses, activity: 1%, from: 2027/28, ratio: 5}
commitments:
  tax:
    {label: New, theme: Pay, lines: {partner: council}, amount: {2026/27: 310, 2027/28: tbc}, recurring: true,
     indexed: pay}
  rent: {line: homes, amount: {2026/27: 1_000.5, 2027/28: -1_000.5}, recurring: true, source: s, owner: o, note: n}
  both: {lines: [homes, nurses], amount: {2026/27: '5'}, recurring: false}
  one: {lines: nurses, amount: {2026/27: 5}, recurring: false}
  arm: {partner: nhs, amount: {2026/27: 5}, recurring: false}
funding:
  council:
    {partner: council, type: payment, base: 3_000, uplift: uplift, status: {2026/27: confirmed}, one_off: {2027/28: -5},
     agreed: {by: Council, on: 2026-02-18, up_to: 2026/27}}
  nhs:
    {label: NHS, group: Health, partner: nhs, type: payment, stated: {2025/26: 1, 2026/27: 500, then: 520}, delay: 1,
     recurring: true}
  flat: {partner: nhs, type: income, stated: 20, ends: 2028/29}
  wages: {partner: nhs, arm: council, type: payment, base: 0, follows: {assumption: wage, share: 71%}}
  flow: {partner: nhs, type: payment, base: 10, uplift: uplift}
  rise: {partner: nhs, type: payment, follows: {lines: {setting: hospital, set_aside: true}}}
  fund: {partner: nhs, type: ring_fenced, lines: [gp], reserve: ring, stated: {2025/26: 9, then: 9}, ends: 2027/28}
  aside: {partner: nhs, type: set_aside, base: 300, movements: {2027/28: -100}}
opening_gap: {amount: -12.5, reason: agreed}
transfers:
  ward:
    {label: W, out_of: aside, into: flow, lines: {set_aside: true}, amount: {2027/28: 9, 2028/29: 1.5}, released: 60%,
     indexed: pay, other_units: true, source: s, owner: o, note: n}
  all: {out_of: aside, into: flow, amount: {2026/27: 1}}
savings:
  mix:
    {label: Skill mix, line: homes, planned: {2026/27: 250, 2027/28: 350}, cumulative: true, recurring: true,
     part_year: 50%, delivery: delivery, slips: 50%, indexed: pay, status: amber, source: s, owner: o, note: n,
     impact_assessment: {status: complete, reference: EQIA 12, date: 2026-03-02}}
  vacancies: {partner: nhs, planned: {2026/27: 40}, recurring: false, delivered: {2026/27: 30}}
investments:
  telecare:
    {label: T, line: nurses, spend: {2026/27: 12}, recurring: false, status: green, source: s, owner: o, note: n,
     saves: {amount: 9, lag: 1, recurring: true, cashable: 60%, delivery: delivery}}
risk_events:
  failure: {label: F, probability: 5%, each: year, impact: {central: 60, spread: {interval: [30, 1_500]}}, line: homes}
  storm:
    {probability: 50%, once: {from: 2027/28, to: 2029/30}, impact: 600, recurring: true, source: s, owner: o, note: n}
  prices: {probability: 50%, impact: {assumption: cpi, by: +1%}}
reserves:
  general:
    {class: contingency, opening: 900, floor: 2% of expenditure, planned_use: {2026/27: 20}, source: s, owner: o,
     note: n, target: 3% of expenditure, maximum: {2026/27: {money: 4_000}, then: 5% of expenditure}, held_for: storms,
     use_by: 2030-03-31, review: 2026-11-30}
  change:
    {label: C, class: earmarked, opening: 40, purposes: [gap], floor: {money: 10}, planned_contributions: {2028/29: 10},
     contributions_stop_in_deficit: true}
  ring: {class: ring_fenced, opening: 31, clawback: {2027/28: 100%}}
scheme:
  steps:
    - offset: none
    - recovery_plan: {label: Grip, achieves: {2026/27: 950, then: 40%}, fails: 30%, source: s}
    - recovery_plan: {achieves: delivery}
    - reserves: {order: [change, general]}
    - additional_payments: {who: by_contribution, set_aside: true, cap: {council: {2026/27: 500, then: 400}, nhs: 90}}
    - additional_payments:
        {who: fixed, shares: {nhs: 60%, council: 40%}, repayable: {nhs: {share: 50%, schedule: [70%, 30%]}}, source: s}
    - additional_payments: {who: own_arm}
    - additional_payments: {who: stated, amounts: {2026/27: {nhs: 49, council: -26}}}
    - additional_payments:
        who: nested
        rules: [{lines: [homes], shares: {reserves: 50%, council: 50%}}, {lines: {partner: nhs}, who: own_arm}]
        order: [general]
    - carry: {}
  lead_agency: nhs
  agreed: {by: Both, on: 2024-06-27}
  surplus: {to: general, cap: 4% of expenditure, then: return_to_partners, who: fixed, shares: {nhs: 40%, council: 60%}}
checks:
  - {name: floor, of: reserves.general, at_least: floor, in: all years, probability: 80%, note: n}
  - {name: closed, of: recurring_gap, at_most: 0, in: 2030/31}
  - {name: found, of: unidentified_share, at_most: 15%, at_least: '-5 %'}
decisions:
  beds: {text: 'Close {gap in 2027/28}', by: 2026-06-25, owner: o, options: [base, step-up], if_not: Nothing, note: n}
  one: {text: Agree, options: base}
actions:
  cut:
    {text: Trim, owner: o, due: 2026-09-30, status: under way, status_date: 2026-03-10, saving: mix, note: n,
     moves: {gap: -250 in 2027/28, Balance of care: +1% in 2027/28, reserves: {by: '300', in: 2026/27, from: 1_300}}}
status: {stage: recommended, by: CFO, date: 2026-03-12}
consultation: {how: h, until: 2026-02-27}
assurance:
  {by: CFO, date: 2026-03-12, robustness: r, adequacy: a, log: [{who: w, what: x, date: 2026-02-20, version: draft 2}]}
"""

SCENARIO = """
mtfp: 1
scenario: everything
label: Everything
narrative: All levers.
source: Illustrative
notes: None
levers:
  - set: {assumption: cpi, central: {year 1: 3%, 2028/29: 2.5%, then: 2%}, from: year 1, spread: {interval: [1%, 5%]}}
  - set: {assumption: energy, central: 120, spread: {year 2: {interval: [90, 150]}, then: {uniform: [90, 150]}}}
  - shift: {assumptions: [pay, uplift], by: -0.5%, from: 2026/27}
  - shift: {assumptions: cpi, by: 1%}
  - scale: {assumptions: {pressure: pay}, by: 90%}
  - scale: {assumptions: {drives: payments}, by: 110 %}
  - service_level:
      label: Fewer places
      lines: {setting: institutional}
      level: 85%
      from: year 1
      to: 2029/30
      profile: linear
      released: 70%
      stranded: {years: 2}
      bought_elsewhere: 10%
      transition_cost: {year 1: 150, 2027/28: 1%}
    narrative: Some homes close.
    optional: true
  - move: {out_of: homes, into: [nurses], activity: 5%, from: year 2, to: year 4, released: 70%, reinvested: 70%,
      stranded: {years: 1}, label: M}
  - move:
      {out_of: {care_group: adults}, into: {setting: community}, activity: 5%, from: year 2, profile: step, ratio: 700}
  - saving: {name: mix, delay: -1, scale: 80%}
  - saving: {name: mix, delivery: delivery}
  - saving: {name: other, add: {line: homes, planned: {year 1: 5, 2027/28: 6}}}
  - investment: {name: telecare, drop: true}
  - investment: {name: more, add: {spend: {year 2: 5}, saves: {amount: 4}}}
  - funding: {name: nhs, add: {2027/28: 300, year 1: -2}, delay: 1, ends: year 4}
  - funding: {streams: {type: payment, partner: nhs, rule: [uplift, stated]}, flat: true}
  - funding: {streams: [council], flat: true}
  - funding: {name: nhs, replace: {partner: nhs, type: payment, base: 5, uplift: uplift}}
  - capacity:
      label: Wards
      lines: {setting: hospital, set_aside: true}
      close: 30
      unit: beds
      release: 33.5
      from: 2027/28
      lag: 1
      double_running: 1
      cash: true
      reinvested: {share: 70%, into: nurses}
      out_of: aside
      into: flow
  - capacity: {lines: homes, open: 2, unit: places, cost: 40, from: year 1}
  - transfer:
      {label: T, out_of: aside, into: flow, lines: hospital, amount: 400, from: year 3, released: 50%, indexed: pay,
       other_units: true}
  - transfer: {amount: 10%, from: 2028/29}
  - commitment: {name: tax, delay: 1, scale: 80%}
  - commitment: {name: rents, add: {amount: {year 2: tbc, 2028/29: 5}, recurring: true}}
  - reserves: {name: general, opening: 5, floor: 3% of expenditure, purposes: [gap], planned_use: {year 1: 5}}
  - reserves: {name: general, planned_contributions: {year 2: 5}, clawback: {year 3: 50%}}
  - reserves: {name: other, add: {class: legacy, opening: 5, planned_use: {year 1: 5}}}
  - reserves: {name: change, drop: true}
  - reserves: {all: true, contributions: until a deficit is carried}
  - scheme: {steps: [{offset: arms}, {carry: {}}], surplus: {to: general, cap: {money: 50}}}
  - scheme: {without: [recovery_plan, additional_payments]}
  - population: {variant: low_migration}
  - population: {healthier_ageing: 0.1}
"""


OPTIONS = """
mtfp: 1
scale: {name: harm, by: Group, date: 2026-04-20, adds: false}
source: Illustrative
notes: None
options:
  rotas:
    label: Rotas
    saving: {line: homes, planned: {year 1: 5, 2027/28: 6}, part_year: 50%}
    delivery: delivery
    impact: 1
    people: {who: staff, number: 1_200, how: change}
    impact_assessment: {status: complete, reference: EQIA 1, date: 2026-03-01}
    group: homes
    owner: o
    source: s
    note: n
  fewer:
    levers:
      - service_level: {lines: homes, level: 90%, from: year 2, released: 70%}
      - saving: {name: mix, delay: 1}
    delivery: 80%
    impact: 4.5
    people: [{who: residents, number: 20}, {who: carers, number: 9}]
    needs: rotas
    excludes: [telecare]
    earliest: 2027/28
  telecare: {investment: {line: nurses, spend: {2026/27: 5}, saves: {amount: 9}}, delivery: 90%, impact: 0}
"""


@pytest.fixture(scope="session")
def plan() -> dict[str, Any]:
    """The schema of plans."""
    return plan_schema()


@pytest.fixture(scope="session")
def scenario() -> dict[str, Any]:
    """The schema of scenarios."""
    return scenario_schema()


@pytest.fixture(scope="session")
def policy() -> dict[str, Any]:
    """The schema of policies."""
    return policy_schema()


@pytest.fixture(scope="session")
def national() -> dict[str, Any]:
    """The schema of national files."""
    return national_schema()


@pytest.fixture(scope="session")
def options() -> dict[str, Any]:
    """The schema of options files."""
    return options_schema()


@pytest.fixture(scope="session")
def mapping() -> dict[str, Any]:
    """The schema of mapping files."""
    return mapping_schema()


@pytest.fixture
def rich() -> dict[str, Any]:
    """A plan that says something in every section, as its file has it."""
    return _read(RICH)


@pytest.fixture
def every_lever() -> dict[str, Any]:
    """A scenario with every lever, as its file has it."""
    return _read(SCENARIO)


@pytest.fixture
def every_option() -> dict[str, Any]:
    """Options with every key, as their file has them."""
    return _read(OPTIONS)


@pytest.fixture(scope="session")
def complaints() -> Callable[[dict[str, Any], Any], list[str]]:
    """What a schema says against a value; the same, whether it is read as draft 7 or 2020-12."""

    def of(schema: dict[str, Any], value: Any) -> list[str]:
        both = [sorted(str(e.message) for e in kind(schema).iter_errors(value)) for kind in KINDS]
        assert both[0] == both[1]
        return both[0]

    return of


@pytest.fixture(scope="session")
def changed() -> Callable[[dict[str, Any], str, Any], dict[str, Any]]:
    """What a file says with one value replaced or added, by a path of keys with dots between them."""

    def of(said: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
        said = deepcopy(said)
        *outer, last = path.split(".")
        reduce(lambda inner, key: inner[key], outer, said)[last] = value
        return said

    return of


KINDS = (Draft7Validator, Draft202012Validator)


def _read(text: str) -> dict[str, Any]:
    value = parse_yaml(text, "a.yaml").value
    assert isinstance(value, dict)
    return value
