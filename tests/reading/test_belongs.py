"""Entries on another line, partner or rate than their names and their fellows say are asked about once."""

from pathlib import Path

import pytest

from mtfp.reading import read_plan

SHETLAND = (Path(__file__).parents[2] / "examples" / "shetland" / "plan.yaml").read_text(encoding="utf-8")
MEANT = {"W501"}
"""Warnings of the plan itself."""
Edits = tuple[tuple[str, str], ...]


def asked(folder: Path, *edits: tuple[str, str]) -> dict[str, str]:
    """Return the messages of the questions about the Shetland plan with some of its words replaced, by code."""
    text = SHETLAND
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    return {each.code: each.message for each in read_plan(folder).warnings if each.code not in MEANT}


LINE = "    line: {}\n    planned: {{{}"
WRONG: list[tuple[str, Edits, str]] = [
    ("W712", ((LINE.format("general_practice", "2026/27: 160"), LINE.format("oral_health", "2026/27: 160")),),
        "its name is that of General practice"),
    ("W712", ((LINE.format("oral_health", "2026/27: 90"), LINE.format("general_practice", "2026/27: 90")),),
        "is it on `oral_health`?"),
    ("W713", (("slips: 100%\n    indexed: medicines", "slips: 100%\n    indexed: pay_nhs"),),
        "is Price of medicines meant?"),
    ("W713", (("slips: 40%\n    indexed: pay_nhs", "slips: 40%\n    indexed: pay_council"),), "Agenda for Change"),
    ("W714", (("share: 92%, on_costs: on_costs_nhs", "share: 92%, on_costs: on_costs_council"),), "on-costs, NHS"),
    ("W714", (("share: 92%, on_costs: on_costs_nhs, vacancy: vacancy_clinical",
        "share: 92%, on_costs: on_costs_nhs, vacancy: vacancy_care"),), "doctors and nurses"),
    ("W715", (("share: 80%, on_costs: on_costs_nhs, vacancy: vacancy_clinical}\n      cpi: 20%",
        "share: 20%, on_costs: on_costs_nhs, vacancy: vacancy_clinical}\n      cpi: 80%"),), "are the two swapped?"),
    ("W715", (("components: {medicines: 100%}", "components: {cpi: 100%}"),), "is Price of medicines meant?"),
    ("W716", (("stated: {2026/27: 905, then: 915}", "stated: {2026/27: 905, 2027/28: 915}\n    ends: 2027/28"),),
        "ends with 2027/28"),
    ("W720", (("part_year: 50%   # rotas change after the summer", "part_year: 100%"),), "is it 50%?"),
    ("W721", (("stated: {then: 1_986}", "stated: {then: 1_896}"),), "two digits swapped"),
    ("W722", (("moves: {savings: 450 in 2027/28}", "moves: {savings: 4_500 in 2027/28}"),), "£760,000 in all"),
    ("W725", (("interval: [-1.5%, +2.5%]", "interval: [-0.15%, +2.5%]"),), "a point misplaced"),
    ("W726", (("central: {2025/26: 4.25%", "central: {2025/26: 0.425%"),), "is it 4.25%?"),
    ("W726", (("central: {2025/26: 4.25%", "central: {2024/25: 4.25%"),), "none for 2025/26"),
    ("W590", (("set_aside:\n    label: Hospital services set aside\n    partner", "home_grant:\n    label: Hospital at "
        "home grant\n    partner: nhs\n    type: payment\n    base: 0\n    stated: {2026/27: 260, 2027/28: 260}\n"
        "    ends: 2027/28\n  set_aside:\n    label: Hospital services set aside\n    partner"),),
        "is it counted twice?"),
    ("W599", (("at_most: 2_500", "at_most: 250"),), "£2.5m"),
    ("W593", (("at_most: 2_500\n    in: 2027/28", "at_most: 2_500\n    in: 2028/29"),), "2027/28"),
    ("W661", (("at_most: 50%", "at_most: 5%"),), "half"),
    ("W597", (("part_year: 50%   # rotas", "part_year: 75%   # rotas"),), "after the summer"),
    ("W597", (("cashable: 60%, ", ""),), "only part becomes cash"),
    ("W662", (("activity: {unit: places, base: 9}", "activity: {unit: places, base: 19}"),), "Nine people"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "words"), WRONG)
def test_an_entry_that_stands_elsewhere_is_asked_about(code: str, edits: Edits, words: str, tmp_path: Path) -> None:
    found = asked(tmp_path, *edits)
    assert words in found[code]


RIGHT: list[Edits] = [
    (("label: Fewer locums in general practice\n    line: general_practice",
        "label: Fewer locums\n    line: oral_health"),),
    (("    slips: 40%\n    indexed: pay_nhs", "    slips: 40%\n    indexed: pay_council\n    note: Checked, the "
        "council pays the post and recharges Agenda for Change"),),
    (("stated: {2026/27: 905, then: 915}", "stated: {2026/27: 905, 2027/28: 915}\n    ends: 2027/28\n    note: The "
        "team stays when the money ends."),),
    (("part_year: 50%   # rotas change after the summer", "part_year: 40%   # rotas change in mid-November"),),
    (("stated: {then: 1_986}", "stated: {then: 1_936}"),),
    (("moves: {savings: 450 in 2027/28}", "moves: {savings: 700 in 2027/28}"),),
]  # fmt: skip


@pytest.mark.parametrize("edits", RIGHT, ids=[str(number) for number in range(len(RIGHT))])
def test_an_entry_that_may_be_right_is_not_asked_about(edits: Edits, tmp_path: Path) -> None:
    assert asked(tmp_path, *edits) == {}
