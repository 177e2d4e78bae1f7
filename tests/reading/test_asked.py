"""Likely slips in valid amounts and names: each is asked about once, in several forms; what is right is not."""

from pathlib import Path

import pytest

from tests.reading.plans import findings
from tests.reading.test_scale import PLAN

SOUND = PLAN.read_text(encoding="utf-8")
HOURS = "budget: 5_200, activity: {{unit: {unit}, base: {base}}},"
SLIPS = [
    # one figure explains why the base year doesn't balance: noughts, digits, periods, kind, a row too many
    (
        "budget: 6_100,",
        "budget: 610,",
        "W566",
        "Mental health social care of £610,000 would balance it as £6.1 million",
    ),
    ("budget: 2_100,", "budget: 210,", "W566", "has a nought been lost?"),
    ("budget: 7_900,", "budget: 9_700,", "W566", "are two of its digits swapped?"),
    ("base: 116_600", "base: 161_600", "W508", "Council payment of £161.6 million would balance it as £116.6 million"),
    ("budget: 12_300,", "budget: 24_600,", "W566", "is it for two years, or counted twice?"),
    ("budget: 12_300,", "budget: 1_025,", "W566", "is it for a month?"),
    ("kind: income, partner", "partner", None, ""),  # the words ask: tests/reading/test_in_words.py
    (
        "base: 3_000, uplift",
        "base: 30_000, uplift",
        "W508",
        "Resource transfer of £30 million would balance it as £3 million",
    ),
    # no figure explains it: a line left out, or a payment that isn't the agreed one
    ("budget: 8_700,", "budget: 7_411,", "W566", "the NHS board's side alone doesn't balance; is a line missing"),
    # one arm has the other's money
    (
        'Dental, optical and pharmacy", partner: nhs',
        'Dental, optical and pharmacy", partner: council',
        "W567",
        "wrong partner",
    ),
    ("partner: nhs, arm: council, type", "partner: nhs, type", "W567", "the council's side costs £3 million more"),
    (
        "budget: 29_300, components: {pay_nhs: 100%}}",
        "budget: 29_300, components: {cpi: 100%}}",
        None,
        "",
    ),
    (
        "General medical services, partner: nhs",
        "General medical services, partner: council",
        "W567",
        "is its partner `nhs`?",
    ),
    # rows typed twice
    (
        "savings:\n",
        "savings:\n  rx2: {lines: [gms], planned: {2026/27: 700, 2027/28: 700, 2028/29: 700}, delivery: delivery}\n",
        None,
        "",
    ),
    (
        "savings:\n",
        "savings:\n  ld: {line: ld, planned: {2026/27: 350, 2027/28: 350}, delivery: delivery}\n",
        "W568",
        "is it in the plan twice?",
    ),
    (
        "commitments:\n",
        "commitments:\n  nics: {partner: council, amount: {2026/27: 420}, recurring: true}\n",
        "W568",
        "Employer NI residual has the same amounts as Nics",
    ),
    (
        "  ahp: {",
        "  physio: {partner: nhs, setting: community, budget: 8_700, components: {pay_nhs: 95%, cpi: 5%}}\n  ahp: {",
        "W568",
        "Allied health professions has the same amounts as Physio, £8.7 million in 2025/26",
    ),
    # running totals
    (
        "{2026/27: 900, 2027/28: 600}",
        "{2026/27: 900, 2027/28: 1_500, 2028/29: 2_000}",
        "W569",
        "are they running totals?",
    ),
    (
        "amount: {2026/27: 420}",
        "amount: {2026/27: 420, 2027/28: 840, 2028/29: 1_260}",
        "W569",
        "together £2.52 million",
    ),
    (
        "amount: {2026/27: 420}",
        "amount: {2026/27: 420, 2027/28: 420, 2028/29: 420}",
        "W569",
        "is it one cost of £420,000",
    ),
    (
        "base: 3_000, uplift: nhs_up",
        "base: 3_000, movements: {2026/27: 90, 2027/28: 180, 2028/29: 270}",
        "W569",
        "Resource transfer rises from £90,000",
    ),
    # the other partner's rates, and prices as growth
    ("{pay_nhs: 92%, cpi: 8%}", "{pay_council: 92%, cpi: 8%}", "W570", "is NHS pay award meant?"),
    ("base: 137_100, uplift: nhs_up", "base: 137_100, uplift: council_up", "W570", "is NHS uplift meant?"),
    (
        "profile: adults, growth: complexity",
        "profile: adults, growth: living_wage",
        "W571",
        "a price counted as more service",
    ),
    # money for each unit
    ("budget: 5_200,", HOURS.format(unit="hours", base=20_000), "W572", "£260 for each of its 20,000 hours"),
    ("budget: 5_200,", HOURS.format(unit="hours", base=2_000_000), "W572", "£2.60 for each"),
    (
        "budget: 4_800,",
        "budget: 4_800, activity: {unit: places, base: 9},",
        "W572",
        "£533,333 for each of its 9 places",
    ),
    (
        "budget: 14_200,",
        "budget: 14_200, activity: {unit: beds, base: 900},",
        "W572",
        "£15,778 for each of its 900 beds",
    ),
    (
        "reserves:\n",
        "investments:\n  sensors: {line: ld, spend: {2026/27: 40}, saves: {amount: 400, lag: 1}}\nreserves:\n",
        "W573",
        "10 times as much",
    ),
    # place, shares and caps
    ("{area: Perth and Kinross}", "{area: Angus}", "W574", "is the area Perth and Kinross?"),
    ("{area: Perth and Kinross}", "{area: S37000006}", "W574", "its people are those of"),
    ("growth: complexity}}\n  mh_social", "growth: complexity}, fixed_share: 85%}\n  mh_social", "W576", "is 15%"),
]


