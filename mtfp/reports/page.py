"""Page of a document: width, style, encoding, layout and maximum size."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

TABLE, LIST = "table", "list"
LAYOUTS = (TABLE, LIST)
UNSIGNED = b"000000000000"
"""Placeholder for a file's fingerprint in its last line."""
MARKED = b"\n# " + UNSIGNED + b" Written by mtfp.\n"
"""Last line of a text file, by which mtfp recognises its own file and any change to it."""
COMMENTED = b"\n<!-- " + UNSIGNED + b" Written by mtfp. -->\n"
"""Last line of an HTML or Markdown file, as a comment."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """Settings of a page. Each writer uses those that concern its format.

    `width`, `styled` and `layout` (`table`, or `list` for screen readers) are for a terminal; `encoding` is that of the
    stream. `raw` writes CSV without its guard against formulas. `most_bytes` limits Markdown, which leaves out rows to
    fit and counts them. `root` is the folder from which annotations name files.
    """

    width: int = 80
    styled: bool = False
    encoding: str = "utf-8"
    layout: str = TABLE
    raw: bool = False
    most_bytes: int | None = None
    root: str = ""

    def __post_init__(self) -> None:
        """Refuse an unknown layout, which would otherwise be written as a table without a warning."""
        if self.layout not in LAYOUTS:
            raise KeyError(self.layout)


def send(parts: Iterable[str], page: Page, to: BinaryIO) -> None:
    """Write parts of a text in the page's encoding, with replacements for letters that it lacks."""
    from mtfp.reports.files.letters import fold, known

    encoding = known(page.encoding)
    for part in parts:
        to.write(fold(part, encoding).encode(encoding, "backslashreplace"))
