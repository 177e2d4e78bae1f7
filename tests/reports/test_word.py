"""The Word file: Word and screen readers know its headings, lists and tables, and no text of a plan acts."""

import io
import struct
import zipfile
import zlib
from itertools import pairwise

import pytest
import real
from docx import Document as open_word
from every_block import HOSTILE, WIDE, every_block
from tables import comparison, document_of, statement
from word_file import W, file_of, part, parts, style_of, words, words_of

from mtfp.documents.blocks import Heading, Listing, Manifest, Prose
from mtfp.documents.document import Document
from mtfp.findings.show import printable
from mtfp.reports.page import Page
from mtfp.reports.word.pages import room_of
from mtfp.reports.word.pictures import picture
from mtfp.reports.word.template import LISTED, NotWord, missing_styles, opened
from mtfp.results.table import Column, Row, Table


@pytest.fixture(scope="module")
def word() -> bytes:
    return file_of(every_block())


SHAPE = ("p", "tbl", "tr", "tc", "tblHeader", "hyperlink", "fldSimple", "instrText", "drawing", "object")


def shape(content: bytes) -> list[str]:
    """The elements of the body that texts could change, without the ends of sections: long words need wider pages."""
    body = part(content)[0]
    ends = {paragraph for paragraph in body if paragraph.find(f"{W}pPr/{W}sectPr") is not None}
    elements = (element for child in body if child not in ends for element in child.iter())
    return [name for element in elements if (name := element.tag.removeprefix(W)) in SHAPE]


@pytest.mark.parametrize("text", [*HOSTILE, *WIDE, "bell\x07 null\x00 half\ud800 last\uffff", "long " * 80 + "."])
def test_hostile_texts_stay_texts(word, text):
    """Whatever texts say, the file has the same elements, and control characters are written as codes."""
    hostile = file_of(every_block(text))
    assert shape(hostile) == shape(word)
    shown = printable(text).replace("\uffff", "\\uffff")
    title, *_ = words_of(hostile).splitlines()
    assert title == shown
    assert open_word(io.BytesIO(hostile)).core_properties.title == shown[:255]


def test_headings_lists_and_captions_are_known_as_such(word):
    styles = [style_of(paragraph) for paragraph in part(word)[0].findall(f"{W}p")]
    assert styles[0] == "Heading1"
    assert styles.count("Heading1") == 1
    assert {"Heading3", "ListBullet", "Caption", "Notice", "TableNote"} <= set(styles)
    defined = {style.attrib[f"{W}styleId"] for style in part(word, "word/styles.xml").iter(f"{W}style")}
    assert {style_of(paragraph) for paragraph in part(word).iter(f"{W}p")} - {""} <= defined  # a picture has none


def test_a_heading_has_the_level_of_its_block():
    content = file_of(Document("Plan", (Heading("Costs"), Heading("Pay", 3), Prose("a `code` b"), Listing(("c",)))))
    assert [style_of(each) for each in part(content).iter(f"{W}p")] == [
        "Heading1",
        "Heading2",
        "Heading3",
        "Normal",
        "ListBullet",
    ]
    code = [words(run) for run in part(content).iter(f"{W}r") if run.find(f"{W}rPr/{W}rStyle") is not None]
    assert code == ["code"]


