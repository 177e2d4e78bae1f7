"""Every format: it has words of its own, writes every block, holds one table at a time, and knows its files again."""

import gc
import io
import weakref
from collections.abc import Iterator

import pytest
from every_block import HOSTILE, every_block
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tables import document_of, statement, tables, text_in, years

from mtfp.documents.blocks import Checks, Listing, Manifest, Prose, Tables
from mtfp.documents.charts.chart import Chart
from mtfp.documents.checks import CheckCase, Outcome
from mtfp.documents.document import Document
from mtfp.reports.deliver import deliver, is_ours, text_of
from mtfp.reports.formats import EVERY_KIND, FORMATS, NOT_WRITTEN, Kind, format_of, names_of
from mtfp.reports.page import LAYOUTS, LIST, UNSIGNED, Page
from mtfp.results.table import Row, Table

WORDS = [each for each in FORMATS if each.kinds & EVERY_KIND]
"""Formats of documents; those of single pictures have tests of their own."""
PEOPLE = [each.name for each in WORDS if each.for_people]
STREAMED = [each for each in FORMATS if Kind.FIGURES in each.kinds]
MANY = 2_000
CASES = (CheckCase("plan", "plan.yaml", "no gap", Outcome.PASSED),)


@pytest.mark.parametrize("format", FORMATS, ids=lambda each: each.name)
def test_every_format_says_what_it_is_for(format):
    assert format.summary
    assert not format.summary.endswith(".")
    assert format.kinds
    assert sum(map(bool, (format.ends, format.begins, format.holds))) == 1, "a file is known again by one sign"


def test_names_and_endings_belong_to_one_format():
    names, endings = [each.name for each in FORMATS], [suffix for each in FORMATS for suffix in each.suffixes]
    assert len(set(names)) == len(names)
    assert len(set(endings)) == len(endings)
    assert not set(endings) & set(NOT_WRITTEN)
    found = format_of(".CSV")
    assert (found and found.name, format_of(".none")) == ("csv", None)
    assert set(names_of(Kind.WORDS)) == set(PEOPLE)


@pytest.mark.parametrize("format", WORDS, ids=lambda each: each.name)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_format_writes_every_block(format, layout):
    text = text_in(every_block("Care at home"), format.name, Page(layout=layout))
    assert text.endswith("\n")
    if format.kinds != {Kind.FIGURES}:
        assert "Care at home" in text


@pytest.mark.parametrize("format", PEOPLE)
def test_people_read_the_words_of_every_block(format):
    """Each block has a word of its own, and each word is there. A terminal has findings on standard error."""
    for block in every_block("Xylophone").blocks:
        is_silent = type(block).__name__ == "Findings" and format in ("table", "plain")
        assert ("Xylophone" in text_in(Document("", (block,)), format)) != is_silent, block


@pytest.mark.parametrize("format", STREAMED, ids=lambda each: each.name)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_more_than_one_table_is_held(format, layout):
    alive, most = weakref.WeakSet[Table](), 0

    def made() -> Iterator[Table]:
        nonlocal most
        for number in range(MANY):
            table = Table("gap", f"Gap {number}", "plan", "£k", years(2), (Row("gap", "Gap", (1.0, float(number))),))
            alive.add(table)
            most = max(most, len(alive))
            yield table
            del table

    class Nowhere(io.RawIOBase):
        def write(self, content) -> int:
            return len(content)

    gc.disable()
    try:
        format.write(Document("", (Tables(made()),)), Page(layout=layout), Nowhere())
    finally:
        gc.enable()
    assert most <= 2  # the one that was written last, until the next has been made


