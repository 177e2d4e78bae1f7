"""Numbers and dates in words and in comments against the figures of their entry; sound texts near them stay quiet."""

from pathlib import Path

import pytest

from tests.reading.plans import findings
from tests.reading.test_in_words import OURS, SOUND

BASES = {"hours": 816_000, "places": 92}
PLACES = "label: Day places, partner: council, setting: community, budget: 900, components: {cpi: 100%}, "
MOVE = "label: Home first, out_of: own_homes, into: care_at_home, activity: 5%, from: 2026/27, to: 2028/29, "
WAGE = "label: Wages of drivers, unit: rate, "
GRANT = "label: Grant, partner: nhs, type: payment, "
COST = "label: Team, partner: nhs, recurring: true, "
HUB = "label: Hub, line: ld, "
SAVED = "label: Rotas, line: ld, status: amber, "


def asked(folder: Path, section: str, entry: str, comment: str = "") -> list[tuple[str, str]]:
    """Return the questions about an entry with a comment, put at the head of a section."""
    head = f"{section}:\n"
    item = f"{head}  it: {{{entry}}}   # {comment}\n"
    plan = SOUND.replace(head, item, 1) if head in SOUND else f"{SOUND}{item}"
    for line, unit in (("care_at_home", "hours"), ("own_homes", "places")):
        plan = plan.replace(f"\n  {line}: {{", f"\n  {line}: {{activity: {{unit: {unit}, base: {BASES[unit]}}}, ", 1)
    found = findings(folder, plan)
    assert not [each for each in found if each.code.startswith("E")], [each.message for each in found]
    return [(each.code, each.message) for each in found if each.code in OURS]


