"""A total among the rows that it adds up is asked about, in every section, whatever it is called."""

from pathlib import Path

import pytest

from tests.reading.plans import findings
from tests.reading.test_scale import PLAN

SOUND = PLAN.read_text(encoding="utf-8")
LINE = "partner: council, setting: community, budget: {budget}, components: {{cpi: 100%}}}}"
TOTALS = [
    # the two lines above: 24,500 + 5,200
    ("  care_homes:", f"  home_care: {{{LINE.format(budget=29_700)}\n  care_homes:", "2 other rows"),
    # its name alone, in four spellings
    ("  ld:", f"  total_older_people: {{{LINE.format(budget=63_000)}\n  ld:", "says that it is a total"),
    ("  ld:", f"  older: {{label: Sub-total, {LINE.format(budget=63_000)}\n  ld:", "says that it is a total"),
    ("  ld:", f"  older: {{label: Older people TOTAL, {LINE.format(budget=63_000)}\n  ld:", "says that it is a total"),
    ("  ld:", f"  subtotal: {{{LINE.format(budget=63_000)}\n  ld:", "says that it is a total"),
    # a total above its four lines: 24,500 + 5,200 + 31,000 + 4,800
    ("  care_at_home:", f"  older: {{{LINE.format(budget=65_500)}\n  care_at_home:", "4 other rows"),
    # all funding, without the set-aside and with it; then a total between
    (
        "  set_aside: {label: Set aside, partner",
        "  all: {partner: nhs, type: payment, base: 262_300, uplift: nhs_up}\n  set_aside: {label: Set aside, partner",
        "4 other rows",
    ),
    (
        "  council_payment:",
        "  everything: {partner: nhs, type: payment, base: 283_800, uplift: nhs_up}\n  council_payment:",
        "5 other rows",
    ),
    # savings by year: 900 + 700, 600 + 700, 700
    (
        "  vacancy:",
        "  both: {lines: [gms, fhs], planned: {2026/27: 1600, 2027/28: 1300, 2028/29: 700}, delivery: delivery}\n"
        "  vacancy:",
        "2 other rows (Contract rates and Prescribing efficiency)",
    ),
]


@pytest.mark.parametrize(("find", "replace", "words"), TOTALS, ids=[str(number) for number in range(len(TOTALS))])
def test_a_total_is_asked_about(find: str, replace: str, words: str, tmp_path: Path) -> None:
    assert find in SOUND, find
    found = findings(tmp_path, SOUND.replace(find, replace, 1))
    (total,) = [finding for finding in found if finding.code == "W565"]
    assert words in total.message


@pytest.mark.parametrize(
    ("find", "replace"),
    [
        # the sum in one year, but not in the other
        (
            "  vacancy:",
            "  both: {lines: [gms, fhs], planned: {2026/27: 1600, 2027/28: 900}, delivery: delivery}\n  vacancy:",
        ),
        ("  carers:", f"  totality: {{{LINE.format(budget=2_000)}\n  carers:"),
        ("  carers:", f"  twin: {{{LINE.format(budget=7_900)}\n  carers:"),
    ],
)
def test_another_row_is_no_total(find: str, replace: str, tmp_path: Path) -> None:
    assert find in SOUND, find
    assert "W565" not in {finding.code for finding in findings(tmp_path, SOUND.replace(find, replace, 1))}
