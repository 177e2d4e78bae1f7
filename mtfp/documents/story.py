"""A scenario in plain words, and every change that its levers make to a plan, as blocks."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from mtfp.documents.blocks import Block, Findings, Heading, Listing, Prose
from mtfp.documents.document import Document
from mtfp.reading.scenario import ReadScenario, ScenarioPlan
from mtfp.scenarios.scenario import AppliedChange


def narrative(scenario: ScenarioPlan) -> str:
    """Return a scenario's narrative, or those of the scenarios that it joins."""
    return " ".join(_one_line(each.scenario.narrative) for each in scenario.scenarios)


def story(scenario: ScenarioPlan) -> tuple[Block, ...]:
    """Return the blocks that follow the tables of a scenario: its narrative, its sources, and all its changes."""
    sources = [_source(each) for each in scenario.scenarios if each.scenario.source]
    return (
        Heading(f"{scenario.name}: {scenario.label}"),
        *(Prose(text) for text in (narrative(scenario), *sources) if text),
        *_changes(scenario.changes),
    )


def scenario_in_words(read: ReadScenario) -> Document:
    """Return a scenario's narrative and the kinds of lever that make it."""
    scenario = read.scenario
    levers = tuple(f"{number}. {lever.chosen}" for number, lever in enumerate(scenario.levers, 1))
    blocks: tuple[Block, ...] = (
        *_opening(read),
        *((Prose("Levers, in order:"), Listing(levers)) if levers else ()),
        *([Prose(_source(read))] if scenario.source else []),
        Prose("Add a plan to see what it changes there."),
    )
    return Document(f"{scenario.scenario}: {scenario.title}", blocks)


def changes_in_plan(scenario: ScenarioPlan) -> Document:
    """Return every change that each lever makes to a plan, old and new, with the lever's place."""
    blocks = [block for number in range(len(scenario.scenarios)) for block in _levers(scenario, number)]
    warnings = Findings(tuple((scenario.plan.name, finding) for finding in scenario.warnings))
    return Document(f"{scenario.name}: {scenario.label}", (*blocks, *([warnings] if scenario.warnings else [])))


def _levers(scenario: ScenarioPlan, number: int) -> Iterator[Block]:
    read = scenario.scenarios[number]
    yield from _opening(read)
    if read.scenario.source:
        yield Prose(_source(read))
    mine = [made for made in scenario.changes if made.at.scenario == number]
    for at, made in groupby(mine, key=lambda each: each.at):
        yield Prose(f"Lever {at.lever + 1}, {read.scenario.levers[at.lever].chosen} ({read.document.place(at.path)})")
        yield from _changes(made)


def _opening(read: ReadScenario) -> Iterator[Block]:
    yield Heading(f"{read.scenario.scenario}: {read.scenario.title}")
    if read.scenario.narrative:
        yield Prose(_one_line(read.scenario.narrative))


def _changes(changes: Iterable[AppliedChange]) -> Iterator[Block]:
    if items := tuple(str(made.change) for made in changes):
        yield Listing(items)


def _source(read: ReadScenario) -> str:
    return f"Source: {_one_line(read.scenario.source)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
