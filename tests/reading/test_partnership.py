"""A sound plan of a learning-disability partnership stays quiet; natural slips in its figures are asked about."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from mtfp.reading import read_plan
from mtfp.reading.scenario import apply_scenarios
from tests.reading.plans import findings

HERE = Path(__file__).parent / "partnership"
PLAN = (HERE / "plan.yaml").read_text(encoding="utf-8")
PEOPLE = (HERE / "people.csv").read_text(encoding="utf-8")
SCENARIOS = sorted((HERE / "scenarios").glob("*.yaml"))
Rows = list[list[str]]


def questions(folder: Path, plan: str = PLAN, people: str = PEOPLE) -> list[tuple[str, str]]:
    return [(each.code, each.message) for each in findings(folder, plan, {"people.csv": people})]


def test_the_sound_plan_brings_no_question(tmp_path: Path) -> None:
    assert questions(tmp_path) == []


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda file: file.stem)
def test_sound_scenarios_bring_no_question(scenario: Path) -> None:
    assert [(each.code, each.message) for each in apply_scenarios(read_plan(HERE), str(scenario)).warnings] == []


FUND = "ends: 2028/29\n    reserve: coming_home\n    note: £0.8m a year for three years, ends in March 2029"
WAGE = "source: The real living wage rises from £12.60 to £13.25 in April 2026; a point above prices afterwards"
PLUS = "plus: {2026/27: 1.8%, then: 1%}}"
MINIMUM = "years: [2026/27]}   # the deal's guarantee, for 2026/27 only"
SPREAD = "\n    spread: {interval: [-0.75%, +1.25%], around: central}\n    "
DEAL = f"{SPREAD}source: Deal of May 2025"
CLAWED = 'clawback: {2029/30: 50%}, note: "Half of what is left goes back in 2029/30"'
LEASES = "; £350,000 a year, about 7% of the day opportunities budget"
SAVING = f"planned: {{2028/29: 0.35}}\n    status: red\n    note: Two leases end in June 2028{LEASES}"
SHARES = 'shares: {council: 70%, nhs: 30%}, source: "Integration scheme, section 8: council 70%, NHS 30%"'


def saved(planned: str, note: str) -> str:
    return f"planned: {{{planned}}}\n    status: red\n    note: {note}"


def of_minimum(years: str, comment: str, source: str = "Deal of May 2025") -> tuple[str, str]:
    return f"{MINIMUM}{DEAL}", f"years: [{years}]}}{comment}{SPREAD}source: {source}"


def costs(first: str, second: str) -> tuple[str, str]:
    rest = "recurring: true, indexed: pay_council}"
    added = f"  one: {{label: Job sizing, {first}, {rest}\n  two: {{label: New pay scales, {second}, {rest}\n"
    return "commitments:\n", f"commitments:\n{added}"


SLIPS = [
    # the years of a minimum
    (*of_minimum("2026/27, 2027/28", "   # the deal's guarantee, for 2026/27 only"), "W593", "for 2026/27 only"),
    (*of_minimum("2027/28", "", "A floor of a point above prices in 2026/27"), "W593", "has its minimum in 2027/28"),
    (*of_minimum("2026/27", "   # from 2026/27 to 2028/29"), "W593", "from 2026/27 to 2028/29"),
    (*of_minimum("2027/28", "", "Deal of May 2025, 2026/27 only"), "W593", "2026/27 only"),
    # years that are counted from the plan's end
    (FUND, f"{FUND.split('note')[0]}note: The grant ends three years before the end of the plan", "W593", "2029/30"),
    (FUND, f"{FUND.split('note')[0]}note: £0.8m, stops in the plan's fourth year", "W593", "last year is 2029/30"),
    (FUND, f"{FUND.split('note')[0]}note: Expires two years before the plan ends", "W593", "last year is 2030/31"),
    ("    note: Six tenants in each, opening in April 2028; £750k a year",
        "    note: Starts in the plan's last year", "W593", "4 years too early"),
    # percentages of a budget, one for each year
    (SAVING, saved("2026/27: 0.051, 2027/28: 0.0255", "2% then 1% of the budget"), "W661", "“2% then 1% of the bud"),
    (SAVING, saved("2026/27: 0.102, 2027/28: 0.0255", "2% and then 1% of its budget"), "W661", "is 2% and 0.5%"),
    (SAVING, saved("2026/27: 0.0255, 2027/28: 0.0255", "1% of the budget a year"), "W661", "is 0.5% of its lines"),
    (SAVING, saved("2028/29: 0.06", "Two per cent; 2% of the day opportunities budget"), "W661", "is 1.18%"),
    # one cost under two names
    (*costs("partner: council, amount: {2028/29: 0.45}", "line: own_support_teams, amount: {2028/29: 0.45}"), "W568",
        "£450,000 in 2028/29"),
    (*costs("partner: council, amount: {2028/29: 0.6}", "partner: council, amount: {2028/29: 0.6}"), "W568", "£600"),
    (*costs("line: own_support_teams, amount: {2029/30: 0.31}",
        "lines: [own_support_teams, day_opportunities], amount: {2029/30: 0.31}"), "W568", "£310,000"),
    # shares of a scheme, and how often its recovery plans failed
    (SHARES, SHARES.replace("{council: 70%, nhs: 30%}", "{council: 30%, nhs: 70%}"), "W661", "has 30% for `council`"),
    (SHARES, SHARES.replace("council 70%, NHS 30%", "62% from the council and 38% from the board"), "W661", "70%"),
    (SHARES, SHARES.replace("council 70%, NHS 30%", "council and board share 60/40"), "W661", "council and board"),
    (SHARES, SHARES.replace("council 70%, NHS 30%", "the board pays a third"), "W661", "has 30% for `nhs`"),
    ("source: Two of the last ten failed", "source: Three of our last ten failed", "W661", "has 20% under `fails`"),
    # a whole rise in the place of an addition
    (PLUS, "plus: {2026/27: 5.16%, then: 1%}}", "W711", "£12.60 to £13.25"),
    (f"{PLUS}\n    spread: {{interval: [-0.5%, +1%], around: central}}\n    {WAGE}",
        "plus: {2026/27: 5.2%, then: 1%}}\n    spread: {interval: [-0.5%, +1%], around: central}\n    "
        "source: The wage floor rises 5.2%", "W711", "is it 1.8%?"),
    (f"{PLUS}\n    spread: {{interval: [-0.5%, +1%], around: central}}\n    {WAGE}",
        "plus: {2026/27: 4.4%, then: 1%}}\n    spread: {interval: [-0.5%, +1%], around: central}\n    "
        "source: A 4.4% increase in April 2026", "W711", "together 7.8%"),
    (f"{MINIMUM}{DEAL}", f"years: [2026/27]}}{DEAL}".replace("Deal of May 2025", "An award of 1% in 2026/27"), "W711",
        "“award of 1%”"),
    # fractions in words
    (CLAWED, "clawback: {2029/30: 25%}, note: A third of the balance goes back", "W597", "is it 33.33%?"),
    (CLAWED, "clawback: {2029/30: 20%}, note: The board recovers a quarter", "W597", "is it 25%?"),
    (CLAWED, "clawback: {2029/30: 50%}, note: Two-fifths is returned", "W597", "is it 40%?"),
    ("activity: 10%\n", "activity: 20%\n", "W661", "“A tenth”"),
    ("cashable: 70%", "cashable: 70%}\n    source: Two thirds of it is cash\n    #", "W597", "is it 66.67%?"),
    ("source: Workforce report, 9% in March 2025", "source: Almost a quarter of posts are vacant", "W661", "a quarter"),
    # a number of units at a price
    ("    note: 8 posts at £62,500", "    note: 18 posts at £62,500", "W599", "which is £1.13 million"),
    ("amount: {2028/29: 0.5}", "amount: {2028/29: 0.625}", "W599", "“8 posts at £62,500”"),
    ("amount: {2028/29: 0.5}", "amount: {2028/29: 0.05}", "W594", "“8 posts at £62,500”: is it £500,000?"),
    # a share that is the rest of the right one, and places of children's houses
    ("follows: {assumption: care_wage, share: 60%}\n    note: About 60% of the rise is funded",
        "follows: {assumption: care_wage, share: 22%}", "W561", "is 22% the rest of it, and is it 78%?"),
    ("activity: {unit: places, base: 9}", "activity: {unit: places, base: 90}", "W572", "£28,889"),
    # a step of stated money
    ("2028/29: 0.4, then: 0.42}", "2028/29: 4, then: 4.2}", "W534", "is it £400,000?"),
    ("2028/29: 0.4, then: 0.42}", "2028/29: 0.8, then: 0.42}", "W534", "of a part of a year"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "words"), SLIPS)
def test_a_slip_is_asked_about(tmp_path: Path, old: str, new: str, code: str, words: str) -> None:
    assert PLAN.count(old) == 1
    asked = questions(tmp_path, PLAN.replace(old, new))
    assert [each for each in asked if each[0] == code and words in each[1]], asked


FITS = [
    of_minimum("2026/27, 2027/28", "   # in 2026/27 and 2027/28"),
    of_minimum("2026/27", "", "Deal of May 2025, 3.75% in 2026/27 and 2.5% in 2027/28, at least a point above prices"),
    (FUND, f"{FUND.split('note')[0]}note: The grant ends four years before the end of the plan"),
    (FUND, f"{FUND.split('note')[0]}note: £0.8m, ends two years before the end of the lease"),
    (SAVING, saved("2026/27: 0.102, 2027/28: 0.051", "2% then 1% of the budget")),
    (SAVING, saved("2026/27: 0.102", "2% of the staffing budget of all bases")),
    (SHARES, SHARES.replace("council 70%, NHS 30%", "shared 70:30 between the council and the NHS board")),
    (SHARES, SHARES.replace("council 70%, NHS 30%", "agreed on 12/11/2024 by council and board")),
    (f"{PLUS}\n    spread: {{interval: [-0.5%, +1%], around: central}}\n    {WAGE}",
        "plus: {2026/27: 1.8%, then: 1%}}\n    spread: {interval: [-0.5%, +1%], around: central}\n    "
        "source: Rises by 1.8% more than prices"),
    (CLAWED, "clawback: {2029/30: 50%}, note: A third party audits what goes back; half is returned"),
    costs("line: own_support_teams, amount: {2029/30: 0.31}", "line: transport, amount: {2029/30: 0.31}"),
    costs("partner: council, amount: {2028/29: 0.45}", "partner: council, amount: {2029/30: 0.45}"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), FITS)
def test_words_that_fit_bring_no_question(tmp_path: Path, old: str, new: str) -> None:
    assert PLAN.count(old) == 1
    assert questions(tmp_path, PLAN.replace(old, new)) == []


def swapped_rows(rows: Rows) -> None:
    rows[8][1:], rows[9][1:] = rows[9][1:], rows[8][1:]


def swapped_young_rows(rows: Rows) -> None:
    rows[1][1:], rows[3][1:] = rows[3][1:], rows[1][1:]


def swapped_years(rows: Rows) -> None:
    for row in rows[1:]:
        row[4], row[5] = row[5], row[4]


def years_out_of_order(rows: Rows) -> None:
    rows[0][7], rows[0][8] = rows[0][8], rows[0][7]


def first_years_swapped(rows: Rows) -> None:
    rows[0][1], rows[0][2] = rows[0][2], rows[0][1]


def last_row_from_85(rows: Rows) -> None:
    rows[11][1:] = [str(int(one) + int(other)) for one, other in zip(rows[10][1:], rows[11][1:], strict=True)]


def last_row_from_75(rows: Rows) -> None:
    last_row_from_85(rows)
    rows[11][1:] = [str(int(one) + int(other)) for one, other in zip(rows[9][1:], rows[11][1:], strict=True)]


def digits_of_one_year(rows: Rows) -> None:
    rows[5][3] = "29445"  # 24,495


@pytest.mark.parametrize(
    ("slip", "code", "words"),
    [
        (swapped_rows, "W710", "people aged 65-74 are 12,900 in 2025"),
        (swapped_young_rows, "W710", "are the two rows swapped?"),
        (swapped_years, "W710", "are the people of 2028 and 2029 swapped?"),
        (years_out_of_order, "W710", "are the people of 2031 and 2032 swapped?"),
        (first_years_swapped, "W710", "are the people of 2025 and 2026 swapped?"),
        (last_row_from_85, "W710", "does the row hold all people aged 85 and over?"),
        (last_row_from_75, "W710", "does the row hold all people aged 75 and over?"),
        (digits_of_one_year, "W589", "people aged 35-44 are 29,445 in 2027"),
    ],
)
def test_a_slip_in_the_population_is_asked_about(
    tmp_path: Path, slip: Callable[[Rows], None], code: str, words: str
) -> None:
    rows = list(csv.reader(io.StringIO(PEOPLE)))
    slip(rows)
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    ((found, message),) = questions(tmp_path, people=text.getvalue())
    assert found == code
    assert words in message


def of_scenario(folder: Path, narrative: str, levers: str) -> list[tuple[str, str]]:
    """Return the questions about a scenario of the sound plan."""
    file = folder / "scenario.yaml"
    head = f"mtfp: 1\nscenario: case\nlabel: A case\nnarrative: {narrative}\nsource: Illustrative\n"
    file.write_text(f"{head}levers:\n{levers}", encoding="utf-8")
    return [(each.code, each.message) for each in apply_scenarios(read_plan(HERE), str(file)).warnings]


PAID = "  - funding: {{name: {name}, add: {{{amounts}}}}}\n"
ENDS = "  - funding: {{name: resettlement, ends: {year}}}\n"
MOVED = "  - shift: {{assumptions: [{name}], by: {by}}}\n"
TWO = PAID.format(name="council_payment", amounts="2027/28: -0.9") + PAID.format(
    name="board_payment", amounts="2032/33: -1.2"
)


@pytest.mark.parametrize(
    ("narrative", "levers", "code", "words"),
    [
        # money of one year
        ("The board takes £1.5m off in the last year.",
            PAID.format(name="board_payment", amounts="2032/33: -1.2"), "W599", "“£1.5m”"),
        ("The board takes £1.5m off in the last year.",
            PAID.format(name="board_payment", amounts="2032/33: 1.5"), "W595", "is it −£1.5 million?"),
        ("The council pays £0.9m less in 2027/28, and the board pays £1.5m less in the last year.",
            TWO, "W599", "“£1.5m”"),
        ("Money is short.", PAID.format(name="board_payment", amounts="2032/33: -0.7")
            + "    narrative: A one-off cut of £800,000 in the plan's last year\n", "W599", "“£800,000”"),
        ("The board pays £0.7m less in the plan's last year.",
            PAID.format(name="board_payment", amounts="2031/32: -0.7"), "W593", "a year too early"),
        # comparatives against the sign
        ("The council's payment rises more slowly. The board pays £0.5m in 2027/28.",
            MOVED.format(name="council_uplift", by="0.5%") + PAID.format(name="board_payment", amounts="2027/28: 0.5"),
            "W595", "“rises more slowly”"),
        ("Support is dearer, and wages of support workers rise less quickly.",
            MOVED.format(name="care_wage", by="0.5%"), "W595", "is it −0.5%?"),
        ("Medicines become cheaper than the plan expects.", MOVED.format(name="cpi", by="0.5%"), "W595", "cheaper"),
        ("Support gets dearer.", "  - scale: {assumptions: [cpi], by: 80%}\n", "W595", "“dearer”"),
        ("Pay doesn't rise as fast as planned.", MOVED.format(name="pay_council", by="0.5%"), "W595", "as fast"),
        ("Complexity grows faster.", MOVED.format(name="complexity", by="-0.3%"), "W595", "is it 0.3%?"),
        # years counted from the plan's end
        ("The resettlement money ends two years before the plan's end.", ENDS.format(year="2031/32"), "W593",
            "last year is 2030/31"),
        ("Resettlement money stops a year before the plan ends, and wages rise by a point more.",
            ENDS.format(year="2030/31") + MOVED.format(name="care_wage", by="1%"), "W593", "last year is 2031/32"),
        ("Resettlement money ends after the plan's fifth year.", ENDS.format(year="2029/30"), "W593",
            "last year is 2030/31"),
    ],
)  # fmt: skip
def test_a_slip_in_a_lever_is_asked_about(tmp_path: Path, narrative: str, levers: str, code: str, words: str) -> None:
    asked = of_scenario(tmp_path, narrative, levers)
    assert [each for each in asked if each[0] == code and words in each[1]], asked


@pytest.mark.parametrize(
    ("narrative", "levers"),
    [
        ("Wages of support workers rise a point faster for two years, and money comes in 2027/28.",
            MOVED.format(name="care_wage", by="1%") + PAID.format(name="board_payment", amounts="2027/28: 0.5")),
        ("Over the last three years prices rose by £2m; the board pays £0.5m more.",
            PAID.format(name="board_payment", amounts="2027/28: 0.5")),
        ("Resettlement money ends two years before the end of the lease.", ENDS.format(year="2031/32")),
        ("Medicines fall in price less slowly.", MOVED.format(name="cpi", by="-0.5%")),
    ],
)  # fmt: skip
def test_words_that_fit_a_lever_bring_no_question(tmp_path: Path, narrative: str, levers: str) -> None:
    assert of_scenario(tmp_path, narrative, levers) == []
