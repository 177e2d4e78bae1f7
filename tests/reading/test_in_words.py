"""Words of entries against their figures: what they contradict is asked about once; sound texts near it are not."""

from pathlib import Path

import pytest

from tests.reading.plans import findings
from tests.reading.test_scale import PLAN

SOUND = PLAN.read_text(encoding="utf-8")
OURS = "W591", "W592", "W593", "W594", "W595", "W596", "W597", "W598", "W599", "W661", "W662"
COMMITMENT = "commitments:\n"
SAVING = "savings:\n"
FUNDING = "funding:\n"
INVESTMENT = "reserves:\n"
RISK = "reserves:\n "
LINE = "lines:\n"


def asked(folder: Path, section: str, entry: str) -> list[tuple[str, str]]:
    """Return the questions about an entry that is put at the head of a section."""
    head = f"{section}:\n"
    plan = (
        SOUND.replace(head, f"{head}  it: {{{entry}}}\n", 1) if head in SOUND else f"{SOUND}{head}  it: {{{entry}}}\n"
    )
    assert plan != SOUND
    found = findings(folder, plan)
    assert not [each for each in found if each.code.startswith("E")], [each.message for each in found]
    return [(each.code, each.message) for each in found if each.code in OURS]


WRONG = [
    # a year late: left from the base year, delivered already, a row that was moved; years without a word for a start
    ("W592", "commitments", "label: Savings brought forward, partner: nhs, amount: {2027/28: 130}, recurring: true",
        "“brought forward”"),
    ("W592", "commitments", "label: Overspend of 2025/26, partner: nhs, amount: {2027/28: 130}, recurring: true",
        "“of 2025/26”"),
    ("W592", "savings", "label: New rotas, line: ld, planned: {2027/28: 130}, status: delivered",
        "is delivered already"),
    ("W592", "funding", "label: Care money, partner: nhs, type: payment, base: 130, stated: {2026/27: 130, "
        "2027/28: 140, 2028/29: 151, 2029/30: 161, 2030/31: 171}", "is the row a year late?"),
    ("W593", "commitments", "label: Moving costs in 2027/28, partner: nhs, amount: {2028/29: 130}, "
        "recurring: false", "is the year right?"),
    ("W593", "commitments", "label: Three-year programme, partner: nhs, amount: {2026/27: 130}, recurring: true",
        "is it 3 years?"),
    ("W593", "commitments", "label: Team, partner: nhs, amount: {2026/27: 130}, recurring: true, note: Stops after "
        "two years", "is it 2 years?"),
    # amounts with their year, and in a full year
    ("W593", "savings", "label: New rotas, line: ld, planned: {2027/28: 600, 2028/29: 300}, status: amber, source: "
        "'Service plan, £600k in 2026/27 and £300k in 2027/28'", "is it a year late?"),
    ("W593", "commitments", "label: Pay, partner: nhs, amount: {2026/27: 130, 2027/28: 60}, recurring: true, note: "
        "'£130,000 in 2027/28, £60k in 2028/29'", "2027/28"),
    ("W593", "funding", "label: Care money, partner: nhs, type: payment, base: 0, stated: {2026/27: 250, 2027/28: 410, "
        "then: 400}, source: 'Circular: £0.41m in 2026/27'", "is it a year late?"),
    ("W593", "funding", "label: Care money, partner: nhs, type: payment, base: 130, stated: {2026/27: 130, "
        "2027/28: 131, 2028/29: 132}, ends: 2028/29, note: Agreed to 31 March 2028", "last year is 2027/28"),
    ("W594", "commitments", "label: Night rates, partner: nhs, amount: {2026/27: 140}, recurring: true, source: "
        "'£280k in a full year'", "is it £280,000?"),
    ("W594", "savings", "label: New rotas, line: ld, planned: {2026/27: 90}, part_year: 75%, status: amber, source: "
        "'Full-year saving £120k'", "is it £120,000?"),
    ("W595", "commitments", "label: Shared rota, partner: nhs, amount: {2026/27: 130}, recurring: true, source: Saving "
        "agreed with the board", "is it a saving?"),
    # the end of a cost, and gains
    ("W595", "commitments", "label: End of the office lease, partner: nhs, amount: {2026/27: 130}, recurring: true",
        "is it a saving?"),
    ("W595", "commitments", "label: Depot handed back, partner: nhs, amount: {2026/27: 130}, recurring: true",
        "is it a saving?"),
    ("W595", "risk_events", "label: Rebate on medicines, line: ld, probability: 20%, impact: 120", "is it a gain?"),
    # dates: months, financial years, seasons, ends, one year, lengths
    ("W593", "commitments", "label: Sleepover pay from April 2027, partner: council, amount: {2028/29: 130}, "
        "recurring: true", "a year too late"),
    ("W593", "commitments", "label: Night rates with effect from 1 October 2027, partner: council, "
        "amount: {2026/27: 130}, recurring: true", "a year too early"),
    ("W593", "commitments", "label: New home, partner: council, amount: {2027/28: 130}, recurring: true, note: "
        "Opens in autumn 2028", "“Opens in autumn 2028”"),
    ("W593", "commitments", "label: Records system, partner: nhs, amount: {2026/27: 130}, recurring: true, "
        "source: Board circular; starts 2028-29", "2 years too early"),
    ("W593", "commitments", "label: Extra team until March 2028, partner: nhs, "
        "amount: {2026/27: 130, 2029/30: -130}, recurring: true", "ends in 2028/29"),
    ("W593", "commitments", "label: Day centre, partner: council, amount: {2026/27: 130}, recurring: true, "
        "note: Its lease ends on 31 March 2028", "doesn't end"),
    ("W593", "commitments", "label: Double running in 2027/28 only, partner: council, amount: {2028/29: 130}, "
        "recurring: false", "2027/28 only"),
    ("W593", "commitments", "label: Project team for two years, partner: council, amount: {2026/27: 130}, "
        "recurring: true", "is it 2 years?"),
    ("W593", "savings", "label: New rotas from January 2028, line: ld, planned: {2028/29: 130}, "
        "status: amber", "a year too late"),
    ("W593", "savings", "label: Posts held vacant until 2027/28, partner: nhs, planned: {2026/27: 130}, "
        "status: amber", "doesn't end"),
    ("W593", "funding", "label: Winter money, partner: nhs, type: payment, base: 130, stated: {then: 130}, "
        "ends: 2028/29, note: Ends in March 2027", "ends in 2028/29"),
    ("W593", "funding", "label: New fund from 2027/28, partner: nhs, type: payment, base: 0, "
        "stated: {2026/27: 130, then: 130}", "a year too early"),
    ("W593", "investments", "label: Telecare, line: ld, spend: {2027/28: 130}, note: Work begins in "
        "summer 2026", "a year too late"),
    ("W593", "risk_events", "label: Contract fails from April 2028, line: ld, probability: 20%, "
        "once: {from: 2029/30}, impact: 130", "a year too late"),
    # amounts: of a period, in another unit
    ("W594", "commitments", "label: 'Agency team at £20,000 a month', partner: nhs, amount: {2026/27: 20}, "
        "recurring: true", "is it £240,000?"),
    ("W594", "commitments", "label: Rent, partner: nhs, amount: {2026/27: 9}, recurring: true, note: £9k per "
        "quarter", "is it £36,000?"),
    ("W594", "savings", "label: 'Fewer agency shifts, £3,500 a week', line: ld, planned: {2027/28: 3.5}, "
        "status: amber", "is it £182,000?"),
    ("W594", "commitments", "label: New lease, partner: nhs, amount: {2026/27: 90}, recurring: true, note: £900 "
        "thousand a year by contract", "is it £900,000?"),
    ("W594", "funding", "label: New fund, partner: nhs, type: payment, base: 0, stated: {then: 26}, note: The "
        "circular gives £0.26m", "is it £260,000?"),
    ("W594", "risk_events", "label: Placement fails, line: ld, probability: 20%, impact: 12, note: 'A placement "
        "costs £120,000'", "is it £120,000?"),
    (
        "W594",
        "commitments",
        "label: 'Night cover, half-year cost', partner: nhs, amount: {2026/27: 65}, recurring: true",
        "is it £130,000 in a full year?",
    ),
    (
        "W594",
        "commitments",
        "label: Team, partner: nhs, amount: {2026/27: 20}, recurring: true, note: Monthly cost of £20k",
        "is it £240,000?",
    ),
    (
        "W593",
        "commitments",
        "label: Valuation, partner: nhs, amount: {2027/28: 130}, recurring: true, note: Due in 2028/29",
        "a year too early",
    ),
    # signs: adjustments, payments, lines, commitments, savings
    ("W595", "lines", "label: Rehab, partner: nhs, setting: community, budget: 900, "
        "adjust: {amount: -18, reason: agency cost above budget}, components: {cpi: 100%}", "is it £18,000?"),
    ("W595", "lines", "label: Rehab, partner: nhs, setting: community, budget: 900, "
        "adjust: {amount: 18, reason: underspend of vacant posts}, components: {cpi: 100%}", "is it −£18,000?"),
    ("W595", "lines", "label: Rehab, partner: nhs, setting: community, budget: 900, "
        "adjust: {amount: -18, reason: savings not achieved}, components: {cpi: 100%}", "savings not achieved"),
    ("W595", "lines", "label: Client contributions, partner: council, setting: community, budget: 900, "
        "components: {cpi: 100%}", "`kind: income` missing"),
    ("W595", "lines", "label: Recharge to housing, partner: council, setting: community, budget: 900, "
        "components: {cpi: 100%}", "`kind: income` missing"),
    ("W595", "lines", "label: Contributions to carers' groups, partner: council, setting: community, kind: "
        "income, budget: 900, components: {cpi: 100%}", "`kind: income` right"),
    ("W595", "funding", "label: Share of council budget savings, partner: council, type: payment, base: 0, "
        "stated: {then: 130}", "`kind: reduction` missing"),
    ("W595", "funding", "label: Efficiency target of the NHS board, partner: nhs, type: payment, base: 0, "
        "stated: {then: 130}", "`kind: reduction` missing"),
    ("W595", "funding", "label: Additional investment, partner: nhs, type: payment, kind: reduction, base: 0, "
        "stated: {then: 130}", "`kind: reduction` right"),
    ("W595", "funding", "label: Fund, partner: nhs, type: payment, base: 130, stated: {then: 130}, "
        "one_off: {2026/27: 32}, note: Less repayment of the support of 2024/25", "is it −£32,000?"),
    ("W595", "funding", "label: Fund, partner: nhs, type: payment, base: 130, movements: {2027/28: 32}, note: "
        "Tapers; the board withdraws a part", "is it −£32,000?"),
    ("W595", "commitments", "label: Reduction in cost of agency staff, partner: nhs, amount: {2026/27: 130}, "
        "recurring: true", "is it a saving?"),
    ("W595", "savings", "label: Additional cost of agency staff, partner: nhs, planned: {2026/27: 130}, "
        "status: amber", "is it a cost?"),
    # counted already
    ("W596", "savings", "label: Rest of last year's savings, partner: nhs, planned: {2026/27: 130}, status: "
        "delivered, source: Removed from base budgets", "counted twice"),
    ("W596", "commitments", "label: Living wage of carers, partner: nhs, amount: {2026/27: 130}, recurring: "
        "true, note: Already in the 2025/26 budget", "counted twice"),
    ("W596", "savings", "label: New rotas, line: ld, planned: {2026/27: 130}, status: green, note: Taken out of "
        "the base budget in March", "counted twice"),
    ("W591", "commitments", "label: Social care pay uplift of adult services, line: ld, amount: {2026/27: 130}, "
        "recurring: true", "is the rise counted twice"),
    # percentages
    ("W597", "risk_events", "label: Fire, line: ld, probability: 1%, impact: 130, note: One in ten "
        "a year", "is it 10%?"),
    ("W597", "risk_events", "label: Fire, line: ld, probability: 50%, impact: 130, note: 5% chance", "is it 5%?"),
    ("W597", "savings", "label: 'New rotas, 90% delivered', line: ld, planned: {2027/28: 130}, "
        "delivery: 9%", "is it 90%?"),
    ("W597", "assumptions", "label: A 3% pay award, unit: rate, central: 30%, source: Offer", "is it 3%?"),
    ("W597", "assumptions", "label: Pay of others, unit: rate, central: {2026/27: 25%, then: 3%}, source: "
        "Offer, note: Offer of 2.5 per cent", "is it 2.5%?"),
    ("W597", "funding", "label: Share of wage costs, partner: nhs, type: payment, "
        "follows: {assumption: living_wage, share: 9%}, note: The board funds 90%", "is it 90%?"),
    # recurrence
    ("W598", "commitments", "label: One-off moving costs, partner: nhs, amount: {2026/27: 130}, "
        "recurring: true", "`recurring: false`"),
    ("W598", "savings", "label: Non-recurring vacancy saving, partner: nhs, planned: {2026/27: 130}, "
        "status: amber", "`recurring: false`"),
    ("W598", "investments", "label: Pilot of sensors, line: ld, spend: {2026/27: 130}, "
        "recurring: true", "`recurring: false`"),
    ("W598", "commitments", "label: Permanent night team, partner: nhs, amount: {2026/27: 130}, "
        "recurring: false", "`recurring: true`"),
    ("W598", "funding", "label: Temporary support, partner: nhs, type: payment, base: 130, "
        "uplift: cpi", "`recurring: false`"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "section", "entry", "words"), WRONG, ids=[f"{w[0]}-{i}" for i, w in enumerate(WRONG)])
