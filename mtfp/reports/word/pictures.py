"""Pictures of a Word file. Must not know how charts are drawn."""

import io

from docx.document import Document as WordDocument
from docx.shared import Emu

from mtfp.reports.word.elements import Element, letters


def picture(png: bytes, alt: str, document: WordDocument, style: str) -> Element:
    """Return a paragraph with a picture as wide as the text at most; `alt` is what a screen reader says of it."""
    section = document.sections[-1]
    paragraph = document.add_paragraph(style=style)
    shape = paragraph.add_run().add_picture(io.BytesIO(png))
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    if shape.width > width:
        shape.height, shape.width = Emu(shape.height * width // shape.width), Emu(width)
    shape._inline.docPr.set("descr", letters(alt))
    element: Element = paragraph._p
    element.getparent().remove(element)
    return element
