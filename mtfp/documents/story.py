"""Make the blocks about a scenario: its narrative, and every change that its levers make to a plan."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from mtfp.documents.blocks import Block, Findings, Heading, Listing, Prose
from mtfp.documents.document import Document
from mtfp.model.plan import SECTIONS, Plan
from mtfp.scenarios.words import in_words

if TYPE_CHECKING:
    from mtfp.reading.scenario import ReadScenario, ScenarioPlan
    from mtfp.scenarios.changes import Change
    from mtfp.scenarios.levers.lever import Lever
    from mtfp.scenarios.scenario import AppliedChange, Scenario

NOTHING = in_words(None)
"""Words for the old value of an item that a lever adds to the plan."""
ITEM = ("section", "name")
"""Parts of the path of a whole item of the plan. The path of a key inside an item has more parts."""
SEVERAL = 3
"""Smallest number of items with the same change for which one line shows all of them."""


def story(scenario: "ScenarioPlan") -> tuple[Block, ...]:
    """Return the blocks that follow the tables of a scenario: its narrative, its sources, and all its changes.

    A scenario in words has no narrative, and its changes come before the tables.
    """
    if all(each.in_words for each in scenario.scenarios):
        return ()
    sources = [_source(each) for each in scenario.scenarios if each.scenario.source]
    return (
        Heading(_called(scenario.name, scenario.label)),
        *(Prose(text) for text in (scenario.narrative, *sources) if text),
        *listed_changes(scenario.changes, scenario.plan),
    )


def understood(scenarios: "Iterable[ScenarioPlan]") -> tuple[Block, ...]:
    """Return the blocks before the tables that state how changes in words were understood: old and new values."""
    return tuple(block for scenario in scenarios for block in _understood(scenario))


def _understood(scenario: "ScenarioPlan") -> Iterator[Block]:
    own = [made for made in scenario.changes if scenario.scenarios[made.at.scenario].in_words]
    if own:
        names = [each.scenario.scenario for each in scenario.scenarios if each.in_words]
        yield Prose(f"{' + '.join(names)} changes:")
        yield from listed_changes(own, scenario.plan)


def scenario_in_words(read: "ReadScenario") -> Document:
    """Return the document of a scenario without a plan: its narrative and the kinds of its levers."""
    scenario = read.scenario
    levers = tuple(_lever(number, lever) for number, lever in enumerate(scenario.levers, 1))
    blocks: tuple[Block, ...] = (
        *_opening(scenario, scenario.narrative_with(())),
        *((Prose("Levers, in order:"), Listing(levers)) if levers else ()),
        *([Prose(_source(read))] if scenario.source else []),
        Prose("Add a plan to see what the scenario changes in it."),
    )
    return Document(_called(scenario.scenario, scenario.title), blocks)


def _lever(number: int, lever: "Lever") -> str:
    words = f"{number}. {_kind_of(lever)}"
    return f"{words}: {_one_line(lever.narrative)}" if lever.narrative else words


def _kind_of(lever: "Lever") -> str:
    """Return the kind of a lever in words, with its share if it applies in part."""
    from mtfp.scenarios.levers.common.in_part import in_percent

    return in_words(lever.chosen) + ("" if lever.at == 1 else f", at {in_percent(lever.at)}")


def changes_in_plan(scenario: "ScenarioPlan") -> Document:
    """Return the document of the changes that a scenario's levers make to a plan, from the old value to the new."""
    blocks = [block for number in range(len(scenario.scenarios)) for block in _levers(scenario, number)]
    warnings = Findings(tuple((scenario.plan.name, finding) for finding in scenario.warnings))
    return Document(_called(scenario.name, scenario.label), (*blocks, *([warnings] if scenario.warnings else [])))


def _levers(scenario: "ScenarioPlan", number: int) -> Iterator[Block]:
    read = scenario.scenarios[number]
    yield from _opening(read.scenario, scenario.narrative_of(number))
    if read.scenario.source:
        yield Prose(_source(read))
    own = [made for made in scenario.changes if made.at.scenario == number]
    for at, made in groupby(own, key=lambda each: each.at):
        kind = _kind_of(read.scenario.levers[at.lever])
        yield Prose(f"Lever {at.lever + 1}, {kind} ({read.document.place(at.path)})")
        yield from listed_changes(made, scenario.plan)


def _opening(scenario: "Scenario", narrative: str) -> Iterator[Block]:
    yield Heading(_called(scenario.scenario, scenario.title))
    if narrative:
        yield Prose(narrative)


def listed_changes(changes: "Iterable[AppliedChange]", plan: Plan) -> Iterator[Block]:
    """Yield a list of changes, if there are any. Several items with the same change by one lever share a line."""
    every = list(changes)
    alike: dict[tuple[object, ...], list[Change]] = {}
    for made in every:
        alike.setdefault(_kind(made), []).append(made.change)
    lines = [line for made in every for line in _lines(made.change, alike[_kind(made)], plan)]
    if lines:
        yield Listing(tuple(lines))


def _kind(made: "AppliedChange") -> tuple[object, ...]:
    """Return a key that is the same for changes that may share a line.

    The key has the lever, the section of the plan, the keys inside the item, and the old and new values, but not the
    item's name. A slip in one lever thus isn't hidden among the right changes of another.
    """
    change = made.change
    section, inside = change.path[0] if change.path else "", change.path[2:]
    has_item = inside and section in SECTIONS
    return (made.at, section, inside, change.years, change.old, change.new) if has_item else (made.at, change.path)


def _lines(change: "Change", alike: "Sequence[Change]", plan: Plan) -> Iterator[str]:
    """Yield the line of a change. Changes in `alike` may share a line: the first yields it, the others nothing."""
    if len(alike) < SEVERAL:
        is_new = len(change.path) == len(ITEM) and change.old == NOTHING
        yield f"{change.label} (new): {change.new}" if is_new else str(change)
    elif change is alike[0]:
        items = [plan.label(str(each.path[0]), str(each.path[1])) for each in alike]
        inside = change.label.removeprefix(items[0])
        yield f"{'; '.join(items)}{inside}: {change.old} → {change.new}"


def _called(name: str, title: str) -> str:
    return name if name == title else f"{name}: {title}"


def _source(read: "ReadScenario") -> str:
    return f"Source: {_one_line(read.scenario.source)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
