"""Natural slips in an example's entries: each is asked about, in several forms; a sensible entry near it isn't."""

from pathlib import Path

import pytest

from mtfp.findings.finding import Refused
from mtfp.reading import read_plan
from mtfp.reading.scenario import apply_scenarios
from tests.reading.plans import LINES, findings, with_csv_lines

SHETLAND = Path(__file__).parents[2] / "examples" / "shetland" / "plan.yaml"
PLAN = SHETLAND.read_text(encoding="utf-8")
OF_PLAN = {"W501"}
"""Warnings of the plan itself."""
Edit = tuple[str, str]


def added(section: str, entry: str) -> Edit:
    """Return the edit that puts an entry at the head of a section."""
    return f"\n{section}:\n", f"\n{section}:\n  it: {{{entry}}}\n"


def grant(entry: str, partner: str = "nhs") -> Edit:
    return added("funding", f"partner: {partner}, type: payment, stated: {{2025/26: 0, then: 140}}, {entry}")


def ring_fenced(label: str, line: str, more: str = "") -> Edit:
    keys = "partner: nhs, type: ring_fenced, stated: {2025/26: 0, then: 240}"
    return added("funding", f"label: {label}, {keys}, lines: [{line}]{more}")


def cost(entry: str, amount: str = "2026/27: 140", *, recurring: bool = True) -> Edit:
    keys = "" if "partner:" in entry or "line:" in entry else ", partner: nhs"
    return added("commitments", f"{entry}{keys}, amount: {{{amount}}}, recurring: {str(recurring).lower()}")


def stated(by_year: str) -> Edit:
    return added("funding", f"label: Island grant, partner: council, type: payment, base: 0, stated: {{{by_year}}}")


def twice(first: str, second: str) -> Edit:
    return "\nfunding:\n", (
        f"\nfunding:\n  one: {{label: Winter planning, partner: nhs, type: payment, base: 0, {first}}}\n"
        f"  two: {{label: Surge capacity, partner: nhs, type: payment, base: 0, {second}}}\n"
    )


def action(moves: str, text: str = "Recovery plan for travel") -> Edit:
    keys = "owner: Chief officer, status: under way, status_date: 2026-03-10, due: 2026-09-30"
    return added("actions", f"text: {text}, {keys}, moves: {{{moves}}}")


def investment(spend: str, saves: str) -> Edit:
    return added("investments", f"label: Digital telecare, line: care_at_home, spend: {{{spend}}}, saves: {{{saves}}}")


COST_BY_YEAR = "cost: {2025/26: 620, 2026/27: 630, 2027/28: 640, then: 650}"
FLOOR = "floor: 2% of expenditure"
CAP = "- additional_payments: {who: by_contribution}"
MINIMUM = "at_least: {of: cpi, plus: 1%, years: [2026/27]}"
NURSING = "    fixed_share: 45%   # a nurse on every island"
SLEEPOVERS = "source: '20 sleepovers at 300 a week, 52 weeks'"
CARE_MONEY = "arm: council\n    type: payment\n    base: 0   # earlier"
RED = "central: 40%\n    spread: {interval: [10%, 40%, 70%]}"
CASHED = (
    "saves: {amount: 260, lag: 2, recurring: true, cashable: 60%, delivery: savings_delivery}\n    source: Illustrative"
)
"""An investment's saving, of which words may say that it is net."""


def net(words: str, amount: int = 156) -> Edit:
    return CASHED, f"{CASHED.replace('260', str(amount))}\n    note: {words}"


def adjusted(words: str) -> Edit:
    return "planned: {2026/27: 160, 2027/28: 220, 2028/29: 160}\n", (
        f"planned: {{2026/27: 160, 2027/28: 220, 2028/29: 160}}\n    note: {words}\n"
    )


RESERVE = "    # A third of the unspent balance goes back: the funder counts reserves before it pays.\n"
AGREED = "status: {2026/27: confirmed}\n    agreed: {by: The NHS board (illustrative), on: 2026-02-25, up_to: 2026/27}"


def given_back(words: str) -> Edit:
    return RESERVE, f"    note: {words}\n"


EVENT = "impact: {central: 190, spread: {interval: [120, 320]}}"
AGENCY = "adjust: {amount: 180, reason: agency cost above budget}"
PLACES = "{unit: places, base: 135, available: 135}"


def moved(amounts: str) -> Edit:
    words = "'Letter of May, £142k for the wage of 2026/27; £70k assumed for 2027/28'"
    keys = "label: Island grant, partner: council, type: payment, base: 0"
    return added("funding", f"{keys}, movements: {{{amounts}}}, source: {words}")


def homes(words: str) -> Edit:
    keys = "label: Homes, partner: council, setting: community, budget: 20, components: {cpi: 100%}, demand: {profile: "
    return added("lines", f"{keys}care_home_residents}}, activity: {{unit: places, base: 96}}, note: '{words}'")


WAGES = "2026/27: 3.75%, then: 2.75%}"


def by_year(amounts: str) -> Edit:
    return cost("label: Beds", amounts, recurring=False)


