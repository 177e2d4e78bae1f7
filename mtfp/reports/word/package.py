"""Save a Word file as the same bytes on every run: no clock, no dates, no order that depends on the machine."""

import io
import zipfile
from typing import BinaryIO

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from mtfp.reports.page import MARKED
from mtfp.reports.word.elements import letters

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip archive can state."""
LONGEST = 255
"""Maximum number of letters of a property."""
DATES = ("dcterms:created", "dcterms:modified", "cp:lastPrinted")


def describe(document: WordDocument, title: str, author: str) -> None:
    """Set the properties by which people and programs find a file, and remove those of a template, dates included."""
    properties = document.core_properties
    for name in ("category", "comments", "content_status", "identifier", "keywords", "last_modified_by", "subject"):
        setattr(properties, name, "")
    properties.title, properties.author = letters(title)[:LONGEST], letters(author)[:LONGEST]
    properties.language, properties.version = "en-GB", ""
    properties.revision = 1
    element = properties._element
    for date in DATES:
        for found in element.findall(qn(date)):
            element.remove(found)


def save(document: WordDocument, to: BinaryIO) -> None:
    """Write the file without its last bytes: the archive's comment, which is the mark that `deliver` puts at the end.

    The comment of an archive is no part of the document; by it, mtfp knows its own file again.
    """
    saved, written = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts.infolist():
            entry = zipfile.ZipInfo(part.filename, EARLIEST)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, parts.read(part))
        archive.comment = MARKED
    to.write(written.getvalue()[: -len(MARKED)])
