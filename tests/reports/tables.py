"""Tables to try reports on: a statement such as a partnership prints, a comparison of scenarios, and random ones."""

import io
from collections.abc import Sequence

from hypothesis import strategies as st
from openpyxl import load_workbook
from word_file import file_of, words_of

from mtfp.documents.blocks import Tables
from mtfp.documents.document import Document
from mtfp.reports.deliver import text_of
from mtfp.reports.page import Page
from mtfp.results.table import MONEY, SHARE, Column, Row, Table


def document_of(tables: Sequence[Table], title: str = "Glenshire") -> Document:
    return Document(title, (Tables(tuple(tables)),))


def written(tables: Sequence[Table], format: str, page: Page | None = None) -> str:
    """Tables as a document of nothing else is written in a format."""
    return text_in(document_of(tables), format, page)


def text_in(document: Document, format: str, page: Page | None = None) -> str:
    """A document in a format, as text; of a Word file or a workbook, its words."""
    if format == "xlsx":
        return words_of_sheets(file_of(document, page, format))
    return words_of(file_of(document, page)) if format == "word" else text_of(document, format, page)


def words_of_sheets(content: bytes) -> str:
    """The texts and figures of a workbook, one cell a line."""
    sheets = load_workbook(io.BytesIO(content)).worksheets
    cells = (cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row)
    return "".join(f"{value}\n" for value in cells if value is not None)


def years(count: int) -> tuple[Column, ...]:
    labels = [f"{2025 + i}/{26 + i}" for i in range(count)]
    return tuple(Column(label, label) for label in labels)


def statement(count: int = 6, money: str = "£k", scale: float = 1.0) -> Table:
    def row(id: str, label: str, first: float, *change: float, **marks: bool | int) -> Row:
        """`first`, and from then on the first change, each year the second more."""
        values = [first, *((change[0] + change[1] * i) for i in range(count - 1))] if change else [first] * count
        return Row(id, label, tuple(value * scale for value in values), **marks)

    def heading(label: str) -> Row:
        return Row("", label, (None,) * count, strong=True)

    rows = (
        row("base_budget", "Base budget, brought forward", 68_300, 68_300, 2_100.4),
        row("pay", "Pay", 0, 1_384.5, 55.5, depth=1, signed=True),
        row("prices", "Prices", 0, 912.66, 27.3, depth=1, signed=True),
        row("service_change", "Service change", 0, depth=1, signed=True, quiet=True),
        row("commitments", "Commitments and events", 0, -250.5, 0, depth=1, signed=True),
        row("expenditure", "Expenditure", 68_300, 71_181.06, 2_228.1, strong=True),
        row("payments.council", "Payment by Glenshire Council", 22_140, 22_693.5, 567.3, depth=1),
        row("payments.nhs", "Payment by NHS Strathallan", 43_990.5, 44_870.3, 897.4, depth=1),
        row("funding", "Funding", 68_300, 69_733.3, 1_464.7, strong=True),
        row("gap_before_savings", "Gap before savings", 0, 1_447.76, 763.4, strong=True),
        row("savings_recurring", "Savings, recurring", 0, 900, 450, depth=1),
        row("gap", "Gap", 0, 197.76, 313.4, strong=True),
        heading("How the gap is closed"),
        row("reserves_use", "Planned use of reserves", 0, 400, -400, depth=1),
        row("additional_payments", "Additional payments", 0, 0, 150, depth=1),
        row("additional_payments.council", "by the council", 0, 0, 50, depth=2),
        row("unmet", "Unmet", 0, -202.24, 563.4, strong=True),
        heading("Beneath the headline"),
        Row(
            "share", "Unidentified, share of the gap before savings", (None, *([0.1366] * (count - 1))), SHARE, depth=1
        ),
        Row("hours", "Care at home", tuple(210_000 * 1.02**i for i in range(count)), "hours", depth=1),
        heading("Set-aside, shown apart"),
        row("set_aside_gap", "Set-aside gap", 0, depth=1, quiet=True),
    )
    return Table("statement", "Glenshire: the plan", "glenshire", money, years(count), rows, ("Set-aside is apart.",))


def comparison() -> Table:
    columns = (
        Column("Agreed plan", "2030/31", "base"),
        Column("Prevention and early intervention", "2030/31", "prevention"),
        Column("Funding held flat in cash terms", "2030/31", "flat"),
    )
    rows = (
        Row("expenditure", "Expenditure", (78_321.4, 77_102.0, 78_321.4)),
        Row("funding", "Funding", (72_110.0, 72_110.0, 66_209.5)),
        Row("gap", "Gap", (6_211.4, 4_992.0, 12_111.9), strong=True),
        Row("change", "against the agreed plan", (None, -1_219.4, 5_900.5), depth=1, signed=True),
        Row("p_unmet", "Chance that reserves run out", (0.412, 0.287, 0.93), SHARE),
    )
    return Table("compare", "Scenarios in 2030/31", "glenshire", "£k", columns, rows)


UNITS = {"money": MONEY, "share": SHARE, "hours": "hours", "£": "£"}
NAMES = tuple(f"{name}-{unit}" for name in ("pay", "gap", "reserves") for unit in UNITS)
"""Labels of one word that name the row's unit, so that reports needn't add it."""
SIZES = {"£": 1e10, "£k": 1e8, "£m": 1e6}


@st.composite
def tables(draw: st.DrawFn, labels: st.SearchStrategy[str] | None = None) -> Table:
    """Tables of any shape: labels of one word unless others are given, figures small and large, blanks."""
    money = draw(st.sampled_from(tuple(SIZES)))
    columns = years(draw(st.integers(1, 11)))
    if labels is not None:
        columns = tuple(column._replace(label=draw(labels), scenario=draw(labels)) for column in columns)
    size = SIZES[money] / 10 ** draw(st.integers(0, 8))
    amounts = st.one_of(st.none(), st.floats(-size, size), st.integers(-int(size), int(size)).map(lambda i: i / 2))
    shares = st.one_of(st.none(), st.floats(-2, 2))
    rows = []
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True)):
        unit = UNITS[name.partition("-")[2]]
        values = draw(st.tuples(*[shares if unit == SHARE else amounts] * len(columns)))
        marks = {"strong": draw(st.booleans()), "depth": draw(st.integers(0, 2)), "signed": draw(st.booleans())}
        rows.append(Row(name, name if labels is None else draw(labels), values, unit, **marks))
    title = "title" if labels is None else draw(labels)
    return Table("table", title, "plan", money, columns, tuple(rows))
