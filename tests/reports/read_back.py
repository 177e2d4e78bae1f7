"""Formats for people read back, each by a parser of its own, into tables of texts.

They know what a format looks like and nothing of how it is written.
"""

import csv
import html
import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from html.parser import HTMLParser
from itertools import pairwise
from typing import NamedTuple

from openpyxl import load_workbook as open_workbook
from word_file import W, part, style_of, words

FIGURE = re.compile(r"[-−+]?(?P<digits>[0-9][0-9,]*(\.[0-9]+)?)(?P<share>%?)")


class ReadTable(NamedTuple):
    """A table as a format has it: rows are a label and a text for each head."""

    title: str
    corner: str
    heads: list[str]
    rows: list[tuple[str, list[str]]]


def from_plain(text: str) -> list[ReadTable]:
    """Pieces with an empty line between them; those with tabs are tables."""
    pieces = [piece.splitlines() for piece in text.split("\n\n")]
    return [_tabbed(lines) for lines in pieces if any("\t" in line for line in lines)]


def _tabbed(lines: Sequence[str]) -> ReadTable:
    title, heads, *rows = lines
    corner, *labels = heads.split("\t")
    records = [row.split("\t") for row in rows if not row.startswith("# ")]
    return ReadTable(title.removeprefix("# "), corner, labels, [(label, cells) for label, *cells in records])


def from_sheet(text: str) -> list[ReadTable]:
    """Pieces with an empty record between them; a table's second record begins with an empty field.

    The unit of its money is at the end of its title.
    """
    pieces: list[list[list[str]]] = [[]]
    for record in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        if record:
            pieces[-1].append(record)
        else:
            pieces.append([])
    found = []
    for piece in pieces:
        if len(piece) > 1 and piece[1][0] == "" and len(piece[1]) > 1:
            rows = [(label, cells) for label, *cells in piece[2:] if cells]
            found.append(ReadTable(piece[0][0], "", piece[1][1:], rows))
    return found


def from_markdown(text: str) -> list[ReadTable]:
    """Lines that begin with a bar; the title is the line of text above, in bold."""
    found: list[ReadTable] = []
    title, before = "", ""
    for line in text.splitlines():
        if line.startswith("**"):
            title = shown(line)
        elif line.startswith("|"):
            first, *cells = (shown(cell) for cell in line.strip("|").split("|"))
            if not before.startswith("|"):
                found.append(ReadTable(title, first, cells, []))
            elif not set(line) <= set("|-: "):
                found[-1].rows.append((first, cells))
        before = line
    return found


def shown(text: str) -> str:
    """Markdown's text as a reader sees it."""
    return html.unescape(re.sub(r"^\*\*|\*\*$", "", text.strip())).replace("\u200b", "")


TITLES = ("h2", "h3", "h4")


class _Page(HTMLParser):
    """Tables of a page, each after its heading."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[ReadTable] = []
        self._heading = self._text = ""
        self._records: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in (*TITLES, "th", "td"):
            self._text = ""
        elif tag == "tr":
            self._records.append([])
        elif tag == "table":
            self._records = []

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag in TITLES:
            self._heading = self._text
        elif tag in ("th", "td"):
            self._records[-1].append(self._text)
        elif tag == "table":
            (corner, *heads), *rows = self._records or [[""]]
            self.found.append(ReadTable(self._heading, corner, heads, [(label, cells) for label, *cells in rows]))


def from_html(text: str) -> list[ReadTable]:
    page = _Page()
    page.feed(text)
    return page.found


def from_word(content: bytes) -> list[ReadTable]:
    """Return the tables of the body, each with its caption. A row with a heading across all columns has no figures."""
    found, before = [], ""
    for element in part(content)[0]:
        if element.tag == f"{W}tbl":
            records = [[words(cell) for cell in row.findall(f"{W}tc")] for row in element.findall(f"{W}tr")]
            (corner, *heads), *rows = records
            found.append(ReadTable(before, corner, heads, [(label, cells) for label, *cells in rows]))
        elif style_of(element) == "Caption":
            before = words(element)
    return found


def from_xlsx(content: bytes) -> list[ReadTable]:
    """Tables of the sheets, each with its figures as Excel shows them; a heading is a row without figures."""
    found = []
    for sheet in open_workbook(io.BytesIO(content)).worksheets:
        title = " ".join(str(row[0].value or "") for row in sheet.iter_rows(max_row=9) if row[0].font.size == 14)
        for table in sheet.tables.values():
            (corner, *heads), *rows = sheet[table.ref]
            if sheet.title != "About":
                texts = [(str(label.value or ""), [as_shown(cell) for cell in cells]) for label, *cells in rows]
                found.append(ReadTable(title, corner.value, [head.value for head in heads], texts))
    return found


def as_shown(cell) -> str:
    """A figure in its cell's format, as far as mtfp's formats go: a sign, decimals, and per cent."""
    if not isinstance(cell.value, int | float):
        return str(cell.value or "")
    plain = cell.number_format.partition(";")[0]
    decimals = len(plain.strip("%").partition(".")[2])
    value = Decimal(repr(cell.value)) * (100 if plain.endswith("%") else 1)
    sign = "+" if plain.startswith("+") and value > 0 else ""
    return f"{sign}{round(value, decimals):,.{decimals}f}{'%' if plain.endswith('%') else ''}"


READERS = {
    "plain": from_plain,
    "sheet": from_sheet,
    "markdown": from_markdown,
    "html": from_html,
    "word": from_word,
    "xlsx": from_xlsx,
}


class Grid(NamedTuple):
    """Lines that a terminal shows between a table's title and its notes, and what is expected of it."""

    corner: str
    cells: dict[tuple[int, int], str]


