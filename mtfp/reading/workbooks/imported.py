"""Import of a workbook: a plan without errors, and the values of the file that a person would write for it."""

import re
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Place
from mtfp.reading.plan import ReadPlan, plan_in
from mtfp.reading.sheets.forms import PLAN, Form, form_of_items
from mtfp.reading.workbooks.in_cells import Found, empty
from mtfp.reading.workbooks.live.book import fingerprint_in
from mtfp.reading.workbooks.mapped import from_mapping
from mtfp.reading.workbooks.mapping import read_mapping
from mtfp.reading.workbooks.tabs import TABS
from mtfp.reading.workbooks.template import from_template, is_template
from mtfp.text.xlsx import Workbook, read_workbook

_WHOLE, _DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})"), re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")


@dataclass(frozen=True)
class Imported:
    """Plan from a workbook, and its values as its file has them."""

    read: ReadPlan
    values: dict[str, Any]
    came: tuple[str, ...] = ()
    """Items that the plan of a mapping did not have, as `lines.care_at_home`."""
    went: tuple[str, ...] = ()
    """Items of the plan of a mapping that the workbook has dropped."""


def import_workbook(file: File, mapping: File | None = None, *, folder: File) -> Imported:
    """Read a plan from a workbook: from mtfp's template, or from other sheets by a mapping file.

    `folder` is the folder of the plan that will be written, in which the files stand that it names. Raises Refused with
    every finding about the workbook and the plan, and OSError if a file can't be read.
    """
    workbook = read_workbook(file)
    if mapping is not None:
        found, document = from_mapping(workbook, *read_mapping(mapping), mapping.parent)
    elif is_template(workbook):
        found, document = from_template(workbook), empty(workbook.file)
    else:
        raise Refused([_live(workbook) if fingerprint_in(workbook) else _unknown(workbook)])
    read = plan_in(found.document(document), found.findings, found.unread, folder=folder)
    if mapping is None:
        return Imported(read, _of_plan(found))
    before, after = _items(document.value), _items(found.value)
    came, went = (tuple(item for item in one if item not in other) for one, other in ((after, before), (before, after)))
    return Imported(read, _of_plan(found), came, went)


def _items(plan: object) -> list[str]:
    """Return the items of a plan's sections, in order."""
    sections = plan.items() if isinstance(plan, dict) else ()
    return [f"{section}.{name}" for section, items in sections if isinstance(items, dict) for name in items]


def _unknown(workbook: Workbook) -> Finding:
    fix = "name a mapping file with --mapping, or copy the figures into the template of `mtfp workbook --template`"
    message = f"the workbook has no sheet `{next(iter(TABS))}`, so it is not the template"
    return Finding("E221", message, Place(workbook.file), fix)


def _live(workbook: Workbook) -> Finding:
    fix = "name the plan from which it was written, with --plan"
    return Finding("E221", "this is a workbook of `mtfp workbook`, with inputs of a plan", Place(workbook.file), fix)


def _of_plan(found: Found) -> dict[str, Any]:
    """Return the values in the order of a plan's keys, with numbers where a key takes numbers."""
    form = form_of_items(PLAN)
    return {key: as_typed(found.value[key], form.inner(key)) for key in form.keys if key in found.value}


def as_typed(value: Any, form: Form | None) -> Any:
    """Return a value as a person would type it: digits as a number, unless the key takes any text.

    >>> as_typed({"budget": "12300", "label": "365"}, form_of_items("lines"))
    {'budget': 12300, 'label': '365'}
    """
    if isinstance(value, dict):
        return {key: as_typed(inner, form.inner(str(key)) if form else None) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_typed(inner, form.items if form else None) for inner in value]
    if not isinstance(value, str) or form is None or form.text:
        return value
    digits = value.replace("_", "")
    if _WHOLE.fullmatch(digits):
        return int(digits)
    return float(digits) if _DECIMAL.fullmatch(digits) else value
