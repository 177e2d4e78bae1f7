"""Answer to the question: what are we asked to decide? Decisions and actions in words."""

from collections.abc import Iterator
from datetime import date

from mtfp.engine.projection import Projection
from mtfp.findings.short import counted
from mtfp.model.governance.action import Action
from mtfp.model.governance.decision import Decision
from mtfp.results.filled import filled
from mtfp.views.paper.case import Case

QUESTION = "What are we asked to decide?"
NO_DECISION = "This plan asks for no decision."
FEW = 2
"""Most decisions of which page one has the text; if there are more, it counts them."""


def what_to_decide(case: Case) -> Iterator[str]:
    """Yield the text of each decision on page one, or say that there is none."""
    decisions = list(case.plan.decisions.values())
    if not decisions:
        yield NO_DECISION
        return
    if len(decisions) > FEW:
        yield f"There are {counted(len(decisions), 'decision')}; the section on decisions has them all."
    for decision in decisions[:FEW]:
        yield as_sentence(filled(decision.text, case.projection)) + _by(decision)


def _by(decision: Decision) -> str:
    return f" (By {day(decision.by)}.)" if decision.by else ""


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
