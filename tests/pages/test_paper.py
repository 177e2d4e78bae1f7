"""On paper: pages print to tagged PDF with every table, closed or not; Word files keep all their words in PDF."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from read_back import FIGURE, from_html
from word_file import W, file_of, part, style_of, words

from mtfp.reports.page import Page
from tests.pages.papers import DOCUMENTS

PDFTOTEXT, PDFINFO, SOFFICE = (shutil.which(name) for name in ("pdftotext", "pdfinfo", "soffice"))
NO_POPPLER = pytest.mark.skipif(not (PDFTOTEXT and PDFINFO), reason="pdftotext isn't installed: PDFs aren't read")
TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
LONGEST = 16
"""Letters of a word that fits into any column."""


def text_of_pdf(file: Path) -> str:
    done = subprocess.run([str(PDFTOTEXT), "-layout", str(file), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def about(file: Path) -> dict[str, str]:
    done = subprocess.run([str(PDFINFO), "-l", "-1", str(file)], capture_output=True, check=True, text=True)
    return {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in done.stdout.splitlines())}


def sides(found: dict[str, str]) -> set[bool]:
    """Whether pages of a PDF, which are all A4, are on their side."""
    sizes = [value for key, value in found.items() if re.fullmatch(r"Page +\d+ size", key)]
    assert all(size.endswith("(A4)") for size in sizes)
    return {float(size.split()[0]) > float(size.split()[2]) for size in sizes}


def missing(texts: Iterable[str], text: str) -> set[str]:
    """Words that are not in a PDF's text. Long words are left out, as they may be broken."""
    printed = set(re.findall(r"\w+", text))
    return {word for each in texts for word in re.findall(r"\w+", each) if len(word) <= LONGEST} - printed


def unprinted(cells: Iterable[str], text: str) -> Counter[str]:
    """Figures that are printed less often than they stand in cells."""
    return Counter(cell for cell in cells if FIGURE.fullmatch(cell)) - Counter(re.findall(r"\S+", text))


@NO_POPPLER
@pytest.mark.parametrize("name", ["paper", "simulate", "wide"])
def test_a_page_prints_to_tagged_pdf_with_every_table(browser, pages, tmp_path, name):
    browser.open(pages[name])
    file = tmp_path / "page.pdf"
    file.write_bytes(browser.printed())
    found, text = about(file), text_of_pdf(file)
    assert found["Tagged"] == "yes"
    assert found["Title"] == browser.ask("return document.title")
    tables = from_html(pages[name].read_text("utf-8"))
    assert len(tables) > 1
    for table in tables:
        labels = [table.title, *table.heads, *(label for label, _ in table.rows)]
        assert missing(labels, text) == set()
    assert not unprinted((cell for table in tables for _, cells in table.rows for cell in cells), text)
    assert sides(found) == {name == "wide"}
    assert f"Page 1 of {found['Pages']}" in text
    assert text.count("Illustrative") >= (int(found["Pages"]) if name != "wide" else 0)


@NO_POPPLER
def test_details_that_are_closed_are_printed(browser, pages, tmp_path):
    browser.open(pages["paper"])
    browser.ask(
        "document.querySelector('main').insertAdjacentHTML('beforeend',"
        " '<details><summary>Figures</summary><table><tr><td>closed 4711</td></tr></table></details>')"
    )
    file = tmp_path / "page.pdf"
    file.write_bytes(browser.printed())
    assert "closed 4711" in text_of_pdf(file)


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, Path]]:
    """Each document as a Word file and as the PDF that LibreOffice makes of it."""
    if SOFFICE is None or shutil.which("lowriter") is None:
        pytest.skip("LibreOffice Writer isn't installed: Word files aren't opened in it")
    folder = tmp_path_factory.mktemp("word")
    contents = {name: file_of(made(), Page()) for name, made in DOCUMENTS.items()}
    for name, content in contents.items():
        (folder / f"{name}.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [f"{name}.docx" for name in contents]
    command = [SOFFICE, profile, "--headless", "--convert-to", TAGGED, *files]
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return {name: (content, folder / f"{name}.pdf") for name, content in contents.items()}


@NO_POPPLER
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_word_file_has_all_its_words_in_pdf(converted, name):
    content, file = converted[name]
    text, found = text_of_pdf(file), about(file)
    assert found["Tagged"] == "yes"
    body = part(content)[0]
    headings = [words(each) for each in body.findall(f"{W}p") if style_of(each).startswith(("Heading", "Caption"))]
    cells = [words(each) for each in body.iter(f"{W}tc")]
    assert len(headings) > 1
    assert missing((*headings, *cells), text) == set()
    assert not unprinted(cells, text)
    assert f"Page 1 of {found['Pages']}" in text


@NO_POPPLER
def test_pages_are_a4_and_on_their_side_for_a_wide_table(converted):
    _, file = converted["wide"]
    assert sides(about(file)) == {True}
    _, file = converted["paper"]
    assert sides(about(file)) == {False}
