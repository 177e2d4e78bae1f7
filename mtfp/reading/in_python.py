"""Plans and scenarios as Python states them, turned into what their files would give."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias, cast

from pydantic import BaseModel

from mtfp.findings.arguments import in_short
from mtfp.findings.finding import Finding, Refused, Severity, in_order
from mtfp.findings.place import Document, Path, Place
from mtfp.model.base.values import Percent
from mtfp.model.plan import Plan
from mtfp.reading.plan import ReadPlan, meaning_findings, read_plan
from mtfp.scenarios.below_zero import below_zero
from mtfp.scenarios.levers.common.in_part import in_percent
from mtfp.scenarios.levers.lever import Lever
from mtfp.scenarios.scenario import Scenario

PlanLike: TypeAlias = Plan | ReadPlan | str | os.PathLike[str]
"""Plan as Python may give it: the plan, what `read_plan` returned, or the path of its file or folder."""
SCENARIO_KEYS = {"mtfp", "scenario", "levers"}
"""Keys that only a whole scenario has, and no single lever."""


class InPython(Document):
    """Values that no file has. The place of a value is its path, such as `lines.care_homes.budget`.

    `file` is a name that comes before the path, such as that of a scenario; it may be empty.
    """

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        """Return the place of a value: its path, after the name of the document."""
        return Place(": ".join(filter(None, (self.file, ".".join(map(str, path))))) or "the plan")


def document_of(values: Mapping[str, Any], name: str = "") -> InPython:
    """Return the document of values, with every path in them."""
    places = {path: (0, 0, 1) for path in _paths(values)}
    return InPython(name, (), values, places, places)


def _paths(value: Any, path: Path = ()) -> Iterator[Path]:
    yield path
    if isinstance(value, Mapping | list | tuple):
        for key, inner in value.items() if isinstance(value, Mapping) else enumerate(value):
            yield from _paths(inner, (*path, key))


def plan_of(plan: PlanLike) -> ReadPlan:
    """Return a plan with its places and warnings; a path is read, and a plan is checked as its file would be.

    Raises Refused with every finding for a plan with errors, OSError if a file can't be read, and TypeError for
    anything else.
    """
    if isinstance(plan, ReadPlan):
        return plan
    if not isinstance(plan, Plan):
        if not isinstance(plan, str | os.PathLike):
            raise TypeError(f"the plan must be a path, a Plan or what read_plan returned, not {in_short(plan)}")
        return read_plan(plan)
    document = document_of(plan.file_form())
    findings = meaning_findings(plan, document)
    if not _has_errors(findings):
        found = (each.complaint for each in below_zero(plan))
        findings += [Finding(each.code, each.message, document.place(each.path), each.fix) for each in found]
    if _has_errors(findings):
        raise Refused(findings)
    return ReadPlan(plan, document, in_order(findings))


def _has_errors(findings: Sequence[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def scenario_document_of(given: Mapping[str, Any] | Lever | Scenario) -> Document:
    """Return the document that the file of a scenario, or of one lever, would give.

    >>> scenario_document_of({"shift": {"assumption": "cpi", "by": "1%"}}).value["scenario"]
    'shift: {assumption: cpi, by: 1%}'
    """
    values = plain(given)
    if not SCENARIO_KEYS.isdisjoint(values):
        return document_of(values, f"scenario {values.get('scenario', 'without a name')}")
    name = flow(values)[1:-1]
    return document_of({"mtfp": 1, "scenario": name or "no lever", "levers": [values]}, name)


def plain(value: Any) -> Any:
    """Return a value with plain groups and lists in place of parts of a plan, as a file would have it."""
    if isinstance(value, BaseModel):
        return plain(cast(Any, value).file_form()) if hasattr(value, "file_form") else plain(cast(Any, value).root)
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list | tuple) else value


def flow(value: Any) -> str:
    """Return a value in one line, as YAML may write it.

    >>> flow({"name": "locums", "delay": 1, "lines": ["a", "b"]})
    '{name: locums, delay: 1, lines: [a, b]}'
    """
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {flow(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return in_percent(value) if isinstance(value, Percent) else str(value)
