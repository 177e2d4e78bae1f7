"""Parts of a workbook's archive, each read in pieces and within limits, so that no file can fill the memory.

XML is parsed piece by piece. A document type, by which XML names entities and other files, ends the reading.
"""

import io
import posixpath
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from xml.parsers import expat

MOST_BYTES = 20_000_000
"""Maximum size of a workbook."""
MOST_UNPACKED = 30_000_000
"""Maximum size of one part of it, unpacked."""
MOST_PARTS = 2_000
MOST_RATIO, FREE_OF_RATIO = 150, 2_000_000
"""Maximum size of a part when unpacked, as a multiple of its packed size, and the size up to which that is free."""
MOST_TAGS = 300_000
"""Maximum number of elements in one part: about 150,000 cells, which take a second or two."""
CHUNK = 1 << 20
"""Size of a piece. Older parsers start a long element again with each piece, so pieces must not be small."""
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class NotRead(ValueError):
    """Raised for a workbook that can't be read: the message completes the sentence `the file …`."""


class TooLarge(ValueError):
    """Raised for a workbook beyond a limit: the message completes the sentence `the workbook …`."""


class Reader(Protocol):
    """Reader of one part: what it does when an element starts and ends, and with the text inside."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, text: str) -> None: ...


@dataclass(frozen=True)
class Archive:
    """Archive of a workbook."""

    parts: zipfile.ZipFile

    def has(self, name: str) -> bool:
        """Return True if the archive has a part."""
        return name in self.parts.NameToInfo

    def read(self, name: str, reader: Reader) -> None:
        """Give the elements of a part to a reader, by their local names. Raises NotRead and TooLarge."""
        part = self.parts.NameToInfo.get(name)
        if part is None:
            raise NotRead(f"lacks its part {name}")
        _within_limits(part)
        try:
            with self.parts.open(part) as stream:
                _parse(stream.read, reader)
        except expat.ExpatError as error:
            raise NotRead(f"is damaged: its part {name} is not XML ({error})") from error
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise NotRead("is damaged, or has a password") from error


def open_archive(content: bytes) -> Archive:
    """Return the archive of a workbook. Raises NotRead and TooLarge."""
    if len(content) > MOST_BYTES:
        raise TooLarge(f"has more than {MOST_BYTES // 1_000_000} MB")
    try:
        parts = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise NotRead("is not an Excel workbook (.xlsx)") from error
    if len(parts.infolist()) > MOST_PARTS:
        raise TooLarge(f"has more than {MOST_PARTS:,} parts")
    return Archive(parts)


def related_part(part: str, target: str) -> str:
    """Return the name of the part that another part refers to.

    >>> related_part("xl/workbook.xml", "worksheets/sheet1.xml"), related_part("xl/workbook.xml", "/xl/styles.xml")
    ('xl/worksheets/sheet1.xml', 'xl/styles.xml')
    """
    joined = target if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
    return posixpath.normpath(joined).lstrip("/")


def _within_limits(part: zipfile.ZipInfo) -> None:
    if part.flag_bits & 1:
        raise NotRead("has a password")
    if part.compress_type not in PACKED:
        raise NotRead("is packed in a way that Excel doesn't use")
    if part.file_size > MOST_UNPACKED:
        raise TooLarge(f"has a part of more than {MOST_UNPACKED // 1_000_000} MB when unpacked")
    if part.file_size > max(FREE_OF_RATIO, MOST_RATIO * part.compress_size):
        raise TooLarge(f"unpacks to more than {MOST_RATIO} times its size")


def _parse(read: Callable[[int], bytes], reader: Reader) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MOST_TAGS:
            raise TooLarge(f"has a sheet of more than {MOST_TAGS:,} elements")
        reader.start(name.rpartition(":")[2], attributes)

    def no_doctype(*_: object) -> None:
        raise NotRead("has a document type in its XML, which no spreadsheet program writes")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: reader.end(name.rpartition(":")[2])
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = no_doctype
    while chunk := read(CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)
