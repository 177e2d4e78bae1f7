"""Every figure in every format for people is the JSON's, rounded to its last shown digit in the unit that is shown."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import compress
from typing import NamedTuple

import pytest
import real
from hypothesis import given
from pydantic import BaseModel
from read_back import FIGURE, READERS, from_list, from_terminal
from tables import document_of, tables
from word_file import file_of

from mtfp.documents.blocks import Block, Heading, Listing, Prose, Tables
from mtfp.documents.charts.chart import Chart
from mtfp.documents.document import Document
from mtfp.reading.scenario import apply_scenarios
from mtfp.reports.deliver import text_of
from mtfp.reports.excel.tables import ITEM
from mtfp.reports.formats import EVERY_KIND, FORMATS
from mtfp.reports.page import LIST, Page
from mtfp.results.table import MONEY, Row, Table
from mtfp.simulation.statistics import Z_95

POUNDS = {"£": Decimal(1), "£k": Decimal(1_000), "£m": Decimal(1_000_000)}
WIDTHS = (40, 80, 120)
FILES = [each.name for each in FORMATS if each.needs_file]
CARDS, CARD_TITLE = ("html", "markdown", "word"), "The plan in four numbers"
"""Formats that show key figures as cards, not as a table. Their words are tested with the paper."""


class Figure(NamedTuple):
    """A figure of the JSON: its value, its unit, and its row's label."""

    value: Decimal
    unit: str
    label: str


def records_of(document: Document) -> dict[tuple[str, ...], Figure]:
    """Figures of the JSON by all that identifies one."""
    found: dict[tuple[str, ...], Figure] = {}
    for record in json.loads(text_of(document, "json"), parse_float=Decimal, parse_int=Decimal)["result"]:
        for statistic, value in record["values"].items():
            key = (*(record[name] for name in ("plan", "scenario", "table", "row", "year")), statistic)
            assert key not in found, f"two figures are {key}"
            found[key] = Figure(value, record["unit"], record["label"])
    return found


class Expected(NamedTuple):
    """What people should see of a table: heads, and for each row its label and a figure for each head."""

    heads: list[str]
    rows: list[tuple[Row, list[Figure | None]]]


def expected(table: Table, records: dict[tuple[str, ...], Figure]) -> Expected:
    seen = [not column.for_machines for column in table.columns]
    rows = [(row, list(compress(_figures(row, table, records), seen))) for row in table.shown_rows]
    kept = [(row, figures) for at, (row, figures) in enumerate(rows) if not row.is_heading or _has_parts(rows, at)]
    return Expected([column.label for column in table.columns if not column.for_machines], kept)


def _has_parts(rows: Sequence[tuple[Row, object]], at: int) -> bool:
    return at + 1 < len(rows) and rows[at + 1][0].depth > rows[at][0].depth


def _figures(row: Row, table: Table, records: dict[tuple[str, ...], Figure]) -> Iterator[Figure | None]:
    for column in table.columns:
        scenario, year = row.scenario or column.scenario, row.year or column.year
        statistic = row.statistic or column.statistic
        yield records.get((row.plan or table.plan, scenario, table.name, row.id, year, statistic))


def check(
    text: str, figure: Figure | None, row: Row, corner: str, place: object, finest: Decimal | None = None
) -> None:
    """Fail unless a text is a figure rounded to its last digit (or to `finest`), in the unit of the corner."""
    if figure is None:
        assert text == "", place
        return
    found = FIGURE.fullmatch(text)
    assert found, (text, figure, place)
    digits = found["digits"].replace(",", "")
    number = Decimal(digits) * (-1 if text[0] in "-−" else 1)
    factor = Decimal(1)
    if row.unit == MONEY:
        factor = POUNDS[figure.unit.partition(" in ")[0]] / POUNDS[corner]
    elif figure.unit == "share":
        factor = Decimal(100)
    last = finest if finest is not None else Decimal(1).scaleb(-len(digits.partition(".")[2]))
    assert abs(number - figure.value * factor) <= last / 2, (text, figure, corner, place)


def test_every_format_for_people_is_read_back():
    """The terminal's has readers of its own, by layout."""
    assert {*READERS, "table"} == {each.name for each in FORMATS if each.for_people and each.kinds & EVERY_KIND}


