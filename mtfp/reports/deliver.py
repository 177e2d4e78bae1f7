"""Documents delivered: in a format, to standard output or to a file."""

import io
import os
import pathlib
from typing import BinaryIO

from mtfp.documents.document import Document
from mtfp.reports.files.letters import known
from mtfp.reports.files.out import THEIRS, is_standard_output, not_theirs, output_file, standard_output
from mtfp.reports.formats import FORMATS, Format, format_named
from mtfp.reports.page import Page

BEGINNINGS = tuple(begins for each in FORMATS for begins in each.begins)
ENDINGS = tuple({each.ends.strip() for each in FORMATS if each.ends})
LONGEST = max(map(len, (*BEGINNINGS, *ENDINGS)))


def deliver(
    document: Document, chosen: Format, page: Page, file: pathlib.Path | None = None, *, force: bool = False
) -> None:
    """Write a document in a format.

    A file that exists is replaced only if mtfp wrote it, if it is empty, or by `force`: raises FileExistsError
    otherwise, and OSError where the folder or disk refuses; the file is then as it was.
    """
    if file is None or is_standard_output(file):
        with standard_output() as to:
            chosen.write(document, page, to)
        return
    with output_file(file, force=force, is_ours=is_ours) as to:
        chosen.write(document, page, to)
        to.write(chosen.ends)


def may_write(file: pathlib.Path | None, *, force: bool) -> None:
    """Raise FileExistsError, before any work, for a file that is somebody else's, unless by `force`."""
    if file is not None and not is_standard_output(file):
        not_theirs(file, force=force, is_ours=is_ours)


def is_ours(path: pathlib.Path) -> bool:
    """Return True if a file is empty or a report that mtfp wrote, by how it begins or ends."""
    if path.suffix in THEIRS:
        return path.stat().st_size == 0
    with path.open("rb") as file:
        head, tail = file.read(LONGEST * 2), _tail(file)
    start = head.replace(b"\r\n", b"\n")
    return not head or start.startswith(BEGINNINGS) or tail.rstrip(b"\r\n").endswith(ENDINGS)


def _tail(file: BinaryIO) -> bytes:
    file.seek(-min(file.seek(0, os.SEEK_END), LONGEST + 2), os.SEEK_END)
    return file.read()


def text_of(document: Document, format: str, page: Page | None = None) -> str:
    """Return a document as text in the format of a name. Raises KeyError for a name that there is no format of.

    >>> from mtfp.documents.blocks import Tables
    >>> from mtfp.results.table import Column, Row, Table
    >>> table = Table("gap", "The gap", "plan", "£k", (Column("2026/27", "2026/27"),), (Row("gap", "Gap", (310.0,)),))
    >>> print(text_of(Document("Fife", (Tables((table,)),)), "table", Page(layout="list")), end="")
    The gap
    Gap, 2026/27: £310k
    """
    held, on = io.BytesIO(), page or Page()
    format_named(format).write(document, on, held)
    return held.getvalue().decode(known(on.encoding))
