"""Rows of totals in a table: the program adds up itself, so that a total among the items would be counted twice."""

import re
from collections.abc import Iterator, Sequence
from math import isclose

from mtfp.findings.finding import Finding
from mtfp.findings.suggest import quoted
from mtfp.reading.sheets.amounts import amount
from mtfp.reading.sheets.forms import Form, form_of_items, required
from mtfp.reading.sheets.headings import NAME
from mtfp.reading.sheets.sheet import Sheet
from mtfp.text.csv_table import CsvRow

Amounts = dict[tuple[str, ...], float]
"""Amounts in a row, by the path of their column."""
_TOTAL = re.compile(
    r"\W*(?:grand|sub|net|overall|all)?[\s_-]*totals?\b.*|.*\b(?:sub[\s_-]*)?totals?\W*|\W*sum\W*", re.I
)

_WORDS_OF_TOTALS = frozenset(
    (
        *(
            "total",
            "totals",
            "subtotal",
            "subtotals",
            "sub",
            "grand",
            "net",
            "gross",
            "overall",
            "all",
            "sum",
            "of",
            "the",
        ),
        *("for", "cost", "costs", "expenditure", "spend", "budget", "funding", "income", "savings", "reserves", "year"),
        *("commitments", "investments", "risks", "lines", "council", "nhs", "board", "partnership", "ijb"),
    )
)
"""Words of labels that can only be totals."""


def is_total(text: str) -> bool:
    """Return True if a label says that its row or column is a total.

    >>> [is_total(text) for text in ("Total", "Sub-total: council", "Care homes total", "Totally new service")]
    [True, True, True, False]
    """
    return bool(_TOTAL.fullmatch(text.replace("_", " ")))


def total_finding(sheet: Sheet, row: CsvRow, above: Sequence[Amounts]) -> Finding | None:
    """Return the finding that a row is a total of the items above it, or None if it is an item.

    A row without a name is a total if its amounts are the sums of rows above it. A row whose label says so is one too,
    unless the label says more, the row has everything that an item needs, and its amounts are not those sums.
    """
    label = sheet.cell(row, ("label",)) or sheet.cell(row, (NAME,))
    amounts = amounts_of(sheet, row)
    if not amounts or (label and not is_total(label)):
        return None
    count = _summed(amounts, above)
    whole = all(any(p[0] == key and sheet.cell(row, p) for p in sheet.at) for key in required(sheet.known.section))
    if not count and (not label or (whole and not _says_no_more(label))):
        return None
    called = f"the row {quoted(label)}" if label else "the row without a name"
    said = f"looks like a total: its amounts are the sums of {_rows(count)} above" if count else "looks like a total"
    fix = "delete the row, because the program adds up itself (a mapping leaves it out with `skip`); or rename an item"
    return Finding("E217", f"{called} {said}", sheet.place(row, _first(row)), fix)


def _says_no_more(label: str) -> bool:
    """Return True if a label has no words but those of totals, as `Grand total` and `Total council cost`."""
    return set(re.findall(r"[a-z]+", label.casefold().replace("_", " "))) <= _WORDS_OF_TOTALS


def _rows(count: int) -> str:
    return "the row" if count == 1 else f"the {count} rows"


def _first(row: CsvRow) -> int:
    return next(number for number, cell in enumerate(row.cells) if cell)


def _summed(amounts: Amounts, above: Sequence[Amounts]) -> int:
    """Return the number of rows just above whose sums are these amounts, or 0.

    Sums may differ by a whole unit, because sheets show rounded amounts.
    """
    sums = dict.fromkeys(amounts, 0.0)
    for count, row in enumerate(reversed(above), 1):
        sums = {path: total + row.get(path, 0.0) for path, total in sums.items()}
        if any(sums.values()) and all(isclose(sums[path], amounts[path], abs_tol=1.0) for path in amounts):
            return count
    return 0


def amounts_of(sheet: Sheet, row: CsvRow) -> Amounts:
    """Return the amounts in a row, by the path of their column."""
    return dict(_read(sheet, row))


def _read(sheet: Sheet, row: CsvRow) -> Iterator[tuple[tuple[str, ...], float]]:
    for path in sheet.at:
        form = form_at(sheet, path)
        read = amount(sheet.cell(row, path), percentage=False) if form and form.number and not form.items else None
        if read and not read.endswith("%"):
            yield path, float(read)


def form_at(sheet: Sheet, path: tuple[str, ...]) -> Form | None:
    """Return the form of the values in a column, or None if its path leads to no key."""
    form: Form | None = form_of_items(sheet.known.section)
    for step in path:
        form = form.inner(step) if form else None
    return form
