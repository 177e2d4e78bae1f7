"""The text of one file as it was typed, and the refusals that hold for every kind of file.

Knows bytes, characters and lines; must not know YAML, CSV or what a plan is.
"""

import pathlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Place

LINE_BREAK = re.compile(r"\r\n|\r|\n")
UNSEEN = re.compile(
    "[^\t\n\r -~\u00a0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""What may not stand in a file or a text: control characters, lone surrogates, byte order marks inside the text, other
alphabets' line separators (editors number lines without them) and marks that turn the direction of writing, with which
a line can be made to read otherwise than it computes (CVE-2021-42574)."""

MOST_FINDINGS = 1_000
"""No more complaints about one file: further ones help nobody and could fill the memory."""

BINARY = ((b"PK\x03\x04", "an Excel workbook or a zip file"), (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)"))
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Mark(NamedTuple):
    """A position: characters from the start of the text, and line and column, both from 1."""

    offset: int
    line: int
    column: int


@dataclass(frozen=True)
class Source:
    """A file's name as shown to people, its whole text, and its lines without their ends."""

    file: str
    text: str
    lines: tuple[str, ...]

    def place(self, line: int, column: int, length: int = 1) -> Place:
        """A spot in this file, with the line that it stands in.

        >>> Source("plan.yaml", "a: 1", ("a: 1",)).place(1, 4).source
        'a: 1'
        """
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Place(self.file, line, column, length, source)


def is_standard_input(file: pathlib.Path) -> bool:
    """Return True for the name under which people mean standard input."""
    return str(file) == "-"


def read_bytes(file: pathlib.Path, *, most: int) -> bytes:
    """Read a file's bytes, never more than one over `most`, however long (or endless) it is; OSError if unreadable.

    The file `-` is standard input.
    """
    if is_standard_input(file):
        return sys.stdin.buffer.read(most + 1)
    with file.open("rb") as stream:
        return stream.read(most + 1)


def read_source(content: str | bytes, file: str, *, most: int) -> Source:
    r"""The text of a file of at most `most` bytes, or Refused: too big, not UTF-8, or with unseen characters.

    >>> read_source(b"a: 1\r\nb: 2\r\n", "plan.yaml", most=1_000).lines
    ('a: 1', 'b: 2')
    """
    if len(content) > most:
        fix = "leave out what is not needed, or split the file"
        raise Refused([Finding("E108", f"the file is over {most // 1_000_000} MB", Place(file), fix)])
    text = (_decode(content, file) if isinstance(content, bytes) else content).removeprefix("\ufeff")
    lines = LINE_BREAK.split(text)
    source = Source(file, text, tuple(lines if lines[-1] else lines[:-1]))
    if findings := list(islice(_unseen(source), MOST_FINDINGS)):
        raise Refused(findings)
    return source


def _decode(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused([_not_utf8(content, error.start, file)]) from None


def _not_utf8(content: bytes, start: int, file: str) -> Finding:
    for mark, kind in BINARY:
        if content.startswith(mark):
            return Finding("E101", f"this is {kind}, not text", Place(file), "save the sheet as “CSV UTF-8”")
    if content.startswith(UTF_16):
        return Finding("E101", "the text is saved as UTF-16, not UTF-8", Place(file), "save it again as UTF-8")
    before = LINE_BREAK.split(content[:start].decode("utf-8-sig"))
    shown = LINE_BREAK.split(content[:start].decode("utf-8-sig") + content[start:].decode("utf-8", "replace"))
    place = Place(file, len(before), len(before[-1]) + 1, 1, shown[len(before) - 1])
    likely = content[start : start + 1].decode("cp1252", "replace")
    guess = f" (perhaps a `{likely}` saved by an old Windows program)" if likely.isprintable() else ""
    message = f"the byte {content[start]:#04x} here is not UTF-8 text{guess}"
    return Finding("E101", message, place, "save the file as UTF-8: “Save as”, then choose the encoding UTF-8")


def _unseen(source: Source) -> Iterator[Finding]:
    for number, line in enumerate(source.lines, start=1):
        for found in UNSEEN.finditer(line):
            place = source.place(number, found.start() + 1)
            yield Finding("E112", unseen_message(found.group()), place, "delete the character and type the text again")


def unseen_message(character: str) -> str:
    """What is said of a character that can't be seen.

    >>> unseen_message(chr(0))
    'a character that cannot be seen (U+0000) stands here'
    """
    return f"a character that cannot be seen (U+{ord(character):04X}) stands here"
