"""Answers in words: a note that says that a figure is right ends the question whose repair asks for the note."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from mtfp.findings.place import Path
from mtfp.model.base.complaint import Complaint
from mtfp.model.plan import SECTIONS, Plan

ASKS = re.compile(r"[;,.]? ?if [^;`]*`(?:note|reason|narrative):`[^;]*")
"""Part of a repair that asks for words."""
DENIED = re.compile(
    r"\b(?:not|never|isn't|aren't|wasn't|to be|must be|should be|un)[ -]?(?:yet |been |be )*"
    r"(?:checked|confirmed|verified|right|correct|agreed|certain|sure)\b",
    re.IGNORECASE,
)
"""Words that a figure is still to be checked."""
RIGHT = re.compile(
    r"\b(?:checked|confirmed|verified|correct(?:ly)?|(?:is|are) right|right as|deliberate(?:ly)?|intended"
    r"|intentional(?:ly)?|on purpose|genuine(?:ly)?|because|exceptional(?:ly)?|unusual(?:ly)?)\b",
    re.IGNORECASE,
)
"""Words that a figure is right, which answer every question that a note can answer."""
TWO = (
    r"\b(?:two (?:\w+ )?(?:things|parts|costs|savings|payments|posts|contracts|schemes)|separate(?:ly)?|different"
    r"|another|distinct|on top|besides|in addition|not the same|no duplicate|not twice|independent)\b"
)
NEW = (
    r"\b(?:new (?:\w+ )+?(?:each|every) year|(?:each|every) (?:year|amount|one)\b.*\bnew|(?:is|are) new|in addition"
    r"|additional|further|more (?:each|every) year|on top)\b"
)
SAYS_SO = {
    code: re.compile(words, re.IGNORECASE)
    for code, words in {
        "W565": r"\b(?:no|not an?|isn't an?) (?:sub)?total\b|" + TWO,
        "W568": TWO,
        "W569": NEW,
        "W587": r"\b(?:more than|over) (?:the|100)\b",
        "W588": NEW,
        "W590": TWO,
        "W591": TWO,
    }.items()
}
"""Words that say what the repair of one code asks for."""


def unanswered(plan: Plan, found: Iterable[Complaint]) -> Iterator[Complaint]:
    """Yield the complaints that no note answers; a repair doesn't ask for a note where there is no place for one."""
    for complaint in found:
        if not ASKS.search(complaint.fix):
            yield complaint
            continue
        notes = [note for path in (complaint.path, *complaint.others) if (note := note_at(plan, path)) is not None]
        if not notes:
            yield replace(complaint, fix=ASKS.sub("", complaint.fix))
        elif not any(answers(complaint.code, note) for note in notes):
            yield complaint


def answers(code: str, words: str) -> bool:
    """Return True if words answer the question of a code.

    >>> answers("W506", "Checked: the tender came in at this price."), answers("W506", "Still to be checked")
    (True, False)
    >>> answers("W569", "New leavers each year"), answers("W537", "New leavers each year")
    (True, False)
    """
    left = DENIED.sub("", words)
    return bool(RIGHT.search(left) or (code in SAYS_SO and SAYS_SO[code].search(left)))


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
