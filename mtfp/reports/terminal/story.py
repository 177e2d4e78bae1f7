"""A scenario in plain words, and what its levers change in a plan, as text."""

from collections.abc import Iterable
from itertools import groupby
from textwrap import fill

from mtfp.findings.show import show_all
from mtfp.reading.scenario import ReadFuture, ReadScenario
from mtfp.scenarios.scenario import Made

WIDTH = 78


def narrative(future: ReadFuture) -> str:
    """What the future is, in plain words."""
    return " ".join(" ".join(each.scenario.narrative.split()) for each in future.scenarios)


def in_short(future: ReadFuture) -> str:
    """What the future is, and everything that its levers change in the plan."""
    sources = [fill(f"Source: {each}", WIDTH) for each in _sources(future)]
    return "\n".join(
        [f"{future.name}: {future.label}", fill(narrative(future), WIDTH), *sources, *_told(future.changes)]
    )


def _sources(future: ReadFuture) -> list[str]:
    """Where the scenarios' own figures come from."""
    return [" ".join(each.scenario.source.split()) for each in future.scenarios if each.scenario.source]


def _told(changes: Iterable[Made]) -> list[str]:
    return [fill(str(made.change), WIDTH, initial_indent="  ", subsequent_indent="      ") for made in changes]


def in_plain_words(read: ReadScenario) -> str:
    """A scenario's label, narrative, and the kinds of lever that make it."""
    scenario = read.scenario
    levers = "\n".join(f"  {number}. {lever.chosen}" for number, lever in enumerate(scenario.levers, 1))
    parts = [f"{scenario.scenario}: {scenario.title}", fill(" ".join(scenario.narrative.split()), WIDTH)]
    if levers:
        parts.append(f"Levers, in order:\n{levers}")
    if scenario.source:
        parts.append(fill(f"Source: {' '.join(scenario.source.split())}", WIDTH))
    parts.append("Add a plan to see what it changes there.")
    return "\n\n".join(parts) + "\n"


def changes_in_plan(future: ReadFuture) -> str:
    """What each lever changes, old and new, with its place; and what is worth knowing."""
    parts = []
    for number, read in enumerate(future.scenarios):
        narrative = fill(" ".join(read.scenario.narrative.split()), WIDTH)
        parts.append(f"{read.scenario.scenario}: {read.scenario.title}")
        if narrative:
            parts.append(narrative)
        if read.scenario.source:
            parts.append(fill(f"Source: {' '.join(read.scenario.source.split())}", WIDTH))
        mine = [made for made in future.changes if made.at.scenario == number]
        for at, made in groupby(mine, key=lambda each: each.at):
            kind = read.scenario.levers[at.lever].chosen
            title = f"Lever {at.lever + 1}, {kind} ({read.document.place(at.path)})"
            parts.append("\n".join([title, *_told(made)]))
    if future.warnings:
        parts.append(show_all(future.warnings))
    return "\n\n".join(parts) + "\n"
