"""Documents delivered: in a format, to standard output or to a file."""

import hashlib
import io
import os
import pathlib
import re
from typing import BinaryIO, cast

from mtfp.documents.document import Document
from mtfp.reports.files.letters import known
from mtfp.reports.files.out import THEIRS, is_standard_output, not_theirs, output_file, standard_output
from mtfp.reports.formats import FORMATS, Format, format_named
from mtfp.reports.page import COMMENTED, UNSIGNED, Page

BEGINNINGS = tuple(begins for each in FORMATS for begins in each.begins)
LONGEST = max(map(len, BEGINNINGS))
LAST_LINE = re.compile(rb"\n(?:# |<!-- )(?:([0-9a-f]{12}) )?Written by mtfp\.(?: -->)?[\r\n]*\Z")
"""The last line of a text file of mtfp; those of earlier releases have no fingerprint."""
PIECE = 1 << 20
"""Bytes of a file that are read at a time."""


def deliver(
    document: Document, chosen: Format, page: Page, file: pathlib.Path | None = None, *, force: bool = False
) -> None:
    """Write a document in a format.

    A file that exists is replaced only if mtfp wrote it and nobody changed it since, if it is empty, or by `force`:
    raises FileExistsError otherwise, and OSError where the folder or disk refuses; the file is then as it was.
    """
    if file is None or is_standard_output(file):
        with standard_output() as to:
            chosen.write(document, page, to)
        return
    with output_file(file, force=force, is_ours=is_ours) as to:
        signed = _Signed(to)
        chosen.write(document, page, cast(BinaryIO, signed))
        to.write(chosen.ends.replace(UNSIGNED, signed.fingerprint))


def may_write(file: pathlib.Path | None, *, force: bool) -> None:
    """Raise FileExistsError, before any work, for a file that is somebody else's, unless by `force`."""
    if file is not None and not is_standard_output(file):
        not_theirs(file, force=force, is_ours=is_ours)


def is_ours(path: pathlib.Path) -> bool:
    """Return True if a file is empty or a report that mtfp wrote and that, as far as can be told, nobody changed.

    A format for programs is known by its beginning alone.
    """
    if path.suffix in THEIRS:
        return path.stat().st_size == 0
    with path.open("rb") as file:
        head = file.read(LONGEST * 2).replace(b"\r\n", b"\n")
        if not head or head.startswith(BEGINNINGS):
            return True
        start = max(0, file.seek(0, os.SEEK_END) - 2 * len(COMMENTED))
        file.seek(start)
        last = LAST_LINE.search(file.read())
        return last is not None and last[1] in (None, _fingerprint(file, start + last.start()))


def _fingerprint(file: BinaryIO, stop: int) -> bytes:
    """Return the fingerprint of the beginning of a file."""
    signed = _Signed(io.BytesIO())
    file.seek(0)
    while piece := file.read(min(PIECE, stop - file.tell())):
        signed.add(piece)
    return signed.fingerprint


class _Signed:
    """A stream that takes the fingerprint of what is written, whatever ends of lines Git or an editor give it."""

    def __init__(self, to: BinaryIO) -> None:
        self._to, self._found = to, hashlib.sha256()

    def write(self, content: bytes) -> int:
        self.add(content)
        return self._to.write(content)

    def add(self, content: bytes) -> None:
        self._found.update(content.replace(b"\r", b""))

    @property
    def fingerprint(self) -> bytes:
        return self._found.hexdigest()[: len(UNSIGNED)].encode()


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