SLIPS: list[tuple[Edit, str, str]] = [
    # net of a share that is taken off again, and all or nothing that goes back
    (net("'Business case: £156k a year in cash'"), "W597", "counts 60% of what it saves as cash"),
    (net("Cashable saving of £156,000 a year; the rest goes to the waiting list."), "W597", "taken off already?"),
    (net("'Net saving £156k a year, see the business case'"), "W597", "“net saving £156k a year”"),
    (adjusted("Risk-adjusted amounts"), "W597", "counts 40% of its amounts as delivered"),
    (adjusted("'Net of slippage, as in the tracker'"), "W597", "“Net of slippage”"),
    (adjusted("What is expected to be delivered by the year's end"), "W597", "taken off already?"),
    (given_back("All of it goes back to the funder."), "W597", "is it 100%?"),
    (given_back("Unspent money is returned to the Scottish Government."), "W597", "is it 100%?"),
    (given_back("Nothing is returned."), "W597", "is it 0%?"),
    (given_back("'The balance is carried forward in full'"), "W597", "is it 0%?"),
    # a month's cost of another unit, and of a correction among those of other lines
    ((EVENT, "impact: {central: 16, spread: {interval: [10, 27]}}"), "W572", "is it the cost of a month?"),
    (cost("label: Two more places on the mainland, line: off_island_placements", "2026/27: 31"), "W572", "of a month?"),
    (cost("label: Another place for respite, line: off_island_placements", "2026/27: 3.6"), "W572", "of a week?"),
    ((AGENCY, AGENCY.replace("180", "15")), "W663", "is £15,000 the amount of a month, and is it £180,000 a year?"),
    ((AGENCY, AGENCY.replace("180", "1_800")), "W663", "is it £180,000?"),
    (("adjust: {amount: 250, reason: locum", "adjust: {amount: 25, reason: locum"), "W663", "is it £250,000?"),
    # days after the plan's end, and units in use against those that exist
    (("    due: 2026-12-31", "    due: 2036-12-31"), "W724", "5 years after the plan's last year"),
    (("    by: 2027-03-25", "    by: 2072-03-25"), "W724", "is the year right?"),
    (("use_by: 2028-03-31", "use_by: 2082-03-31"), "W724", "is the year right?"),
    ((PLACES, PLACES.replace("available: 135", "available: 153")), "W721", "153 exist: are two digits swapped?"),
    ((PLACES, PLACES.replace("base: 135", "base: 153")), "W721", "153 places in 2025/26, and 135 exist"),
    ((PLACES, PLACES.replace("base: 135", "base: 315")), "W721", "are two digits swapped?"),
    # the pace of a steep row, two amounts of one entry, years of an agreement
    (stated("2026/27: 410, 2027/28: 450, 2028/29: 594, 2029/30: 545, then: 600"), "W721", "is it £495,000?"),
    (stated("2026/27: 1_012, 2027/28: 1_083, 2028/29: 1_159, 2029/30: 1_240, then: 1_732"), "W721", "£1.327 million?"),
    (by_year("2026/27: 215, 2027/28: 236, 2028/29: 206, 2029/30: 286, 2030/31: 315"), "W721", "is it £260,000?"),
    (by_year("2026/27: 143, 2027/28: 134"), "W721", "£143,000 in 2026/27: are two digits swapped?"),
    (by_year("2026/27: 1_243, 2027/28: 1_423"), "W721", "are two digits swapped?"),
    (("planned_use: {2026/27: 450, 2027/28: 350}", "planned_use: {2026/27: 437, 2027/28: 347}"), "W721", "swapped?"),
    ((AGREED, AGREED.replace("up_to: 2026/27", "up_to: 2028/29")), "W724", "confirms the payment to 2026/27"),
    ((AGREED, AGREED.replace("{2026/27: confirmed}", "{2026/27: confirmed, 2027/28: confirmed}")), "W724",
        "which year is right?"),
    ((AGREED, AGREED.replace("up_to: 2026/27", "up_to: 2027/28")), "W724", "goes on to 2027/28"),
    # money for other lines, another arm or partner than its words say
    (("lines: [primary_care_improvement]\n", "lines: [prescribing]\n"), "W712", "is it on `primary_care_improvement`?"),
    (ring_fenced("Mental health workers", "community_nursing"), "W712", "mental health"),
    (ring_fenced("Action 19", "oral_health", ", note: For substance use services"), "W712", "substance use"),
    (grant("label: National money for residential care"), "W718", "is it `arm: council`?"),
    (ring_fenced("Dental money", "oral_health", ", arm: council"), "W718", "is it `arm: nhs`?"),
    (grant("label: Council grant for housing support"), "W717", "names the council alone"),
    (grant("label: Health board money for delayed discharge", "council"), "W717", "is its partner `nhs`?"),
    (grant("label: Delayed discharge, source: 'NHS Shetland letter, March 2026'", "council"), "W717", "`source:`"),
    (grant("label: Winter money, owner: 'Director of finance, NHS Shetland'", "council"), "W717", "`owner:`"),
    (grant("label: Winter money, agreed: {by: The NHS board, on: 2026-02-25, up_to: 2026/27}", "council"), "W717",
        "`agreed:`"),
    (cost("label: Council IT refresh", recurring=False), "W717", "names the council alone"),
    # one grant under two names
    (twice("stated: {2026/27: 150, 2027/28: 180, then: 210}", "stated: {2026/27: 150, 2027/28: 180, then: 210}"),
        "W590", "both £150,000 in 2026/27"),
    (twice("movements: {2026/27: 265}", "stated: {then: 265}"), "W590", "seems to be Winter planning once more"),
    (twice("stated: {then: 150}, source: Circular DL 14 on winter beds",
        "stated: {2026/27: 150, then: 170}, note: 'Winter beds, circular DL 14'"), "W590", "both £150,000"),
    # investments and actions
    (("saves: {amount: 260, lag: 2", "saves: {amount: 26, lag: 2"), "W573", "10 years to pay for itself"),
    (("spend: {2026/27: 130, 2027/28: 130}", "spend: {2026/27: 1_030, 2027/28: 1_030}"), "W573", "8 years"),
    (investment("2027/28: 150, 2028/29: 100", "amount: 90, lag: 0"), "W573", "is its `lag` right?"),
    (("by: -150, in: 2027/28, from", "by: 150, in: 2027/28, from"), "W722", "raises gap in 2027/28"),
    (("savings: 450 in 2027/28", "savings: -450 in 2027/28"), "W722", "lowers savings"),
    (action("gap: 80 in 2026/27"), "W722", "is a sign wrong?"),
    # a month, a week, a correction once more
    (cost("label: Night cover, source: 'Tender of £180,000 a year'", "2026/27: 15"), "W594", "is it £180,000?"),
    (cost("label: Taxis, source: 'Contract at £208,000 per year'", "2026/27: 4"), "W594", "is it £208,000?"),
    (cost("label: Monthly rent of the hub", "2026/27: 11"), "W594", "is it £132,000?"),
    (cost("label: Night cover", "2026/27: 180, 2027/28: 15, 2028/29: 180", recurring=False), "W663", "of a month"),
    (cost("label: Agency staff, line: care_at_home", "2026/27: 175"), "W650", "agency cost above budget"),
    # levels and limits
    ((FLOOR, "floor: 0.2% of expenditure"), "W719", "15 times its minimum level"),
    (("cap: 4% of expenditure}", "cap: 14% of expenditure}"), "W719", "3.5 times its maximum level"),
    (("\nchecks:\n", "\nchecks:\n  - {name: ask, of: additional_payments, at_most: 25_000}\n"), "W584", "41% of"),
    (("at_least: 64%", "at_least: 6.4%"), "W584", "is it 64%?"),
    ((CAP, CAP.replace("}", ", cap: {council: 25_000, nhs: 2_500}}")), "W584", "the cap of `council` never binds"),
    # digits in another order
    (stated("2026/27: 1_015, 2027/28: 1_204, 2028/29: 1_033, 2029/30: 1_042, then: 1_051"), "W721", "£1.024 million"),
    ((COST_BY_YEAR, COST_BY_YEAR.replace("2027/28: 640", "2027/28: 460")), "W721", "is it £640,000?"),
    ((COST_BY_YEAR, COST_BY_YEAR.replace("then: 650", "then: 560")), "W721", "is it £650,000?"),
    (stated("2026/27: 1_010, 2027/28: 1_020, 2028/29: 1_780, 2029/30: 1_040, then: 1_050"), "W721", "digits right?"),
    (("2028/29: 30, 2029/30: 30, 2030/31: 30}", "2028/29: 31, 2029/30: 13, 2030/31: 32}"), "W721", "is it £31,000?"),
    (cost("label: Holidays", "2026/27: 124, 2027/28: 126, 2028/29: 281, 2029/30: 130", recurring=False), "W721",
        "is it £128,000?"),
    (("2029/30: 1.85%", "2029/30: 8.15%"), "W726", "is it 1.85%?"),
    (("2026/27: 3.75%, then: 2.75%", "2026/27: 3.75%, then: 7.25%"), "W726", "is it 2.75%?"),
    # years of a minimum, shares in words, a whole rise as a margin
    ((MINIMUM, MINIMUM.replace("2026/27", "2027/28")), "W668", "are the years right?"),
    ((MINIMUM, "at_least: {of: cpi, plus: 1%}"), "W668", "“two-year deal”"),
    ((NURSING, "    fixed_share: 54%\n    note: About 45% of cost stays whatever the demand"), "W597", "is it 45%?"),
    ((NURSING, "    fixed_share: 45%\n    note: Two thirds of the cost varies with visits"), "W597", "is it 66.67%?"),
    (("2026/27: 3.3%, then: 1.5%}", "2026/27: 3.3%, then: 3.5%}"), "W506", "is it 1.5%?"),
    (("2026/27: 3.3%, then: 1.5%}", "2026/27: 4.8%, then: 1.5%}"), "W661", "has 8.2%"),
    # a central value that isn't the middle of its interval
    ((RED, RED.replace("central: 40%", "central: 60%")), "W523", "the middle of its interval"),
    (("interval: [45%, 70%, 90%]", "interval: [45%, 60%, 90%]"), "W523", "70%"),
    (("interval: [120, 320]", "interval: [120, 150, 320]"), "W523", "is 150"),
    # a base year or a set-aside out by what it has already, and money for a price of the other arm
    (("budget: 9_700", "budget: 9_920"), "W566", "agency cost above budget: is it in the budget already?"),
    (("budget: 6_700", "budget: 6_420"), "W566", "locum cost above budget"),
    (("base: 7_450", "base: 7_150"), "W533", "£300,000 more"),
    ((CARE_MONEY, CARE_MONEY.replace("council", "nhs")), "W718", "is it `arm: council`?"),
    ((CARE_MONEY, CARE_MONEY.replace("arm: council\n    ", "")), "W718", "is it `arm: council`?"),
    # a part of a product in words
    (cost(f"label: Sleepovers, {SLEEPOVERS}", "2026/27: 6"), "W594", "is it £312,000?"),
    (cost("label: Beds, note: '5 beds at £210 a night for 365 nights'", "2026/27: 76.65"), "W594", "is it £383,250?"),
    # recurrence, amounts and years in words
    (cost("label: Move of the clinic, source: 'Capital plan 2026, non-recurring'"), "W598", "“non-recurring”"),
    (added("savings", "label: Day services review (one-off), line: day_care, status: green, planned: {2027/28: 60}, "
        "recurring: true"), "W598", "“one-off”"),
    (("    central: 1.5%\n", "    central: 3.5%\n    note: 3% in the high case, 2% in the low case\n"), "W661", "3%"),
    (cost("label: Nurses, source: Permanent posts agreed in March", recurring=False), "W598", "“Permanent”"),
    (cost("label: Yearly licence", recurring=False), "W598", "“Yearly”"),
    (cost("label: Licence, source: '£140,000 per annum'", recurring=False), "W598", "“per annum”"),
    (("recurring: true   # a placement lasts for years", "recurring: false   # a placement lasts for years"), "W598",
        "“lasts for years”"),
    (cost("label: Nurses, note: About half a million pounds a year", "2026/27: 50"), "W594", "is it £500,000?"),
    (cost("label: Nurses, note: A quarter of a million a year", "2026/27: 520"), "W599", "“A quarter of a million”"),
    (cost("label: 'Election of 2027/28, polling'", "2028/29: 40", recurring=False), "W593", "is of 2028/29"),
    (cost("label: Pension revaluation 2027", "2028/29: 140"), "W593", "“2027”"),
    # amounts of a correction and of a movement, a sum over years, the rate that the words put right
    ((AGENCY, "adjust: {amount: 18, reason: agency cost above budget}   # agency cost of £180k"), "W594", "£180k"),
    ((AGENCY, "adjust: {amount: 810, reason: agency cost above budget}   # agency cost of £180k"), "W599", "£180k"),
    (moved("2026/27: 35, 2027/28: 70"), "W599", "moves by £35,000 in 2026/27"),
    (moved("2026/27: 124, 2027/28: 70"), "W599", "is it £142,000?"),
    (moved("2026/27: 142, 2027/28: 90"), "W599", "moves by £90,000 in 2027/28"),
    (cost("label: Case system, source: 'Business case, £305k over two years'", "2026/27: 210, 2027/28: 95"), "W598",
        "“£305k over two years”"),
    ((WAGES, WAGES.replace("then: 2.75%}", "then: 0.275%}\n    note: Then 2.75% a year")), "W597",
        "0.275% under `then`"),
    (cost("label: Grants, source: 'Paper of May, £700,000 in the second year'", "2026/27: 70, 2027/28: 700",
        recurring=False), "W663", "has £70,000 in 2026/27"),
    # a range, parts, a price for each, even steps, another figure of the entry, a part of an amount in words
    ((RED, f"{RED}\n    note: 'Outturns from 62% to 75%'"), "W661", "62%"),
    (homes("Five homes, 153 places"), "W662", "153 places"),
    (homes("Wastview with 160 places"), "W662", "160 places"),
    (stated("2026/27: 1_986, 2027/28: 1_896, then: 1_986"), "W721", "are two digits swapped?"),
    ((FLOOR, "floor: 1% of expenditure\n    note: Policy is 2% of net expenditure"), "W597", "is it 2%?"),
    ((EVENT, EVENT.replace("central: 190", "central: 60")), "W523", "is £60,000, outside its spread from £120,000 to"),
    (cost("label: Leap year, note: Falls in financial year 2028/29", "2027/28: 9", recurring=False), "W593", "2028"),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "code", "words"), SLIPS, ids=[f"{slip[1]}-{at}" for at, slip in enumerate(SLIPS)])
