"""Every table of one small plan, worked by hand.

Care at home costs 100 and follows people aged 65 and over, 100 of them and then 120: 100, 120, 120, 120. A ward costs
50 and follows pay at 10% a year: 50, 55, 60.5, 66.55. Partners pay 100 and 50 in every year. A saving of 10 achieves
80%. The gap is 175 - 150 - 8 = 17, then 180.5 - 158 = 22.5, then 186.55 - 158 = 28.55. The plan uses 4 of 40 in reserve
in the first year; the scheme takes the other 13, then 18 down to the floor of 5; 4.5 and all 28.55 stay unmet. An
hour costs £100k / 50. The council's arm costs 120, saves 8 and is given 100: 12 over; the NHS arm 55 - 50 = 5 over,
then 10.5 and 16.55. Planned use of 4 is shared by the arms' cost, 120 to 55.
"""

FILES = {
    "people.csv": "year,0-64,65+\n2025,900,100\n2026,900,120\n2027,900,120\n2028,900,120\n",
    "use.csv": "age,rate\n0-64,0\n65+,1\n",
}
PLAN = """
mtfp: 1
name: Tabled
base_year: 2025/26
years: 3
unit: £k
source: worked by hand
localities: [North, South]
population: {file: people.csv}
assumptions:
  pay: {unit: rate, central: 10%, source: worked by hand}
  flat: {unit: rate, central: 0%, source: worked by hand}
  delivery: {unit: share, central: 80%, source: worked by hand}
lines:
  home:
    partner: council
    setting: community
    budget: 100
    components: {flat: 100%}
    demand: {profile: use.csv}
    activity: {unit: hours, base: 50}
    localities: {North: 75%, then: equal}
  ward: {partner: nhs, setting: hospital, budget: 50, components: {pay: 100%}}
funding:
  council: {partner: council, type: payment, base: 100, uplift: flat}
  nhs: {partner: nhs, type: payment, base: 50, uplift: flat}
savings:
  trim: {partner: council, planned: {2026/27: 10}, delivery: delivery}
reserves:
  reserve: {class: contingency, opening: 40, floor: {money: 5}, planned_use: {2026/27: 4}}
scheme: {steps: [{reserves: {order: [reserve]}}]}
"""
BY_HAND = {
    "statement": {
        "expenditure": (150, 175, 180.5, 186.55),
        "gap": (0, 17, 22.5, 28.55),
        "unmet": (None, 0, 4.5, 28.55),
    },
    "lines": {"lines.home": (100, 120, 120, 120), "total": (150, 175, 180.5, 186.55)},
    "funding": {"funding.council": (100, 100, 100, 100), "funding": (150, 150, 150, 150)},
    "bridge": {
        "demographic": (None, 20, 0, 0),
        "pay.pay": (None, 5, 5.5, 6.05),
        "change": (None, 25, 5.5, 6.05),
    },
    "gap_bridge": {
        "demography": (None, 20, 20, 20),
        "pay": (None, 5, 10.5, 16.55),
        "savings_recurring": (None, -8, -8, -8),
        "planned_use": (None, -4, 0, 0),
        "to_close": (None, 13, 22.5, 28.55),
    },
    "savings": {"trim.planned": (None, 10, 10, 10), "trim.achieved": (None, 8, 8, 8), "achieved": (None, 8, 8, 8)},
    "reserves": {
        "reserve.planned_use": (None, -4, 0, 0),
        "reserve.used_by_steps": (None, -13, -18, 0),
        "reserves.reserve": (40, 23, 5, 5),
        "reserve.floor": (5, 5, 5, 5),
        "reserve.above_floor": (35, 18, 0, 0),
        "reserve.share": (40 / 150, 23 / 175, 5 / 180.5, 5 / 186.55),
    },
    "scheme": {
        "to_close": (None, 13, 22.5, 28.55),
        "position.council": (None, 12 - 4 * 120 / 175, 12, 12),
        "position.nhs": (None, 5 - 4 * 55 / 175, 10.5, 16.55),
        "offset": (None, 0, 0, 0),
        "reserves": (None, 13, 18, 0),
        "reserves.reserve": (None, 13, 18, 0),
        "reserves.for.council": (None, 12 - 4 * 120 / 175, 18 * 12 / 22.5, 0),
        "unmet": (None, 0, 4.5, 28.55),
    },
    "partners": {
        "council.cost": (100, 120, 120, 120),
        "council.savings": (None, 8, 8, 8),
        "council.money": (100, 100, 100, 100),
        "council.planned_use": (None, 4 * 120 / 175, 0, 0),
        "council.unmet": (None, 0, 4.5 * 12 / 22.5, 12),
        "nhs.pays": (50, 50, 50, 50),
        "pays": (150, 150, 150, 150),
        "reserves_net": (None, 17, 18, 0),
        "spent": (150, 167, 172.5, 178.55),
    },
    "activity": {"home.activity": (50, 60, 60, 60), "home.unit_cost": (2000, 2000, 2000, 2000)},
    "settings": {"community": (100, 120, 120, 120), "community_share": (2 / 3, 120 / 175, 120 / 180.5, 120 / 186.55)},
    "localities": {
        "locality.North": (75, 90, 90, 90),
        "locality.South": (25, 30, 30, 30),
        "not_local": (50, 55, 60.5, 66.55),
    },
    "demand": {"demand.use.csv": (1, 1.2, 1.2, 1.2)},
}