@pytest.mark.parametrize("format", WORDS, ids=lambda each: each.name)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("blocks", ["every", "none", "figures"])
def test_a_file_of_its_own_is_known_again(tmp_path, format, layout, blocks):
    document = {"every": every_block(), "none": Document("Plan", ()), "figures": document_of([statement()])}[blocks]
    file = tmp_path / "report"
    deliver(document, format, Page(layout=layout), file)
    assert is_ours(file)
    content = file.read_bytes()
    assert content.startswith(format.begins or b"") or not format.begins
    file.write_bytes(content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))  # as Git on Windows leaves it
    assert is_ours(file)
    if format.ends:
        assert UNSIGNED not in content
        file.write_bytes(content.replace(b"Written", b"My comment. Written", 1))
        assert not is_ours(file)
        file.write_bytes(b"My comment.\n" + content)
        assert not is_ours(file)


@pytest.mark.parametrize(
    "content",
    [
        "plan,scenario,table,row,year,statistic,value,unit\na,base,gap,gap,2026/27,central,1,£k\n",
        '{\n  "schema_version": 1,\n  "manifest": {\n    "program": "mtfp"\n  }\n}\n',
        "Statement\n\n# Written by mtfp.\n",
        "Statement\r\n\r\n# Written by mtfp.\r\n",
        "<?xml version='1.0' encoding='utf-8'?>\n<testsuites name=\"mtfp batch\" tests=\"1\" />\n",
        "## Plans\n\n<!-- Written by mtfp. -->\n",
        "",
    ],
)
def test_files_of_earlier_releases_are_known(tmp_path, content):
    file = tmp_path / "report"
    file.write_bytes(content.encode())
    assert is_ours(file)


@pytest.mark.parametrize(
    "content",
    [
        "plan,scenario\n",
        "plan,scenario,table,row,year,statistic,value,unit,mine\n",
        '{"schema_version": 1}\n',
        "# Written by mtfp.\nand by me\n",
        "<?xml version='1.0' encoding='utf-8'?>\n<testsuites name=\"pytest tests\" />\n",
        "<!-- Written by mtfp. -->\n\nMy own words.\n",
        "Notes\n",
        "\x00",
    ],
)
def test_files_of_others_are_not(tmp_path, content):
    file = tmp_path / "report"
    file.write_bytes(content.encode())
    assert not is_ours(file)


TEXTS = st.sampled_from(("", "Care at home", "é" * 500, "@" * 300, *HOSTILE))
BLOCKS = st.one_of(
    st.builds(Prose, TEXTS),
    st.builds(Listing, st.lists(TEXTS, max_size=8).map(tuple), st.booleans(), TEXTS),
    st.builds(Tables, st.lists(tables(labels=TEXTS.filter(bool)), max_size=2).map(tuple), TEXTS),
    st.builds(Checks, st.just(CASES), TEXTS, st.just(()), TEXTS),
    st.builds(Manifest, st.just({}), TEXTS),
)


@settings(max_examples=40, phases=[Phase.explicit, Phase.reuse, Phase.generate], print_blob=True)
@given(st.lists(BLOCKS, max_size=4), st.integers(500, 20_000))
def test_markdown_stays_within_its_bytes(tmp_path_factory, blocks, most):
    document = Document("Plans", tuple(blocks))
    file = tmp_path_factory.getbasetemp() / "summary.md"
    deliver(document, next(each for each in FORMATS if each.name == "markdown"), Page(most_bytes=most), file)
    assert len(file.read_bytes()) <= most


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_in_their_cells_of_markdown(text):
    safe, hostile = (text_of(every_block(each), "markdown").splitlines() for each in ("Care at home", text))
    rows, ours = ([line.count("|") for line in lines if line.startswith("|")] for lines in (hostile, safe))
    assert rows == ours
    for line in hostile:
        if not line.startswith("    "):  # a line of a file is code, where nothing acts
            assert not set("<`![]") & set(line), line
            assert "@everyone" not in line
            assert "www.example" not in line


def test_a_format_that_is_no_text_is_refused_as_text():
    with pytest.raises(ValueError, match="word is no text; write it to a file"):
        text_of(every_block(), "word")


def test_a_list_has_one_figure_a_line():
    text = text_of(every_block(), "table", Page(layout=LIST))
    charts = [block for block in every_block().blocks if isinstance(block, Chart)]
    assert all(chart.sentence in text for chart in charts)
    assert not {"░", "█"} & set(text)
