"""Edits of a workbook in the text of the plan's file: only their numbers change there."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path as File
from typing import Any

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Place
from mtfp.library.edited.workbook import EditedWorkbook
from mtfp.reading.plan import ReadPlan, plan_in
from mtfp.reading.sheets.document import with_sheets
from mtfp.reading.workbooks.live.edits import Edit
from mtfp.reading.workbooks.live.in_text import NotInText, Patch, PlanText, patched
from mtfp.reading.workbooks.live.numbers import number_at
from mtfp.scenarios.changes import differences
from mtfp.text.source import read_bytes, read_source
from mtfp.text.yaml import MOST_BYTES, parse_yaml


def plan_text(edited: EditedWorkbook, file: File, folder: File) -> tuple[str, ReadPlan]:
    """Return the text of the plan's file with the edits of the plan, and the plan that it gives.

    `file` is the plan's file, and `folder` the folder of the plan that will be written. Raises Refused with a finding
    for every edit that can't be made in the text, and for all that is wrong with the changed plan.
    """
    read, after = edited.base.read, edited.plans[0]
    document: Any = read.document
    text = PlanText(document)
    patches: dict[Patch, Place] = {}
    findings = []
    for edit in edited.of(0):
        try:
            patches |= dict.fromkeys(text.patches(edit.key, read.plan, after), edit.place)
        except NotInText as wrong:
            findings.append(_not_in_text(edit, wrong.place, edited.base.plan.unit))
    if findings:
        raise Refused(findings)
    source = read_source(read_bytes(file, most=MOST_BYTES), document.file, most=MOST_BYTES)
    changed = patched(source, patches)
    try:
        again = plan_in(*with_sheets(parse_yaml(changed, document.file), folder), folder=folder)
    except Refused as refused:
        raise Refused([_at_cell(finding, patches) for finding in refused.findings]) from None
    for edit in edited.of(0):
        if number_at(again.plan, edit.key, edit.year) != number_at(after, edit.key, edit.year):
            findings.append(_not_in_text(edit, document.place(edit.key[:2]), edited.base.plan.unit))
    if findings:
        raise Refused(findings)
    assert not differences(after, again.plan), "the text of the plan has other values than those of the workbook"
    return changed, again


def _not_in_text(edit: Edit, place: Place, unit: str) -> Finding:
    fix = f"change it by hand in {place}, and write the workbook again"
    message = f"this change can't be made in the text of the plan: {edit.in_words(unit)}"
    return Finding("E698", message, edit.place, fix)


def _at_cell(finding: Finding, patches: Mapping[Patch, Place]) -> Finding:
    """Return a finding about the changed plan at the cell that changed its line; others stay where they are."""
    cells = {patch.line: place for patch, place in patches.items()}
    return replace(finding, place=cells.get(finding.place.line, finding.place))