def test_words_that_figures_contradict_are_asked_about_once(
    code: str, section: str, entry: str, words: str, tmp_path: Path
) -> None:
    found = asked(tmp_path, section, entry)
    assert [each for each, _ in found] == [code], found
    assert words in found[0][1], found[0][1]


RIGHT = [
    # amounts that stand in their year, or in another one for a reason; the whole of a full year
    ("savings", "label: New rotas, line: ld, planned: {2026/27: 600, 2027/28: 600}, status: amber, source: "
        "'Service plan, £600k in 2026/27 and the same again a year later'"),
    ("commitments", "label: Night rates, partner: nhs, amount: {2026/27: 140, 2027/28: 140}, recurring: true, source: "
        "'£280k in a full year, half of it in 2026/27'"),
    ("savings", "label: New rotas, line: ld, planned: {2026/27: 90}, part_year: 75%, status: amber, source: 'Full-year "
        "saving £90k'"),
    ("commitments", "label: Shared rota, partner: nhs, amount: {2026/27: 130}, recurring: true, source: Savings not "
        "agreed with the board"),
    ("commitments", "label: Savings brought forward, partner: nhs, amount: {2026/27: 130}, recurring: true"),
    ("commitments", "label: Overspend of 2025/26, partner: nhs, amount: {2027/28: 130}, recurring: true, note: "
        "Repaid from 2027/28"),
    ("savings", "label: Office lease ends, line: ld, planned: {2027/28: 130}, status: delivered"),
    ("savings", "label: New rotas, line: ld, planned: {2027/28: 130}, status: delivered, note: 'Checked: posts go "
        "in 2027/28'"),
    ("funding", "label: Care money, partner: nhs, type: payment, base: 130, stated: {2026/27: 140, "
        "2027/28: 150, 2028/29: 161, 2029/30: 171, 2030/31: 181}"),
    ("commitments", "label: Moving costs in 2027/28, partner: nhs, amount: {2027/28: 130}, recurring: false"),
    ("commitments", "label: Three-year contract, partner: nhs, amount: {2026/27: 130}, recurring: true"),
    ("commitments", "label: Dilapidations at the end of the lease, partner: nhs, amount: {2026/27: 130}, "
        "recurring: false"),
    # dates of documents, of decisions and of other things; dates that fit
    ("commitments", "label: Sleepover pay from April 2027, partner: council, amount: {2027/28: 130}, recurring: true"),
    ("commitments", "label: Pay deal, partner: council, amount: {2027/28: 130}, recurring: true, source: Agreed "
        "from April 2026"),
    ("commitments", "label: Rent, partner: council, amount: {2028/29: 130}, recurring: true, source: Figures "
        "from March 2026"),
    ("commitments", "label: Rent, partner: council, amount: {2028/29: 130}, recurring: true, note: From 2026/27 "
        "budget papers"),
    ("commitments", "label: Rent, partner: council, amount: {2027/28: 130}, recurring: true, note: The old "
        "lease ends in March 2027"),
    ("commitments", "label: Rent, partner: council, amount: {2026/27: 130, 2028/29: -130}, recurring: true, "
        "note: Until March 2028"),
    ("commitments", "label: Team for two years, partner: council, amount: {2026/27: 130, 2027/28: 130}, "
        "recurring: false"),
    ("commitments", "label: Team, partner: council, amount: {2026/27: 130}, recurring: true, note: 'Funded to "
        "March 2028, then continues'"),
    ("savings", "label: New rotas from January 2028, line: ld, planned: {2027/28: 130}, part_year: 25%, status: amber"),
    ("savings", "label: New rotas, line: ld, planned: {2028/29: 130}, status: amber, note: 'Consultation from "
        "May 2027, in force from April 2028'"),
    ("funding", "label: Fund, partner: nhs, type: payment, base: 130, uplift: cpi, note: Settlement confirmed "
        "until March 2027"),
    ("investments", "label: Telecare, line: ld, spend: {2026/27: 130}, saves: {amount: 90, lag: 2}, note: Saves "
        "from April 2028"),
    ("risk_events", "label: Contract fails from April 2028, line: ld, probability: 20%, "
        "once: {from: 2027/28, to: 2029/30}, impact: 130"),
    # amounts that fit, that are prices of units, or of which a figure is a part
    ("commitments", "label: 'Agency team at £20,000 a month', partner: nhs, amount: {2026/27: 240}, recurring: true"),
    ("commitments", "label: Agency team, partner: nhs, amount: {2026/27: 20}, recurring: true, note: £20 an "
        "hour for 1000 hours"),
    ("commitments", "label: Rent, partner: nhs, amount: {2026/27: 90}, recurring: true, note: 'Our share of £900,000'"),
    ("commitments", "label: Rent, partner: nhs, amount: {2026/27: 400, 2027/28: 500}, recurring: true, note: "
        "£0.9 million in a full year"),
    ("savings", "label: New rotas, line: ld, planned: {2026/27: 130}, status: amber, note: '£1.3 million of "
        "spend, of which 10% is saved'"),
    ("risk_events", "label: Placement fails, line: ld, probability: 20%, impact: 120, note: A placement costs "
        "£2300 a week"),
    # signs that fit, or words for both directions
    ("lines", "label: Rehab, partner: nhs, setting: community, budget: 900, "
        "adjust: {amount: 18, reason: savings not achieved}, components: {cpi: 100%}"),
    ("lines", "label: Rehab, partner: nhs, setting: community, budget: 900, "
        "adjust: {amount: -18, reason: unfunded posts less vacancies}, components: {cpi: 100%}"),
    ("lines", "label: Income maximisation team, partner: council, setting: community, budget: 900, "
        "components: {cpi: 100%}"),
    ("lines", "label: Contributions to carers' groups, partner: council, setting: community, budget: 900, "
        "components: {cpi: 100%}"),
    ("lines", "label: Bank charges, partner: council, setting: community, budget: 900, components: {cpi: 100%}"),
    ("funding", "label: Share of council budget savings, partner: council, type: payment, kind: reduction, "
        "base: 0, stated: {then: 130}"),
    ("funding", "label: Waiting list reduction fund, partner: nhs, type: payment, base: 0, stated: {then: 130}"),
    ("funding", "label: Fund, partner: nhs, type: payment, base: 130, movements: {2027/28: 32}, note: Rises as "
        "the old grant falls"),
    ("commitments", "label: Savings of earlier years not achieved, partner: nhs, amount: {2026/27: 130}, "
        "recurring: true"),
    ("commitments", "label: Loss of grant, partner: nhs, amount: {2026/27: 130}, recurring: true"),
    ("savings", "label: Cost reduction programme, partner: nhs, planned: {2026/27: 130}, status: amber"),
    ("savings", "label: Recovery of agency overspend, partner: nhs, planned: {2026/27: 130}, status: amber"),
    # counted already: denied, or about something else
    ("savings", "label: Rest of savings, partner: nhs, planned: {2026/27: 130}, status: green, note: Not yet "
        "removed from base budgets"),
    ("commitments", "label: New team, partner: nhs, amount: {2026/27: 130}, recurring: true, note: Not in the budget"),
    ("savings", "label: Rotas, partner: nhs, planned: {2026/27: 130}, status: green, note: To be taken out of "
        "the base budget"),
    ("commitments", "label: Adult placements, line: ld, amount: {2026/27: 130}, recurring: true"),
    # percentages that fit, or of something else
    ("risk_events", "label: Fire, line: ld, probability: 10%, impact: 130, note: One in ten a year"),
    ("risk_events", "label: Fire, line: ld, probability: 10%, impact: 130, note: Costs 50% more than the last one"),
    ("savings", "label: 'New rotas, 90% delivered', line: ld, planned: {2027/28: 130}, delivery: 90%"),
    ("assumptions", "label: Pay of others, unit: rate, central: 3%, source: Offer of 2.5% was refused"),
    ("assumptions", "label: Pay of others, unit: rate, central: 3%, source: 'A point above the 2% target'"),
    # recurrence that fits, or of something else
    ("commitments", "label: Replaces one-off money, partner: nhs, amount: {2026/27: 130}, recurring: true"),
    ("commitments", "label: One-off moving costs, partner: nhs, amount: {2026/27: 130, 2027/28: -130}, "
        "recurring: true"),
    ("commitments", "label: Temporary staff, partner: nhs, amount: {2026/27: 130}, recurring: true"),
    ("savings", "label: Non-recurring vacancy saving, partner: nhs, planned: {2026/27: 130}, recurring: false, "
        "status: amber"),
    ("commitments", "label: Team after the pilot, partner: nhs, amount: {2026/27: 130}, recurring: true"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "entry"), RIGHT, ids=[str(i) for i in range(len(RIGHT))])
def test_sound_words_are_not_asked_about(section: str, entry: str, tmp_path: Path) -> None:
    assert asked(tmp_path, section, entry) == []
