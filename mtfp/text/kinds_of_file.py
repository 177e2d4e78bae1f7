"""Files that are not text in UTF-8, recognised by their first bytes: workbooks, documents, web pages, encodings.

Must not know YAML, CSV or what a plan is.
"""

import re
from typing import NamedTuple

FIRST = 4_000
"""Number of bytes by which an encoding is recognised."""
_MOST = 0.75
"""Share of zero bytes at every other place that shows UTF-16: in English text nearly all of them are zero."""


class OtherKind(NamedTuple):
    """Kind of a file that can't be read: the code of the finding, its message and its repair."""

    code: str
    message: str
    fix: str


_SHEET = "save the sheet as “CSV UTF-8 (comma delimited)”; write a plan or a scenario with a text editor"
_DOCUMENT = "write the file with a text editor, or save the document as plain text in UTF-8"
_AS_UTF_8 = "save it again as UTF-8: “Save as”, then choose the encoding UTF-8"
_IN_ZIP = (
    (b"xl/", "an Excel workbook", _SHEET),
    (b"word/", "a Word document", _DOCUMENT),
    (b"ppt/", "a PowerPoint file", _DOCUMENT),
    (b"opendocument.spreadsheet", "a spreadsheet (.ods)", _SHEET),
    (b"opendocument.text", "a document (.odt)", _DOCUMENT),
    (b"", "a zip file", "unpack it, and name the file inside"),
)
_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls) or Word document (.doc)", _SHEET),
    (b"%PDF-", "a PDF", "write the figures into a text file; a PDF can't be read"),
    (b"{\\rtf", "a rich text document (.rtf)", _DOCUMENT),
    (b"\x1f\x8b", "a compressed file (gzip)", "unpack it, and name the file inside"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file (7z)", "unpack it, and name the file inside"),
    (b"\x89PNG", "a picture", "write the figures into a text file"),
    (b"\xff\xd8\xff", "a picture", "write the figures into a text file"),
)
_WEB_PAGE = re.compile(
    rb"(\xef\xbb\xbf)?\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_XML = re.compile(rb"(\xef\xbb\xbf)?\s*<\?xml\b")
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def other_kind(content: bytes) -> OtherKind | None:
    """Return the kind of a file that is not text in UTF-8, as far as its first bytes show it, else None.

    >>> other_kind(b"%PDF-1.7").message
    'the file is a PDF, not text'
    >>> other_kind("mtfp: 1".encode("utf-16-le")).message
    'the text is saved as UTF-16, not UTF-8'
    """
    if content.startswith(b"PK\x03\x04"):
        kind, fix = next((kind, fix) for inside, kind, fix in _IN_ZIP if inside in content)
        return OtherKind("E101", f"the file is {kind}, not text", fix)
    for mark, kind, fix in _SIGNATURES:
        if content.startswith(mark):
            return OtherKind("E101", f"the file is {kind}, not text", fix)
    if _WEB_PAGE.match(content[:FIRST]):
        fix = "download the file itself, not the page that shows it (on GitHub: “Raw” or “Download raw file”)"
        return OtherKind("E116", "the file is a web page (HTML), not the file that the page shows", fix)
    if _XML.match(content[:FIRST]):
        return OtherKind("E116", "the file is XML, not YAML or CSV", _SHEET)
    if encoding := _encoding(content):
        return OtherKind("E101", f"the text is saved as {encoding}, not UTF-8", _AS_UTF_8)
    return None


def _encoding(content: bytes) -> str:
    """Return the name of an encoding with two or four bytes for each letter, by its mark or by its zero bytes."""
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    first = content[: min(FIRST, len(content) - len(content) % 4)]
    if marked or not first:
        return marked
    zeros = [first[at::4].count(0) * 4 / len(first) for at in range(4)]
    if min(zeros[1:3]) > _MOST:
        return "UTF-32"
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    return "UTF-16" if max(even, odd) > _MOST and min(even, odd) < 1 - _MOST else ""
