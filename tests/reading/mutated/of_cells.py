"""Changes of a table as spreadsheets and hands make them."""

import csv
import io
from collections.abc import Callable
from random import Random

Rows = list[list[str]]
CELLS = (
    *(
        "",
        "-",
        "n/a",
        "#REF!",
        "#DIV/0!",
        "0",
        "1",
        "-5",
        "(5)",
        "£1,200",
        "1 200",
        "1.234,56",
        "12,3",
        "3%",
        "0.5",
        "1e6",
    ),
    *("TRUE", "Yes", "x", "tbc", "Total", "Council", "NHS", "Care at home", "Apr-27", "2026/27", "46113", " 5 ", "5 -"),
    *("=SUM(A1:A3)", "1e300", "999999999999999999", "pay; prices", "a,b", 'a"b', "“5”", "two\nlines", "[1", "{a: 1}"),
)


def drop_column(rows: Rows, random: Random) -> None:
    at = random.randrange(max(map(len, rows)))
    for row in rows:
        del row[at : at + 1]


def move_column(rows: Rows, random: Random) -> None:
    """Move a column, or only its heading, to another place."""
    width = max(map(len, rows))
    one, other = random.randrange(width), random.randrange(width)
    for row in rows[: random.choice((1, 3, len(rows), len(rows)))]:
        if max(one, other) < len(row):
            row.insert(other, row.pop(one))


def double_column(rows: Rows, random: Random) -> None:
    at = random.randrange(max(map(len, rows)))
    for row in rows:
        row[at:at] = row[at : at + 1]


def swap_rows(rows: Rows, random: Random) -> None:
    one, other = random.randrange(len(rows)), random.randrange(len(rows))
    rows[one], rows[other] = rows[other], rows[one]


def double_row(rows: Rows, random: Random) -> None:
    rows.insert(random.randrange(len(rows)), list(random.choice(rows)))


def drop_row(rows: Rows, random: Random) -> None:
    del rows[random.randrange(len(rows))]


def put_cell(rows: Rows, random: Random) -> None:
    row = random.choice(rows)
    if row:
        row[random.randrange(len(row))] = random.choice(CELLS)


def swap_cells(rows: Rows, random: Random) -> None:
    one, other = random.choice(rows), random.choice(rows)
    if one and other:
        here, there = random.randrange(len(one)), random.randrange(len(other))
        one[here], other[there] = other[there], one[here]


def shift_cells(rows: Rows, random: Random) -> None:
    """Put or take a cell in one row, so that all after it stand under other headings."""
    row = random.choice(rows)
    at = random.randrange(len(row) + 1)
    row[at : at + 1] = random.choice(([], ["", *row[at : at + 1]]))


def total_row(rows: Rows, random: Random) -> None:
    """Add a row that repeats another under the name of a total."""
    row = list(random.choice(rows))
    row[:1] = [random.choice(("Total", "Sub-total", "All", ""))]
    rows.append(row)


WAYS: tuple[Callable[[Rows, Random], None], ...] = (
    *(drop_column, move_column, double_column, swap_rows, double_row, drop_row, put_cell, put_cell, put_cell),
    *(swap_cells, swap_cells, shift_cells, total_row),
)


def change_cells(text: str, random: Random) -> str:
    rows = list(csv.reader(io.StringIO(text.replace("\r", "\n").replace("\0", ""))))
    if rows and any(rows):
        random.choice(WAYS)(rows, random)
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()
