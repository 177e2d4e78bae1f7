"""The tables of assumptions, risks, commitments and pressures on a small plan, worked by hand.

Wages follow prices a year later, plus 1%: 3% + 1% = 4%, then 2% + 1% = 3% twice. Amber savings have the built-in 70%.

A new rota costs 10 from 2026/27 and grows with wages: 10, 10.3 and 10.609. Home's budget is 60 and the ward's 40, so
the ward, set aside, bears 40%: 4, 4.12 and 4.2436. A hoist on the ward costs 2 in 2027/28. Together 10, 12.3 and
10.609, of which 4, 6.12 and 4.2436 in the set-aside; 6, 6.18 and 6.3654 are left. Pensions are to be confirmed, so they
count zero. The theme of rota and pensions is Staff, so Staff is the rota alone.

A fire on the ward has a chance of 10% a year and lasts: 10%, 19%, 27.1%. It costs 100 on average, the middle of 50 and
150: 10, 19 and 27.1 are expected. A flood has a chance of 60% a year and costs 50: 30 is expected, but the plan counts
50. Food may become 10% dearer once, in 2026/27 or in 2027/28, each with a chance of 10%. Home then costs 66, from that
year on: 0.6, 1.2 and 1.2 are expected. Together 40.6, 50.2 and 58.3; less the 50 that is counted -9.4, 0.2 and 8.3.

A closed risk has a chance of zero, although 90% is stated.

Home stays at 60, so the integrated budget costs 60, then 60 + 6 + 50, 60 + 6.18 + 50 and so on: it rises by 56, of
which 6 for staff and 50 for the flood, then by 0.18 and 0.1854. The ward costs 40 and grows with prices by 2%: 40.8,
41.616 and 42.44832. With the commitments on it the set-aside costs 44.8, 47.736 and 46.69192.

The council pays 60 and a trust 3, then 2, under the heading Local; the NHS board pays 40 for the ward, by itself.

A delivered scheme planned 5 and made 4; another plans 10 and counts on 70%, so 10 are still to make and 11 achieved.
"""

