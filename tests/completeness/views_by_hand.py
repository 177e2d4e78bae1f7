"""The tables that look at one projection from other sides, on a second small plan, worked by hand.

Pay rises by 10% a year. A fifth of posts is vacant in the base year, a tenth later, so that k is 0.8 and then 0.9. Home
costs 80, then 80 · 1.1 · 0.9 / 0.8 = 99, 108.9 and 119.79; with every post filled 80 · 1.1 / 0.8 = 110, 121 and 133.1.
The ward, set aside, costs 50, 61.875, 68.0625 and 74.86875, at full establishment 68.75, 75.625 and 83.1875. A clinic
of 40 is hosted by us with a share of 25%, a lab of 20 by another board with a share of 50%: 10 each. Fees bring 10.

Beside them: 5 for a van and 5 for kit on home in 2026/27, rent of 4 on the NHS arm from 2026/27, an audit of 3 on the
plan in 2027/28. Expenditure is 90, then 99 + 10 + 10 - 10 + 5 + 5 + 4 = 123, 125.9 and 133.79.

Partners pay 70 and 20. Half of home's rise is funded: 9.5, 14.45 and 19.895, at full establishment 15, 20.5 and 26.55.
The gap before savings is 123 - 99.5 = 23.5, then 125.9 - 104.45 = 21.45 and 133.79 - 109.895 = 23.895.

Trim plans 10, half in its first year: 5, 10, 10, and achieves 80%: 4, 8, 8, or 8 at once at its full-year effect. The
freeze saves 6 and then 2, once each. Kit saves 10 from 2027/28, 6 of it cash. Beds save 2 on the ward in 2028/29. So
the integrated budget plans 11, 18, 16 and achieves 10, 16, 14: the gap is 13.5, 5.45 and 9.895.

The plan uses 3 of a reserve of 20 in 2026/27. The scheme takes 13.5 - 3 = 10.5 from it (6.5 is left), then 5.45 (1.05),
then 1.05; 9.895 - 1.05 = 8.845 is carried.

Net cost, after savings and with the ward: 123 - 10 + 61.875 = 174.875; 125.9 - 16 + 68.0625 = 177.9625; and
133.79 - 14 + 72.86875 = 192.65875. A year's own gap leaves out the recurring savings achieved the year before, 0, 4 and
8 + 6 = 14; its own savings those planned, 0, 5 and 10 + 6 = 16.
"""

