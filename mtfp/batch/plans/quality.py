"""Quality findings of a valid plan: stale reviews, placeholder sources, missing records, and inputs without effect.

A policy can make these findings fatal.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from mtfp.batch.plans.required import unmet_requirements
from mtfp.findings.finding import Finding
from mtfp.findings.place import Place
from mtfp.model.base.values import shown
from mtfp.reading.plan import ReadPlan
from mtfp.reading.policy import ReadPolicy

PLACEHOLDERS = ("", "?", "-", "–", "tbc", "tbd", "todo", "unknown", "none", "n/a", "na", "source", "missing")
"""Placeholders that people write instead of a source, in lower case."""


def quality_findings(read: ReadPlan, policy: ReadPolicy | None) -> Iterator[Finding]:
    """Yield findings about placeholder sources, records that the policy requires, and reviews that are too old."""
    yield from _without_source(read)
    yield from unmet_requirements(read, policy.policy.require if policy else ())
    if policy and policy.policy.stale_after and policy.as_of:
        yield from _stale(read, policy.policy.stale_after, date.fromisoformat(policy.as_of))


def findings_without_effect(read: ReadPlan, unchanged: Sequence[str], unused: Sequence[str]) -> Iterator[Finding]:
    """Yield findings about scenarios and uncertain assumptions that change no figure of the plan."""
    for scenario in unchanged:
        message = f"`{scenario}` changes no figure of this plan, in any year of any draw"
        fix = "check which entries the scenario's levers select, or leave the scenario out for this plan"
        yield Finding("W601", message, Place(read.document.file), fix)
    for name in unused:
        place = read.document.place(("assumptions", name), of_key=True)
        message = f"`{name}` is uncertain, but changes no figure of this plan"
        yield Finding("W602", message, place, "use the assumption in the plan, or remove its `spread`")


def _stale(read: ReadPlan, months: int, as_of: date) -> Iterator[Finding]:
    for name, assumption in read.plan.assumptions.items():
        if assumption.reviewed and (age := _months(date.fromisoformat(assumption.reviewed), as_of)) >= months:
            place = read.document.place(("assumptions", name, "reviewed"))
            message = f"`{name}` was last reviewed on {assumption.reviewed}, {age} months before {as_of}"
            yield Finding(
                "W603",
                message,
                place,
                f"review the assumption and write the new date; the policy allows {months} months",
            )


def _months(since: date, until: date) -> int:
    """Return the complete months between two days, negative if the second is earlier.

    >>> _months(date(2025, 1, 31), date(2026, 1, 30)), _months(date(2025, 1, 31), date(2026, 1, 31))
    (11, 12)
    """
    return 12 * (until.year - since.year) + until.month - since.month - (until.day < since.day)


def _without_source(read: ReadPlan) -> Iterator[Finding]:
    for name, assumption in read.plan.assumptions.items():
        if assumption.source.strip().rstrip(".").casefold() in PLACEHOLDERS:
            place = read.document.place(("assumptions", name, "source"))
            fix = "name the paper or table that the figure comes from, or the person whose judgement it is"
            yield Finding("W604", f"the source of `{name}` is a placeholder: {shown(assumption.source)}", place, fix)
