"""Office files as the same bytes on every run: no clock, no dates, no order that depends on the machine."""

import io
import re
import zipfile
from typing import BinaryIO

from mtfp.reports.page import MARKED

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip archive can state."""
PROPERTIES = "docProps/core.xml"
DATES = re.compile(rb"<((?:\w+:)?(?:created|modified|lastPrinted))\b[^>]*>.*?</\1>")
LONGEST = 255
"""Maximum number of letters of a property."""


def save(content: bytes, to: BinaryIO) -> None:
    """Write an office file without its last bytes: the archive's comment, which is the mark that `deliver` adds.

    The comment of an archive is no part of the document; by it, mtfp knows its own file again.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts.infolist():
            entry = zipfile.ZipInfo(part.filename, EARLIEST)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            inside = parts.read(part)
            archive.writestr(entry, DATES.sub(b"", inside) if part.filename == PROPERTIES else inside)
        archive.comment = MARKED
    to.write(written.getvalue()[: -len(MARKED)])