def test_a_slip_is_asked_about_once(edit: Edit, code: str, words: str, tmp_path: Path) -> None:
    assert PLAN.count(edit[0]) == 1, edit[0]
    found = [each for each in findings(tmp_path, PLAN.replace(*edit)) if each.code not in OF_PLAN]
    assert [each.code for each in found] == [code], [(each.code, each.message) for each in found]
    assert words in found[0].message, found[0].message


RIGHT: list[Edit] = [
    net("Saves £260k a year; 60% of it in cash", 260),
    net("'£260k a year, of which £156k in cash'", 260),
    net("Saves £156k a year in cash", 260),
    (
        "label: Rotas and skill mix in residential care\n",
        "label: Rotas and skill mix in residential care\n    note: Expected to deliver from the summer on\n",
    ),
    net("'Frees £260k of time, not all cashable'", 260),
    adjusted("Delivery has slipped in each of the last three years"),
    adjusted("The risk of late delivery is high"),
    given_back("A third of what is left goes back to the Scottish Government."),
    given_back("Unspent money may be returned if the funder asks for it."),
    given_back("Balances above 10% of the grant are clawed back"),
    stated("2026/27: 410, 2027/28: 450, 2028/29: 520, 2029/30: 545, then: 600"),
    stated("2026/27: 500, 2027/28: 400, 2028/29: 320, 2029/30: 256, then: 200"),
    by_year("2026/27: 120, 2027/28: 210, 2028/29: 165"),
    by_year("2026/27: 243, 2027/28: 241"),
    cost("label: Two more places on the mainland, line: off_island_placements", "2026/27: 350"),
    cost("label: Another review of placements, line: off_island_placements", "2026/27: 15"),
    (AGENCY, AGENCY.replace("180", "90")),
    ("use_by: 2028-03-31", "use_by: 2033-03-31"),
    (PLACES, PLACES.replace("available: 135", "available: 140")),
    (
        AGREED,
        AGREED.replace("{2026/27: confirmed}", "{2026/27: confirmed, 2027/28: provisional}").replace(
            "up_to: 2026/27", "up_to: 2027/28"
        ),
    ),
    ring_fenced("Mental health workers", "mental_health"),
    ring_fenced("Transformation money", "oral_health"),
    ring_fenced("Dental access", "oral_health", ", note: Carers and community nursing get none of it"),
    grant("label: National money for residential care, arm: council"),
    grant("label: Council money that the NHS board passes on"),
    grant("label: Winter money, source: Scottish Government letter"),
    twice("stated: {then: 150}", "stated: {then: 150}"),
    twice("stated: {2026/27: 150, then: 180}", "stated: {2026/27: 150, then: 210}"),
    investment("2026/27: 600", "amount: 120"),
    investment("2026/27: 90", "amount: 60, lag: 0"),
    action("gap: 80 in 2026/27", "Appoint two more nurses"),
    action("gap: -80 in 2026/27"),
    cost("label: Night cover, source: 'Tender of £180,000 a year'", "2026/27: 180"),
    cost("label: Agency staff, line: care_at_home", "2026/27: 60"),
    cost("label: Annual audit report, partner: council", recurring=False),
    cost("label: 'Licence, £60,000 a year'", "2026/27: 60, 2027/28: 60", recurring=False),
    (FLOOR, "floor: 1% of expenditure"),
    ("cap: 4% of expenditure}", "cap: 5% of expenditure}"),
    (CAP, CAP.replace("}", ", cap: {council: 2_500, nhs: 2_500}}")),
    stated("2026/27: 1_015, 2027/28: 1_050, 2028/29: 1_033, 2029/30: 1_042, then: 1_051"),
    stated("2026/27: 150, 2027/28: 190, 2028/29: 165, then: 240"),
    (COST_BY_YEAR, COST_BY_YEAR.replace("2027/28: 640", "2027/28: 590")),
    ("2028/29: 30, 2029/30: 30, 2030/31: 30}", "2028/29: 31, 2029/30: 20, 2030/31: 32}"),
    ("2026/27: 3.75%, then: 2.75%", "2026/27: 3.75%, then: 3.25%"),
    (NURSING, "    fixed_share: 45%\n    note: 45% of cost stays, and 55% varies with visits"),
    ("2026/27: 3.3%, then: 1.5%}", "2026/27: 3.3%, then: 2%}"),
    (RED, RED.replace("40%", "45%")),
    (RED, "central: 45%\n    spread: {interval: [10%, 40%, 70%]}\n    note: 'Checked: above the median'"),
    cost(f"label: Sleepovers, {SLEEPOVERS}", "2026/27: 312"),
    cost(f"label: Sleepovers, {SLEEPOVERS}", "2026/27: 150"),
    added(
        "savings",
        "label: Day services review (one-off costs are met by the council), line: day_care, status: green, "
        "planned: {2027/28: 60}, recurring: true",
    ),
    ("    central: 1.5%\n", "    central: 2.5%\n    note: 3% in the high case, 2% in the low case\n"),
    (CARE_MONEY, CARE_MONEY.replace("payment", "income")),
    added("funding", "label: Island grant, partner: council, type: payment, follows: {assumption: cpi, share: 80%}"),
    ("budget: 9_700", "budget: 9_730"),
    ("budget: 2_400", "budget: 2_300"),
    ("base: 7_450", "base: 7_440"),
    (AGENCY, f"{AGENCY}   # agency cost of £180k"),
    (AGENCY, "adjust: {amount: 90, reason: agency cost above budget}   # agency overspend of £180k, half of it recurs"),
    moved("2026/27: 142, 2027/28: 70"),
    moved("2026/27: 142, 2027/28: 70, 2028/29: 40"),
    cost(
        "label: Case system, source: 'Business case, £305k over two years'",
        "2026/27: 210, 2027/28: 95",
        recurring=False,
    ),
    cost("label: Team, source: 'Paper of May, £305k over two years, phased'", "2026/27: 210, 2027/28: 95"),
    (RED, f"{RED}\n    note: 'Outturns of four years, from 22% to 55%'"),
    homes("Wastview with 60 places and Taing House with 44"),
    homes("60 places at Wastview and 75 at others"),
    homes("Checked, 153 places are registered"),
    cost("label: Young people, source: '7 to 8 young people a year at about £52k each'", "2026/27: 390, 2027/28: 420"),
    cost("label: Young people, source: 'Each about £52k, 7 to 8 a year'", "2026/27: 390, 2027/28: 420"),
    added(
        "savings",
        "label: Review of visits, line: care_at_home, planned: {2026/27: 290, 2027/28: 270, 2028/29: 260}, "
        "recurring: true, status: amber, indexed: pay_council, slips: 50%, part_year: 50%",
    ),
    stated("2026/27: 2_505, 2027/28: 2_550, then: 2_595"),
    (FLOOR, "floor: 1% of expenditure\n    note: Policy is 3% of net expenditure"),
    ("part_year: 50%   # rotas change after the summer", "part_year: 100%\n    note: Begins on 1 April 2026"),
    cost("label: Nurses, note: 'A quarter of a million a year. Checked, £520,000 with on-costs'", "2026/27: 520"),
    cost("label: Nurses, note: 'Checked. A quarter of a million a year'", "2026/27: 520"),
    cost("label: Vision 2030", "2026/27: 40"),
    cost("label: Cost of an election in 2027/28", "2027/28: 40", recurring=False),
    cost("label: Nurses, note: A third of a million visits a year", "2026/27: 50"),
]


