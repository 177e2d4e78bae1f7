"""What plans and scenarios said in a baseline and say now: old → new, with the place in today's file.

Both are compared as their authors wrote them, key by key, so that any version's inputs can be: nothing has to be valid.
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
from mtfp.reading.scenario import read_scenario

MOST = 120
"""Characters shown of a value: a whole new line of a plan has more."""
MISSING = object()


@dataclass(frozen=True)
class InputChange:
    """One input that changed: whose it is, its keys joined by dots, old and new, and where it stands today."""

    whose: str
    key: str
    old: str
    new: str
    place: Place

    def __str__(self) -> str:
        return f"{self.whose}: {self.key} {self.old} → {self.new} ({self.place})"


def changed_inputs(baseline: Baseline, result: BatchResult, scenarios: Sequence[str]) -> list[InputChange]:
    """Everything that plans of both say otherwise now, plan by plan; what a scenario says, once for all plans."""
    found: dict[InputChange, None] = {}
    for plan in result.with_results:
        was, now = baseline.inputs.get(plan.name), json.loads(plan.source)
        if was is None:
            continue
        if differing := [each for each in _between(was, now, ()) if not _is_whole_scenario(each[0])]:
            documents = {"": read_plan(plan.path).document, **_scenarios(scenarios)}
            found.update({_told(plan.name, *each, documents): None for each in differing})
    return list(found)


def _scenarios(names: Sequence[str]) -> dict[str, Document]:
    """Where everything in scenarios stands, by their names."""
    read = [read_scenario(part) for name in names for part in name.split("+")]
    return {each.scenario.scenario: each.document for each in read}


def _between(old: Any, new: Any, path: Path) -> Iterator[tuple[Path, Any, Any]]:
    """Each value that differs: inside what has keys on both sides, and in lists of such by position."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*new, *old]):
            yield from _between(old.get(key, MISSING), new.get(key, MISSING), (*path, key))
    elif _of_parts(old) and _of_parts(new):
        for at, (was, now) in enumerate(zip_longest(old, new, fillvalue=MISSING)):
            yield from _between(was, now, (*path, at))
    else:
        yield path, old, new


def _is_whole_scenario(path: Path) -> bool:
    """A scenario that only one of two runs was asked for: no input changed, and its figures are told as new or gone."""
    return path[0] == "scenarios" and len(path) == 2


def _of_parts(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _told(plan: str, path: Path, old: Any, new: Any, documents: Mapping[str, Document]) -> InputChange:
    """A source's path begins with `plan`, `own_data`, or `scenarios`, a name such as `a+b`, and a place within it."""
    first, *rest = path
    if first == "scenarios":
        scenario = str(rest[0]).split("+")[int(rest[1])]
        whose, document, inside = f"scenario {scenario}", documents.get(scenario), tuple(rest[2:])
    else:
        whose, document, inside = plan, documents.get(""), tuple(rest)
    place = document.place(inside) if document else Place("")
    return InputChange(whose, _joined(inside if first != "own_data" else path), _shown(old), _shown(new), place)


def _joined(path: Path) -> str:
    return ".".join(str(step + 1 if isinstance(step, int) else step) for step in path)


def _shown(value: Any) -> str:
    if value is MISSING:
        return "nothing"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= MOST else f"{text[: MOST - 1]}…"
