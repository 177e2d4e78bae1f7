"""Scenarios that decisions name as options: shipped ones by name, others by the path of their file."""

from collections.abc import Iterator
from pathlib import Path as File

from mtfp.findings.suggest import did_you_mean, one_of, quoted
from mtfp.model.base.complaint import Complaint
from mtfp.model.plan import Plan
from mtfp.reading.in_words.pieces import MARK, pieces_of
from mtfp.scenarios.shipped import find_shipped, shipped

ALWAYS = ("base", "ladder")
"""Names of options without a file: the plan as it stands, and a position on the ladder."""


def unknown_options(plan: Plan, folder: File) -> Iterator[Complaint]:
    """Warn of options that name no scenario: neither a shipped one, nor a file by its path from the plan's folder."""
    known = (*ALWAYS, *(path.stem for path in shipped()))
    for name, decision in plan.decisions.items():
        for number, option in enumerate(decision.options):
            unknown = next((each for each in _names(option) if not _is_known(each, folder)), None)
            if unknown:
                near = did_you_mean(unknown, known) or f"name a shipped scenario, {one_of(known, most=12)}, or its file"
                message = f"there is no scenario {quoted(unknown)}"
                yield Complaint("W704", ("decisions", name, "options", number), message, near)


def _names(option: str) -> Iterator[str]:
    """Yield the names of scenarios in an option, without their share; changes in words have no name."""
    for piece in pieces_of(option):
        if piece.is_name:
            yield piece.text.rpartition(MARK)[0] or piece.text


def _is_known(name: str, folder: File) -> bool:
    return name in ALWAYS or find_shipped(name) is not None or (folder / name).is_file()