@pytest.mark.parametrize("edit", RIGHT, ids=range(len(RIGHT)))
def test_a_sensible_entry_is_not_asked_about(edit: Edit, tmp_path: Path) -> None:
    assert PLAN.count(edit[0]) == 1, edit[0]
    found = [each for each in findings(tmp_path, PLAN.replace(*edit)) if each.code not in OF_PLAN]
    assert not found, [(each.code, each.message) for each in found]


REPAIRS = [
    (("stated: {2026/27: 260, 2027/28: 260}", "stated: {2026/27: 260}"), "E303", "write `ends: 2026/27`"),
    (("status: red\n    impact", "status: amber\n    impact"), "W504", "check the status of each saving"),
    (("2026/27: 3.3%, then: 1.5%}", "2026/27: 6.7%, then: 1.5%}"), "W711", "write 3.3%, which comes on top"),
    (added("savings", "label: Reablement team, line: care_at_home, planned: {2028/29: 260}, status: green"), "W590",
        "take one of the two out"),
    (cost("label: Lease of the hub", "2026/27: 80, 2027/28: 80"), "W588", "write -80 in 2027/28 if it ends"),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "code", "repair"), REPAIRS, ids=[code for _, code, _ in REPAIRS])
def test_one_question_has_a_repair_that_says_what_to_write(edit: Edit, code: str, repair: str, tmp_path: Path) -> None:
    assert PLAN.count(edit[0]) == 1, edit[0]
    found = [each for each in findings(tmp_path, PLAN.replace(*edit)) if each.code not in OF_PLAN]
    assert [each.code for each in found] == [code], [(each.code, each.message) for each in found]
    assert repair in found[0].fix, found[0].fix


