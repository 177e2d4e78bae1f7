"""The formats of documents, one record each. Writers are loaded when they write, so that help can list formats at once.

To add a format: a module with its `write`, and a record in `FORMATS`.
"""

from dataclasses import dataclass
from enum import Enum
from pkgutil import resolve_name
from typing import TYPE_CHECKING, BinaryIO

from mtfp.reports.page import COMMENTED, MARKED, Page

if TYPE_CHECKING:
    from mtfp.documents.document import Document


class Kind(Enum):
    """What a document is about: figures in tables, checks of plans, or words alone."""

    FIGURES = "figures"
    CHECKS = "checks"
    WORDS = "words"


EVERY_KIND = frozenset(Kind)


@dataclass(frozen=True)
class Format:
    """One format: its name, what it is for, the suffixes of its files, and the home of its writer, `module:function`.

    `kinds` are the documents that it can hold. Those `for_people` round figures. `fits_screen` formats use the width
    and the letters of the terminal; all others are UTF-8. Those that don't show findings leave them to standard
    error. A file that mtfp wrote ends with `ends` or begins with one of `begins`, and may be replaced.
    """

    name: str
    summary: str
    suffixes: tuple[str, ...]
    writer: str
    kinds: frozenset[Kind] = EVERY_KIND
    for_people: bool = True
    fits_screen: bool = False
    shows_findings: bool = True
    ends: bytes = b""
    begins: tuple[bytes, ...] = ()

    def write(self, document: "Document", page: Page, to: BinaryIO) -> None:
        """Write a document to a stream of bytes; the writer is loaded now, so that help needn't wait for it."""
        resolve_name(f"mtfp.reports.{self.writer}")(document, page, to)


FIGURES, FIGURES_OR_CHECKS = frozenset({Kind.FIGURES}), frozenset({Kind.FIGURES, Kind.CHECKS})
CHECKS = frozenset({Kind.CHECKS})
CSV_HEADS = (
    b"plan,scenario,table,row,year,statistic,value,unit,label\n",
    b"plan,scenario,table,row,year,statistic,value,unit\n",
)
JSON_BEGINS = (b'{\n  "schema_version": 2,\n  "manifest": ', b'{\n  "schema_version": 1,\n  "manifest": ')
"""Beginnings of files of today's form, then of the form before it."""
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
        "tab separated, one row a line, for scripts and screen readers",
        (".tsv",),
        "terminal.plain:write",
        fits_screen=True,
        shows_findings=False,
        ends=MARKED,
    ),
    Format("markdown", "tables to paste into a paper or a comment", (".md",), "markdown.writer:write", ends=COMMENTED),
    Format("html", "an accessible page for a browser", (".html", ".htm"), "html.writer:write", ends=COMMENTED),
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
        FIGURES,
        for_people=False,
        shows_findings=False,
        begins=CSV_HEADS,
    ),
    Format(
        "json",
        "the same rows with manifest, checks and findings, for programs",
        (".json",),
        "data.writers:write_json",
        FIGURES_OR_CHECKS,
        for_people=False,
        begins=JSON_BEGINS,
    ),
    Format(
        "github", "annotations beside the lines of a plan", (), "ci.github:write", CHECKS, for_people=False, ends=MARKED
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
)
"""Every format, in the order in which help lists them."""
DEFAULT = FORMATS[0]
FOR_EXCEL = "for a spreadsheet, write --format sheet -o FILE.csv"
FOR_WORD = "for a word processor, write an .html file"
NOT_WRITTEN = {
    **dict.fromkeys((".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".fods", ".numbers"), FOR_EXCEL),
    **dict.fromkeys((".docx", ".doc", ".odt", ".fodt", ".rtf", ".pages"), FOR_WORD),
    **dict.fromkeys((".pdf", ".pptx", ".xhtml"), "write an .html file, and print it from a browser"),
    **dict.fromkeys((".yaml", ".yml"), "that is the file of a plan or a scenario; write a .txt file"),
    ".parquet": "`mtfp batch --parquet` writes it beside its results",
}
"""Suffixes that people may expect and no format has, each with what to write instead."""


def names_of(*kinds: Kind) -> tuple[str, ...]:
    """Return the names of the formats that can hold a document of one of these kinds."""
    return tuple(each.name for each in FORMATS if each.kinds & set(kinds))


def format_named(name: str) -> Format:
    """Return the format of a name. Raises KeyError where there is none."""
    return {each.name: each for each in FORMATS}[name]


def format_of(suffix: str) -> Format | None:
    """Return the format to which a suffix belongs; None where it belongs to none."""
    return next((each for each in FORMATS if suffix.lower() in each.suffixes), None)
