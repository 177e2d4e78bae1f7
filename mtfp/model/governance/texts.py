"""Keys of a board paper, which change no figure, and its texts, whose amounts are figures in braces."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Protocol

from mtfp.findings.place import Path
from mtfp.model.governance.action import Action
from mtfp.model.governance.assurance import Assurance
from mtfp.model.governance.decision import Decision

KEYS = ("decisions", "actions", "status", "consultation", "assurance")
"""Keys of a plan or a scenario that only a board paper uses; they change no figure."""
BY_NAME = ("decisions", "actions")
"""Keys of them that hold entries by name."""
IN_ENTRIES = {
    "funding": ("agreed",),
    "savings": ("impact_assessment",),
    "reserves": ("target", "maximum", "held_for", "use_by", "review"),
}
"""Keys of entries that change no figure either, by section."""
IN_SCHEME = ("agreed",)
"""Keys of the scheme that change no figure."""


class HasTexts(Protocol):
    """Plan or scenario."""

    @property
    def decisions(self) -> Mapping[str, Decision]: ...
    @property
    def actions(self) -> Mapping[str, Action]: ...
    @property
    def assurance(self) -> Assurance | None: ...


def without_paper(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a plan's or a scenario's file that can change a figure.

    >>> without_paper({"name": "A", "status": {"stage": "draft"}, "scheme": {"agreed": {}, "steps": []}})
    {'name': 'A', 'scheme': {'steps': []}}
    """
    kept = {key: value for key, value in document.items() if key not in KEYS}
    if isinstance(scheme := kept.get("scheme"), dict):
        kept["scheme"] = _without(scheme, IN_SCHEME)
    for section, keys in IN_ENTRIES.items():
        if isinstance(entries := kept.get(section), dict):
            kept[section] = {name: _without(entry, keys) for name, entry in entries.items()}
    return kept


def _without(part: Any, keys: Collection[str]) -> Any:
    return {key: value for key, value in part.items() if key not in keys} if isinstance(part, dict) else part


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