@pytest.mark.parametrize(("find", "replace", "code", "words"), SLIPS, ids=[str(number) for number in range(len(SLIPS))])
def test_a_slip_is_asked_about_once_and_what_is_right_is_not(
    find: str, replace: str, code: str | None, words: str, tmp_path: Path
) -> None:
    assert find in SOUND, find
    # a label of income under a cost is also asked about by its words: tests/reading/test_in_words.py
    found = [each for each in findings(tmp_path, SOUND.replace(find, replace, 1)) if each.code != "W595"]
    assert [each.code for each in found] == [code] * (code is not None), [each.message for each in found]
    assert not found or words in found[0].message


RIGHT = [
    # an agreed gap is stated; growth of two and more per cent is no running total; a level of a fixed cost is a whole
    ("budget: 8_700,", "budget: 7_411,", "opening_gap: {amount: -1_289, reason: posts that are still to be filled}\n"),
    ("base: 3_000, uplift: nhs_up", "base: 3_000, movements: {2026/27: 90, 2027/28: 93, 2028/29: 96}", ""),
    (
        "amount: {2026/27: 420}, recurring: true, indexed: pay_council",
        "amount: {2026/27: 42, 2027/28: 42}, recurring: true",
        "",
    ),
    (
        "amount: {2026/27: 420}, recurring: true, indexed: pay_council",
        "amount: {2026/27: 42, 2027/28: 84, 2028/29: 126}, recurring: false",
        "",
    ),
    ("{area: Perth and Kinross}", "{area: NHS Tayside}", ""),
    ("budget: 2_100,", "budget: 2_100, fixed_share: 100%,", ""),
    ("budget: 5_200,", HOURS.format(unit="visits", base=5), ""),
    # activity that is not counted, here or for us, has no cost for each unit
    ("budget: 5_200,", HOURS.format(unit="hours", base=0), ""),
    (
        "budget: 5_200,",
        HOURS.format(unit="hours", base=20_000) + " hosted: {by: Angus, share: 0%},",
        "opening_gap: {amount: -5_200, reason: ours to keep}\n",
    ),
]


@pytest.mark.parametrize(("find", "replace", "more"), RIGHT, ids=[str(number) for number in range(len(RIGHT))])
def test_what_plans_say_rightly_brings_no_question(find: str, replace: str, more: str, tmp_path: Path) -> None:
    assert find in SOUND, find
    found = findings(tmp_path, SOUND.replace(find, replace, 1) + more)
    assert not [each for each in found if "W566" <= each.code <= "W579"], [each.message for each in found]
