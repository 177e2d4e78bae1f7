"""Change of a part's fields in Python, with the checks that reading a file makes, except those of other files."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from mtfp.findings.finding import Finding, Refused, Severity
from mtfp.findings.place import Path
from mtfp.model.base.part import Part
from mtfp.model.base.values import shown
from mtfp.model.consistency import complaints
from mtfp.model.plan import Plan
from mtfp.reading.in_python import document_of
from mtfp.reading.shape import findings_of

Changed = TypeVar("Changed", bound=Part)


def changed(part: Changed, changes: Mapping[str, Any]) -> Changed:
    """Return a part with some fields changed, given by their names.

    Raises Unknown for a name that is not a field, and Refused with every error of the changed part.
    """
    kind = type(part)
    values = part.with_fields(**changes).file_form()
    try:
        after = kind.model_validate(values)
    except ValidationError as error:
        raise Refused(findings_of(error, document_of(values), kind)) from None
    return _sound(part, after) if isinstance(part, Plan) and isinstance(after, Plan) else after


def _sound(before: Plan, changed: Plan) -> Any:
    """Return the changed plan with the figures from its files. Raises Refused if the change brings an error."""
    plan = changed.with_supplied(before.supplied).with_national(before.national)
    old, read = set(_errors(before)), set(_files(before).values())
    errors = [finding for key, finding in _errors(plan).items() if key not in old]
    errors += [_unread(path, file) for path, file in _files(plan).items() if file not in read]
    if errors:
        raise Refused(errors)
    return plan


def _errors(plan: Plan) -> dict[tuple[str, Path, str], Finding]:
    """Return the errors of a plan. A message on the whole plan lists items, so it doesn't tell errors from others."""
    document = document_of({})
    found = {
        (c.code, c.path, c.message if c.path else ""): Finding(c.code, c.message, document.place(c.path), c.fix)
        for c in complaints(plan)
    }
    return {key: finding for key, finding in found.items() if finding.severity is Severity.ERROR}


def _files(plan: Plan) -> dict[Path, str]:
    """Return the files that a plan names, by the path of the name."""
    profiles = {("lines", name, "demand", "profile"): line.demand.profile for name, line in plan.lines.items()}
    people = plan.population.file if plan.population else None
    named: dict[Path, str | None] = {("national",): plan.national_file, ("population", "file"): people}
    named.update({path: profile for path, profile in profiles.items() if profile and profile.endswith(".csv")})
    return {path: file for path, file in named.items() if file}


def _unread(path: Path, file: str) -> Finding:
    fix = "write the name in the plan's file, and read the plan again"
    return Finding(
        "E317", f"{shown(file)} can't be read here: a change in Python reads no files", document_of({}).place(path), fix
    )
