"""Read the sections of a plan that are in CSV files."""

from collections.abc import Mapping
from pathlib import Path as File
from typing import Any

from mtfp.findings.finding import Finding, Refused, Severity
from mtfp.findings.place import Document
from mtfp.findings.suggest import nearest
from mtfp.model.plan import Plan
from mtfp.reading.companions import read_companion
from mtfp.reading.sheets.forms import SECTIONS, is_file
from mtfp.reading.sheets.headings import Known
from mtfp.reading.sheets.items import Items, items_of, paths_of
from mtfp.reading.sheets.with_sheets import WithSheets
from mtfp.text.csv_table import read_rows


def with_sheets(document: Document, folder: File) -> tuple[WithSheets, list[Finding], set[str]]:
    """Return the document with the sections in CSV files, findings about them, and the sections that have errors."""
    value: Any = dict(document.value) if isinstance(document.value, dict) else {}
    sheets: dict[str, Items] = {}
    values = dict(document.values)
    findings: list[Finding] = []
    faulty: set[str] = set()
    for key, name in dict(value).items():
        section = _section(key, name, value)
        if section is None:
            continue
        items, found = _read(folder, str(name), (key, section), document)
        findings += found
        if any(finding.severity is Severity.ERROR for finding in found):
            faulty.add(section)
        value[key] = items.values if items else {}
        if items:
            sheets[section] = items
            spot = values[(key,)]
            values.update({path: spot for path in paths_of((key,), items.values)})
    read = WithSheets(document.file, document.lines, value, document.keys, values, sheets, comments=document.comments)
    return read, findings, faulty


def _section(key: str, value: object, plan: Mapping[str, Any]) -> str | None:
    """Return the section whose file a key names; a misspelt key counts as the section that was probably meant."""
    if key in SECTIONS:
        return key if is_file(key, value) else None
    meant = nearest(key, SECTIONS) if is_file("reserves", value) and key not in Plan.model_fields else None
    return meant if meant not in plan else None


def _read(folder: File, name: str, of: tuple[str, str], document: Document) -> tuple[Items | None, list[Finding]]:
    """Return the items in a file, and findings about it. `of`: the key that names the file, and its section."""
    key, section = of
    file, findings = read_companion(folder, name, (key,), document, read_rows)
    if file is None:
        return None, findings
    try:
        items = items_of(file, known_names(section, document.value))
    except Refused as refused:
        return None, list(refused.findings)
    return items, items.findings


def known_names(section: str, plan: Any) -> Known:
    """Return the names of the plan's file that headings may refer to; those in a wrong form are left out."""

    def text(key: str) -> str:
        return plan[key] if isinstance(plan.get(key), str) else ""

    assumptions, localities = plan.get("assumptions"), plan.get("localities")
    return Known(
        section,
        text("unit"),
        text("base_year"),
        tuple(assumptions) if isinstance(assumptions, dict) else (),
        tuple(place for place in localities if isinstance(place, str)) if isinstance(localities, list) else (),
    )
