"""Marks on the sheets of a workbook, by which its inputs are found again: places of rows, and kinds of cells.

Written by `mtfp workbook` and read by `mtfp import`, so both take them from here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

ITEM, CONSTANT = "Item", "Constant"
"""Headings of the first column, and of the column of numbers that count in every year."""
PLACE, NAME = "Place in the plan", "Name in mtfp"
"""Heading of the column with the place of an input's row, and with the name of a figure's row."""
CELLS = "Cells"
"""Beginning of the heading of the column with the kinds of a row's cells; the number of rows follows."""
FINGERPRINT = "Fingerprint of the plan"
IN_USE, LIST = "Scenario in use: choose one in column C", "Scenarios"
"""Texts of the first column next to the scenario in use, and above the list of scenarios."""
INPUTS, FORMULAS, FIXED = "inputs", "formulas", "fixed"
"""Kinds of cells."""
HEADING = "heading"
"""Text in the column of kinds of a row that has no cells, which a row that was inserted lacks."""
YEAR = re.compile(r"\d{4}/\d\d")
_ROWS = re.compile(rf"{CELLS} \((\d+) rows?\)")
_MARK = re.compile(r"mark ([0-9a-f]+) ([^;]+)")
_KIND = re.compile(rf"({INPUTS}|{FORMULAS}|{FIXED}) ([^;]+)")


def rows_in_words(count: int) -> str:
    """Return the heading of the column with the kinds of cells, with the number of rows that have them.

    >>> rows_in_words(12), count_of(rows_in_words(12))
    ('Cells (12 rows)', 12)
    """
    return f"{CELLS} ({count} row{'' if count == 1 else 's'})"


def count_of(heading: str) -> int | None:
    """Return the number of rows in a heading; None for another heading."""
    found = _ROWS.fullmatch(heading)
    return int(found[1]) if found else None


def place_in_words(path: Iterable[str | int]) -> str:
    """Return a path in the plan as one text.

    >>> place_in_words(("lines", "care_at_home", "adjust", 0, "amount"))
    'lines.care_at_home.adjust.0.amount'
    """
    return ".".join(map(str, path))


def cells_in_words(kinds: Mapping[int, str], columns: Sequence[str]) -> str:
    """Return the kinds of a row's cells as one text. `kinds` has them by position in `columns`.

    >>> cells_in_words({1: INPUTS, 2: FORMULAS, 3: FORMULAS}, ["Constant", "2025/26", "2026/27", "2027/28"])
    'inputs 2025/26; formulas 2026/27 to 2027/28'
    """
    return "; ".join(_runs(kind, kinds, columns) for kind in (INPUTS, FORMULAS, FIXED) if kind in kinds.values())


def marks_in_words(marks: Mapping[int, str], columns: Sequence[str]) -> str:
    """Return the marks of a row's formulas as one text. `marks` has them by position in `columns`.

    >>> marks_in_words({2: "a1b2c3", 3: "a1b2c3"}, ["Constant", "2025/26", "2026/27", "2027/28"])
    'mark a1b2c3 2026/27 to 2027/28'
    """
    return "; ".join(_runs(mark, marks, columns, f"mark {mark}") for mark in dict.fromkeys(marks.values()))


def _runs(kind: str, kinds: Mapping[int, str], columns: Sequence[str], words: str = "") -> str:
    runs: list[list[int]] = []
    for at in sorted(at for at, each in kinds.items() if each == kind):
        if runs and at == runs[-1][-1] + 1 and runs[-1][0] > 0:
            runs[-1].append(at)
        else:
            runs.append([at])
    return f"{words or kind} {', '.join(_run([columns[at] for at in run]) for run in runs)}"


def _run(columns: Sequence[str]) -> str:
    return columns[0] if len(columns) == 1 else f"{columns[0]} to {columns[-1]}"


def kinds_of(text: str, columns: Sequence[str]) -> dict[str, str]:
    """Return the kind of each cell of a row, by the heading of its column.

    >>> kinds_of("inputs 2025/26; formulas 2026/27 to 2027/28", ["Constant", "2025/26", "2026/27", "2027/28"])
    {'2025/26': 'inputs', '2026/27': 'formulas', '2027/28': 'formulas'}
    """
    return _by_column(_KIND, text, columns)


def marks_of(text: str, columns: Sequence[str]) -> dict[str, str]:
    """Return the mark of each formula of a row, by the heading of its column.

    >>> marks_of("formulas 2026/27; mark a1b2c3 2026/27", ["Constant", "2025/26", "2026/27"])
    {'2026/27': 'a1b2c3'}
    """
    return _by_column(_MARK, text, columns)


def _by_column(pattern: re.Pattern[str], text: str, columns: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, runs in pattern.findall(text):
        for run in runs.split(", "):
            first, _, last = run.partition(" to ")
            if first in columns and (last or first) in columns:
                named = columns[columns.index(first) : columns.index(last or first) + 1]
                found.update(dict.fromkeys(named, kind))
    return found
