"""Make the document of `mtfp compare`: tables, limits that break in words and figures, and the scenarios' changes."""

from collections.abc import Iterable, Iterator, Sequence

from mtfp.documents.blocks import Block, Checks, Heading, Prose, Tables
from mtfp.documents.checks import BROKEN, CheckCase, Outcome
from mtfp.documents.document import Document
from mtfp.documents.of_plan import end_of_plan
from mtfp.documents.story import understood
from mtfp.findings.finding import Finding
from mtfp.findings.place import Place
from mtfp.model.plan import Plan
from mtfp.reading.scenario import ScenarioPlan
from mtfp.results.checks import Verdict, verdicts
from mtfp.results.table import Table
from mtfp.views.compared.breaks import breaks, floors_in_words
from mtfp.views.compared.scenario_run import ScenarioRun


def compared(
    plan: Plan,
    tables: Sequence[Table],
    past_limits: Sequence[Table],
    limits: Checks,
    scenarios: Sequence[ScenarioPlan],
    warnings: Iterable[Finding],
    opening: Sequence[str] = (),
) -> Document:
    """Return the document with the tables that compare scenarios, and `limits`: the limits that they break.

    `opening` has a sentence on each scenario, which comes first.
    """
    broken: tuple[Block, ...] = (Heading("What breaks under each scenario"), limits, Tables(tuple(past_limits)))
    title = f"{plan.name}: scenarios compared"
    first = (*understood(scenarios), *(Prose(text) for text in opening))
    return Document(title, (*first, Tables(tuple(tables)), *broken, *end_of_plan(plan, scenarios, warnings)))


def limits_of(path: str, runs: Sequence[ScenarioRun], places: Sequence[Place]) -> Checks:
    """Return every check of the plan under every scenario, and a sentence on each scenario.

    `places` are the places of the plan's checks in its file.
    """
    cases = [
        _case(path, run, verdict, place)
        for run in runs
        for verdict, place in zip(verdicts(run.projection), places, strict=True)
    ]
    return Checks(tuple(cases), _count(runs), tuple(_sentences(runs)))


def _case(path: str, run: ScenarioRun, verdict: Verdict, place: Place) -> CheckCase:
    """Return a check under a scenario. People see the scenario's label where other documents have the plan's name."""
    found = (Finding(BROKEN, str(verdict), place),)
    details = {
        "plan": run.projection.plan.name,
        "scenario": run.name,
        "of": verdict.check.of,
        "year": verdict.year,
        "value": verdict.value,
        "bound": verdict.bound,
    }
    outcome = Outcome.PASSED if verdict.holds else Outcome.FAILED
    return CheckCase(run.label or run.name, path, verdict.check.name, outcome, found, details=details)


def _count(runs: Sequence[ScenarioRun]) -> str:
    every = [verdict for run in runs for verdict in verdicts(run.projection)]
    held = sum(verdict.holds for verdict in every)
    others = f"{len(runs) - 1} scenario{'s' if len(runs) > 2 else ''}"
    return f"{held} of {len(every)} checks hold across the plan and {others}." if every else "The plan has no checks."


def _sentences(runs: Sequence[ScenarioRun]) -> Iterator[str]:
    """Yield a sentence for each reserve below its minimum level, then the scenarios under which nothing breaks."""
    unbroken, has_limits = list[str](), any(breaks(runs).rows)
    for run in runs:
        short, label = tuple(floors_in_words(run)), run.label or run.name
        yield from (f"{label}: {each}." for each in short)
        if not short and all(verdict.holds for verdict in verdicts(run.projection)):
            unbroken.append(label)
    if not has_limits:
        yield "No reserve has a minimum level."
    elif unbroken:
        yield f"Nothing breaks: {', '.join(unbroken)}."
