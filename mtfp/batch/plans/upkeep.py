"""How well a plan is kept, beyond what makes it sound: findings that a policy can make fatal."""

from collections.abc import Iterator, Sequence
from datetime import date

from mtfp.findings.finding import Finding
from mtfp.findings.place import Place
from mtfp.model.base.values import shown
from mtfp.reading.plan import ReadPlan
from mtfp.reading.policy import ReadPolicy

SAYS_NOTHING = ("", "?", "-", "–", "tbc", "tbd", "todo", "unknown", "none", "n/a", "na", "source", "missing")
"""What people write in place of a source."""


def upkeep(read: ReadPlan, policy: ReadPolicy | None) -> Iterator[Finding]:
    """Assumptions whose review is stale by a policy, and sources that say nothing."""
    yield from _without_source(read)
    if policy and policy.policy.stale_after and policy.as_of:
        yield from _stale(read, policy.policy.stale_after, date.fromisoformat(policy.as_of))


def unused_assumptions(read: ReadPlan, unchanged: Sequence[str], idle: Sequence[str]) -> Iterator[Finding]:
    """Scenarios that change no figure of the plan, and uncertain assumptions that move none."""
    for scenario in unchanged:
        message = f"`{scenario}` changes no figure of this plan, in any year of any draw"
        fix = "check what its levers are aimed at, or leave it out for this plan"
        yield Finding("W601", message, Place(read.document.file), fix)
    for name in idle:
        place = read.document.place(("assumptions", name), of_key=True)
        message = f"`{name}` is uncertain, and moves no figure of this plan"
        yield Finding("W602", message, place, "use it where it matters, or take its `spread` out")


def _stale(read: ReadPlan, months: int, as_of: date) -> Iterator[Finding]:
    for name, assumption in read.plan.assumptions.items():
        if assumption.reviewed and (age := _months(date.fromisoformat(assumption.reviewed), as_of)) >= months:
            place = read.document.place(("assumptions", name, "reviewed"))
            message = f"`{name}` was last reviewed on {assumption.reviewed}, {age} months before {as_of}"
            yield Finding("W603", message, place, f"look at it again and date it; {months} months are allowed")


def _months(since: date, until: date) -> int:
    """Whole months between two days, below zero if the second is the earlier.

    >>> _months(date(2025, 1, 31), date(2026, 1, 30)), _months(date(2025, 1, 31), date(2026, 1, 31))
    (11, 12)
    """
    return 12 * (until.year - since.year) + until.month - since.month - (until.day < since.day)


def _without_source(read: ReadPlan) -> Iterator[Finding]:
    for name, assumption in read.plan.assumptions.items():
        if assumption.source.strip().rstrip(".").casefold() in SAYS_NOTHING:
            place = read.document.place(("assumptions", name, "source"))
            fix = "write where the figure comes from: a paper, a table, whose judgement"
            yield Finding("W604", f"the source of `{name}` says nothing: {shown(assumption.source)}", place, fix)
