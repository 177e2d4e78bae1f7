"""Open the file that a document is written into: mtfp's own styles, or the template of a council."""

import io
import zipfile
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from docx import Document as open_word
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RELATIONSHIP
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart

VALUE = qn("w:val")
NUMBERS = ("w:abstractNumId", "w:numId")
"""Attributes that number the kinds of list in a file, and the lists."""
PARTS = "mtfp.reports.word"
LISTED = ("Heading 1", "Heading 2", "Heading 3", "List Bullet", "Caption", "Header", "Footer")
"""Styles that a council's template should have: people expect its headings, lists and captions to look like its own."""
MACROS = "macroEnabled"
TEMPLATE, DOCUMENT = b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml"
LARGEST = 64 << 20
"""Maximum size of a template's parts, unpacked."""
CONTENT_TYPES = "[Content_Types].xml"
NO_WORD_FILE = "this is not a Word file; name a .docx or .dotx file"


class NotWord(ValueError):
    """Raised for a template that can't be used; the message gives the reason and the repair."""


def opened(template: bytes | None) -> WordDocument:
    """Return an empty document with every style that the writer uses. Raises NotWord for a template of another kind.

    Pages, styles, headers and footers of the template stay; its text is left out.
    """
    document = _open(_own() if template is None else _as_document(template))
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    if template is not None:
        _add_missing(document)
    return document


def missing_styles(template: bytes) -> list[str]:
    """Return the names of the usual styles that a template lacks; mtfp's own then take their place."""
    names = {style.name for style in _open(_as_document(template)).styles}
    return [name for name in LISTED if name not in names]


def style_ids(document: WordDocument) -> dict[str, str]:
    """Return the identifier of each style by its name in English, which is the same in every language of Word."""
    return {style.name: style.style_id for style in document.styles if style.name}


def _open(content: bytes) -> WordDocument:
    try:
        return open_word(io.BytesIO(content))
    except (AttributeError, KeyError, ValueError, SyntaxError) as error:  # a part is missing, or of another kind
        raise NotWord(NO_WORD_FILE) from error


def _as_document(template: bytes) -> bytes:
    """Return a template (.dotx) as a document (.docx), which python-docx can open; leave a document as it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            if sum(each.file_size for each in archive.infolist()) > LARGEST:
                raise NotWord(f"its parts take more than {LARGEST >> 20} MB; name a smaller file")
            parts = {each: archive.read(each) for each in archive.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise NotWord(NO_WORD_FILE) from error
    types = parts.get(CONTENT_TYPES, b"")
    if MACROS.encode() in types:
        raise NotWord("it has macros; save it as .docx or .dotx, without macros")
    if TEMPLATE not in types:
        return template
    return _zipped({**parts, CONTENT_TYPES: types.replace(TEMPLATE, DOCUMENT)})


@cache
def _own() -> bytes:
    """Return the file in mtfp's own styles, zipped from its parts."""
    folder = files(PARTS) / "parts"
    return _zipped({name: part.read_bytes() for name, part in sorted(_walk(folder))})


def _walk(folder: Traversable, above: str = "") -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for part in folder.iterdir():
        found += _walk(part, f"{above}{part.name}/") if part.is_dir() else [(above + part.name, part)]
    return found


def _zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def _add_missing(document: WordDocument) -> None:
    """Copy each style of mtfp's own that a template lacks, based on the template's style of the same name."""
    own = open_word(io.BytesIO(_own()))
    ids, names = style_ids(document), {identifier: name for name, identifier in style_ids(own).items()}
    for style in own.styles:
        if style.name and style.name not in ids:
            copied: Any = parse_xml(style.element.xml)
            copied.attrib.pop(qn("w:default"), None)
            for reference in (*copied.findall(qn("w:basedOn")), *copied.findall(qn("w:next"))):
                named = reference.get(VALUE)
                reference.set(VALUE, ids.get(names[named], named))
            for number in copied.iter(qn("w:numId")):
                number.set(VALUE, _bullets(document, own))
            document.styles.element.append(copied)


def _bullets(document: WordDocument, own: WordDocument) -> str:
    """Copy mtfp's own bullets into a template, and return their number there."""
    kind, bullets = RELATIONSHIP.NUMBERING, own.part.part_related_by(RELATIONSHIP.NUMBERING)
    try:
        numbering: Any = document.part.part_related_by(kind)
    except KeyError:
        part = NumberingPart.load(bullets.partname, bullets.content_type, bullets.blob, document.part.package)
        document.part.relate_to(part, kind)
        return "1"
    drawn, number = (each for each in parse_xml(bullets.blob))
    free = [str(1 + max(map(int, numbering.element.xpath(f"//@{name}")), default=0)) for name in NUMBERS]
    drawn.set(qn(NUMBERS[0]), free[0])
    number.set(qn(NUMBERS[1]), free[1])
    number[0].set(VALUE, free[0])
    numbering.element.insert(len(numbering.element.xpath("w:numPicBullet")), drawn)
    (numbering.element.xpath("w:num") or [drawn])[-1].addnext(number)
    return free[1]
