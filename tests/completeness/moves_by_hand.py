"""The table of moves of activity, and vacancies with a move, on a small plan worked by hand.

Homes cost 100 for 10 places; a fifth of posts is vacant in the base year and in each later one. Home costs 50 for
200 hours. Charges of 20 follow the homes. 10% of the homes moves from 2026/27, and 20% from 2027/28, when the second
half of the move is done: 1 place and 10, then 2 places and 20, are released, and half is re-invested: 5 and 10. 5 of 50
buys 20 hours. Charges fall by 2 and by 4. A second move takes 10% of home to day care in 2028/29: 20 hours and 5, of
which nothing is spent. Together: 5 - 10 + 2 = -3, then -6, then -11.

With every post filled, the homes cost 100 / 0.8 = 125: 25 more, of which 22.5 and then 20 are left, and the move spends
1.25 and then 2.5 more.
"""

FILES: dict[str, str] = {}
PLAN = """
mtfp: 1
name: Moved
base_year: 2025/26
years: 3
unit: £k
source: worked by hand
assumptions:
  flat: {unit: rate, central: 0%, source: worked by hand}
  vacancy: {unit: share, central: 20%, source: worked by hand}
lines:
  homes:
    partner: council
    setting: institutional
    budget: 100
    components: {flat: {share: 100%, vacancy: vacancy}}
    activity: {unit: places, base: 10}
  home: {partner: council, setting: community, budget: 50, components: {flat: 100%}, activity: {unit: hours, base: 200}}
  day_care: {partner: council, setting: community, budget: 30, components: {flat: 100%}}
  charges:
    partner: council
    setting: institutional
    kind: income
    budget: 20
    components: {flat: 100%}
    demand: {line: homes}
moves:
  homeward: {out_of: homes, into: home, activity: 20%, from: 2026/27, to: 2027/28, reinvested: 50%}
  daily: {out_of: home, into: day_care, activity: 10%, from: 2028/29, reinvested: 0%}
funding:
  council: {partner: council, type: payment, base: 160, uplift: flat}
"""
BY_HAND = {
    "moves": {
        "homeward.leaves.homes": (0, 1, 2, 2),
        "homeward.added.home": (0, 20, 40, 40),
        "homeward.released": (0, 10, 20, 20),
        "homeward.reinvested": (0, 5, 10, 10),
        "homeward.income_lost": (0, 2, 4, 4),
        "homeward.followers": (0, 0, 0, 0),
        "homeward.net": (0, -3, -6, -6),
        "daily.leaves.home": (0, 0, 0, 20),
        "daily.released": (0, 0, 0, 5),
        "daily.reinvested": (0, 0, 0, 0),
        "daily.net": (0, 0, 0, -5),
        "net": (0, -3, -6, -11),
    },
    "vacancies": {
        "gap": (0, -3, -6, -11),
        "lines.homes.flat": (0, 22.5, 20, 20),
        "moves": (0, 1.25, 2.5, 2.5),
        "gap_full_establishment": (0, 20.75, 16.5, 11.5),
    },
    "activity": {"homes.activity": (10, 9, 8, 8), "home.activity": (200, 220, 240, 220)},
}