def check_documents(document: Document) -> int:
    """Compare every format for people with the JSON, and return how many figures each has."""
    records = records_of(document)
    wanted = [(table, expected(table, records)) for table in document.tables()]
    for format, read in READERS.items():
        found = [each for each in read(_content(document, format)) if each.rows and "Place" not in each.heads]
        tables = [pair for pair in wanted if pair[1].rows]
        if format in CARDS:
            found = [each for each in found if each.title != CARD_TITLE]
            tables = [pair for pair in tables if pair[0].title != CARD_TITLE]
        if format == "word":  # the figures behind charts come last
            behind = {block.as_table().name for block in document.blocks if isinstance(block, Chart)}
            tables.sort(key=lambda pair: pair[0].name in behind)
        for seen, (table, each) in zip(found, tables, strict=True):
            check_table(seen, table, each, format)
    for table, each in wanted:
        check_list(table, each)
        for width in WIDTHS:
            check_terminal(table, each, width)
    return sum(figure is not None for _, each in wanted for _, figures in each.rows for figure in figures)


def _content(document: Document, format: str) -> str | bytes:
    return text_of(document, format) if format not in FILES else file_of(document, format=format)


def check_table(found, table: Table, each: Expected, format: str) -> None:
    corner = found.corner
    if format == "sheet":  # the unit stands behind the title
        assert found.title.startswith(table.title)
        corner = found.title.removeprefix(table.title).removeprefix(", ")
    else:
        assert found.title == table.title
        corner = "" if (format, corner) == ("xlsx", ITEM) else corner
    assert found.heads == each.heads
    rows = [row for row in each.rows if format in ("markdown", "html", "word", "xlsx") or not row[0].is_heading]
    assert len(found.rows) == len(rows)
    for (label, cells), (row, figures) in zip(found.rows, rows, strict=True):
        known = next((figure.label for figure in figures if figure), None)
        said = known if known and format in ("plain", "sheet") else row.label
        endings = {"", f", {row.unit}", ", %" if row.unit == "share" and format == "sheet" else ""}
        assert label in {said + ending for ending in endings} or known is None, (label, said)
        if row.unit == "share" and format != "sheet":
            assert all(cell.endswith("%") for cell in cells if cell)
        for head, cell, figure in zip(each.heads, cells or [""] * len(each.heads), figures, strict=True):
            finest = _finest(row, corner) if format == "sheet" else None
            check(cell, figure, row, corner, (format, table.name, label, head), finest)


def _finest(row: Row, corner: str) -> Decimal:
    """A sheet leaves zeros at the end out: its money is to the penny, all else to six decimals."""
    return Decimal("0.01") / POUNDS[corner] if row.unit == MONEY else Decimal("0.000001")


def check_terminal(table: Table, each: Expected, width: int) -> None:
    text = text_of(document_of([table]), "table", Page(width=width))
    _, _, body = text.partition("\n\n")
    labels = [_labels(row, each) for row, _ in each.rows]
    if not (each.rows and each.heads):
        return
    read = from_terminal(body, each.heads, labels)
    for number, (row, figures) in enumerate(each.rows):
        for column, figure in enumerate(figures):
            place = (width, table.name, row.label, each.heads[column])
            check(read.cells.get((number, column), ""), figure, row, read.corner, place)


def _labels(row: Row, each: Expected) -> str:
    """The row's label, with its unit where no corner can give it: units of the table's rows differ, and it is none."""
    units = {other.unit for other, _ in each.rows if not other.is_heading} - {"share"}
    given = row.is_heading or row.unit in ("money", "share") or row.unit in row.label or units == {row.unit}
    return row.label if given else f"{row.label}, {row.unit}"


def check_list(table: Table, each: Expected) -> None:
    text = text_of(document_of([table]), "table", Page(layout=LIST))
    found = list(from_list(text.removeprefix(f"{table.title}\n")))
    at = 0
    for row, figures in each.rows:
        for head, figure in zip(each.heads, figures, strict=True):
            if figure is None:
                continue
            name, said = found[at]
            at += 1
            assert name == f"{figure.label}, {head}"
            number, corner = _bare(said)
            check(number, figure, row, corner, (LIST, table.name, name))


def _bare(said: str) -> tuple[str, str]:
    """A spoken figure without its unit, and the unit of its money."""
    number = FIGURE.search(said.replace("£", ""))
    assert number, said
    ending = said.replace("£", "")[number.end() :]
    return number.group(), f"£{ending}" if "£" in said and f"£{ending}" in POUNDS else ""


@given(tables())
def test_formats_agree_on_any_table(table):
    check_documents(document_of([table]))


@pytest.mark.parametrize("kind", real.KINDS)
def test_formats_agree_on_a_real_plan(kind):
    assert check_documents(real.document(kind)) > 50