class Misread(ValueError):
    """Text that isn't laid out as the reader takes it to be."""


def from_terminal(text: str, heads: Sequence[str], labels: Sequence[str]) -> Grid:
    """Read every block of one table: its heads stand over the columns, whatever the layout, and its labels beside.

    Cells are by number of row and head. Raises Misread where a block's heads or labels are not the next ones.
    """
    lines, cells, corner, seen = text.split("\n"), dict[tuple[int, int], str](), "", 0
    rules = [number for number, line in enumerate(lines) if line and set(line) == {"─"}]
    for rule, end in zip(rules, [*rules[1:], len(lines)], strict=True):
        above, below = _above(lines, rule), lines[rule + 1 : end]
        try:
            corner, count, read = _block(above, below, len(lines[rule]), heads[seen:], labels)
            cells |= {(row, seen + column): text for (row, column), text in read.items()}
            seen += count
        except Misread:  # turned: columns as lines
            corner, count, read = _block(above, below, len(lines[rule]), labels, heads)
            if count < len(labels):
                raise
            cells |= {(row, column): text for (column, row), text in read.items()}
            seen = len(heads)
    if seen < len(heads):
        raise Misread(f"{heads[seen]} is missing in\n{text}")
    return Grid(corner, cells)


def _above(lines: Sequence[str], rule: int) -> list[str]:
    first = rule
    while lines[first - 1]:
        first -= 1
    return list(lines[first:rule])


def _block(
    above: Sequence[str], below: Sequence[str], width: int, heads: Sequence[str], labels: Sequence[str]
) -> tuple[str, int, dict[tuple[int, int], str]]:
    """Return corner, number of columns and cells: as many columns as read right, in whatever width reads right."""
    for count in range(len(heads), 0, -1):
        for pitch in range(2, width // count + 1):
            starts = [width - (count - at) * pitch for at in range(count)]
            if [_tight(line[start : start + pitch] for line in above) for start in starts] == [
                _tight([head]) for head in heads[:count]
            ]:
                cells = _cells(below, [*starts, width], labels)
                if cells is not None:
                    return _tight(line[: starts[0]] for line in above), count, cells
    raise Misread("no columns of\n" + "\n".join([*above, *below]))


def _cells(below: Sequence[str], edges: Sequence[int], labels: Sequence[str]) -> dict[tuple[int, int], str] | None:
    """Return the cells if the lines below the heads have all labels in order."""
    lines = [line.ljust(edges[-1]) for line in below if line.strip() and not set(line) <= set("─ ")]
    found, rest = dict[tuple[int, int], str](), iter(lines)
    for row, label in enumerate(labels):
        whole = beside = line = ""
        while _tight([label]) not in (whole, beside):
            if (line := next(rest, "")) == "":
                return None
            whole, beside = whole + _tight([line]), beside + _tight([line[: edges[0]]])
        if _tight([label]) == beside:
            texts = [line[start:end].strip() for start, end in pairwise(edges)]
            is_apart = all(line[edge] == " " for edge in edges[:-1])
            if not is_apart or not all(text == "" or FIGURE.fullmatch(text) for text in texts):
                return None
            found |= {(row, column): text for column, text in enumerate(texts)}
    return found


def _tight(texts: Iterator[str] | Sequence[str]) -> str:
    """Texts without their spaces: labels wrap at words and within words."""
    return "".join("".join(texts).split())


def from_list(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before the last colon of each line and the figure behind it."""
    for line in text.splitlines():
        name, colon, figure = line.rpartition(": ")
        if colon:
            yield name, figure.replace("minus ", "-").replace("plus ", "+")
