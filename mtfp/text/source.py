"""Text of a file as it was typed, and the refusals that are the same for every kind of file.

Knows bytes, characters and lines; must not know YAML, CSV or what a plan is.
"""

import contextlib
import errno
import os
import pathlib
import re
import sys
import unicodedata
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import NamedTuple

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.letters import called
from mtfp.findings.limit import first_errors
from mtfp.findings.place import Place
from mtfp.text.kinds_of_file import FIRST, other_kind

LINE_BREAK = re.compile(r"\r\n|\r|\n")
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
"""Characters that no file may contain: control characters, lone surrogates, byte order marks inside the text, Unicode
line separators (editors don't count them as line ends), and marks that turn the direction of writing. Such marks can
make a line look different from what mtfp reads (CVE-2021-42574)."""

UNSEEN_FIX = "delete the character and type the text again"

MOST_HELD = 200_000_000
"""Most bytes of files that are held, so that they are not read again."""


@dataclass
class _Held:
    """Contents of files that were read, by real path and by the most bytes of them, and their size in bytes."""

    contents: dict[tuple[str, int], bytes] = field(default_factory=dict)
    size: int = 0

    def content(self, file: pathlib.Path, most: int) -> bytes:
        key = os.path.realpath(file), most
        if key in self.contents:
            return self.contents[key]
        content = _read(file, most)
        if is_standard_input(file) or self.size + len(content) <= MOST_HELD:
            self.contents[key] = content
            self.size += len(content)
        return content


_held: ContextVar[_Held | None] = ContextVar("held", default=None)
"""Files read so far; None outside `reading_once`."""


class Mark(NamedTuple):
    """Position in a text: number of characters before it, and line and column, both counted from 1."""

    offset: int
    line: int
    column: int


class Source(NamedTuple):
    """Source text of a file, with the name that people see, and with its lines without line ends."""

    file: str
    text: str
    lines: tuple[str, ...]

    def place(self, line: int, column: int, length: int = 1) -> Place:
        """Return a place in this file, with the text of the line there.

        >>> Source("plan.yaml", "a: 1", ("a: 1",)).place(1, 4).source
        'a: 1'
        """
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Place(self.file, line, column, length, source)

    def place_of(self, offset: int) -> Place:
        r"""Return the place of the character at an offset in the text.

        >>> str(Source("plan.yaml", "a: 1\r\nb: 2", ("a: 1", "b: 2")).place_of(7))
        'plan.yaml:2:2'
        """
        before = LINE_BREAK.split(self.text[:offset])
        return self.place(len(before), len(before[-1]) + 1)

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a column, counted from 0, in a line, counted from 1; see `place_of`."""
        starts = [0, *(found.end() for found in LINE_BREAK.finditer(self.text))]
        return starts[line - 1] + column


def is_standard_input(file: pathlib.Path) -> bool:
    """Return True if the file name is `-`, which means standard input."""
    return str(file) == "-"


def path_text(path: pathlib.PurePath) -> str:
    r"""Return a path as text. Bytes of a name that is not in UTF-8 become codes, which every report can contain.

    >>> path_text(pathlib.PurePosixPath("plans/caf\udce9.yaml"))
    'plans/caf\\xe9.yaml'
    """
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _require_file(file: pathlib.Path) -> None:
    """Raise OSError for a pipe or a device: reading it may never end, and reading it twice gives something else."""
    if file.exists() and not file.is_file() and not file.is_dir():
        message = "this is a pipe or a device, not a file; write - as the name to read standard input"
        raise OSError(errno.EINVAL, message, path_text(file))


@contextlib.contextmanager
def reading_once() -> Iterator[None]:
    """Read each file once inside the `with` block: all of a command's results come from one state of its files."""
    reset = _held.set(_Held())
    try:
        yield
    finally:
        _held.reset(reset)


def read_bytes(file: pathlib.Path, *, most: int) -> bytes:
    """Read at most `most` + 1 bytes of a file. The file name `-` means standard input, which may be endless.

    Raises OSError if the file can't be read.
    """
    held = _held.get()
    return _read(file, most) if held is None else held.content(file, most)


def _read(file: pathlib.Path, most: int) -> bytes:
    if is_standard_input(file):
        try:
            return sys.stdin.buffer.read(most + 1)
        except OSError as error:
            error.filename = "standard input"
            raise
    _require_file(file)
    with file.open("rb") as stream:
        return stream.read(most + 1)


def read_source(content: str | bytes, file: str, *, most: int) -> Source:
    r"""Return the text of a file. Raises Refused if it is over `most` bytes, not UTF-8, or has invisible characters.

    >>> read_source(b"a: 1\r\nb: 2\r\n", "plan.yaml", most=1_000).lines
    ('a: 1', 'b: 2')
    """
    if len(content) > most:
        fix = "leave out entries that are not needed, or split the file"
        raise Refused([Finding("E108", f"the file is over {most // 1_000_000} MB", Place(file), fix)])
    first = content[:FIRST].encode("utf-8", "replace") if isinstance(content, str) else content
    if kind := other_kind(first):
        raise Refused([Finding(kind.code, kind.message, Place(file), kind.fix)])
    text = one_form(_decode(content, file) if isinstance(content, bytes) else content)
    lines = LINE_BREAK.split(text)
    source = Source(file, text, tuple(lines if lines[-1] else lines[:-1]))
    if findings := first_errors(_unseen(source)):
        raise Refused(findings)
    return source


def one_form(text: str) -> str:
    r"""Return a text without a byte order mark, and with each accented letter as one character.

    >>> one_form("Mo\u0300r") == one_form("M\u00f2r")
    True
    """
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff"))


def _decode(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused([_not_utf8(content, error.start, file)]) from None


def _not_utf8(content: bytes, start: int, file: str) -> Finding:
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
            yield Finding("E112", unseen_message(found.group()), place, UNSEEN_FIX)


def unseen_message(character: str) -> str:
    """Return the message about an invisible character.

    >>> unseen_message(chr(0)), unseen_message(chr(0xFEFF))
    ('there is an invisible character here (U+0000)', 'there is a byte order mark here (U+FEFF), which is invisible')
    """
    name = called(character)
    return f"there is {name} here (U+{ord(character):04X}){'' if 'invisible' in name else ', which is invisible'}"
