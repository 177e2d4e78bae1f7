"""Rows that were inserted into a sheet of a live workbook. They are reported, and are no edits."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set

from mtfp.findings.finding import Finding
from mtfp.findings.place import Place
from mtfp.findings.suggest import quoted
from mtfp.reading.workbooks.live.cells import INPUTS, SCENARIOS, LiveRow
from mtfp.reading.workbooks.live.notation import HEADING

ADD = "add the item to the plan, and write the workbook again; or delete the row"


def without_copies(rows: Iterable[LiveRow]) -> tuple[list[LiveRow], list[tuple[LiveRow, LiveRow]]]:
    """Return the rows that mtfp wrote, and copies of them, each with the row that it is a copy of."""
    found: dict[tuple[str, ...], LiveRow] = {}
    copies = []
    for row in rows:
        first = found.setdefault((row.name, row.scenario) if row.name else (row.group, row.label, ""), row)
        if first is not row:
            copies.append((row, first))
    return [*found.values()], copies


def copied(row: LiveRow, first: LiveRow) -> Finding:
    """Return the finding for a copy of a row: an error if inputs differ, because only one of the two is read."""
    rows = f"the row {quoted(row.label)} stands twice, in rows {first.line} and {row.line}"
    texts = [[cell.text for cell in each.cells.values()] for each in (row, first)]
    if row.sheet in (INPUTS, SCENARIOS) and texts[0] != texts[1]:
        return Finding("E699", f"{rows}, with different numbers", row.place, "delete the row that was inserted")
    return Finding("W728", f"{rows}: one of them was inserted, and is no edit", row.place, ADD)


def with_numbers(row: LiveRow) -> Finding:
    """Return the finding for a row of one's own with a number."""
    message = f"the row {quoted(row.label or str(row.line))} was inserted, and no formula reads it"
    return Finding("W728", message, row.place, ADD)


def without_numbers(
    kinds: Mapping[int, str], known: Set[int], first: int, place: Callable[[int], Place]
) -> Iterator[Finding]:
    """Yield a finding for each run of inserted rows without numbers: empty ones, or with words of one's own.

    `kinds` has the texts in the column of kinds, by row; `known` are rows with numbers, and `first` is the first row
    below the headings. A workbook of an earlier release doesn't mark the headings of its blocks, and gives no finding.
    """
    headings = {at for at, text in kinds.items() if text == HEADING}
    own = sorted(known | headings) if headings else []
    for before, after in zip([first - 1, *own], own, strict=False):
        if after - before > 1:
            rows = f"row {after} was" if after - before == 2 else f"rows {before + 2} to {after} were"
            fix = "leave it as it is, or delete what isn't meant"
            yield Finding("W728", f"{rows} inserted, without numbers: that is no edit", place(before + 1), fix)
