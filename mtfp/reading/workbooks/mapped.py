"""Plan from a finance team's own sheets: rows become items of a plan that exists, or change those it has."""

from dataclasses import replace
from pathlib import Path as File
from typing import Any

from mtfp.findings.finding import Finding, Refused, Severity
from mtfp.findings.place import Document, Path
from mtfp.findings.suggest import quoted
from mtfp.model.base.values import mended_name
from mtfp.reading.sheets.cells import value_of
from mtfp.reading.sheets.document import known_names, with_sheets
from mtfp.reading.sheets.forms import form_of_items
from mtfp.reading.sheets.headings import Known, heading_of
from mtfp.reading.sheets.items import Items, items_of, put
from mtfp.reading.sheets.with_sheets import WithSheets
from mtfp.reading.workbooks.in_cells import Found
from mtfp.reading.workbooks.mapping import Mapping, SheetMapping
from mtfp.reading.workbooks.own_sheet import as_section, misspelt_words, no_such_sheet
from mtfp.text.xlsx import Workbook
from mtfp.text.yaml import read_yaml


def from_mapping(workbook: Workbook, mapping: Mapping, of: Document, folder: File) -> tuple[Found, WithSheets]:
    """Return the values of the plan that a mapping names with the rows of its sheets, and the plan's document."""
    document = read_yaml(folder / mapping.plan)
    if not isinstance(document.value, dict):
        fix = "name the file of a plan after `plan:`; `mtfp init` writes a first one"
        raise Refused([Finding("E203", "this is not a plan: a plan is a group of keys", document.place(()), fix)])
    plan, findings, unread = with_sheets(document, (folder / mapping.plan).parent)
    found = Found(dict(plan.value), findings=findings, unread=unread)  # type: ignore[call-overload]
    for name, sheet in mapping.sheets.items():
        if name not in workbook.sheets:
            found.findings.append(no_such_sheet(name, workbook.sheets, of.place(("sheets", name), of_key=True)))
            continue
        known = known_names(sheet.section, found.value)
        try:
            items = items_of(as_section(workbook.rows(name), sheet, of, known), known, whole=False)
        except Refused as refused:
            found.findings += refused.findings
            continue
        found.findings += [*misspelt_words(workbook.rows(name), sheet, of), *items.findings]
        if any(finding.severity is Severity.ERROR for finding in items.findings):
            found.unread.add(sheet.section)
        new, wrong = _of_new_items(sheet, known, of, ("sheets", name, "new"))
        found.findings += wrong
        _merge(items, sheet, new, found)
    return found, plan


def _of_new_items(sheet: SheetMapping, known: Known, of: Document, at: Path) -> tuple[dict[str, Any], list[Finding]]:
    """Return the values of items that the plan doesn't have yet, and findings about their keys."""
    item: dict[str, Any] = {}
    findings = []
    for key, text in sheet.new.items():
        path, form = heading_of(key, known).path, form_of_items(sheet.section)
        for step in path:
            form = form.inner(step) or form
        value = value_of(text, form)
        if isinstance(value, Finding):
            findings.append(replace(value, place=of.place((*at, key))))
        elif not path or not put(item, path, value):
            fix = "write keys of the section, such as `components.prices`, each once"
            findings.append(Finding("E202", f"no item can have {quoted(key)}", of.place((*at, key), of_key=True), fix))
    return item, findings


def _merge(items: Items, sheet: SheetMapping, new: dict[str, Any], found: Found) -> None:
    """Put a sheet's items into the section: keys of an item that the plan has are changed, other items are new."""
    section = found.value.get(sheet.section)
    old: dict[str, Any] = dict(section) if isinstance(section, dict) else {}
    names = {name: _name(name, item, old) for name, item in items.values.items()}
    if sheet.missing == "remove":
        old = {name: item for name, item in old.items() if name in names.values()}
    for name, item in items.values.items():
        known = old.get(names[name])
        over = _over(new if known is None else known, item)
        old[names[name]] = over if known is not None else {key: over[key] for key in (*item, *new)}
    found.value[sheet.section] = old
    cells = Found({})
    cells.add_places((), items)
    for path, place in cells.cells.items():
        found.cells[(sheet.section, names[str(path[0])], *path[1:])] = place


def _name(name: str, item: dict[str, Any], old: dict[str, Any]) -> str:
    """Return the name of the plan's item that a row means: that of its name, or of its label."""
    label = mended_name(str(item.get("label", name)))
    labels = {mended_name(str(each.get("label", ""))): key for key, each in old.items() if isinstance(each, dict)}
    return name if name in old else labels.get(label, name)


def _over(old: object, new: dict[str, Any]) -> dict[str, Any]:
    """Return a group with the keys of another over its own."""
    if not isinstance(old, dict):
        return new
    over = {key: _over(old.get(key), value) if isinstance(value, dict) else value for key, value in new.items()}
    return {**old, **over}
