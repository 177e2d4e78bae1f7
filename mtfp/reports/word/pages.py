"""Pages of a Word file: their size, pages on their side for wide tables, headers, footers and page numbers."""

from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.section import Section, _BaseHeaderFooter

from mtfp.reports.word.elements import Element, field, paragraph, run
from mtfp.reports.word.widths import Room

PER_TWENTIETH = 635
"""English metric units, in which python-docx measures, in a twentieth of a point, in which tables do."""


def room_of(document: WordDocument) -> Room:
    """Return the width of the text on the document's pages."""
    section = document.sections[-1]
    across, down = sorted((section.page_width or 0, section.page_height or 0))
    beside = (section.left_margin or 0) + (section.right_margin or 0)
    return Room((across - beside) // PER_TWENTIETH, (down - beside) // PER_TWENTIETH)


def turn(document: WordDocument, *, new_page: bool) -> None:
    """Put the pages that follow on their side, or upright after those on their side; `new_page`: from a new page on."""
    section = document.add_section(WD_SECTION.NEW_PAGE) if new_page else document.sections[-1]
    section.page_width, section.page_height = section.page_height, section.page_width
    upright = (section.page_width or 0) < (section.page_height or 0)
    section.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE


def head_and_foot(document: WordDocument, name: str, mark: str, ids: dict[str, str]) -> None:
    """Put the plan's name and mark at the head of every page, and the page's number at its foot.

    A template's own header and footer stay. A mark, such as "Illustrative", then comes below its header.
    """
    for section in document.sections:
        for header in _headers(section):
            own = _is_empty(header)
            words = " · ".join(filter(None, (name, mark))) if own else mark
            if words:
                _put(header, paragraph(ids["Header"], run(words)), replace=own)
        for footer in _footers(section):
            if _is_empty(footer):
                number = [run("Page "), field("PAGE", "1"), run(" of "), field("NUMPAGES", "1")]
                _put(footer, paragraph(ids["Footer"], *number), replace=True)


def _headers(section: Section) -> Iterator[_BaseHeaderFooter]:
    yield section.header
    if section.different_first_page_header_footer:
        yield section.first_page_header


def _footers(section: Section) -> Iterator[_BaseHeaderFooter]:
    yield section.footer
    if section.different_first_page_header_footer:
        yield section.first_page_footer


def _is_empty(part: _BaseHeaderFooter) -> bool:
    """Return True if a header or footer has neither text nor pictures nor tables."""
    if part.is_linked_to_previous:
        return True
    content: Element = part._element
    return not len(content.xpath(".//w:t | .//w:drawing | .//w:pict | .//w:tbl | .//w:fldSimple | .//w:instrText"))


def _put(part: _BaseHeaderFooter, content: Element, *, replace: bool) -> None:
    part.is_linked_to_previous = False
    if replace:
        for child in list(part._element):
            part._element.remove(child)
    part._element.append(content)