FILES: dict[str, str] = {}
PLAN = """
mtfp: 1
name: Registered
base_year: 2025/26
years: 3
unit: £k
source: worked by hand
assumptions:
  prices: {unit: rate, central: {2025/26: 3%, then: 2%}, source: worked by hand}
  wages: {unit: rate, tracks: {of: prices, lag: 1, plus: 1%}, source: worked by hand}
  food: {unit: rate, central: 0%, source: worked by hand}
  fuel: {unit: index, central: {2025/26: 100, 2026/27: 104, then: 108}, source: worked by hand}
  fee: {unit: money, central: 5, source: worked by hand}
  younger: {unit: number, central: 0.05, source: worked by hand}
lines:
  home: {partner: council, setting: community, budget: 60, components: {food: 100%}}
  ward: {partner: nhs, setting: hospital, set_aside: true, budget: 40, components: {prices: 100%}}
commitments:
  rota: {theme: Staff, lines: [home, ward], amount: {2026/27: 10}, recurring: true, indexed: wages}
  hoist: {line: ward, amount: {2027/28: 2}}
  pensions: {theme: " staff ", partner: council, amount: {2027/28: tbc}, recurring: true}
funding:
  council: {group: Local, partner: council, type: payment, stated: {2025/26: 60, then: 60}}
  ward_money: {group: Hospital, partner: nhs, type: set_aside, stated: {2025/26: 40, then: 40}}
  trust: {group: local, partner: council, type: income, stated: {2025/26: 3, then: 2}}
savings:
  done: {partner: council, planned: {2026/27: 5}, delivered: {2026/27: 4}}
  trim: {line: home, planned: {2026/27: 10}, status: amber}
risk_events:
  fire:
    probability: 10%
    each: year
    recurring: true
    line: ward
    impact: {central: 100, spread: {uniform: [50, 150]}}
  flood: {probability: 60%, each: year, partner: council, impact: 50}
  old: {probability: 90%, status: closed, impact: 1000}
  dear_food: {probability: 20%, once: {to: 2027/28}, impact: {assumption: food, by: +10%}}
"""
BY_HAND = {
    "assumptions": {
        "assumptions.prices": (0.03, 0.02, 0.02, 0.02),
        "assumptions.wages": (None, 0.04, 0.03, 0.03),
        "assumptions.food": (None, 0, 0, 0),
        "assumptions.fuel": (100, 104, 108, 108),
        "assumptions.fee": (5, 5, 5, 5),
        "assumptions.younger": (0.05, 0.05, 0.05, 0.05),
        "assumptions.delivery_amber": (0.7, 0.7, 0.7, 0.7),
    },
    "risks": {
        "fire.chance": (None, 0.1, 0.19, 0.271),
        "fire.average_cost": (None, 100, 100, 100),
        "fire.expected_cost": (None, 10, 19, 27.1),
        "fire.counted": (None, 0, 0, 0),
        "flood.chance": (None, 0.6, 0.6, 0.6),
        "flood.average_cost": (None, 50, 50, 50),
        "flood.expected_cost": (None, 30, 30, 30),
        "flood.counted": (None, 50, 50, 50),
        "old.chance": (None, 0, 0, 0),
        "old.average_cost": (None, None, None, None),
        "old.expected_cost": (None, 0, 0, 0),
        "old.counted": (None, 0, 0, 0),
        "dear_food.chance": (None, 0.1, 0.1, 0),
        "dear_food.effect": (None, 0.6, 1.2, 1.2),
        "expected_cost": (None, 40.6, 50.2, 58.3),
        "counted": (None, -50, -50, -50),
        "beyond": (None, -9.4, 0.2, 8.3),
        "beyond.set_aside": (None, 10, 19, 27.1),
    },
    "savings": {
        "planned": (None, 15, 15, 15),
        "achieved": (None, 11, 11, 11),
        "made": (None, 4, 4, 4),
        "still_to_make": (None, 10, 10, 10),
        "undelivered": (None, 4, 4, 4),
    },
    "pressures": {
        "brought_forward": (None, 60, 116, 116.18),
        "demographic": (None, 0, 0, 0),
        "commitments.rota": (None, 6, 0.18, 0.1854),
        "commitments.hoist": (None, 0, 0, 0),
        "theme.Staff": (None, 6, 0.18, 0.1854),
        "risk_events.flood": (None, 50, 0, 0),
        "theme.Risk events": (None, 50, 0, 0),
        "change": (None, 56, 0.18, 0.1854),
        "expenditure": (60, 116, 116.18, 116.3654),
    },
    "lines": {
        "total": (60, 60, 60, 60),
        "commitments": (0, 6, 6.18, 6.3654),
        "investments": (0, 0, 0, 0),
        "risk_events": (0, 50, 50, 50),
        "expenditure": (60, 116, 116.18, 116.3654),
        "total_set_aside": (40, 40.8, 41.616, 42.44832),
        "set_aside_commitments": (0, 4, 6.12, 4.2436),
        "set_aside_savings": (0, 0, 0, 0),
        "set_aside_cost": (40, 44.8, 47.736, 46.69192),
    },
    "funding": {
        "group.Local": (63, 62, 62, 62),
        "funding.trust": (3, 2, 2, 2),
        "funding": (63, 62, 62, 62),
        "set_aside_group.Hospital": (40, 40, 40, 40),
    },
    "commitments": {
        "theme.Staff": (None, 10, 10.3, 10.609),
        "commitments.rota": (None, 10, 10.3, 10.609),
        "commitments.rota.set_aside": (None, 4, 4.12, 4.2436),
        "commitments.hoist": (None, 0, 2, 0),
        "commitments.pensions": (None, 0, 0, 0),
        "commitments": (None, 10, 12.3, 10.609),
        "integrated": (None, 6, 6.18, 6.3654),
        "set_aside": (None, 4, 6.12, 4.2436),
    },
}
