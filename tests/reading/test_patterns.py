"""Figures that stand out among others of their kind: each slip is asked about once, in several forms."""

from pathlib import Path

import pytest

from tests.reading.plans import findings
from tests.reading.test_scale import PLAN

SOUND = PLAN.read_text(encoding="utf-8")


def saving(planned: str, more: str = "") -> tuple[str, str]:
    return "savings:\n", f"savings:\n  own: {{line: ld, planned: {{{planned}}}, delivery: delivery{more}}}\n"


def commitment(amount: str, more: str = "recurring: true") -> tuple[str, str]:
    return "commitments:\n", f"commitments:\n  own: {{partner: council, amount: {{{amount}}}, {more}}}\n"


SLIPS = [
    # a nought too many or too few: in the middle, at the end, at the beginning
    (*saving("2026/27: 90, 2027/28: 800, 2028/29: 85"), "W663", "is it £80,000?"),
    (*saving("2026/27: 260, 2027/28: 240, 2028/29: 160, 2029/30: 1_000"), "W663", "is it £100,000?"),
    (*saving("2026/27: 1_500, 2027/28: 150, 2028/29: 120"), "W663", "is it £150,000?"),
    (*saving("2026/27: 140, 2027/28: 1_000, 2028/29: 900"), "W663", "is it £1.4 million?"),
    (*commitment("2026/27: 310, 2027/28: 29, 2028/29: 295", "recurring: false"), "W663", "is it £290,000?"),
    (
        "base: 3_000, uplift: nhs_up",
        "base: 3_000, movements: {2026/27: 30, 2027/28: 310, 2028/29: 32}",
        "W663",
        "Resource transfer has £310,000 in 2027/28",
    ),
    # one year with the other sign
    (
        "base: 3_000, uplift: nhs_up",
        "base: 3_000, movements: {2026/27: 60, 2027/28: -60, 2028/29: 61}",
        "W664",
        "is it £60,000?",
    ),
    (
        "base: 3_000, uplift: nhs_up",
        "base: 3_000, movements: {2026/27: -62, 2027/28: 60, 2028/29: 61, 2029/30: 61}",
        "W664",
        "is it £62,000?",
    ),
    # the same row in other words, on the side instead of the line; one amount of three digits
    (
        "savings:\n",
        "savings:\n  ours: {label: Fewer packages, partner: council, planned: {2026/27: 340, 2027/28: 330}, "
        "delivery: delivery}\n  theirs: {label: Reviews, line: ld, planned: {2026/27: 340, 2027/28: 330}, "
        "delivery: delivery}\n",
        "W568",
        "Reviews has the same amounts as Fewer packages",
    ),
    (
        "savings:\n",
        "savings:\n  ours: {label: Fewer packages, partner: council, planned: {2026/27: 365}, delivery: delivery}\n"
        "  theirs: {label: Reviews, line: ld, planned: {2026/27: 365}, delivery: delivery}\n",
        "W568",
        "is it in the plan twice?",
    ),
    # running totals that stay level at the end
    (*saving("2026/27: 120, 2027/28: 210, 2028/29: 270, 2029/30: 310, 2030/31: 310"), "W569", "together £1.22 million"),
]
RIGHT = [
    # sums that grow, fall or begin small; a cost of setting up; an end of what came before
    saving("2026/27: 120, 2027/28: 300, 2028/29: 200"),
    saving("2026/27: 50, 2027/28: 250, 2028/29: 200"),
    commitment("2026/27: 850, 2027/28: 400, 2028/29: 150", "recurring: false"),
    commitment("2026/27: 480, 2027/28: 90", "recurring: false"),
    commitment("2026/27: 245, 2028/29: -245"),
    commitment("2026/27: 200, 2027/28: 150, 2029/30: -350"),
    ("base: 3_000, uplift: nhs_up", "base: 3_000, movements: {2026/27: 60, 2027/28: 50, 2028/29: -110}"),
    # the same amounts for different lines
    (
        "savings:\n",
        "savings:\n  ours: {label: Fewer visits, line: ld, planned: {2026/27: 365}, delivery: delivery}\n"
        "  theirs: {label: Reviews, line: gms, planned: {2026/27: 365}, delivery: delivery}\n",
    ),
]


@pytest.mark.parametrize(("find", "replace", "code", "words"), SLIPS, ids=[f"{s[2]}-{n}" for n, s in enumerate(SLIPS)])
def test_a_figure_that_stands_out_is_asked_about_once(
    find: str, replace: str, code: str, words: str, tmp_path: Path
) -> None:
    assert find in SOUND, find
    found = findings(tmp_path, SOUND.replace(find, replace, 1))
    assert [each.code for each in found] == [code], [each.message for each in found]
    assert words in found[0].message, found[0].message


@pytest.mark.parametrize(("find", "replace"), RIGHT, ids=range(len(RIGHT)))
def test_a_row_that_is_right_is_not_asked_about(find: str, replace: str, tmp_path: Path) -> None:
    assert find in SOUND, find
    found = findings(tmp_path, SOUND.replace(find, replace, 1))
    assert not found, [each.message for each in found]


