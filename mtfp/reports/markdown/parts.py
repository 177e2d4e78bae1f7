"""Parts of a Markdown document: text and tables, with rows left out if there are too many.

Texts of plans can't act as Markdown or HTML: every character that has a special meaning is written as an entity.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mtfp.findings.show import printable

COMMENT = 65_536
"""Maximum size of a comment on a pull request. GitHub counts characters; mtfp counts bytes, to be safe."""
STEP_SUMMARY = 1 << 20
"""Maximum size of the summary of a workflow step, in bytes. GitHub drops a longer summary completely."""
ACTIVE = {ord(character): f"&#{ord(character)};" for character in "&<>|\\`*~[]$!"}
EMPHASIS = re.compile(r"(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])")
"""Underscores that Markdown may read as emphasis: those at the edge of a word, not within an identifier."""
MENTIONS = {ord(character): f"&#{ord(character)};&#8203;" for character in "@#"}
"""Entities for `@` and `#`. GitHub reads even an entity as a mention or a link; a zero-width space prevents that."""
ADDRESS = re.compile(r"(https?|ftp)(://)|(www)(\.)", re.IGNORECASE)
LONGEST = 400
"""Maximum number of characters in a cell of a table."""
NO_ROOM = "\nA part of this report is left out, because there is no room for it.\n"
MARGIN = 20
"""Bytes reserved for the number in the sentence on rows left out."""


@dataclass(frozen=True)
class Part:
    """Part of a document: texts above, lines (`items`), and texts below. Lines that don't fit are left out.

    `all_in`: sentence that names the file with all lines.
    """

    above: tuple[str, ...] = ()
    begins: str = ""
    items: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    all_in: str = ""

    def lines(self, room: int | None = None) -> Iterator[str]:
        """Yield the part's text in at most `room` bytes: as many lines as fit, and the number of lines left out.

        If the text above and below does not fit, the whole part is left out.
        """
        texts = tuple(self._lines(room))
        if room is None or size("".join(texts)) <= room:
            yield from texts
        elif size(NO_ROOM) <= room:
            yield NO_ROOM

    def _lines(self, room: int | None) -> Iterator[str]:
        above = "".join(f"\n{text}\n" for text in self.above) + (f"\n{self.begins}" if self.items else "")
        below = "".join(f"\n{text}\n" for text in self.below)
        last = "\n{} more {} left out. " + f"{self.all_in}\n"
        fits = len(self.items) if room is None else _fitting(self.items, room - size(above + below + last) - MARGIN)
        yield above
        yield from self.items[:fits]
        if (cut := len(self.items) - fits) > 0:
            yield last.format(f"{cut:,}", "row is" if cut == 1 else "rows are")
        yield below


def table_part(
    above: tuple[str, ...],
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    figures: int = 0,
    below: tuple[str, ...] = (),
    all_in: str = "",
) -> Part:
    """Return a Markdown table whose last `figures` columns are aligned to the right."""
    rule = "|".join("---:" if at >= len(heads) - figures else "---" for at in range(len(heads)))
    items = tuple(f"| {' | '.join(row)} |\n" for row in rows)
    return Part(above, f"| {' | '.join(heads)} |\n|{rule}|\n", items, below, all_in)


def fitted(begins: str, parts: Sequence[Part], limit: int) -> Iterator[str]:
    """Yield a document of at most `limit` bytes; long parts share the room that short parts don't need."""
    left, texts = limit - size(begins), dict[int, str]()
    for at in sorted(range(len(parts)), key=lambda at: size("".join(parts[at].lines(limit)))):
        texts[at] = "".join(parts[at].lines(left // (len(parts) - len(texts))))
        left -= size(texts[at])
    yield begins
    yield from (texts[at] for at in range(len(parts)))


def in_cell(text: str) -> str:
    """Return a text for a cell of a table, cut to LONGEST characters."""
    line = " ".join(text.split())
    return escaped(line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…")


def escaped(text: str) -> str:
    """Return a text in one line, escaped so that Markdown, HTML and GitHub only show the text.

    >>> print(escaped("<script> a|b `c`"))
    &#60;script&#62; a&#124;b &#96;c&#96;
    """
    line = EMPHASIS.sub("&#95;", printable(" ".join(text.split())).translate(ACTIVE | MENTIONS))
    return ADDRESS.sub(lambda found: "&#8203;".join(part for part in found.groups() if part), line)


def _fitting(lines: Sequence[str], room: int) -> int:
    for number, line in enumerate(lines):
        room -= size(line)
        if room < 0:
            return number
    return len(lines)


def size(text: str) -> int:
    """Return the number of bytes of a text in UTF-8."""
    return len(text.encode())
