"""Sentences about an item of a register: where its money falls, its source, its owner, and its note."""

from collections.abc import Iterator
from datetime import date

from mtfp.model.costs.commitment import Commitment
from mtfp.model.costs.target import Target
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.assumption import Assumption
from mtfp.model.uncertainty.risk import RiskEvent
from mtfp.scenarios.words import PlanWords

ARMS = {"council": "the council's arm", "nhs": "the NHS arm"}


def falls_on(item: Target, plan: Plan) -> str:
    """Return the lines, the arm or the whole plan on which an item's money falls."""
    if item.line:
        return plan.label("lines", item.line)
    if item.lines and list(item.lines.attributes) == ["partner"]:
        return f"all lines of {ARMS[item.lines.attributes['partner']]}"
    if item.lines:
        return PlanWords(plan).value(item.lines)
    return ARMS[item.partner] if item.partner else "the plan as a whole"


def provenance(item: Assumption | Commitment | RiskEvent, usual_source: str = "") -> Iterator[str]:
    """Yield the source and the owner of an item, then a sentence if one is missing.

    `usual_source`: source of an item that states none.
    """
    facts = {"source": item.source or usual_source, "owner": item.owner}
    yield from (f"{name.capitalize()}: {stated}" for name, stated in facts.items() if stated)
    if missing := [name for name, stated in facts.items() if not stated]:
        yield f"No {' or '.join(missing)}"


def day_in_words(day: str) -> str:
    """Return a date in words.

    >>> day_in_words("2026-03-05")
    '5 March 2026'
    """
    found = date.fromisoformat(day)
    return f"{found.day} {found:%B %Y}"


def sentences(name: str, *parts: str) -> str:
    """Return the name of an item, then each part as one sentence; empty parts are left out.

    >>> sentences("New ward", "Owner: chief officer", "", "Source: a letter.")
    'New ward. Owner: chief officer. Source: a letter.'
    """
    return " ".join(f"{part.strip().rstrip('.')}." for part in (name, *parts) if part.strip())
