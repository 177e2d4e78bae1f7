"""Find the inputs of plans and scenarios that changed since a baseline: old and new value, and place in the file.

Inputs are compared as their authors wrote them, key by key. They need not be valid, so inputs of any version can be
compared.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from mtfp.batch.baseline.baseline import Baseline
from mtfp.batch.outcome.outcome import BatchResult
from mtfp.findings.place import Document, Path, Place
from mtfp.reading.plan import read_plan
from mtfp.reading.scenario import read_scenarios

MOST = 120
"""Maximum number of characters shown: longer values, such as a whole new line of a plan, are cut."""
MISSING = object()
"""Placeholder for a value that one of the two inputs does not have."""


@dataclass(frozen=True)
class InputChange:
    """One input that changed: its plan or scenario, its keys joined by dots, old and new value, and place."""

    document: str
    key: str
    old: str
    new: str
    place: Place

    def __str__(self) -> str:
        return f"{self.document}: {self.key} {self.old} → {self.new} ({self.place})"


def changed_inputs(baseline: Baseline, result: BatchResult, scenarios: Sequence[str]) -> list[InputChange]:
    """Return the changed inputs, plan by plan; a change in a scenario is listed only once, not for every plan."""
    found: dict[InputChange, None] = {}
    for plan in result.with_results:
        was, now = baseline.inputs.get(plan.name), json.loads(plan.source)
        if was is None:
            continue
        if differing := [each for each in _differences(was, now, ()) if not _is_whole_scenario(each[0])]:
            documents = {"": read_plan(plan.path, plan.correlations).document, **_scenarios(scenarios)}
            found.update({_input_change(plan.name, *each, documents): None for each in differing})
    return list(found)


def _scenarios(names: Sequence[str]) -> dict[str, Document]:
    """Return the documents of scenarios by their names."""
    read = [each for name in names for each in read_scenarios(name)]
    return {each.scenario.scenario: each.document for each in read}


def _differences(old: Any, new: Any, path: Path) -> Iterator[tuple[Path, Any, Any]]:
    """Yield each value that differs: mappings are compared by key, lists of mappings by position."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*new, *old]):
            yield from _differences(old.get(key, MISSING), new.get(key, MISSING), (*path, key))
    elif _has_mappings(old) and _has_mappings(new):
        for at, (was, now) in enumerate(zip_longest(old, new, fillvalue=MISSING)):
            yield from _differences(was, now, (*path, at))
    else:
        yield path, old, new


def _is_whole_scenario(path: Path) -> bool:
    """Return True for a scenario that only one run has: it counts as new or removed, not as a changed input."""
    return path[0] == "scenarios" and len(path) == 2


def _has_mappings(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _input_change(plan: str, path: Path, old: Any, new: Any, documents: Mapping[str, Document]) -> InputChange:
    """Return the changed input at a path. It begins with `plan`, `own_data`, `national`, or `scenarios` and a name."""
    first, *rest = path
    if first == "scenarios":  # then a name such as `a+b`, the number of the scenario in it, and a path within that
        scenario = str(rest[0]).split("+")[int(rest[1])]
        name, document, inside = f"scenario {scenario}", documents.get(scenario), tuple(rest[2:])
    elif first == "national":
        name, document, inside = "national correlations", None, tuple(rest)
    else:
        name, document, inside = plan, documents.get(""), tuple(rest)
    place = document.place(inside) if document else Place("")
    return InputChange(name, _joined(inside if first != "own_data" else path), _shown(old), _shown(new), place)


def _joined(path: Path) -> str:
    return ".".join(str(step + 1 if isinstance(step, int) else step) for step in path)


def _shown(value: Any) -> str:
    if value is MISSING:
        return "nothing"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= MOST else f"{text[: MOST - 1]}…"
