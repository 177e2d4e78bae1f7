"""Texts of a board paper whose amounts are figures in braces, such as `{gap in 2027/28}`."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from mtfp.findings.place import Path
from mtfp.model.governance.action import Action
from mtfp.model.governance.assurance import Assurance
from mtfp.model.governance.decision import Decision

KEYS = ("decisions", "actions", "status", "consultation", "assurance")
"""Keys of a plan or a scenario that only a board paper uses; they change no figure."""


class HasTexts(Protocol):
    """Plan or scenario."""

    @property
    def decisions(self) -> Mapping[str, Decision]: ...
    @property
    def actions(self) -> Mapping[str, Action]: ...
    @property
    def assurance(self) -> Assurance | None: ...


def texts(paper: HasTexts) -> Iterator[tuple[Path, str]]:
    """Yield each text that may name figures, with the path of its key."""
    for name, decision in paper.decisions.items():
        yield ("decisions", name, "text"), decision.text
        yield ("decisions", name, "if_not"), decision.if_not
    for name, action in paper.actions.items():
        yield ("actions", name, "text"), action.text
    if paper.assurance:
        yield ("assurance", "robustness"), paper.assurance.robustness
        yield ("assurance", "adequacy"), paper.assurance.adequacy
