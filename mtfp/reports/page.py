"""Page of a document: width, style, encoding, layout and maximum size."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

TABLE, LIST = "table", "list"
LAYOUTS = (TABLE, LIST)
UNSIGNED = b"000000000000"
"""Placeholder for a file's fingerprint in its last line."""
MARKED = b"\n# " + UNSIGNED + b" Written by mtfp.\n"
"""Last line of a text file. By it, mtfp recognises a file that it wrote, and notices later changes to the file."""
COMMENTED = b"\n<!-- " + UNSIGNED + b" Written by mtfp. -->\n"
"""Last line of an HTML or Markdown file: `MARKED` as a comment."""

SOFTWARE = b"tEXtSoftware\0mtfp"
"""Part of a PNG file that names mtfp as the program that wrote it."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """Settings of a page. Each writer uses the settings that concern its format.

    For a terminal: `width` in characters, `styled` for bold text, and `layout` (`table`, or `list` for screen readers).
    `encoding`: encoding of the output. `raw`: True writes CSV without the apostrophes that stop spreadsheets from
    reading texts as formulas. `most_bytes`: maximum size of Markdown; rows that don't fit are left out and counted.
    `root`: folder to which file names in annotations are relative. `template`: contents of a Word file whose styles,
    headers and footers a Word file takes.
    """

    width: int = 80
    styled: bool = False
    encoding: str = "utf-8"
    layout: str = TABLE
    raw: bool = False
    most_bytes: int | None = None
    root: str = ""
    template: bytes | None = None

    def __post_init__(self) -> None:
        """Raise KeyError for an unknown layout, which would otherwise be written as a table without a warning."""
        if self.layout not in LAYOUTS:
            raise KeyError(self.layout)


def send(parts: Iterable[str], page: Page, to: BinaryIO) -> None:
    """Write parts of a text in the page's encoding, with replacements for letters that the encoding lacks."""
    from mtfp.reports.files.letters import fold, known

    encoding = known(page.encoding)
    for part in parts:
        to.write(fold(part, encoding).encode(encoding, "backslashreplace"))
