"""A small plan with something uncertain, a reserve with a minimum, a commitment and a check."""

PLAN = """
mtfp: 1
name: Uncertain pay
base_year: 2025/26
years: 3
unit: £k
source: illustrative
assumptions:
  pay: {label: Pay award, unit: rate, central: 3%, source: illustrative, spread: {interval: [1%, 6%]}}
  cpi: {label: Prices, unit: rate, central: 2%, source: illustrative, spread: {interval: [1%, 4%]}}
  uplift: {label: Uplift, unit: rate, central: 2%, source: illustrative}
lines:
  home:
    {label: Care at home, partner: council, setting: community, budget: 50_000, components: {pay: 80%, cpi: 20%}}
commitments:
  beds: {label: New beds, partner: council, recurring: true, amount: {2026/27: 100}}
funding:
  council_payment: {label: Payment, partner: council, type: payment, base: 50_000, uplift: uplift}
savings:
  rotas: {label: Better rotas, line: home, planned: {2026/27: 200, 2027/28: 300}}
reserves:
  general: {label: General reserve, class: contingency, opening: 1_500, floor: {money: 1_000}}
scheme:
  steps: [reserves: {order: [general]}]
checks:
  - {name: The reserve lasts, of: reserves.general, at_least: 0, probability: 80%}
"""