@pytest.mark.parametrize("kind", [None, *real.KINDS])
def test_every_table_has_a_name_and_a_heading_that_repeats(kind):
    content = file_of(real.document(kind) if kind else every_block())
    tables = part(content)[0].findall(f"{W}tbl")
    assert tables
    for table in tables:
        assert table.find(f"{W}tblPr/{W}tblCaption") is not None
        first, *others = table.findall(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert not [row for row in others if row.find(f"{W}trPr/{W}tblHeader") is not None]
        assert not list(table.iter(f"{W}cantSplit"))  # LibreOffice loses rows: see tests/pages


def test_figures_are_aligned_to_the_right_and_labels_are_indented():
    table = part(file_of(document_of([statement()]))).find(f".//{W}tbl")
    assert table is not None
    for row in table.findall(f"{W}tr"):
        label, *figures = (style_of(cell.find(f"{W}p")) for cell in row.findall(f"{W}tc"))
        assert label == "TableText"
        assert set(figures) <= {"TableFigure"}
    indents = [each.attrib[f"{W}left"] for each in table.iter(f"{W}ind")]
    assert set(indents) == {"200", "400"}


def side(content: bytes) -> list[bool]:
    """Whether each section's pages are on their side."""
    sizes = [size.attrib for size in part(content).iter(f"{W}pgSz")]
    return [int(size[f"{W}w"]) > int(size[f"{W}h"]) for size in sizes]


@pytest.mark.parametrize("years", [2, 6, 8, 11, 16])
def test_a_table_is_no_wider_than_its_page(years):
    content = file_of(document_of([statement(years, scale=18)]))
    room = room_of(opened(None))
    wide = side(content)[-1]
    (grid,) = part(content).iter(f"{W}tblGrid")
    width = sum(int(column.attrib[f"{W}w"]) for column in grid)
    assert width <= (room.on_its_side if wide else room.upright)
    assert wide == (years > 6)


def test_only_wide_tables_are_on_pages_on_their_side():
    narrow, wide = comparison(), statement(11)
    assert side(file_of(document_of([narrow, wide, wide, narrow]))) == [False, True, False]


def test_the_title_is_on_the_page_of_a_wide_table_that_follows():
    assert side(file_of(document_of([statement(11)]))) == [True]


def marked(mark: str) -> Document:
    return Document(
        "Step down", (Manifest({"plan": "Glenshire"}, "mtfp", mark=mark), *document_of([statement(11)]).blocks)
    )


@pytest.mark.parametrize(("mark", "header"), [("Illustrative", "Glenshire · Illustrative"), ("", "Glenshire")])
def test_every_page_has_the_plans_name_its_mark_and_its_number(mark, header):
    content = file_of(marked(mark))
    assert [words(each) for each in parts(content, "word/header")] == [header]
    (footer,) = parts(content, "word/footer")
    assert [field.attrib[f"{W}instr"].strip() for field in footer.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]


def test_a_real_plan_that_is_illustrative_says_so():
    assert words(parts(file_of(real.document("projected")), "word/header")[0]).endswith("Joint Board · Illustrative")


def test_properties_name_the_title_the_plan_and_the_language_and_no_date():
    content = file_of(marked(""))
    properties = open_word(io.BytesIO(content)).core_properties
    assert (properties.title, properties.author, properties.language) == ("Step down", "Glenshire", "en-GB")
    assert (properties.created, properties.modified) == (None, None)
    languages = {each.attrib[f"{W}val"] for each in part(content, "word/styles.xml").iter(f"{W}lang")}
    assert languages == {"en-GB"}


def test_the_same_document_gives_the_same_bytes():
    content = file_of(real.document("compared"))
    assert content == file_of(real.document("compared"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.comment == b"\n# 000000000000 Written by mtfp.\n"


def test_a_picture_has_words_and_fits_the_page():
    document = opened(None)
    made = picture(png(3_000, 2), "Gap by year: £1.1 million in 2026/27\x07", document, "Normal")
    (shown,) = made.xpath(".//wp:docPr")
    assert shown.get("descr") == "Gap by year: £1.1 million in 2026/27\\x07"
    (size,) = made.xpath(".//wp:extent")
    assert int(size.get("cx")) // 635 == room_of(document).upright
    assert made.getparent() is None


def png(width: int, height: int) -> bytes:
    """A white picture."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = zlib.compress((b"\0" + b"\xff" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def council(*, without: tuple[str, ...] = (), words: str = "") -> bytes:
    """A council's template: python-docx's own, whose styles are those of Word, with a text and perhaps a header."""
    document = open_word()
    document.add_paragraph("Type your paper here.")
    if words:
        document.sections[0].header.paragraphs[0].text = words
    for name in without:
        style = document.styles[name]
        style.element.getparent().remove(style.element)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def retyped(content: bytes, old: bytes, new: bytes) -> bytes:
    """A Word file of another kind."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            after.writestr(name, text.replace(old, new) if name == "[Content_Types].xml" else text)
    return made.getvalue()


DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def test_a_template_gives_its_styles_and_pages_and_loses_its_text():
    content = file_of(every_block(), Page(template=council()))
    assert "Type your paper here." not in words_of(content)
    colours = {each.attrib[f"{W}val"] for each in part(content, "word/styles.xml").iter(f"{W}color")}
    assert "002D54" in colours  # mtfp's own, of styles that the template lacks
    heading = next(
        each for each in part(content, "word/styles.xml").iter(f"{W}style") if each.attrib[f"{W}styleId"] == "Heading1"
    )
    assert heading.find(f"{W}rPr/{W}color").attrib[f"{W}val"] == "365F91"
    assert part(content).find(f".//{W}pgSz").attrib[f"{W}w"] == "12240"
    assert [style_of(each) for each in part(content)[0].findall(f"{W}p")] == [
        style_of(each) for each in part(file_of(every_block()))[0].findall(f"{W}p")
    ]


def test_a_template_keeps_its_header_and_the_mark_comes_below():
    content = file_of(marked("Illustrative"), Page(template=council(words="Glenshire Council")))
    (header,) = parts(content, "word/header")
    assert [words(each) for each in header.findall(f"{W}p")] == ["Glenshire Council", "Illustrative"]


def test_a_template_for_new_documents_is_taken_and_one_with_macros_is_not():
    template = retyped(council(), DOCUMENT, DOCUMENT.replace(b"document.main", b"template.main"))
    assert words_of(file_of(every_block(), Page(template=template))) == words_of(file_of(every_block()))
    with_macros = retyped(council(), DOCUMENT, b"application/vnd.ms-word.document.macroEnabled.main+xml")
    with pytest.raises(NotWord, match="it has macros; save it as"):
        missing_styles(with_macros)


def test_styles_that_a_template_lacks_are_named_and_replaced():
    assert missing_styles(council()) == []
    bare = council(without=("Heading 2", "Caption", "List Bullet"))
    assert missing_styles(bare) == ["Heading 2", "List Bullet", "Caption"]
    content = file_of(Document("Plan", (Heading("Costs"), Listing(("one",)))), Page(template=bare))
    styles = {each.attrib[f"{W}styleId"]: each for each in part(content, "word/styles.xml").iter(f"{W}style")}
    number = styles["ListBullet"].find(f".//{W}numId").attrib[f"{W}val"]
    lists = {
        each.attrib[f"{W}numId"]: each[0].attrib[f"{W}val"]
        for each in part(content, "word/numbering.xml").iter(f"{W}num")
    }
    drawn = {
        each.attrib[f"{W}abstractNumId"]: each for each in part(content, "word/numbering.xml").iter(f"{W}abstractNum")
    }
    assert drawn[lists[number]].find(f".//{W}lvlText").attrib[f"{W}val"] == "•"
    assert len(lists) == len(set(lists.values())) == len(drawn)
    assert set(LISTED) <= {style.name for style in open_word(io.BytesIO(content)).styles}


@pytest.mark.parametrize("content", [b"", b"My notes", b"%PDF-1.7", "zip", "sheet"])
def test_a_file_that_is_no_word_file_is_no_template(content):
    if isinstance(content, str):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr("notes.txt" if content == "zip" else "[Content_Types].xml", "<Types/>")
        content = made.getvalue()
    with pytest.raises(NotWord, match=r"this is not a Word file; name a \.docx or \.dotx file"):
        missing_styles(content)


def test_words_of_headings_are_kept_whole_in_their_columns():
    """The column of a long heading is as wide as its longest word at least."""
    table = Table("t", "T", "p", "£k", (Column("Contributions asked of partners"),), (Row("gap", "Gap", (1.0,)),))
    (grid,) = part(file_of(document_of([table]))).iter(f"{W}tblGrid")
    assert int(grid[1].attrib[f"{W}w"]) > 9 * 12 * len("Contributions")


def test_neighbouring_sections_have_pages_of_different_sides():
    content = file_of(document_of([statement(11), comparison(), statement(11)]))
    assert [one != other for one, other in pairwise(side(content))] == [True] * (len(side(content)) - 1)
