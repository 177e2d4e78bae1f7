"""The formats that results are written in, one line each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mtfp.findings.finding import Finding
from mtfp.findings.show import as_record
from mtfp.reports.data.tidy import as_csv, as_json
from mtfp.reports.terminal.plain import plain
from mtfp.reports.terminal.terminal import list_layout, render
from mtfp.results.table import Table

LAYOUTS = ("table", "list")


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a writer has to know beside the tables. Each takes of it what concerns it."""

    width: int = 80
    styled: bool = False
    encoding: str = "utf-8"
    layout: str = "table"
    raw: bool = False
    manifest: Mapping[str, object] = field(default_factory=dict)
    findings: Sequence[Finding] = ()


class Format(NamedTuple):
    """One format. `exact` ones are read by programs, to be sent as UTF-8 whatever the stream's encoding is."""

    name: str
    summary: str
    write: Callable[[Sequence[Table], Page], str]
    exact: bool


def _table(tables: Sequence[Table], page: Page) -> str:
    if page.layout == "list":
        return "\n".join(list_layout(table, page.encoding) for table in tables)
    return "\n\n".join(render(table, page.width, page.styled, page.encoding) for table in tables)


def _plain(tables: Sequence[Table], page: Page) -> str:
    return "\n".join(plain(table, page.encoding) for table in tables)


def _csv(tables: Sequence[Table], page: Page) -> str:
    return as_csv(tables, page.raw)


def _json(tables: Sequence[Table], page: Page) -> str:
    return as_json(tables, page.manifest, (), [as_record(finding) for finding in page.findings])


FORMATS = (
    Format("table", "for people, in columns that fit the screen", _table, exact=False),
    Format("plain", "tab separated, one row a line, for scripts and screen readers", _plain, exact=False),
    Format("csv", "one tidy long table, unrounded, for spreadsheets and programs", _csv, exact=True),
    Format("json", "the same rows with manifest, checks and findings, for programs", _json, exact=True),
)


def write(
    tables: Sequence[Table],
    format: str,
    *,
    width: int = 80,
    styled: bool = False,
    encoding: str = "utf-8",
    layout: str = "table",
    raw: bool = False,
    manifest: Mapping[str, object] | None = None,
    findings: Sequence[Finding] = (),
) -> str:
    """The tables in the format of that name, ready for `to_stdout` or `to_file`.

    `width`, `styled` and `layout` (`table` or `list`) concern the table alone; `encoding` is that of the stream; `raw`
    is for CSV without its guard against formulas; the manifest and the findings go with JSON. Raises KeyError for a
    format or a layout that there is none of.

    >>> from mtfp.results.table import Column, Row
    >>> table = Table("gap", "The gap", "plan", "£k", (Column("2026/27", "2026/27"),), (Row("gap", "Gap", (310.0,)),))
    >>> print(write([table], "table", layout="list"), end="")
    The gap
    Gap, 2026/27: £310k
    """
    if layout not in LAYOUTS:
        raise KeyError(layout)
    page = Page(
        width=width,
        styled=styled,
        encoding=encoding,
        layout=layout,
        raw=raw,
        manifest=manifest or {},
        findings=findings,
    )
    return {each.name: each for each in FORMATS}[format].write(tables, page)
