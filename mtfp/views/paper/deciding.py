"""Answer to the question: what are we asked to decide? Decisions and actions in words."""

import re
from collections.abc import Iterator
from datetime import date

from mtfp.engine.projection import Projection
from mtfp.findings.short import counted
from mtfp.model.governance.action import Action
from mtfp.model.governance.decision import Decision
from mtfp.results.filled import filled
from mtfp.views.paper.amounts import LastSpare
from mtfp.views.paper.case import Case

QUESTION = "What are we asked to decide?"
NO_DECISION = "This plan asks for no decision."
FEW = 3
"""Most decisions that page one states; the section on decisions has them all."""
FIRST_SENTENCE = re.compile(r"(.+?)[.?!](?=\s+[A-Z]|\s*$)", re.S)
"""First sentence of a decision, without its full stop."""


def what_to_decide(case: Case) -> Iterator[str]:
    """Yield the text of each decision on page one, or say that there is none."""
    decisions = list(case.plan.decisions.values())
    if not decisions:
        yield NO_DECISION
        return
    if len(decisions) > 1:
        yield f"There are {counted(len(decisions), 'decision')}."
    for number, decision in enumerate(decisions[:FEW]):
        text = _in_short(decision, case.projection)
        yield LastSpare(text) if number else text


def _in_short(decision: Decision, projection: Projection) -> str:
    """Return the first sentence of a decision with its date; the section on decisions has the rest."""
    text = as_sentence(decision.text)
    found = FIRST_SENTENCE.match(text)
    first = filled(found[1] if found else text, projection)
    return f"{first} (by {day(decision.by)})." if decision.by else f"{first}."


def as_sentence(text: str) -> str:
    """Return a text on one line that ends with a full stop.

    >>> as_sentence("Agree the plan"), as_sentence("Who pays?")
    ('Agree the plan.', 'Who pays?')
    """
    words = " ".join(text.split())
    return words if words.endswith((".", "?", "!")) else f"{words}."


def day(iso: str) -> str:
    """Return a date as people write it.

    >>> day("2026-06-25")
    '25 June 2026'
    """
    of = date.fromisoformat(iso)
    return f"{of.day} {of:%B %Y}"


def action_in_words(action: Action, projection: Projection) -> Iterator[str]:
    """Yield the parts of an action's line: its text, owner, due date, progress, and what it should move."""
    yield as_sentence(filled(action.text, projection))
    if action.owner:
        yield f"Owner: {action.owner}."
    if action.due:
        yield f"Due: {day(action.due)}."
    yield f"Progress: {action.status}{f', {day(action.status_date)}' if action.status_date else ''}."
