"""Section of a paper on decisions, actions, the chief finance officer's statement, and checks that were made."""

from collections.abc import Iterator
from dataclasses import replace

from mtfp.documents.blocks import Block, Heading, Listing, Prose, Tables
from mtfp.engine.projection import Projection
from mtfp.model.governance.assurance import LogEntry
from mtfp.model.governance.decision import Decision
from mtfp.reading.scenario import read_scenario
from mtfp.results.filled import filled
from mtfp.scenarios.shipped import find_shipped
from mtfp.views.paper.case import Evidence
from mtfp.views.paper.deciding import NO_DECISION, action_in_words, as_sentence, day
from mtfp.views.plan.paper.actions import actions

NO_STATEMENT = "The plan records no statement of the chief finance officer."


def decisions_section(evidence: Evidence) -> Iterator[Block]:
    """Yield each decision with its options and the consequence of not deciding, then the actions agreed."""
    projection, plan = evidence.base.projection, evidence.plan
    yield Heading("Decisions and actions")
    if not plan.decisions:
        yield Prose(NO_DECISION)
    for number, decision in enumerate(plan.decisions.values(), 1):
        yield Heading(f"Decision {number}", 3)
        yield from _decision(decision, evidence)
    if plan.actions:
        yield Heading("Actions agreed", 3)
        yield Listing(tuple(" ".join(action_in_words(each, projection)) for each in plan.actions.values()))
        yield from _figures_of_actions(projection)


def _figures_of_actions(projection: Projection) -> Iterator[Block]:
    """Yield the table of the figures that actions should move; their words are in the list above it."""
    table = actions(projection, "base")
    rows = tuple(replace(row, about="") for row in table.rows)
    if any(value is not None for row in rows for value in row.values):
        yield Tables((replace(table, title="Figures that the actions should move", rows=rows),))


def _decision(decision: Decision, evidence: Evidence) -> Iterator[Block]:
    projection, options = evidence.base.projection, [_option(name, evidence) for name in decision.options]
    yield Prose(as_sentence(filled(decision.text, projection)))
    facts = [
        f"Decide by: {day(decision.by)}." if decision.by else "",
        f"Brought by: {decision.owner}." if decision.owner else "",
        f"Options: {'; '.join(options)}." if options else "",
        f"If not decided: {as_sentence(filled(decision.if_not, projection))}" if decision.if_not else "",
    ]
    yield Listing(tuple(fact for fact in facts if fact))


def _option(name: str, evidence: Evidence) -> str:
    """Return the label of an option's scenario; it says so if this paper doesn't show the scenario."""
    cases = {case.name: case.label for case in (evidence.base, *evidence.scenarios)}
    if name in cases:
        return cases[name]
    title = read_scenario(name).scenario.title if find_shipped(name) else name
    return f"{title} (not in this paper)"


def statement_section(evidence: Evidence) -> Iterator[Block]:
    """Yield the chief finance officer's statement; a plan without one says so."""
    said, projection = evidence.plan.assurance, evidence.base.projection
    yield Heading("Statement of the chief finance officer")
    if said is None:
        yield Prose(NO_STATEMENT)
        return
    for title, text in (("Robustness of the estimates", said.robustness), ("Adequacy of reserves", said.adequacy)):
        if text:
            yield Heading(title, 3)
            yield Prose(as_sentence(filled(text, projection)))
    yield Prose(f"{said.by}{f', {day(said.date)}' if said.date else ''}")


def log_section(evidence: Evidence) -> Iterator[Block]:
    """Yield the checks that were made, as the plan records them."""
    said = evidence.plan.assurance
    yield Heading("Who checked this plan", 3)
    if said is None or not said.log:
        yield Prose("The plan records no checks.")
        return
    yield Listing(tuple(map(_entry, said.log)))


def _entry(each: LogEntry) -> str:
    version = f" Version: {each.version}." if each.version else ""
    return f"{day(each.date)}: {each.who}: {as_sentence(each.what)}{version}"