FILES: dict[str, str] = {}
PLAN = """
mtfp: 1
name: Viewed
base_year: 2025/26
years: 3
unit: £k
source: worked by hand
assumptions:
  pay: {unit: rate, central: 10%, source: worked by hand}
  flat: {unit: rate, central: 0%, source: worked by hand}
  vacant: {unit: share, central: {2025/26: 20%, then: 10%}, source: worked by hand}
  delivery: {unit: share, central: 80%, source: worked by hand}
  delivery_green: {unit: share, central: 100%, source: worked by hand}
  delivery_red: {unit: share, central: 100%, source: worked by hand}
lines:
  home:
    partner: council
    setting: community
    report_as: Care
    budget: 80
    components: {pay: {share: 100%, vacancy: vacant}}
  fees: {kind: income, partner: council, setting: community, report_as: Care, budget: 10, components: {flat: 100%}}
  clinic:
    partner: nhs
    setting: primary_care
    report_as: Clinics
    budget: 40
    hosted: {by: us, share: 25%}
    components: {flat: 100%}
  lab: {partner: nhs, setting: primary_care, budget: 20, hosted: {by: NHS Tay, share: 50%}, components: {flat: 100%}}
  ward:
    partner: nhs
    setting: hospital
    set_aside: true
    report_as: Hospital
    budget: 50
    components: {pay: {share: 100%, vacancy: vacant}}
commitments:
  van: {line: home, amount: {2026/27: 5}, recurring: false}
  rent: {partner: nhs, amount: {2026/27: 4}, recurring: true}
  audit: {amount: {2027/28: 3}, recurring: false}
funding:
  council: {partner: council, type: payment, base: 70, uplift: flat}
  nhs: {partner: nhs, type: payment, base: 20, uplift: flat}
  wages: {partner: nhs, arm: council, type: payment, base: 0, follows: {lines: home, share: 50%}}
  set_aside: {partner: nhs, type: set_aside, base: 50, uplift: flat}
savings:
  trim: {line: home, planned: {2026/27: 10}, part_year: 50%, delivery: delivery, status: amber}
  freeze: {partner: nhs, planned: {2026/27: 6, 2027/28: 2}, recurring: false, status: green}
  beds: {line: ward, planned: {2028/29: 2}, status: red}
investments:
  kit: {line: home, spend: {2026/27: 5}, saves: {amount: 10, lag: 1, cashable: 60%}}
reserves:
  reserve: {class: contingency, opening: 20, planned_use: {2026/27: 3}}
scheme: {steps: [{reserves: {order: [reserve]}}, {carry: {}}]}
"""
BY_HAND = {
    "savings": {
        "trim.planned": (None, 5, 10, 10),
        "trim.achieved": (None, 4, 8, 8),
        "trim.undelivered": (None, 1, 2, 2),
        "trim.full_year_to_come": (None, 4, 0, 0),
        "trim.returns": (None, 0, 0, 0),
        "freeze.achieved": (None, 6, 2, 0),
        "freeze.full_year_to_come": (None, 0, 0, 0),
        "freeze.returns": (None, 6, 2, 0),
        "kit.saves.planned": (None, 0, 6, 6),
        "kit.saves.freed": (None, 0, 4, 4),
        "planned": (None, 11, 18, 18),
        "achieved": (None, 10, 16, 16),
        "undelivered": (None, 1, 2, 2),
        "full_year_to_come": (None, 4, 0, 0),
        "returns": (None, 6, 2, 0),
        "set_aside": (None, 0, 0, 2),
        "status.delivered.planned": (None, 0, 0, 0),
        "status.green.planned": (None, 6, 2, 0),
        "status.amber.achieved": (None, 4, 8, 8),
        "status.red.achieved": (None, 0, 0, 2),
        "status.none.achieved": (None, 0, 6, 6),
        "unidentified": (None, 9.5, 3.45, 7.895),
    },
    "mix": {
        "identified_recurring": (5, 16, 16, None),
        "identified_non_recurring": (6, 2, 0, None),
        "planned_use_of_reserves": (3, 0, 0, None),
        "unidentified": (9.5, 3.45, 7.895, None),
        "gap_before_savings": (23.5, 21.45, 23.895, None),
        "identified_recurring_share": (5 / 23.5, 16 / 21.45, 16 / 23.895, 0.42),
        "identified_non_recurring_share": (6 / 23.5, 2 / 21.45, 0, 0.11),
        "planned_use_of_reserves_share": (3 / 23.5, 0, 0, 0.24),
        "unidentified_share": (9.5 / 23.5, 3.45 / 21.45, 7.895 / 23.895, 0.16),
        "not_stated_share": (None, None, None, 0.07),
        "one_off_planned": (9, 2, 0, None),
        "one_off_planned_share": (9 / 23.5, 2 / 21.45, 0, 0.35),
        "one_off": (6 + 3 + 10.5, 2 + 5.45, 1.05 + 8.845, None),
        "one_off_share": (19.5 / 23.5, 7.45 / 21.45, 9.895 / 23.895, None),
    },
    "vacancies": {
        "gap": (0, 13.5, 5.45, 9.895),
        "lines.home.pay": (0, 11, 12.1, 13.31),
        "funding": (0, -5.5, -6.05, -6.655),
        "gap_full_establishment": (0, 19, 11.5, 16.55),
        "set_aside_gap": (0, 11.875, 18.0625, 22.86875),
        "lines.ward.pay": (0, 6.875, 7.5625, 8.31875),
        "set_aside_funding": (0, 0, 0, 0),
        "set_aside_gap_full_establishment": (0, 18.75, 25.625, 31.1875),
    },
    "directions": {
        "council.lines.home": (80, 105, 94.9, 105.79),
        "council.lines.fees": (-10, -10, -10, -10),
        "council.arm": (0, 0, 0, 0),
        "council": (70, 95, 84.9, 95.79),
        "nhs.lines.clinic": (10, 10, 10, 10),
        "nhs.arm": (0, -2, 2, 4),
        "nhs": (20, 18, 22, 24),
        "plan": (0, 0, 3, 0),
        "total": (90, 113, 109.9, 119.79),
        "set_aside.lines.ward": (50, 61.875, 68.0625, 72.86875),
        "set_aside": (50, 61.875, 68.0625, 72.86875),
    },
    "hosted": {
        "clinic.whole": (40, 40, 40, 40),
        "clinic.our_share": (10, 10, 10, 10),
        "clinic.from_others": (30, 30, 30, 30),
        "lab.our_share": (10, 10, 10, 10),
        "whole": (60, 60, 60, 60),
        "our_share": (20, 20, 20, 20),
        "from_others": (30, 30, 30, 30),
        "to_hosts": (10, 10, 10, 10),
    },
    "report_as": {
        "category.Care": (70, 89, 98.9, 109.79),
        "category.Clinics": (10, 10, 10, 10),
        "category.Hospital": (50, 61.875, 68.0625, 74.86875),
        "category_not_mapped": (10, 10, 10, 10),
        "total": (140, 170.875, 186.9625, 204.65875),
        "share.Care": (0.5, 89 / 170.875, 98.9 / 186.9625, 109.79 / 204.65875),
        "share_not_mapped": (1 / 14, 10 / 170.875, 10 / 186.9625, 10 / 204.65875),
    },
    "comparators": {
        "delivery_share": (10 / 11, 16 / 18, 14 / 16, 0.84),
        "identified_recurring_share": (5 / 23.5, 16 / 21.45, 16 / 23.895, 0.42),
    },
}
