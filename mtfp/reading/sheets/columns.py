"""Findings about the headings of a section's table: unknown, doubled and missing ones, and units that don't agree."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mtfp.findings.finding import Finding
from mtfp.findings.limit import MOST_ERRORS, more_places
from mtfp.findings.place import column_letters
from mtfp.findings.suggest import nearest, one_of, quoted
from mtfp.model.base.year_forms import financial_year
from mtfp.reading.retired import todays_key, write_todays_key
from mtfp.reading.sheets.amounts import is_date
from mtfp.reading.sheets.forms import MAIN_AMOUNTS, Form, form_of_items, required
from mtfp.reading.sheets.headings import NAME, Heading, Path, heading_of, is_year, parts_of, unit_in
from mtfp.reading.sheets.sheet import Sheet
from mtfp.reading.sheets.totals import form_at, is_total
from mtfp.text.csv_table import CsvRow

ITEMS = {"lines": "a line", "funding": "a funding source", "risk_events": "a risk event", "savings": "a saving"}
"""Name of an item of each section, if it isn't the section's name without its last letter."""
_TIMES = {"£": 1, "£k": 1_000, "£m": 1_000_000, "£bn": 1_000_000_000}


def with_known_headings(sheet: Sheet) -> tuple[Sheet, list[Finding]]:
    """Return the table with misspelt headings corrected and unknown ones blank, and a finding for each of them."""
    columns, findings = list(sheet.columns), list[Finding]()
    unknown = [(number, heading) for number, heading in enumerate(columns) if heading and not heading.path]
    for number, heading in unknown[:MOST_ERRORS]:
        fix, meant = _repair(sheet, heading)
        columns[number] = replace(heading, path=meant if meant not in sheet.at else ())
        code, message = "E202", f"{_an_item(sheet)} has no column {quoted(heading.text)}"
        if is_year(heading.text):
            code, message = "E220", f"the heading {quoted(heading.text)} doesn't say what the amounts are"
        findings.append(Finding(code, message, sheet.place(sheet.head, number), fix))
    if len(unknown) > MOST_ERRORS:
        place = sheet.place(sheet.head, unknown[MOST_ERRORS][0])
        findings.append(more_places(len(unknown) - MOST_ERRORS, place))
    return _with_shares(replace(sheet, columns=tuple(columns))), findings


def _with_shares(sheet: Sheet) -> Sheet:
    """Return the table in which a column has its share under `share`, if other columns have more of the same part.

    `Components pay_council` is a component's share; next to `Components pay_council on_costs` it is one of its keys.
    """
    outer = {path[:length] for path in sheet.at for length in range(1, len(path))}
    columns = list(sheet.columns)
    for number, heading in enumerate(columns):
        form = form_at(sheet, heading.path) if heading and heading.path in outer else None
        if heading and form and {"share", "on_costs"} <= {*form.keys} and (*heading.path, "share") not in sheet.at:
            columns[number] = replace(heading, path=(*heading.path, "share"))
    return replace(sheet, columns=tuple(columns))


def _an_item(sheet: Sheet) -> str:
    section = sheet.known.section
    return ITEMS.get(section) or f"{'an' if section[0] in 'aeiou' else 'a'} {section.removesuffix('s')}"


def _repair(sheet: Sheet, heading: Heading) -> tuple[str, Path]:
    """Return the repair for an unknown heading, and the path that was probably meant; empty if none is likely."""
    known, text = sheet.known, unit_in(heading.text)[1] or heading.text
    form, parts = form_of_items(known.section), parts_of(text)
    if meant := _short_year(text):
        parts, path = [meant], heading_of(meant, known).path
        if path and meant != text:
            return f"write {quoted(meant)}", path
    if parts and re.fullmatch(r"[0-9]{4}/[0-9]{2}", parts[-1]):
        return _of_a_year(parts, form), ()
    if is_total(text):
        return "delete the column, because the program adds up itself", ()
    if is_date(text):
        return "write the financial year, like 2026/27", ()
    allowed = [*(each for each in _allowed(parts, form) if heading_of(each, known).path), NAME]
    dotted = ".".join(parts)
    if today := todays_key(dotted, allowed):
        return write_todays_key(today), tuple(today.split("."))
    if meant := nearest(text, allowed) or nearest(dotted, allowed) or "":
        return f"did you mean {quoted(meant)}?", heading_of(meant, known).path
    if not {(NAME,), ("label",)} & sheet.at.keys() and not any(sheet.columns[: sheet.columns.index(heading)]):
        return "write `label` if the column has the names of the items, or delete the column", ("label",)
    return f"use {one_of([key for key in allowed if '.' not in key], most=40)}, or delete the column", ()


def _short_year(text: str) -> str:
    """Return the financial year that a heading shortens, such as `26/27` or `2026`; an empty text for any other."""
    found = re.fullmatch(r"(?:20)?([0-9]{2})(?:[/-]([0-9]{2}))?", text.strip())
    short = re.fullmatch(r"[0-9]{2}", text.strip())
    if not found or short or (found[2] and int(found[2]) != (int(found[1]) + 1) % 100):
        return ""
    return financial_year(2000 + int(found[1]))


def _of_a_year(parts: list[str], form: Form) -> str:
    """Return the repair for a heading with a year that doesn't say what its amounts are, or says what has no years."""
    by_year = [key for key in form.keys if (inner := form.inner(key)) and inner.amounts_by_year]
    key = nearest(" ".join(parts[:-1]), form.keys) if len(parts) > 1 else None
    if key and key not in by_year:
        return f"write {quoted(key)} without a year" + (f", or use {one_of(by_year)} with years" if by_year else "")
    choices = [key] if key else by_year
    return f"write {one_of([f'{each} {parts[-1]}' for each in choices])}" if choices else "delete the column"


