"""Lines of the terminal stay within the page, whatever letters labels are in, and columns line up."""

import re

import pytest
import wcwidth
from every_block import HOSTILE, WIDE, every_block
from hypothesis import example, given
from hypothesis import strategies as st
from tables import document_of, tables

from mtfp.documents.document import Document
from mtfp.reports.deliver import text_of
from mtfp.reports.page import LIST, Page
from mtfp.reports.terminal.lines import PLAIN, width_of, wrapped

WIDTHS = (40, 80, 120)
FIGURES = re.compile(r"(1,250|1,000,000|25\.0%|12,000)  ?")


def widest(document: Document, width: int) -> int:
    text = text_of(document, "table", Page(width=width))
    return max(wcwidth.width(line) for line in text.split("\n"))


def without_mono(document: Document) -> Document:
    """Lines of files are shown as they are."""
    return Document(document.title, tuple(block for block in document.blocks if not getattr(block, "mono", False)))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("text", [*WIDE, *HOSTILE, "Care at home"])
def test_no_line_is_wider_than_the_page(text, width):
    assert widest(without_mono(every_block(text)), width) <= width


@given(
    tables(labels=st.text(st.sampled_from("ab 日語🧓🏽👩\u200d\u0301é한")) | st.sampled_from(WIDE)),
    st.integers(40, 120),
)
def test_no_line_of_any_table_is_wider_than_the_page(table, width):
    assert widest(document_of([table]), width) <= width


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("text", WIDE)
def test_columns_line_up(text, width):
    """The figures of the first column end in the same column of the screen in every row."""
    document = document_of([next(every_block(text).tables())])
    lines = text_of(document, "table", Page(width=width)).split("\n")
    found = [(line, match) for line in lines if (match := re.search(r"(1,250|1,000,000|25\.0%|12,000)(?= |$)", line))]
    assert len(found) == 4
    assert len({wcwidth.width(line[: match.end()]) for line, match in found}) == 1


@given(
    st.text(st.sampled_from("ab é£−–—.,→  ") | st.sampled_from("ab -日\u0301"), max_size=80),
    st.integers(10, 40),
    st.sampled_from([("", ""), ("", "  "), ("  ", "      ")]),
)
@example("a" * 9 + " " + "b" * 12, 10, ("", ""))  # a space at the end of the line, before a word that is broken
def test_plain_text_wraps_as_any_other(text, width, indents):
    first, then = indents
    measured = wcwidth.wrap(text, width, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)
    assert wrapped(text, width, first, then) == measured
    assert width_of(text) == wcwidth.width(text)


def test_every_plain_letter_takes_one_column():
    plain = [letter for letter in map(chr, range(0x3000)) if PLAIN.fullmatch(letter)]
    assert len(plain) > 600
    assert {wcwidth.width(letter) for letter in plain} == {1}


def test_a_list_begins_each_chart_with_its_title_and_keeps_its_sentence():
    fan, curve = every_block("The gap grows.").blocks[5:7]
    text = text_of(Document("", (fan, curve)), "table", Page(layout=LIST))
    first, *_ = lines = text.split("\n")
    assert first == "The gap grows."
    assert lines.count("The gap grows.") == 4
    assert "The gap grows., P50: £100k" in lines
