"""Answers in words: a note that says that a figure is right ends the question whose repair asks for the note.

A note answers what it is about. Words that say what the repair asks for answer its question. “Checked” alone answers
questions about the size of a figure. “Checked” with a reason answers the questions whose figures or words the reason
has, if there are such questions, and no other.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.base.form import Form
from mtfp.model.plan import SECTIONS, Plan

ASKS = Form(r"[;,.]? ?if [^;`]*`(?:note|reason|narrative):`[^;]*")
"""Part of a repair that asks for words."""
CHECKED = "“checked”"
"""Word that the repair of a question about the size of a figure asks for."""
DENIED = Form(
    r"\b(?:not|never|isn't|aren't|wasn't|to be|must be|should be|un)[ -]?(?:yet |been |be )*"
    r"(?:checked|confirmed|verified|right|correct|agreed|certain|sure)\b",
    re.IGNORECASE,
)
"""Words that a figure is still to be checked."""
RIGHT = Form(
    r"\b(?:checked|confirmed|verified|correct(?:ly)?|(?:is|are) right|right as|deliberate(?:ly)?|intended"
    r"|intentional(?:ly)?|on purpose|genuine(?:ly)?|because|exceptional(?:ly)?|unusual(?:ly)?)\b",
    re.IGNORECASE,
)
"""Words that a figure is right."""
SENTENCE = Form(r"[.;](?=\s|$)|[()]")
"""End of what one “checked” is about."""
TWO = (
    r"\b(?:two (?:\w+ )?(?:things|parts|costs|savings|payments|posts|contracts|schemes)|separate(?:ly)?|different"
    r"|another|distinct|on top|besides|in addition|not the same|no duplicate|not twice|independent)\b"
)
NEW = (
    r"\b(?:new (?:\w+ )+?(?:each|every) year|(?:each|every) (?:year|amount|one)\b.*\bnew|(?:is|are) new|in addition"
    r"|additional|further|more (?:each|every) year|on top|(?:no|not) running totals?)\b"
)
SAYS_SO = {
    code: Form(words, re.IGNORECASE)
    for code, words in {
        "W565": r"\b(?:no|not an?|isn't an?) (?:sub)?total\b|" + TWO,
        "W568": TWO,
        "W569": NEW,
        "W587": r"\b(?:more than|over) (?:the|100)\b",
        "W588": NEW,
        "W590": TWO,
        "W591": TWO,
        "W650": TWO,
        "W669": TWO,
        "W720": r"\bApril\b|\bfull year\b",
    }.items()
}
"""Words that say what the repair of one code asks for."""
FIGURE = Form(r"£?\d[\d,]*(?:\.\d+)?(?:\s?(?:%|million|billion|[km]\b))?")
PLAIN = frozenset(
    re.findall(
        r"\w+",
        """
    about after all and are been before but checked each every for from has have into is it its more not of on once one
    only other over right same than that the their then there this to was were with year years cost costs saves saving
    amount amounts figure figures counted twice line lines budget service services plan care health
    """,
    )
)
"""Words that say nothing about which question a reason is about."""
SIZES = {"million": 1e6, "m": 1e6, "k": 1e3, "billion": 1e9}


class _Reason(NamedTuple):
    """Reason that a note gives with “checked”: its figures, and its words that name something."""

    figures: frozenset[float]
    words: frozenset[str]

    def is_about(self, complaint: Complaint, own: frozenset[str]) -> bool:
        """Return True if a complaint has one of the figures, or a word that isn't in the label of its entry."""
        return bool(self.figures & _figures(complaint.message) or (self.words & _words(complaint.message) - own))


def unanswered(plan: Plan, found: Iterable[Complaint]) -> Iterator[Complaint]:
    """Yield the complaints that no note answers; a repair doesn't ask for a note where there is no place for one."""
    every = list(found)
    about: dict[str, list[Complaint]] = {}
    for complaint in every:
        if ASKS.search(complaint.fix):
            for note in _notes(plan, complaint):
                about.setdefault(note, []).append(complaint)
    for complaint in every:
        if not ASKS.search(complaint.fix):
            yield complaint
        elif not (notes := _notes(plan, complaint)):
            yield replace(complaint, fix=ASKS.sub("", complaint.fix))
        elif not any(answers(complaint, note, about[note], _label_of(plan, complaint)) for note in notes):
            yield complaint


def _notes(plan: Plan, complaint: Complaint) -> list[str]:
    paths = (complaint.path, *complaint.others)
    return [note for path in paths if (note := note_at(plan, path)) is not None]


def _label_of(plan: Plan, complaint: Complaint) -> frozenset[str]:
    section, name = complaint.path[:2]
    if section == "checks" and isinstance(name, int):
        return _words(plan.checks[name].name)
    return _words(plan.label(str(complaint.path[0]), str(complaint.path[1])))


def answers(complaint: Complaint, note: str, asked: Iterable[Complaint], label: frozenset[str] = frozenset()) -> bool:
    """Return True if a note answers a complaint. `asked`: all complaints that the note may answer.

    >>> size, totals = Complaint("W538", (), "", f"say why, with the word {CHECKED}"), Complaint("W569", (), "", "")
    >>> answers(size, "Checked: the tender came in at this price.", [size]), answers(size, "Still to be checked", [])
    (True, False)
    >>> answers(totals, "New leavers each year", [totals]), answers(totals, "Checked with finance", [totals])
    (True, False)
    """
    left = DENIED.sub("", note)
    if complaint.code in SAYS_SO and SAYS_SO[complaint.code].search(left):
        return True
    for sentence in SENTENCE.split(left):
        if RIGHT.search(sentence):
            reason = _Reason(_figures(sentence), _words(RIGHT.sub("", sentence)) - label)
            if reason.is_about(complaint, label) or (
                CHECKED in complaint.fix and not any(reason.is_about(each, label) for each in asked)
            ):
                return True
    return False


def _figures(text: str) -> frozenset[float]:
    return frozenset(
        _number(match.group())
        for match in FIGURE.finditer(text)
        if "/" not in match.string[match.end() : match.end() + 1]
    )


def _number(text: str) -> float:
    """Return a figure as a number.

    >>> _number("£1,200"), _number("12.2 million"), _number("5%")
    (1200.0, 12200000.0, 5.0)
    """
    bare = text.lstrip("£").rstrip("%").strip()
    digits = re.match(r"[\d,.]+", bare)
    number = float(digits.group().replace(",", "").rstrip(".")) if digits else 0.0
    return number * SIZES.get(bare[digits.end() :].strip() if digits else "", 1.0)


def _words(text: str) -> frozenset[str]:
    found = re.findall(r"[^\W\d_]{4,}", text.lower())
    return frozenset(word.removesuffix("s") for word in found if word not in PLAIN)


def note_at(plan: Plan, path: Path) -> str | None:
    """Return the note of the entry at a path; None if the entry can have none."""
    if len(path) < 2:
        return None
    section, name = str(path[0]), path[1]
    if section == "checks" and isinstance(name, int):
        return plan.checks[name].note
    items = plan.all_reserves if section == "reserves" else getattr(plan, section, None)
    item = items.get(str(name)) if section in SECTIONS and items else None
    return getattr(item, "note", None)
