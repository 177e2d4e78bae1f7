"""Formats of documents: one record for each. A writer is loaded only when it writes, so that help appears at once.

To add a format, write a module with a function `write`, and add a record to `FORMATS`.
"""

from enum import Enum
from pkgutil import resolve_name
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from mtfp.reports.data.schema import SCHEMA_VERSION
from mtfp.reports.page import COMMENTED, MARKED, SOFTWARE, Page

if TYPE_CHECKING:
    from mtfp.documents.document import Document


class Kind(Enum):
    """Kind of a document: figures in tables, checks of plans, words alone, or one chart."""

    FIGURES = "figures"
    CHECKS = "checks"
    WORDS = "words"
    PICTURES = "charts"


EVERY_KIND = frozenset({Kind.FIGURES, Kind.CHECKS, Kind.WORDS})
"""Kinds of a format that can hold any document of words and tables. A chart's figures are a table too."""


class Format(NamedTuple):
    """One format: its name, its purpose, the suffixes of its files, and its writer as `module:function`.

    `kinds`: kinds of documents that the format can hold. `for_people`: True if figures are rounded. `fits_screen`: True
    if text fits the width and encoding of the terminal; other formats are UTF-8. `shows_findings`, `shows_checks`:
    False if commands show findings or failed checks on standard error instead. `for_ci`: True if a CI service may obey
    its lines. `needs_file`: True if it is no text, and so can't go to standard output. `ends` and `begins`: last and
    first bytes of a file; `holds`: bytes near its beginning. By these, mtfp recognises its own files.
    """

    name: str
    summary: str
    suffixes: tuple[str, ...]
    writer: str
    kinds: frozenset[Kind] = EVERY_KIND
    for_people: bool = True
    fits_screen: bool = False
    shows_findings: bool = True
    shows_checks: bool = True
    for_ci: bool = False
    needs_file: bool = False
    ends: bytes = b""
    begins: tuple[bytes, ...] = ()
    holds: bytes = b""

    def write(self, document: "Document", page: Page, to: BinaryIO) -> None:
        """Load the format's writer, and write a document to a stream of bytes."""
        resolve_name(f"mtfp.reports.{self.writer}")(document, page, to)


FIGURES, FIGURES_OR_CHECKS = frozenset({Kind.FIGURES}), frozenset({Kind.FIGURES, Kind.CHECKS})
CHECKS, PICTURES = frozenset({Kind.CHECKS}), frozenset({Kind.PICTURES})
CSV_HEADS = (
    b"plan,scenario,table,row,year,statistic,value,unit,label,about\n",
    b"plan,scenario,table,row,year,statistic,value,unit,label\n",
    b"plan,scenario,table,row,year,statistic,value,unit\n",
)
JSON_BEGINS = tuple(b'{\n  "schema_version": %d,\n  "manifest": ' % version for version in range(SCHEMA_VERSION, 0, -1))
"""First bytes of JSON files: of the current schema version, then of earlier versions."""
JUNIT_BEGINS = (b"<?xml version='1.0' encoding='utf-8'?>\n<testsuites name=\"mtfp ",)
FORMATS = (
    Format(
        "table",
        "tables and charts that fit the screen",
        (".txt",),
        "terminal.writer:write",
        fits_screen=True,
        shows_findings=False,
        ends=MARKED,
    ),
    Format(
        "plain",
        "tab separated, one row per line, for scripts and screen readers",
        (".tsv",),
        "terminal.plain:write",
        fits_screen=True,
        shows_findings=False,
        ends=MARKED,
    ),
    Format("markdown", "tables to paste into a paper or a comment", (".md",), "markdown.writer:write", ends=COMMENTED),
    Format("html", "an accessible page for a browser", (".html", ".htm"), "html.writer:write", ends=COMMENTED),
    Format(
        "word",
        "a paper for Word, in mtfp's styles or those of a template",
        (".docx",),
        "word.writer:write",
        needs_file=True,
        ends=MARKED,
    ),
    Format(
        "xlsx",
        "a workbook for Excel, one table a sheet, with charts",
        (".xlsx",),
        "excel.writer:write",
        needs_file=True,
        ends=MARKED,
    ),
    Format(
        "sheet",
        "CSV laid out for Excel, a row for each figure and a column for each year",
        (),
        "sheet:write",
        ends=MARKED.replace(b"\n", b"\r\n"),
    ),
    Format(
        "csv",
        "one long table, unrounded, for programs",
        (".csv",),
        "data.writers:write_csv",
        FIGURES_OR_CHECKS,
        for_people=False,
        shows_findings=False,
        shows_checks=False,
        begins=CSV_HEADS,
    ),
    Format(
        "json",
        "the rows of csv, with manifest, checks and findings, for programs",
        (".json",),
        "data.writers:write_json",
        FIGURES_OR_CHECKS,
        for_people=False,
        begins=JSON_BEGINS,
    ),
    Format(
        "github",
        "annotations that GitHub shows next to the lines of a plan",
        (),
        "ci.github:write",
        CHECKS,
        for_people=False,
        for_ci=True,
        ends=MARKED,
    ),
    Format(
        "junit",
        "every check as a test case, for CI",
        (".xml",),
        "ci.junit:write",
        CHECKS,
        for_people=False,
        shows_findings=False,
        begins=JUNIT_BEGINS,
    ),
    Format("svg", "picture of a chart, for a page", (".svg",), "svg.writer:write_svg", PICTURES, ends=COMMENTED),
    Format(
        "png",
        "picture of a chart, for a word processor or slides",
        (".png",),
        "svg.writer:write_png",
        PICTURES,
        holds=SOFTWARE,
    ),
)
"""All formats, in the order of the help text."""
DEFAULT = FORMATS[0]
FOR_EXCEL = "for a spreadsheet, write an .xlsx file"
FOR_WORD = "for a word processor, write a .docx file"
NOT_WRITTEN = {
    **dict.fromkeys((".xls", ".xlsm", ".xlsb", ".ods", ".fods", ".numbers"), FOR_EXCEL),
    **dict.fromkeys((".doc", ".odt", ".fodt", ".rtf", ".pages"), FOR_WORD),
    **dict.fromkeys((".pdf", ".pptx", ".xhtml"), "write an .html file, and print it from a browser"),
    **dict.fromkeys((".yaml", ".yml"), "plans and scenarios have this suffix; write a .txt file"),
    ".parquet": "use `mtfp batch --parquet`, which writes results.parquet next to its other results",
}
"""Suffixes that users may expect but mtfp can't write, each with the advice for the error message."""


def names_of(*kinds: Kind, to_file: bool = True) -> tuple[str, ...]:
    """Return the names of the formats that can hold a document of one of these kinds.

    If `to_file` is False, formats that are written to files only are left out.
    """
    return tuple(each.name for each in FORMATS if each.kinds & set(kinds) and (to_file or not each.needs_file))


def format_named(name: str) -> Format:
    """Return the format with this name. Raises KeyError if no format has the name."""
    return {each.name: each for each in FORMATS}[name]


def format_of(suffix: str) -> Format | None:
    """Return the format whose files have this suffix; None if no format has the suffix."""
    return next((each for each in FORMATS if suffix.lower() in each.suffixes), None)