WRONG = [
    # money: totals, full years, ends, plain amounts, a number at a price, a share of an amount, in comments too
    ("W599", "savings", SAVED + "planned: {2027/28: 500, 2028/29: 300}, note: £1.1m by 2028/29", "",
        "£800,000 by 2028/29"),
    ("W599", "savings", SAVED + "planned: {2026/27: 500, 2027/28: 500, 2028/29: 800}, note: £0.8m in a full year", "",
        "£1.8 million in a full year"),
    ("W599", "savings", SAVED + "planned: {2026/27: 500, 2027/28: 300}", "£1.0m in all", "£800,000"),
    ("W599", "commitments", COST + "amount: {2026/27: 130, 2027/28: 60}, note: 'In total £210k'", "", "£210k"),
    ("W599", "commitments", COST + "amount: {2026/27: 130}, source: 'Board paper, £165k a year'", "", "£165k"),
    ("W599", "commitments", COST + "amount: {2026/27: 130}, note: 'Four nurses at £48k'", "", "which is £192,000"),
    ("W599", "commitments", COST + "amount: {2026/27: 130}, note: '3% of the contract of £6.2m'", "",
        "which is £186,000"),
    ("W599", "investments", "label: Kit, line: ld, spend: {2026/27: 130, 2027/28: 60}", "£240k over two years",
        "£240k"),
    ("W599", "funding", GRANT + "base: 130, stated: {2026/27: 140, then: 150}, note: The grant is £165k", "", "£165k"),
    ("W599", "risk_events", "label: Storm, line: ld, probability: 20%, impact: 130", "Repairs cost £190k", "£190k"),
    ("W599", "lines", "label: Depot, partner: nhs, setting: community, budget: 900, components: {cpi: 100%}, note: "
        "The service costs £970k", "", "£970k"),
    ("W599", "reserves", "label: Winter, class: earmarked, opening: 900, purposes: [gap], note: Holds £1.3m", "",
        "£1.3m"),
    # percentages: a share that is funded, a yearly rise, of a budget, of prices, of a key with a comment, moved
    ("W661", "funding", GRANT + "arm: council, follows: {assumption: living_wage, share: 40%}",
        "about 60% is national money", "60%"),
    ("W661", "funding",
        GRANT + "base: 1000, movements: {2026/27: 30, 2027/28: 31, 2028/29: 3, 2029/30: 32, 2030/31: 33},"
        " note: 3% a year", "", "0.28% in 2028/29"),
    ("W661", "funding",
        GRANT + "base: 1000, stated: {2026/27: 1040, 2027/28: 1080, then: 1120}, note: About 2% a year", "",
        "a year"),
    ("W661", "savings", SAVED + "planned: {2026/27: 130}, note: About 4% of the ld budget", "", "0.39%"),
    ("W661", "assumptions", WAGE + "central: {2026/27: 3%, then: 2%}, source: 'Offer of 3.4%'", "", "3.4%"),
    ("W661", "assumptions", WAGE + "tracks: {of: cpi, plus: 1%}, source: Judged", "agreed at 4.2%", "4.2%"),
    ("W661", "moves", MOVE + "ratio: 700, note: 15% of residents go home", "", "15%"),
    # numbers of units
    ("W662", "moves", MOVE + "ratio: 14", "14 hours a week for each place", "14 hours a week"),
    ("W662", "moves", MOVE + "ratio: 200, note: Two hours a day for each resident", "", "Two hours a day"),
    ("W662", "moves", MOVE + "ratio: 780, note: 1000 hours a year", "", "1000 hours"),
    ("W662", "lines", PLACES + "activity: {unit: places, base: 120}, note: 210 places in six centres", "",
        "210 places"),
    ("W662", "lines", PLACES + "activity: {unit: places, base: 120}", "forty places", "forty places"),
    ("W662", "lines", PLACES + "activity: {unit: places, base: 120}, source: 'Register, 102 places'", "", "102 places"),
    # units at a cost each, of a budget with two digits swapped
    ("W599", "lines", PLACES.replace("900", "936") + "note: 20 places at £48.15k", "", "which is £963,000"),
    ("W599", "lines", PLACES.replace("900", "936") + "activity: {unit: places, base: 20}", "£48.15k a place",
        "swapped"),
    # dates: to a month, in a month, of a price
    ("W593", "funding",
        GRANT + "base: 130, stated: {2026/27: 130, 2027/28: 130, 2028/29: 130}, ends: 2028/29, note: £130k "
        "a year to 31 March 2028", "", "last year is 2027/28"),
    ("W593", "commitments", COST + "amount: {2026/27: 130}", "£130k a year to 2027/28", "doesn't end"),
    ("W593", "commitments", "label: Team, partner: nhs, recurring: false, amount: {2026/27: 130, 2027/28: 130, "
        "2028/29: 130}, note: Paid to March 2028", "", "ends in 2028/29"),
    ("W593", "commitments", COST + "amount: {2027/28: 130}, note: The clinic moves in June 2028", "",
        "a year too early"),
    ("W593", "savings", SAVED + "planned: {2028/29: 130}", "the wing shuts in October 2026", "2 years too late"),
    ("W593", "moves", MOVE + "ratio: 700, note: Teams are in place in May 2029", "", "3 years too early"),
    ("W593", "assumptions",
        WAGE + "central: {2026/27: 2%, 2027/28: 5%, then: 2%}, source: '£12.00 to £12.60 an hour from "
        "April 2026'", "", "is it a year late?"),
    ("W593", "assumptions", WAGE + "central: {2026/27: 4.5%, 2027/28: 3%, then: 2%}, source: '4.5% from April 2027'",
        "",
        "is it a year early?"),
    # months of several amounts, winters, shares in words, a rise in a year, a price for a number of units
    ("W593", "savings", SAVED + "planned: {2027/28: 400, 2028/29: 250}, note: 'Phase 1 in April 2026, phase 2 in April "
        "2027'", "", "too late"),
    ("W593", "commitments", "label: Team, partner: nhs, recurring: false, amount: {2026/27: 130, 2027/28: 130, "
        "2028/29: 130}", "for two winters", "is it 2 years?"),
    ("W593", "reserves", "label: Winter, class: earmarked, opening: 900, purposes: [gap], planned_use: {2027/28: 300, "
        "2028/29: 300}, note: £300k in each of 2026/27 and 2027/28", "", "a year late"),
    ("W597", "risk_events", "label: Storm, line: ld, probability: 2%, impact: 130", "about one winter in five", "20%"),
    ("W661", "assumptions", "label: Take-up, unit: share, central: 84%, source: 'Three in ten take it up'", "",
        "in ten"),
    ("W661", "funding",
        GRANT + "base: 1000, stated: {2026/27: 1200, then: 1200}, note: 'Up by 2% in 2026/27, then flat'",
        "", "20% in 2026/27"),
    ("W599", "commitments", COST + "amount: {2026/27: 380}, note: '80p an hour on 380,000 hours'", "", "£304,000"),
    # recurrence in comments
    ("W598", "commitments", COST + "amount: {2026/27: 130}", "one-off: the move is done by then", "`recurring: false`"),
    ("W598", "savings", SAVED + "planned: {2026/27: 130}", "the posts are needed again next year",
        "`recurring: false`"),
    ("W598", "savings", "label: Posts, partner: nhs, planned: {2026/27: 130}, recurring: false, status: amber",
        "permanent: the posts are deleted", "`recurring: true`"),
    # first years, what investments save and cost, ranges, years over which a move is spread, closing
    ("W597", "savings", SAVED + "planned: {2027/28: 60}, part_year: 25%, note: Opens in October 2027", "",
        "is it 50%?"),
    ("W597", "savings", SAVED + "planned: {2027/28: 60}, part_year: 25%", "they change after the summer", "is it 50%?"),
    ("W599", "investments", HUB + "spend: {2026/27: 80}, saves: {amount: 30, lag: 1}, note: It saves £60k a year", "",
        "saves £30,000"),
    ("W599", "investments", HUB + "spend: {2026/27: 80}, saves: {amount: 80, lag: 1}, note: Pays back in four years",
        "", "pay for itself"),
    ("W593", "investments", HUB + "spend: {2026/27: 80}, saves: {amount: 40, lag: 1}, note: Savings start in 2028/29",
        "", "`lag`"),
    ("W599", "risk_events", "label: Storm, line: ld, probability: 20%, impact: {central: 130, spread: {interval: [90, "
        "390]}}, note: It costs from £90k to £190k", "", "£90k to £190k"),
    ("W593", "moves", MOVE + "reinvested: 70%, note: In even steps over five years", "", "over five years"),
    ("W593", "commitments", COST + "amount: {2026/27: 130, 2029/30: -130}, note: The unit closes in March 2028", "",
        "closes in March 2028"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "section", "entry", "comment", "words"), WRONG, ids=[f"{w[0]}-{i}" for i, w in enumerate(WRONG)]
)
def test_numbers_and_dates_in_words_that_figures_contradict_are_asked_about_once(
    code: str, section: str, entry: str, comment: str, words: str, tmp_path: Path
) -> None:
    found = asked(tmp_path, section, entry, comment)
    assert [each for each, _ in found] == [code], found
    assert words in found[0][1], found[0][1]


