"""The page as text: texts stay texts, headings and tables have names, and nothing is fetched."""

import base64
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest
import real
from every_block import HOSTILE, WIDE, every_block, every_chart

from mtfp.documents.document import Document
from mtfp.findings.show import printable
from mtfp.reports.deliver import text_of

VOID = {"meta"}


class Page(HTMLParser):
    """Tags in order, their attributes, the text of each, and tags that are closed in another order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[int] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        assert len(attrs) == len(dict(attrs)), attrs
        self.tags.append((tag, dict(attrs)))
        self.texts.append("")
        if tag not in VOID:
            self.open.append(len(self.tags) - 1)

    def handle_data(self, data):
        for at in self.open:
            self.texts[at] += data

    def handle_endtag(self, tag):
        assert self.tags[self.open.pop()][0] == tag

    def all(self, *names: str) -> list[tuple[dict[str, str | None], str]]:
        """Attributes and text of every tag of some names."""
        return [(attrs, text) for (tag, attrs), text in zip(self.tags, self.texts, strict=True) if tag in names]


def page_of(document: Document, *, pictures: bool = True) -> Page:
    """The page, without what is inside its pictures if they have tests of their own."""
    text = text_of(document, "html")
    page = Page(text if pictures else re.sub("(<svg).*?(</svg>)", r"\1>\2", text, flags=re.DOTALL))
    assert not page.open
    return page


@pytest.fixture(scope="module")
def page() -> Page:
    return page_of(every_block(), pictures=False)


def without_texts(page: Page) -> list[tuple[str, dict[str, str | None]]]:
    """Tags and attributes, without those that follow a text: code, room for long texts, names of regions."""
    tags = [(tag, {name: text for name, text in attrs.items() if text != "text"}) for tag, attrs in page.tags]
    named = [(tag, attrs | ({"aria-label": "x"} if "aria-label" in attrs else {})) for tag, attrs in tags]
    return [tag for tag in named if tag != ("code", {})]


@pytest.mark.parametrize("text", [*HOSTILE, *WIDE])
def test_hostile_texts_stay_texts(page, text):
    """Whatever texts say, the page has the same tags with the same attributes. Pictures may have more lines of text."""
    hostile = page_of(every_block(text), pictures=False)
    assert without_texts(hostile) == without_texts(page)
    assert [said for _, said in hostile.all("h1")] == [printable(text)]
    assert [said for _, said in hostile.all("title")] == [printable(text)]


def test_the_page_has_a_language_a_title_and_headings_in_order(page):
    assert page.tags[0] == ("html", {"lang": "en-GB"})
    assert [text for _, text in page.all("title")] == ["Care at home"]
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert len(page.all("main")) == 1


@pytest.mark.parametrize("kind", [None, *real.KINDS])
def test_tables_have_names_and_their_heads_have_scopes(kind):
    page = page_of(real.document(kind) if kind else every_block())
    ids = Counter(attrs["id"] for _, attrs in page.tags if "id" in attrs)
    assert set(ids.values()) == {1}
    tables = page.all("table")
    assert tables
    for attrs, _ in tables:
        assert attrs["aria-labelledby"] in ids
    scopes = {attrs.get("scope") for attrs, _ in page.all("th")}
    assert scopes <= {"col", "row", "colgroup", "rowgroup"}
    scrolling = [attrs for attrs, _ in page.all("div") if attrs.get("class") == "scroll"]
    assert all(attrs["tabindex"] == "0" for attrs in scrolling)
    names = [attrs.get("aria-label", attrs.get("aria-labelledby")) for attrs in scrolling]
    assert len(names) == len(set(names))


def test_each_chart_is_a_picture_with_its_figures_in_a_table_that_opens():
    page, charts = page_of(every_block()), every_chart("Care at home")
    assert len(page.all("svg")) == len(page.all("figure")) == len(page.all("details")) == len(charts)
    for (_, said), chart in zip(page.all("figure"), charts, strict=True):
        assert chart.sentence in said
    ids = Counter(attrs["id"] for _, attrs in page.tags if "id" in attrs)
    for attrs, _ in page.all("svg"):
        assert all(ids[name] == 1 for name in attrs["aria-labelledby"].split())


def test_two_charts_of_one_name_share_no_identifier():
    document = Document("Twice", (*every_chart("Care"), *every_chart("Care")))
    ids = Counter(attrs["id"] for _, attrs in page_of(document).tags if "id" in attrs)
    assert len(ids) > 2 * len(every_chart("Care"))
    assert set(ids.values()) == {1}


def test_nothing_is_fetched_or_run_and_only_its_own_style_applies():
    page = page_of(every_block())
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "image", "use"}
    attributes = {name for _, attrs in page.tags for name in attrs}
    assert not {name for name in attributes if name.startswith("on")} | attributes & {"style", "src"}
    ids = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
    assert all(attrs["href"].removeprefix("#") in ids for attrs, _ in page.all("a"))
    ((_, style),) = page.all("style")
    assert not re.search(r"url\(|@import|expression", style)
    (policy,) = (attrs["content"] for attrs, _ in page.all("meta") if "http-equiv" in attrs)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"