def _allowed(parts: list[str], form: Form) -> Iterator[str]:
    """Yield the headings allowed in place of an unknown one: keys of the group to which its first parts lead."""
    outer: list[str] = []
    while len(parts) > len(outer) + 1:
        step = nearest(parts[len(outer)], form.keys)
        inner = (
            form.inner(step) if step and step.replace("_", "") == parts[len(outer)].lower().replace("_", "") else None
        )
        if inner is None or not inner.keys:
            break
        outer.append(str(step))
        form = inner
    rest = parts[len(outer) + 1 :]
    for key in form.keys:
        yield ".".join([*outer, key])
    if rest:
        yield from (".".join([*outer, key, *rest]) for key in form.keys)


def heading_findings(sheet: Sheet, *, whole: bool = True) -> Iterator[Finding]:
    """Yield findings about doubled and missing headings, and about units that aren't the plan's.

    `whole` is False if the sheet only adds to items that are elsewhere, so that it may lack columns that items need.
    """
    first: dict[tuple[str, ...], int] = {}
    for number, heading in enumerate(sheet.columns):
        if heading is None or not heading.path:
            continue
        if heading.path in first:
            names = f"{column_letters(first[heading.path])} and {column_letters(number)}"
            message = f"columns {names} are both named {quoted(heading.dotted)}"
            yield Finding("E121", message, sheet.place(sheet.head, number), "rename or delete one of the two columns")
        first.setdefault(heading.path, number)
        if heading.unit:
            yield from _unit(sheet, heading.unit, sheet.head, number)
    for row in sheet.titles:
        for number, cell in enumerate(row.cells):
            if cell and (unit := unit_in(cell)[0]) != "£":
                yield from _unit(sheet, unit, row, number)
    yield from _missing(sheet, required(sheet.known.section) if whole else ())


def _unit(sheet: Sheet, unit: str, row: CsvRow, number: int) -> Iterator[Finding]:
    """Yield the finding that a unit of the table is not the plan's; none if the plan has no sound unit."""
    plans = sheet.known.unit
    if unit and unit != plans and plans in _TIMES:
        times = _TIMES[unit] / _TIMES[plans]
        how = f"multiply them by {times:,.0f}" if times > 1 else f"divide them by {1 / times:,.0f}"
        message = f"{quoted(row.cells[number])} says that amounts are in {unit}, but the plan's `unit` is {plans}"
        fix = f"give the amounts in {plans} ({how}) and correct the heading, or only the heading if it is wrong"
        yield Finding("E218", message, sheet.place(row, number), fix)


def _missing(sheet: Sheet, keys: Sequence[str]) -> Iterator[Finding]:
    place, section = sheet.place(sheet.head), sheet.known.section
    given = {path[0] for path in sheet.at}
    if not given & {NAME, "label"}:
        yield Finding("E201", f"the column `{NAME}` is missing", place, f"add a column `{NAME}`, or a column `label`")
    for key in keys:
        if key not in given:
            fix = f"add a column `{key}`"
            if key == MAIN_AMOUNTS.get(section):
                fix = "add a column for each year with an amount, headed like `2026/27`"
            yield Finding("E201", f"the column `{key}` is missing", place, fix)