RIGHT = [
    ("savings", SAVED + "planned: {2027/28: 60}, part_year: 50%, note: Opens in October 2027", ""),
    ("savings", SAVED + "planned: {2027/28: 60}, part_year: 70%, note: Starts in mid-July", ""),
    ("investments", HUB + "spend: {2026/27: 80}, saves: {amount: 40, lag: 1}, note: Costs £80k and saves £40k a year "
        "from 2027/28; pays back in two years", ""),
    ("risk_events", "label: Storm, line: ld, probability: 20%, impact: {central: 130, spread: {interval: [90, 190]}}, "
        "note: It costs from £90k to £190k", ""),
    ("moves", MOVE + "reinvested: 70%, note: In even steps over three years", ""),
    ("commitments", COST + "amount: {2026/27: 130, 2028/29: -130}, note: The unit closes in March 2028", ""),
    ("savings", SAVED + "planned: {2026/27: 500, 2027/28: 300}, note: £0.8m a year from 2027/28", ""),
    ("savings", SAVED + "planned: {2026/27: 500, 2027/28: 300}, part_year: 50%, note: '£800k in a full year'",
        "£250k in year"),
    ("savings", SAVED + "planned: {2026/27: 500, 2027/28: 300}, note: £0.8m by 2028/29", ""),
    ("savings", SAVED + "planned: {2026/27: 500, 2027/28: 300}, note: '£1.2m of spend is in scope'", ""),
    ("savings", SAVED + "planned: {2026/27: 130}, note: Last year it made £210k; the survey found £90k", ""),
    ("savings", SAVED + "planned: {2026/27: 130}, note: A bed costs £1.4m less elsewhere; not counting £300k of "
        "rent", ""),
    ("savings", SAVED + "planned: {2026/27: 130}, note: 8% fewer agency shifts", ""),
    ("savings", SAVED + "planned: {2026/27: 400, 2027/28: 250}, note: 'Of the £2m spent on agency, a third is "
        "saved'", ""),
    ("savings", SAVED + "planned: {2026/27: 400}, note: 'Needs £120k from the change fund'", "redundancy of £90k"),
    ("savings", SAVED + "planned: {2026/27: 400, 2027/28: 250}, note: 'Agency spend was £3.1m in 2024/25 and is "
        "forecast "
        "at £2.8m'", ""),
    ("commitments", COST + "amount: {2026/27: 304}, note: 'Rates rise from £19.80 to £20.60 an hour on 380,000 "
        "hours'", ""),
    ("commitments", COST + "amount: {2026/27: 304}, note: '80p an hour on 380,000 hours'",
        "estimate of £250k to £350k"),
    ("lines", PLACES + "note: 'Staff cost £700k, premises £200k'", ""),
    ("assumptions", WAGE + "central: {2026/27: 3%, then: 2.5%}, source: 'Unions asked for 6%; employers offer 3%'", ""),
    ("savings", "label: Posts, partner: nhs, planned: {2026/27: 130}, recurring: false, status: amber, note: Filled "
        "again in "
        "April 2027", ""),
    ("commitments", COST + "amount: {2026/27: 192}, note: 'Four nurses at £48k'", ""),
    ("commitments", COST + "amount: {2026/27: 270, 2027/28: 270}", "12 posts at £45k, from October"),
    ("commitments", COST + "amount: {2026/27: 130}, note: '£180k, net of £50k from the council'", ""),
    ("commitments", COST + "amount: {2026/27: 130}, note: 'The contract costs £4.2m today'", ""),
    ("commitments", COST + "amount: {2026/27: 130}, note: 'A band 6 nurse costs £55k'", ""),
    ("commitments", COST + "amount: {2026/27: 128}, note: 'About £130k a year, of which £40k is rent'", ""),
    ("commitments", COST + "amount: {2026/27: 130}, note: 'The Board decides in June 2027'", "letter to March 2026"),
    ("commitments", COST + "amount: {2026/27: 130}", "as in the plan to 2029/30"),
    ("funding", GRANT + "base: 1000, movements: {2026/27: 30, 2027/28: 31, 2028/29: 32, 2029/30: 33, 2030/31: 34}, "
        "note: "
        "About 3% a year", ""),
    ("funding", GRANT + "base: 1000, stated: {2026/27: 1100, then: 1120}, note: '10% in the first year, then 2% a "
        "year'", ""),
    ("funding", GRANT + "arm: council, follows: {assumption: living_wage, share: 60%}",
        "about 60% of rates is pay; the rise is 4.9%"),
    ("funding", GRANT + "base: 130, stated: {2026/27: 140, then: 150}, note: '£10k more each year to 2027/28'", ""),
    ("funding", GRANT + "base: 130, stated: {2026/27: 130, 2027/28: 130}, ends: 2027/28, note: '£130k to March "
        "2028'", ""),
    ("assumptions", WAGE + "central: 2%, source: 'OBR 2.0%, Bank of England 2.2%'", ""),
    ("assumptions", WAGE + "central: 2%, source: 'Half a point below the forecast of 2.5%'", "trend since 2019 2.4%"),
    ("assumptions", WAGE + "central: {2026/27: 5%, then: 2%}, source: '£12.00 to £12.60 an hour from April 2026'", ""),
    ("lines", PLACES + "activity: {unit: places, base: 120}, note: Three centres of 40 places; 6 more places are "
        "empty", ""),
    ("lines", PLACES + "activity: {unit: places, base: 120}, note: 'From 90 to 130 places were used in 2022'", ""),
    ("lines", PLACES + "activity: {unit: places, base: 120}, note: 'Includes a contract of £300k'", "£7,500 a place"),
    ("lines", PLACES + "activity: {unit: hours, base: 31_200}, note: 600 hours a week", "12 hours for each person"),
    ("lines", PLACES.replace("900", "963") + "note: 20 places at £48.15k", ""),
    ("lines", PLACES.replace("900", "936") + "note: 20 places at £46.85k", ""),
    ("lines", PLACES.replace("900", "936") + "activity: {unit: places, base: 20}", "about £48.15k a place"),
    ("moves", MOVE + "ratio: 730, note: 'Two hours a day for each place; 9 of 180 residents'", "5%"),
    ("reserves", "label: Winter, class: earmarked, opening: 900, purposes: [gap], note: 'Policy: a minimum of "
        "£0.4m'", ""),
    ("risk_events", "label: Storm, line: ld, probability: 20%, impact: 130, note: 'Between £90k and £190k; £210k in "
        "2019 was "
        "the worst'", ""),
]  # fmt: skip


