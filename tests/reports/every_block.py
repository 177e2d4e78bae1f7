"""A document that has one of each block, and texts that would act if a format let them."""

from dataclasses import replace
from typing import get_args

from mtfp.analysis.trace.tree import Part, Source
from mtfp.documents.blocks import (
    Block,
    Checks,
    Findings,
    Heading,
    KeyFigure,
    KeyFigures,
    Listing,
    Manifest,
    NotChart,
    Notice,
    Prose,
    Sources,
    Tables,
)
from mtfp.documents.charts.bars import Amount, Bar, Bars, Tornado, Waterfall
from mtfp.documents.charts.kinds import AnyChart
from mtfp.documents.charts.ranges import Band, FanChart, SCurve
from mtfp.documents.charts.series import Lines, Series, StackedBars
from mtfp.documents.checks import CheckCase, Outcome
from mtfp.documents.document import Document
from mtfp.documents.tree import Tree
from mtfp.findings.finding import Finding
from mtfp.findings.place import Place
from mtfp.results.table import Column, Row, Table

HOSTILE = (
    "</h2></title></style></pre><script>alert(1)</script>",
    "\" onmouseover='alert(1)' x=\"",
    "<img src=x onerror=alert(1)>",
    "| a | b |",
    "![x](http://example.org/x.png) [y](javascript:alert(1)) `c` **d** ~~e~~ @everyone #1 www.example.org",
    "=HYPERLINK(1)",
    "\x1b[31mred\x07 \u202eback\u2066",
    "&lt;b&gt;&#60;",
)
YEARS = ("2026/27", "2027/28")
WIDE = ("日本語の計画を見直す", "Cafe\u0301 Mo\u0300r", "👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🧓🏽", "한국어 서비스", "ไทย นี่", "a" * 90, "界" * 60)


def every_block(text: str = "Care at home") -> Document:
    """One of each block, every text of which is `text`."""
    rows = (
        Row("", text, (None, None), strong=True),
        Row("care", text, (1_250.5, -310.0), depth=1),
        Row("share", text, (0.25, 0.5), "share", depth=1),
        Row("hours", text, (12_000.0, None), text, depth=2),
        Row("total", text, (1_000_000.0, -1.0), strong=True),
    )
    figures = (
        KeyFigure("gap", text, text, 1_250.5, text, year="2027/28"),
        KeyFigure("share", text, text, 0.25, unit="share"),
    )
    columns = (Column(text, "2026/27"), Column(text, "2027/28", text))
    table = Table("statement", text, text, "£k", columns, rows, (text,))
    place = Place(text, 3, 5)
    cases = tuple(
        CheckCase(text, text, text, outcome, (Finding("check", text, place, text),), 0.1) for outcome in Outcome
    )
    years = (Column("2025/26", "2025/26"), Column("2026/27", "2026/27"))
    source = Source(text, text, text, text, (text,))
    inputs = (Part("care", text, 1_250.5, "money", "+", source=source), Part("share", text, 0.25, "share", "×"))
    tree = Part("gap", text, 1_250.5, "money", "", "sum", 1_000.0, Source(), inputs, text, text)
    blocks: tuple[Block, ...] = (
        Heading(text),
        Prose(text),
        Listing((text, text)),
        Listing((text,), mono=True),
        Tables((table,)),
        *every_chart(text),
        Tree(tree, replace(table, name="trace", columns=years, rows=rows[1:4])),
        Heading(text, 3),
        Notice(text),
        KeyFigures(text, text, text, "£k", figures),
        Checks(cases, text, (text,)),
        Findings(((text, Finding("W501", text, place, text)),)),
        Sources((text,)),
        Manifest({"plan": text, "attribution": text}, text),
    )
    assert {type(block) for block in blocks} == {*get_args(NotChart), *get_args(AnyChart)}
    return Document(text, blocks)


def every_chart(text: str) -> tuple[AnyChart, ...]:
    """One of each kind of chart, every text of which is `text`."""
    bands = tuple(Band(text, (-100.0, 300.0), (0.0, 200.0), 100.0, 260.0, year) for year in YEARS)
    moved = (Bar("care", text, -100.0, 200.0, 300.0), Bar("share", text, 0.0, 50.0))
    amounts = (Amount("care", text, 300.0, text), Amount("share", text, -100.0))
    series = (Series("care", text, (300.0, -100.0)), Series("share", text, (100.0, None)))
    same = {"figure": "gap", "plan": text, "title": text, "sentence": text, "unit": "£k"}
    charts: tuple[AnyChart, ...] = (
        FanChart(name="fan", bands=bands, **same),
        SCurve(name="curve", year="2027/28", steps=((0.0, 0.1), (100.0, 0.6), (200.0, 1.0)), **same),
        Tornado(
            name="tornado",
            year="2027/28",
            heads=(text,) * 3,
            statistics=("low", "high", "mark"),
            bars=moved,
            **same,
        ),
        Bars(name="bars", year="2027/28", head=text, bars=amounts, **same),
        Waterfall(
            name="waterfall",
            year="2027/28",
            head=text,
            opening=Amount("opening", text, 50.0),
            changes=amounts,
            closing=Amount("closing", text, 250.0),
            **same,
        ),
        StackedBars(name="stacked", years=YEARS, parts=series, total=text, **same),
        Lines(name="lines", years=YEARS, lines=series, **same),
    )
    assert {type(chart) for chart in charts} == set(get_args(AnyChart))
    return charts
