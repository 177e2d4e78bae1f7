"""The tables of a board paper on a small plan, worked by hand.

Home costs 110 every year and the partners pay 60 and 40: the gap before savings is 10. Trim saves 6 from 2026/27, of
which 80% is achieved: 4.8, so the gap is 5.2. Freeze saves 1 in 2027/28 alone, delivered: the gap is then 4.2. What
is still to find counts for nothing, and has no assessment.

The council agreed its payment of 60 up to 2026/27: 60 of 100 is agreed in that year, 0 later; 40, 100 and 100 are not.

Trim should lower the gap of 2027/28 by 3, from 6 when it was agreed. The plan has 4.2, so the gap has moved by -1.8.

The reserve holds 5. Its target is 3% of expenditure, 3.3, so 1.7 is above it; its maximum is 8.
"""

FILES: dict[str, str] = {}
PLAN = """
mtfp: 1
name: Papered
base_year: 2025/26
years: 3
unit: £k
source: worked by hand
assumptions:
  flat: {unit: rate, central: 0%, source: worked by hand}
lines:
  home: {partner: council, setting: community, budget: 110, components: {flat: 100%}}
funding:
  council:
    partner: council
    type: payment
    base: 60
    uplift: flat
    agreed: {by: Council, on: 2026-02-18, up_to: 2026/27}
  nhs: {partner: nhs, type: payment, base: 40, uplift: flat}
opening_gap: {amount: 10, reason: worked by hand}
savings:
  trim: {line: home, planned: {2026/27: 6}, delivery: 80%, impact_assessment: {status: complete}}
  freeze: {line: home, planned: {2027/28: 1}, recurring: false, status: delivered}
  find: {line: home, planned: {2026/27: 2}, status: unidentified}
reserves:
  general:
    class: contingency
    opening: 5
    target: 3% of expenditure
    maximum: {money: 8}
status: {stage: draft, date: 2026-03-10}
decisions:
  close: {text: "Close {gap in 2027/28} of {Expenditure in 27/28}.", if_not: "Then {gap in 2028/29} is left."}
actions:
  cut: {text: Trim., status: under way, due: 2026-09-30, moves: {gap: {by: -3, in: 2027/28, from: 6}}}
"""
NONE = (None, None, None, None)
BY_HAND = {
    "decisions": {
        "decisions.close": NONE,
        "decisions.close.gap": (None, None, 4.2, 5.2),
        "decisions.close.expenditure": (None, None, 110, None),
    },
    "actions": {
        "actions.cut": NONE,
        "actions.cut.gap": (None, None, 4.2, None),
        "actions.cut.gap.from": (None, None, 6, None),
        "actions.cut.gap.by": (None, None, -3, None),
        "actions.cut.gap.moved": (None, None, -1.8, None),
    },
    "agreed": {
        "status": NONE,
        "scheme": NONE,
        "agreed": (None, 60, 0, 0),
        "funding.council": (None, 60, None, None),
        "funding.nhs": NONE,
        "not_agreed": (None, 40, 100, 100),
        "all_payments": (None, 100, 100, 100),
    },
    "impact_assessments": {
        "impact_assessment.Complete": (None, 4.8, 4.8, 4.8),
        "savings.trim": (None, 4.8, 4.8, 4.8),
        "impact_assessment.Not recorded": (None, 0, 1, 0),
        "savings.freeze": (None, 0, 1, 0),
    },
    "reserves": {
        "general.target": (3.3, 3.3, 3.3, 3.3),
        "general.above_target": (1.7, 1.7, 1.7, 1.7),
        "general.maximum": (8, 8, 8, 8),
    },
}