AMOUNT = re.compile(r"£(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<size>(?: million|m\b|k\b)?)")
DIFFERENCES = {("gap_full_establishment", "gap")}
"""Rows whose difference a sentence gives: what vacant posts keep out of the expenditure."""
SIZES = {"": 1, "k": 1_000, "m": 1_000_000, " million": 1_000_000}


def sentences(block: Block) -> Iterator[tuple[str, Table | None]]:
    """Every sentence of a block, with the table it is about."""
    match block:
        case Heading() | Prose():
            yield block.text, None
        case Listing():
            yield from ((item, None) for item in block.items)
        case Tables():
            yield from ((text, table) for table in block.tables for text in (table.title, *table.notes))
        case Chart():
            yield from ((text, block.as_table()) for text in (block.title, block.sentence))


def _by_row(records: Mapping[tuple[str, ...], Figure]) -> Iterator[dict[str, Decimal]]:
    """Figures by row in pounds, of each table, scenario, year and statistic."""
    found: dict[tuple[str, ...], dict[str, Decimal]] = {}
    for (plan, scenario, table, row, year, statistic), figure in records.items():
        if figure.unit in POUNDS:
            place = (plan, scenario, table, year, statistic)
            found.setdefault(place, {})[row] = figure.value * POUNDS[figure.unit]
    yield from found.values()


def totals_of(records: Mapping[tuple[str, ...], Figure]) -> set[Decimal]:
    """Return each row of a central case added up over its years, in pounds, as in "over the plan"."""
    found: dict[tuple[str, ...], Decimal] = {}
    for (plan, scenario, table, row, _, statistic), figure in records.items():
        if figure.unit in POUNDS and statistic == "central":
            key = (plan, scenario, table, row)
            found[key] = found.get(key, Decimal()) + figure.value * POUNDS[figure.unit]
    return set(found.values())


def margins_of(records: Mapping[tuple[str, ...], Figure]) -> set[Decimal]:
    """Return the margin of error of each figure in pounds: its standard error times the factor of 95%."""
    errors = [figure for key, figure in records.items() if key[-1].startswith("se_") and figure.unit in POUNDS]
    return {error.value * POUNDS[error.unit] * Decimal(str(Z_95)) for error in errors}


@cache
def amounts_of_plan() -> frozenset[Decimal]:
    """Every number of the plan and of its scenarios in pounds: as money of its unit, and as pounds."""
    plan, found = real.plan(), set[Decimal]()
    left: list[object] = [plan, *(apply_scenarios(real.read(), name).plan for name in real.SCENARIOS)]
    while left:
        value = left.pop()
        if isinstance(value, BaseModel | Mapping):
            left += (vars(value) if isinstance(value, BaseModel) else value).values()
        elif isinstance(value, list | tuple):
            left += value
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found |= {Decimal(str(value)), Decimal(str(value)) * POUNDS[plan.unit]}
    return frozenset(found)


@pytest.mark.parametrize("kind", real.KINDS)
def test_money_in_sentences_is_a_rounding_of_a_figure_of_the_result_or_of_the_plan(kind):
    """A sentence about a table cites that table or a central case, other sentences any figure."""
    document, seen = real.document(kind), 0
    records = records_of(document)
    differences = {
        by_row[more] - by_row[less]
        for by_row in _by_row(records)
        for more, less in DIFFERENCES
        if {more, less} <= by_row.keys()
    }
    totals, margins = totals_of(records), margins_of(records)
    for text, table in (each for block in document.blocks for each in sentences(block)):
        known = {
            figure.value * POUNDS[figure.unit.partition(" in ")[0]]
            for key, figure in records.items()
            if figure.unit.partition(" in ")[0] in POUNDS
            and (table is None or key[2] == table.name or key[-1] == "central")
        }
        known |= differences | totals | margins
        for found in AMOUNT.finditer(text):
            seen += 1
            assert any(_rounds_to(found, amount) for amount in known | amounts_of_plan()), (found.group(), text)
    assert seen or kind == "compared"


def _rounds_to(found: re.Match[str], amount: Decimal) -> bool:
    digits, size = found["digits"].replace(",", ""), SIZES[found["size"]]
    zeros = len(digits) - len(digits.rstrip("0")) if "." not in digits and not found["size"] else 0
    last = Decimal(size).scaleb(-len(digits.partition(".")[2])) * 10**zeros
    return abs(abs(amount) - Decimal(digits) * size) <= last / 2
