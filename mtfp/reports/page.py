"""The page that a document is written on: width, style, letters, layout, and the room there is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

TABLE, LIST = "table", "list"
LAYOUTS = (TABLE, LIST)
UNSIGNED = b"000000000000"
"""The place of a file's fingerprint in its last line."""
MARKED = b"\n# " + UNSIGNED + b" Written by mtfp.\n"
"""The end of a text file, by which mtfp knows it again, and knows whether anybody changed it."""
COMMENTED = b"\n<!-- " + UNSIGNED + b" Written by mtfp. -->\n"
"""The end of a file whose format has comments."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a writer must know besides the document; each uses what concerns it.

    `width`, `styled` and `layout` (`table`, or `list` for screen readers) are for a terminal; `encoding` is that of the
    stream. `raw` writes CSV without its guard against formulas. `most_bytes` is the room for Markdown, which leaves out
    rows where there are too many and says so. `root` is the folder from which annotations name files.
    """

    width: int = 80
    styled: bool = False
    encoding: str = "utf-8"
    layout: str = TABLE
    raw: bool = False
    most_bytes: int | None = None
    root: str = ""

    def __post_init__(self) -> None:
        """Refuse a layout that there is none of, which would be written as a table without a word."""
        if self.layout not in LAYOUTS:
            raise KeyError(self.layout)


def send(parts: Iterable[str], page: Page, to: BinaryIO) -> None:
    """Write pieces of text in the page's letters; what it lacks is written in letters that it has."""
    from mtfp.reports.files.letters import fold, known

    encoding = known(page.encoding)
    for part in parts:
        to.write(fold(part, encoding).encode(encoding, "backslashreplace"))
