"""The page: texts stay texts, headings and tables have names, nothing is fetched, and it fits a narrow screen."""

import base64
import hashlib
import re
import shutil
import subprocess
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
import real
from every_block import HOSTILE, WIDE, every_block, every_chart
from tables import document_of, statement

from mtfp.documents.blocks import Tables
from mtfp.documents.document import Document
from mtfp.findings.show import printable
from mtfp.reports.deliver import text_of

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
PDFTOTEXT = shutil.which("pdftotext")
VOID = {"meta"}
NARROW = 320


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


@pytest.mark.parametrize("text", [*HOSTILE, *WIDE])
def test_hostile_texts_stay_texts(page, text):
    """Whatever texts say, the page has the same tags with the same attributes. Pictures may have more lines of text."""
    hostile = page_of(every_block(text), pictures=False)
    assert [tag for tag in hostile.tags if tag != ("code", {})] == page.tags  # a text between backticks is code
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
    assert all(attrs["tabindex"] == "0" and attrs["aria-labelledby"] in ids for attrs in scrolling)


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
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "a", "image", "use"}
    attributes = {name for _, attrs in page.tags for name in attrs}
    assert not {name for name in attributes if name.startswith("on")} | attributes & {"style", "src", "href"}
    ((_, style),) = page.all("style")
    assert not re.search(r"url\(|@import|expression", style)
    (policy,) = (attrs["content"] for attrs, _ in page.all("meta") if "http-equiv" in attrs)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'"


def run_browser(folder: Path, *arguments: str) -> str:
    assert CHROMIUM
    own = ("--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}")
    done = subprocess.run(
        [CHROMIUM, *own, *arguments], capture_output=True, encoding="utf-8", errors="replace", timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium isn't installed: the page's width at 320 pixels isn't measured")
def test_a_statement_of_ten_years_needs_no_sideways_scrolling_at_320_pixels(tmp_path):
    """The page is measured in a frame of 320 pixels: a browser's window may be no narrower than 500."""
    text = text_of(
        Document(
            "A plan of ten years and a rather long name", (*every_chart("Care at home"), Tables((statement(11),)))
        ),
        "html",
    )
    (tmp_path / "page.html").write_text(text, encoding="utf-8")
    (tmp_path / "frame.html").write_text(
        f"""<!DOCTYPE html><body><iframe src="page.html" width="{NARROW}" height="800" style="border:0"></iframe>
        <script>onload = () => {{
          const inside = document.querySelector("iframe").contentDocument
          const page = inside.documentElement, table = inside.querySelector("main > .scroll table")
          document.body.textContent = [page.clientWidth, page.scrollWidth, table.offsetWidth].join(" ")
        }}</script>""",
        encoding="utf-8",
    )
    dumped = run_browser(tmp_path, "--allow-file-access-from-files", "--dump-dom", (tmp_path / "frame.html").as_uri())
    found = re.search(r"<body>(\d+) (\d+) (\d+)", dumped)
    assert found, dumped
    client, scroll, table = map(int, found.groups())
    assert client <= NARROW
    assert scroll <= NARROW
    assert table > NARROW  # it scrolls within its own region


@pytest.mark.skipif(CHROMIUM is None or PDFTOTEXT is None, reason="Chromium or pdftotext isn't installed: not printed")
def test_a_printed_page_has_every_label_and_every_figure(tmp_path):
    assert PDFTOTEXT
    document = document_of([statement(11, scale=18)])
    (tmp_path / "page.html").write_text(text_of(document, "html"), encoding="utf-8")
    pdf = tmp_path / "page.pdf"
    run_browser(tmp_path, f"--print-to-pdf={pdf}", "--no-pdf-header-footer", (tmp_path / "page.html").as_uri())
    text = subprocess.run([PDFTOTEXT, "-layout", pdf, "-"], capture_output=True, check=True).stdout.decode()
    words = "".join(text.split())
    cells = [cell for _, cell in page_of(document).all("th")]
    assert not [cell for cell in cells if "".join(cell.split()) not in words and not _in_lines(cell, text)]
    figures = Counter(cell for _, cell in page_of(document).all("td") if cell)
    printed = Counter(re.findall(r"[−+]?\d[\d,.]*%?", text))
    assert not figures - printed


@pytest.mark.skipif(CHROMIUM is None or PDFTOTEXT is None, reason="Chromium or pdftotext isn't installed: not printed")
def test_a_printed_page_has_the_table_of_every_chart(tmp_path):
    """On the screen the tables of charts are closed; a browser would leave them out of the print."""
    assert PDFTOTEXT
    document = Document("Charts", every_chart("Xylophone"))
    (tmp_path / "page.html").write_text(text_of(document, "html"), encoding="utf-8")
    pdf = tmp_path / "page.pdf"
    run_browser(tmp_path, f"--print-to-pdf={pdf}", "--no-pdf-header-footer", (tmp_path / "page.html").as_uri())
    text = subprocess.run([PDFTOTEXT, "-layout", pdf, "-"], capture_output=True, check=True).stdout.decode()
    cells = Counter(cell for _, cell in page_of(document).all("td") if cell)
    assert sum(cells.values()) > 30
    assert not cells - Counter(re.findall(r"[−+]?\d[\d,.]*%?", text))


def _in_lines(label: str, text: str) -> bool:
    """Return True if a label that is printed on several lines has all its words there."""
    return all(word in text for word in label.split())
