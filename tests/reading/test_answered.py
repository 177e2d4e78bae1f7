"""A note that a repair asks for ends the question, for every code; a note about something else doesn't."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency import complaints
from mtfp.model.consistency.questions.answered import ASKS, CHECKED, note_at
from mtfp.model.plan import Plan
from mtfp.text.yaml import parse_yaml
from tests.reading.marked import CASES
from tests.reading.test_asked import SLIPS, SOUND

SAID = {
    "W565": "No total: other beds.",
    "W568": "Two separate contracts.",
    "W569": "New leavers each year.",
    "W588": "The second amount is new.",
    "W590": "These are two different things.",
    "W591": "This comes on top of the rise.",
    "W650": "Two different schemes.",
    "W669": "These are two different things.",
}
"""Words that say what the repairs of some codes ask for."""
TEXTS = {
    **{case.name: case.plan for case in CASES if case.name.startswith("W")},
    **{f"asked {at}": SOUND.replace(*slip[:2], 1) for at, slip in enumerate(SLIPS)},
}


def plan_of(text: str) -> Plan:
    return Plan.model_validate(parse_yaml(text, "plan.yaml").value)


def asked(plan: Plan) -> Iterator[Complaint]:
    return (each for each in complaints(plan) if ASKS.search(each.fix))


def noted(plan: Plan, complaint: Complaint, words: str) -> Plan:
    """Return the plan with words in the note of the entry of a complaint, after those that it has."""
    section, name = str(complaint.path[0]), complaint.path[1]
    items: Any = getattr(plan, section)
    words = ". ".join(filter(None, (note_at(plan, complaint.path), words)))
    if isinstance(name, int):
        changed: Any = tuple(each.with_fields(note=words) if at == name else each for at, each in enumerate(items))
    else:
        changed = {**items, name: items[name].with_fields(note=words)}
    return plan.with_fields(**{section: changed})


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_note_that_says_so_ends_the_question_that_asks_for_it(text: str) -> None:
    try:
        plan = plan_of(text)
    except ValueError:
        return
    for complaint in asked(plan):
        assert note_at(plan, complaint.path) is not None, complaint
        sizes = ("Checked with the budget holder.", "The tender confirmed it, because …")
        for words in (
            *(sizes if CHECKED in complaint.fix else ()),
            *([SAID[complaint.code]] if complaint.code in SAID else []),
            f"Checked: {figure_of(complaint)} is what was agreed.",
        ):
            after = list(complaints(noted(plan, complaint, words)))
            assert (complaint.code, complaint.path) not in {(each.code, each.path) for each in after}
        of_sizes = ("Checked with the budget holder.",) if CHECKED not in complaint.fix else ()
        for words in ("Net of free personal care.", "Still to be checked.", *of_sizes):
            after = list(complaints(noted(plan, complaint, words)))
            assert (complaint.code, complaint.path) in {(each.code, each.path) for each in after}


def figure_of(complaint: Complaint) -> str:
    """Return a figure of a message, or a word of it, which a note may name."""
    figures = re.findall(r"£[\d,]+(?:\.\d+)?(?: million)?|[\d.]+%", complaint.message)
    return figures[0] if figures else complaint.message


REVIEW = """  care: {label: Review of care packages, line: ld, planned: {2026/27: 120, 2027/28: 210, 2028/29: 270,
    2029/30: 310, 2030/31: 310}, recurring: true, delivery: delivery, source: a, note: 'NOTE'}
"""


@pytest.mark.parametrize(
    ("note", "asked_about"),
    [
        ("", {"W569", "W650"}),
        # what answers one question leaves the other
        ("People with a package today (checked: reablement is for new referrals)", {"W569"}),
        ("Checked: £1.22m a year is what the review found", {"W650"}),
        ("Each amount is new", {"W650"}),
        ("Checked with finance", {"W569"}),
        ("Each amount is new; two different teams", set()),
    ],
)
def test_a_note_answers_only_the_question_that_it_is_about(note: str, asked_about: set[str]) -> None:
    reablement = (
        "investments:\n  reablement: {label: Reablement of care packages, line: ld, spend: {2026/27: 400}, "
        "recurring: false, saves: {amount: 200}, source: a}\n"
    )
    text = SOUND.replace("savings:\n", f"{reablement}savings:\n{REVIEW.replace('NOTE', note)}", 1)
    found = {each.code for each in complaints(plan_of(text)) if each.path[:2] == ("savings", "care")}
    assert found == asked_about


def test_the_cases_hold_every_code_that_asks_for_a_note() -> None:
    found = set[str]()
    for text in TEXTS.values():
        try:
            found |= {each.code for each in asked(plan_of(text))}
        except ValueError:
            continue
    assert len(found) > 25, sorted(found)


def test_the_note_of_the_other_entry_answers_too() -> None:
    twice = SOUND.replace(
        "savings:\n", "savings:\n  ld: {line: ld, planned: {2026/27: 350, 2027/28: 350}, delivery: delivery}\n", 1
    )
    (complaint,) = asked(plan_of(twice))
    other = Complaint(complaint.code, complaint.others[0], "")
    assert not list(asked(noted(plan_of(twice), other, "Two separate reviews.")))


def test_a_repair_asks_for_no_note_where_there_is_no_place_for_one() -> None:
    found = [
        each for case in CASES if case.name.startswith("W561-correlation") for each in complaints(plan_of(case.plan))
    ]
    assert found
    assert not [each.fix for each in found if "note" in each.fix]
