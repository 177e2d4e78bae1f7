"""Save a Word file with the properties of its document, and as the same bytes on every run."""

import io
from typing import BinaryIO

from docx.document import Document as WordDocument

from mtfp.reports.archive import LONGEST
from mtfp.reports.archive import save as save_archive
from mtfp.reports.word.elements import letters


def describe(document: WordDocument, title: str, author: str) -> None:
    """Set the properties by which people and programs find a file, and remove those of a template."""
    properties = document.core_properties
    for name in ("category", "comments", "content_status", "identifier", "keywords", "last_modified_by", "subject"):
        setattr(properties, name, "")
    properties.title, properties.author = letters(title)[:LONGEST], letters(author)[:LONGEST]
    properties.language, properties.version = "en-GB", ""
    properties.revision = 1


def save(document: WordDocument, to: BinaryIO) -> None:
    """Write the file without the mark at its end, and without dates, a template's included."""
    saved = io.BytesIO()
    document.save(saved)
    save_archive(saved.getvalue(), to)
