"""Parts of a Markdown document: text and tables, cut on whole rows where there is too much of them.

Words of plans are shown and never act: every character that means something to Markdown or HTML is an entity.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mtfp.findings.show import printable

COMMENT = 65_536
"""Characters that a comment on a pull request may have; counted in bytes here, of which there are never fewer."""
STEP_SUMMARY = 1 << 20
"""Bytes that a step's summary may have: GitHub drops a longer one whole."""
ACTIVE = {ord(character): f"&#{ord(character)};" for character in "&<>|\\`*~[]$!"}
EMPHASIS = re.compile(r"(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])")
"""Underscores that may act: within a word, such as an identifier, they stand for themselves."""
APART = {ord(character): f"&#{ord(character)};&#8203;" for character in "@#"}
"""GitHub mentions people and links issues even by entities: a space of no width behind keeps it from that."""
ADDRESS = re.compile(r"(https?|ftp)(://)|(www)(\.)", re.IGNORECASE)
LONGEST = 400
"""Characters of a text in a cell of a table."""
NO_ROOM = "\nA part is left out for lack of room.\n"
MARGIN = 20
"""Bytes that the number of rows left out may take."""


@dataclass(frozen=True)
class Part:
    """Text above, lines that may be cut, and text below, escaped already; `all_in` says where all lines are."""

    above: tuple[str, ...] = ()
    begins: str = ""
    items: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    all_in: str = ""

    def lines(self, room: int | None = None) -> Iterator[str]:
        """Yield the part's text in no more bytes than `room`: as many lines as fit, and how many are left out.

        A part whose text above and below takes more than that is left out whole.
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
    """Yield a document of no more bytes than `limit`; room that a part doesn't need goes to the others."""
    left, texts = limit - size(begins), dict[int, str]()
    for at in sorted(range(len(parts)), key=lambda at: size("".join(parts[at].lines(limit)))):
        texts[at] = "".join(parts[at].lines(left // (len(parts) - len(texts))))
        left -= size(texts[at])
    yield begins
    yield from (texts[at] for at in range(len(parts)))


def in_cell(text: str) -> str:
    """Return a text for a cell of a table, which is cut where it is far too long."""
    line = " ".join(text.split())
    return escaped(line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…")


def escaped(text: str) -> str:
    """Return a text that stands for itself and nothing else, in one line.

    >>> print(escaped("<script> a|b `c`"))
    &#60;script&#62; a&#124;b &#96;c&#96;
    """
    line = EMPHASIS.sub("&#95;", printable(" ".join(text.split())).translate(ACTIVE | APART))
    return ADDRESS.sub(lambda found: "&#8203;".join(part for part in found.groups() if part), line)


def _fitting(lines: Sequence[str], room: int) -> int:
    for number, line in enumerate(lines):
        room -= size(line)
        if room < 0:
            return number
    return len(lines)


def size(text: str) -> int:
    """Return the bytes of a text in UTF-8."""
    return len(text.encode())
