"""Deliver documents in a format, to standard output or to a file."""

import hashlib
import io
import os
import pathlib
import re
from collections.abc import Callable
from typing import BinaryIO, cast

from mtfp.documents.document import Document
from mtfp.reports.files.letters import known
from mtfp.reports.files.out import THEIRS, is_standard_output, not_theirs, output_file, standard_output
from mtfp.reports.formats import FORMATS, Format, format_named
from mtfp.reports.page import COMMENTED, UNSIGNED, Page

BEGINNINGS = tuple(begins for each in FORMATS for begins in each.begins)
INSIDE = tuple(each.holds for each in FORMATS if each.holds)
LONGEST = max(map(len, BEGINNINGS))
LAST_LINE = re.compile(rb"\n(?:# |<!-- )(?:([0-9a-f]{12}) )?Written by mtfp\.(?: -->)?[\r\n]*\Z")
"""Pattern of the last line in a text file that mtfp wrote. In files of early releases the line has no fingerprint."""
CHUNK = 1 << 20
"""Number of bytes that are read from a file at a time."""


def deliver(
    document: Document, chosen: Format, page: Page, file: pathlib.Path | None = None, *, force: bool = False
) -> None:
    """Write a document in a format, to a file or to standard output.

    An existing file is replaced in three cases: the file is empty, mtfp wrote it and it has not changed since, or
    `force` is True. In all other cases FileExistsError is raised. Raises OSError if the file can't be written. An error
    leaves the file unchanged.
    """
    if file is None or is_standard_output(file):
        with standard_output(for_ci=chosen.for_ci) as to:
            chosen.write(document, page, to)
        return
    write_signed(lambda to: chosen.write(document, page, to), chosen, file, force=force)


def write_signed(write: Callable[[BinaryIO], None], chosen: Format, file: pathlib.Path, *, force: bool = False) -> None:
    """Write a file of a format, with the mark by which mtfp knows its own files; see `deliver`."""
    with output_file(file, force=force, is_ours=is_ours) as to:
        signed = _Signed(to)
        write(cast(BinaryIO, signed))
        to.write(chosen.ends.replace(UNSIGNED, signed.fingerprint))


def may_write(file: pathlib.Path | None, *, force: bool) -> None:
    """Raise FileExistsError for a file that `deliver` would not replace. Commands call this before any work."""
    if file is not None and not is_standard_output(file):
        not_theirs(file, force=force, is_ours=is_ours)


def is_ours(path: pathlib.Path) -> bool:
    """Return True if a file is empty, or if mtfp wrote it and it has not changed since.

    Files for programs have no fingerprint: mtfp recognises them by their first bytes and does not notice later changes.
    """
    if path.suffix in THEIRS:
        return path.stat().st_size == 0
    with path.open("rb") as file:
        head = file.read(LONGEST * 2).replace(b"\r\n", b"\n")
        if not head or head.startswith(BEGINNINGS) or any(each in head for each in INSIDE):
            return True
        start = max(0, file.seek(0, os.SEEK_END) - 2 * len(COMMENTED))
        file.seek(start)
        last = LAST_LINE.search(file.read())
        return last is not None and last[1] in (None, _fingerprint(file, start + last.start()))


def _fingerprint(file: BinaryIO, stop: int) -> bytes:
    """Return the fingerprint of a file's bytes before the position `stop`."""
    signed = _Signed(io.BytesIO())
    file.seek(0)
    while chunk := file.read(min(CHUNK, stop - file.tell())):
        signed.add(chunk)
    return signed.fingerprint


class _Signed:
    """Stream that computes a fingerprint of its bytes without carriage returns, because Git may change line ends."""

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
    """Return a document as text in the named format.

    Raises KeyError if no format has that name, and ValueError for a format that is no text.

    >>> from mtfp.documents.blocks import Tables
    >>> from mtfp.results.table import Column, Row, Table
    >>> table = Table("gap", "The gap", "plan", "£k", (Column("2026/27", "2026/27"),), (Row("gap", "Gap", (310.0,)),))
    >>> print(text_of(Document("Fife", (Tables((table,)),)), "table", Page(layout="list")), end="")
    The gap
    Gap, 2026/27: £310k
    """
    buffer, page, chosen = io.BytesIO(), page or Page(), format_named(format)
    if chosen.needs_file:
        raise ValueError(f"{format} is no text; write it to a file")
    chosen.write(document, page, buffer)
    return buffer.getvalue().decode(known(page.encoding))