@pytest.mark.parametrize(("section", "entry", "comment"), RIGHT, ids=[str(i) for i in range(len(RIGHT))])
def test_sound_numbers_and_dates_in_words_are_not_asked_about(
    section: str, entry: str, comment: str, tmp_path: Path
) -> None:
    assert asked(tmp_path, section, entry, comment) == []


RECOVERY = "recovery_plan: {achieves: 20%, source: last year's outturn}"
ACHIEVED = [
    ("achieves: 40%, source: Past plans closed about three tenths of the overspend", "“about three tenths”"),
    ("achieves: 40%, source: Past plans closed 30% of the overspend", "“30%”"),
    ("achieves: 30%, source: Past plans closed about three tenths of the overspend", ""),
    ("achieves: 40%, source: Two of the last ten failed, fails: 20%", ""),
    ("achieves: 40%, source: It needs over 30% of the overspend; pay is 3% up", ""),
    ("achieves: 200, source: Past plans closed 30% of the overspend", ""),
]


@pytest.mark.parametrize(("step", "words"), ACHIEVED, ids=range(len(ACHIEVED)))
def test_a_share_in_words_of_a_recovery_plan_is_compared_with_what_it_achieves(
    step: str, words: str, tmp_path: Path
) -> None:
    assert RECOVERY in SOUND
    found = [
        each.message
        for each in findings(tmp_path, SOUND.replace(RECOVERY, f"recovery_plan: {{{step}}}"))
        if each.code in OURS
    ]
    assert len(found) == bool(words), found
    assert all(words in each for each in found), found
