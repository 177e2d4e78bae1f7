"""A Word file, made in memory, and read back with the standard library alone: its words, its parts, its tables."""

import io
import zipfile
from xml.etree import ElementTree as ET

from mtfp.documents.document import Document
from mtfp.reports.formats import format_named
from mtfp.reports.page import Page

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def file_of(document: Document, page: Page | None = None, format: str = "word") -> bytes:
    """A file as `deliver` writes it, but for its fingerprint."""
    to, chosen = io.BytesIO(), format_named(format)
    chosen.write(document, page or Page(), to)
    return to.getvalue() + chosen.ends


def part(content: bytes, name: str = "word/document.xml") -> ET.Element:
    """The root of one of the file's parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return ET.fromstring(archive.read(name))  # noqa: S314 - mtfp has just written it


def parts(content: bytes, beginning: str) -> list[ET.Element]:
    """The roots of the parts whose names begin with some letters, such as all headers."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith(beginning)]
    return [part(content, name) for name in names]


def words(element: ET.Element) -> str:
    """The text of an element, without what no one sees."""
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def words_of(content: bytes) -> str:
    """The paragraphs of the file's body, one a line."""
    return "".join(f"{words(each)}\n" for each in part(content).iter(f"{W}p"))


def style_of(paragraph: ET.Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.attrib[f"{W}val"]