def test_a_red_saving_is_asked_about_in_a_year_in_which_it_is_planned(tmp_path: Path) -> None:
    by_year = "central: {2026/27: 40%, 2027/28: 40%, 2028/29: 40%, then: 95%}"
    late = PLAN.replace(RED, f"{by_year}\n    spread: {{interval: [-10%, 5%], around: central}}")
    assert late != PLAN
    assert {each.code for each in findings(tmp_path, late)} == OF_PLAN


def test_a_question_about_a_cell_names_its_column_first(tmp_path: Path) -> None:
    rows = LINES.read_text(encoding="utf-8").replace(",need,10%,", ",need,1%,")
    assert rows != LINES.read_text(encoding="utf-8")
    (found,) = findings(tmp_path, with_csv_lines(), {"lines.csv": rows})
    assert found.message.startswith("in the column `")
    assert found.message.endswith("?")


def test_one_off_money_of_several_sources_is_told_of_the_key_for_one(tmp_path: Path) -> None:
    file = tmp_path / "scenario.yaml"
    lever = "  - funding: {streams: {partner: nhs}, one_off: {2027/28: 400}}\n"
    file.write_text(f"mtfp: 1\nscenario: case\nlabel: A case\nsource: Illustrative\nlevers:\n{lever}", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        apply_scenarios(read_plan(SHETLAND), str(file))
    fixes = [each.fix for each in refused.value.findings if each.code == "E202"]
    assert fixes == ["name one funding source with `name:`, and write its amounts by year under `add:`"]


def test_repairs_name_what_else_the_slip_may_be(tmp_path: Path) -> None:
    rows = "".join(
        f"  {name}: {{label: {name}, partner: nhs, amount: {{2026/27: 143, 2027/28: 27}}, recurring: true}}\n"
        for name in ("nurses", "podiatrists")
    )
    copied = PLAN.replace("\ncommitments:\n", f"\ncommitments:\n{rows}")
    fixes = {each.code: each.fix for each in findings(tmp_path, copied)}
    assert "copied and not adjusted" in fixes["W568"], fixes
    totals = PLAN.replace("planned_use: {2026/27: 450, 2027/28: 350}", "planned_use: {2026/27: 450, 2027/28: 800}")
    messages = {each.code: each.message for each in findings(tmp_path, totals)}
    assert messages["W541"].endswith("are they running totals?")


NO_MEDICINES = PLAN.replace("medicines: 8%\n      cpi: 10%", "cpi: 18%").replace("indexed: medicines", "indexed: cpi")
OF_MEDICINES = "components: {medicines: 100%}"


def test_a_line_for_medicines_without_their_price_is_asked_about(tmp_path: Path) -> None:
    other = "components: {pay_nhs: 20%, cpi: 80%}"
    (found,) = [each for each in findings(tmp_path, NO_MEDICINES.replace(OF_MEDICINES, other)) if each.code != "W501"]
    assert found.code == "W715"
    assert "nothing follows Price of medicines: is that its price?" in found.message
    assert found.fix.startswith("write `medicines` under `components:`")


@pytest.mark.parametrize("other", ["{medicines: 80%, cpi: 20%}", "{medicines: 60%, cpi: 20%, pay_nhs: 20%}"])
def test_a_line_for_medicines_with_their_price_is_not_asked_about(other: str, tmp_path: Path) -> None:
    plan = NO_MEDICINES.replace(OF_MEDICINES, f"components: {other}")
    assert {each.code for each in findings(tmp_path, plan)} == OF_PLAN


def test_an_assumption_that_nothing_uses_is_first_named_where_it_counts(tmp_path: Path) -> None:
    unused = "  spare: {unit: rate, central: 3%, source: Illustrative, owner: Chief officer, reviewed: 2026-01-15}\n"
    (found,) = [
        each
        for each in findings(tmp_path, PLAN.replace("\nassumptions:\n", f"\nassumptions:\n{unused}"))
        if each.code not in OF_PLAN
    ]
    assert found.code == "W504"
    assert found.fix.startswith("name it where it counts; take it out only")


SHIFT = "  - shift: {{assumption: {}, by: {}}}\n"
SET = "  - set: {{assumption: {}, central: {}}}\n"
LEVEL = "  - service_level: {{lines: [{}], level: {}, from: year 1}}\n"
PAID = "  - funding: {{name: {}, add: {{2027/28: {}}}}}\n"
AGAINST = [
    ("Inflation falls faster than forecast.", SHIFT.format("cpi", "+0.5%")),
    ("Pay awards are more restrained.", SHIFT.format("pay_nhs", "+0.5%")),
    ("Wages grow at a slower pace.", SHIFT.format("pay_council", "+0.5%")),
    ("Growth in the NHS payment is curbed.", SHIFT.format("nhs_uplift", "+0.5%")),
    ("The Scottish Government gives less to boards.", SHIFT.format("nhs_uplift", "+1%")),
    ("The settlement is flat in cash.", SHIFT.format("council_uplift", "+1%")),
    ("Inflation is stubborn.", SHIFT.format("cpi", "-0.5%")),
    ("Vacancies fall as recruitment improves.", SHIFT.format("vacancy_care", "+2%")),
    ("More people are supported at home.", LEVEL.format("care_at_home", "92%")),
    ("Residential places decline as people stay at home.", LEVEL.format("residential_care", "110%")),
    ("Day care is scaled back gently.", LEVEL.format("day_care", "105%")),
    ("The board tops up its payment once.", PAID.format("nhs_payment", "-400")),
    ("NHS pay a point higher.", SET.format("pay_nhs", "1%")),
    ("Council payment grows half a point less.", SET.format("council_uplift", "3.25%")),
    ("Inflation is stubborn.", SET.format("cpi", "1%")),
]
ALONG = [
    ("Inflation falls faster than forecast.", SHIFT.format("cpi", "-0.5%")),
    ("NHS pay a point higher.", SET.format("pay_nhs", "3.75%")),
    ("Council payment grows half a point less.", SET.format("council_uplift", "2.25%")),
    ("Council payment is higher at first.", SET.format("council_uplift", "{2026/27: 3%, then: 2.5%}")),
    ("Fewer people go into homes, so that more are supported at home.", LEVEL.format("care_at_home", "108%")),
    ("Waiting lists are reduced by more visits.", LEVEL.format("community_nursing", "106%")),
    ("Admissions drop as community nursing picks up more.", LEVEL.format("community_nursing", "106%")),
    ("Vacancies fall as recruitment improves.", SHIFT.format("vacancy_care", "-2%")),
    ("The settlement is tight; inflation erodes it.", SHIFT.format("council_uplift", "-0.5%")),
]


SHIFTED = [
    ("On-costs rise with the pension valuation.", SHIFT.format("on_costs_council", "+15%"), "W578", "is it 1.5%?"),
    ("Care is hard to staff.", SHIFT.format("vacancy_clinical", "+40%"), "W578", "is it 4%?"),
    ("Councils pay more for pensions.", SHIFT.format("on_costs_nhs", "+10%"), "W578", "is it 1%?"),
    ("Council payment half a point higher.", SET.format("council_uplift", "7.75%"), "W597", "is it 3.25%?"),
    ("NHS uplift of 2% in every year.", SET.format("nhs_uplift", "2.2%"), "W597", "is it 2%?"),
    ("Vacancies at 6%.", SET.format("vacancy_care", "8%"), "W597", "is it 6%?"),
]
WITHIN = [
    ("On-costs a point and a half higher.", SHIFT.format("on_costs_council", "+1.5%")),
    ("Vacancies rise as 5% of staff leave.", SET.format("vacancy_care", "12%")),
    ("Inflation at 3.1% in each year, compared with the 2% target.", SET.format("cpi", "3.1%")),
    ("Pay awards of 3.5% from 2027/28.", SET.format("pay_nhs", "{2027/28: 3.5%, then: 3%}")),
    ("Care is hard to staff.", SHIFT.format("vacancy_care", "+8%")),
    ("Pay at 4% is more than the plan.", SET.format("pay_nhs", "3.9%")),
]


def of_lever(folder: Path, narrative: str, lever: str) -> list[tuple[str, str]]:
    """Return the questions about a scenario of one lever."""
    file = folder / "scenario.yaml"
    head = f"mtfp: 1\nscenario: case\nlabel: A case\nnarrative: {narrative}\nsource: Illustrative\nlevers:\n"
    file.write_text(head + lever, encoding="utf-8")
    return [(each.code, each.message) for each in apply_scenarios(read_plan(SHETLAND), str(file)).warnings]


@pytest.mark.parametrize(("narrative", "lever"), AGAINST, ids=[narrative for narrative, _ in AGAINST])
def test_a_lever_against_its_words_is_asked_about(narrative: str, lever: str, tmp_path: Path) -> None:
    assert [code for code, _ in of_lever(tmp_path, narrative, lever)] == ["W595"]


@pytest.mark.parametrize(("narrative", "lever"), ALONG, ids=[narrative for narrative, _ in ALONG])
def test_a_lever_with_its_words_is_not_asked_about(narrative: str, lever: str, tmp_path: Path) -> None:
    assert of_lever(tmp_path, narrative, lever) == []


@pytest.mark.parametrize(("narrative", "lever", "code", "words"), SHIFTED, ids=[each[0] for each in SHIFTED])
def test_a_lever_of_another_size_is_asked_about(
    narrative: str, lever: str, code: str, words: str, tmp_path: Path
) -> None:
    ((found, message),) = of_lever(tmp_path, narrative, lever)
    assert found == code, message
    assert words in message, message


@pytest.mark.parametrize(("narrative", "lever"), WITHIN, ids=[narrative for narrative, _ in WITHIN])
def test_a_lever_of_a_sensible_size_is_not_asked_about(narrative: str, lever: str, tmp_path: Path) -> None:
    assert of_lever(tmp_path, narrative, lever) == []


@pytest.mark.parametrize("reason", ["gap", "Agreed gap", "Vacancies"])
def test_an_opening_gap_needs_more_than_a_word(reason: str, tmp_path: Path) -> None:
    hidden = PLAN.replace("    budget: 9_700\n", "    budget: 9_920\n")
    gap = "\nopening_gap: {{amount: 220, reason: {}}}\n"
    (found,) = [each for each in findings(tmp_path, hidden + gap.format(reason)) if each.code not in OF_PLAN]
    assert found.code == "W566"
    assert "what is the money for?" in found.message
    explained = gap.format("the council's savings are still to be identified")
    assert {each.code for each in findings(tmp_path, hidden + explained)} == OF_PLAN


def test_a_plain_number_under_a_floor_in_a_csv_file_is_told_of_the_heading_for_money(tmp_path: Path) -> None:
    head, rest = PLAN.split("\nreserves:\n")
    after = next(at for at, line in enumerate(rest.splitlines()) if line and line[0] not in " #")
    plan = "\n".join([head, "reserves: reserves.csv", *rest.splitlines()[after:], ""])
    rows = "Name,Class,Opening,Floor\ncontingency,contingency,1560,1800\n"
    fixes = [each.fix for each in findings(tmp_path, plan, {"reserves.csv": rows}) if each.code == "E343"]
    assert len(fixes) == 1
    assert "1_800 in a column `Floor money`" in fixes[0]
    assert "{" not in fixes[0]