PATHS = """  one: {unit: rate, central: {2026/27: 3%, then: 2%}, source: a, reviewed: 2026-01-15}
  two: {unit: rate, central: {2026/27: 4%, then: 3%}, source: a, reviewed: 2026-01-15}
"""
PAY = "pay_nhs: {label: NHS pay award, unit: rate, central: {2026/27: 3.75%, then: 3%}"
BY_YEAR = "pay_nhs: {label: NHS pay award, unit: rate, central: {2025/26: 4.25%, 2026/27: 3.75%, then: 3%}"
COUNCIL = "pay_council: {label: Council pay award, unit: rate, central: "
RATES = [
    # a row that is pasted a column too far to the left, or to the right
    ("cpi", "central: {2026/27: 2.5%, then: 2%}", "central: {2025/26: 2.5%, then: 2%}", "W668", "a year early"),
    (
        "cpi",
        "central: {2026/27: 2.5%, then: 2%}",
        "central: {2024/25: 3%, 2025/26: 2.5%, then: 2%}",
        "W668",
        "in 2025/26?",
    ),
    ("pay_council", "", "central: {2026/27: 4%, 2027/28: 3.5%, then: 2.75%}", "W668", "a year late"),
    # a misplaced point, by the scale of the spread
    ("cpi", "central: {2026/27: 2.5%, then: 2%}", "central: 9%", "W667", "its spread is only from −1% to 2%"),
    ("cpi", "central: {2026/27: 2.5%, then: 2%}", "central: {2026/27: 2.5%, then: 9.5%}", "W667", "is it 0.95%?"),
    ("complexity", "central: 1%", "central: 10%", "W506", "is it 1%?"),
    ("complexity", "central: 1%", "central: 5%", "W506", "is it 0.5%?"),
    # one year below zero
    ("nhs_up", "central: 3%", "central: {2026/27: 0.8%, 2027/28: -0.8%, then: 0.8%}", "W664", "is it 0.8%?"),
]


def with_rate(name: str, old: str, new: str) -> str:
    """Return the sound plan with another path of one assumption, and pay awards from the base year on."""
    lines = SOUND.replace(PAY, BY_YEAR).split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith(f"  {name}: "))
    start, _, rest = lines[at].partition("central: ")
    stated = rest[: rest.index("}") + 1] if rest.startswith("{") else rest.partition(",")[0]
    assert not old or old == f"central: {stated}", stated
    lines[at] = f"{start}{new}{rest[len(stated) :]}"
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "words"), RATES, ids=[f"{r[3]}-{n}" for n, r in enumerate(RATES)]
)
def test_rates_that_stand_out_are_asked_about_once(
    name: str, old: str, new: str, code: str, words: str, tmp_path: Path
) -> None:
    found = findings(tmp_path, with_rate(name, old, new))
    assert [each.code for each in found] == [code], [each.message for each in found]
    assert words in found[0].message, found[0].message


def test_rates_that_begin_in_different_years_are_right(tmp_path: Path) -> None:
    for new in (
        "central: {2026/27: 6.7%, 2027/28: 4%, then: 3.5%}",
        "central: {2025/26: 4%, 2026/27: 3.5%, then: 2.75%}",
    ):
        assert not findings(tmp_path, with_rate("pay_council", "", new))


EARLY = with_rate("cpi", "", "central: {2025/26: 2.5%, then: 2%}")
FOLLOWED = EARLY.replace("pressure: pay, central: 4.9%", "pressure: pay, tracks: {of: cpi, lag: 1, plus: 2%}")


def test_a_rate_that_falls_a_little_or_that_another_rate_follows_a_year_later_is_right(tmp_path: Path) -> None:
    asked = [
        [each.code for each in findings(tmp_path, plan) if each.code == "W668"]
        for plan in (EARLY, EARLY.replace("2025/26: 2.5%", "2025/26: 2.4%"), FOLLOWED)
    ]
    assert FOLLOWED != EARLY
    assert asked == [["W668"], [], []]


SAME_MONEY = [
    # a risk that is provided for; an investment that is a commitment too; a saving that ends a commitment
    (
        "commitments:\n  own: {label: Rota, line: ld, amount: {2026/27: 315}, recurring: true}",
        "risk_events:\n  risk: {label: Sleepovers, line: ld, probability: 20%, each: year, impact: {central: 315}}",
    ),
    (
        "commitments:\n  own: {label: Rota, line: ld, amount: {2026/27: 315}, recurring: true}",
        "investments:\n  risk: {label: Sleepovers, line: ld, spend: {2026/27: 315}}",
    ),
    (
        "savings:\n  own: {label: Rota, line: ld, planned: {2027/28: 315}, delivery: delivery}",
        "commitments:\n  risk: {label: Empty places, line: ld, amount: {2026/27: 400, 2027/28: -315}, recurring: true}",
    ),
]


def with_entries(*entries: str) -> str:
    text = SOUND
    for entry in entries:
        section, _, item = entry.partition("\n")
        text = (
            text.replace(f"{section}\n", f"{section}\n{item}\n", 1)
            if f"\n{section}\n" in text
            else f"{text}\n{entry}\n"
        )
    return text


@pytest.mark.parametrize("entries", SAME_MONEY, ids=range(len(SAME_MONEY)))
def test_the_same_money_in_two_sections_is_asked_about_once(entries: tuple[str, str], tmp_path: Path) -> None:
    found = findings(tmp_path, with_entries(*entries))
    code = "W568" if "investments" in entries[1] else "W669"
    assert [each.code for each in found] == [code], [each.message for each in found]
    other = with_entries(entries[0], entries[1].replace("line: ld", "line: gms"))
    assert not [each for each in findings(tmp_path, other) if each.code == "W669"]
