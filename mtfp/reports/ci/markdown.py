"""Markdown that GitHub shows: sections with tables, cut on whole rows where there is too much of them.

What plans say is shown and never acts: every character that means something to Markdown or HTML is an entity.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtfp.findings.show import printable
from mtfp.reports.money import choose, form
from mtfp.reports.terminal.terminal import corner, for_people, labelled, notes
from mtfp.results.table import Table

COMMENT = 65_536
"""Characters that a comment on a pull request may have; counted in bytes here, of which there are never fewer."""
STEP_SUMMARY = 1 << 20
"""Bytes that a step's summary may have: GitHub drops a longer one whole."""
WRITTEN = "<!-- Written by mtfp. -->"
"""The last line, by which mtfp knows its own files."""
ACTIVE = {ord(character): f"&#{ord(character)};" for character in "&<>|\\`*_~[]$!"}
APART = {ord(character): f"&#{ord(character)};&#8203;" for character in "@#"}
"""GitHub mentions people and links issues even by entities: a space of no width behind keeps it from that."""
ADDRESS = re.compile(r"(https?|ftp)(://)|(www)(\.)", re.IGNORECASE)
LONGEST = 400
"""Characters of a text in a table."""


@dataclass(frozen=True)
class Section:
    """A heading, what is said below it, and a table of texts, escaped already. `full` says where the rest of it is."""

    title: str
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    said: tuple[str, ...] = ()
    full: str = ""
    figures: int = 0
    """So many of the last columns are figures, set to the right."""


def escaped(text: str) -> str:
    """A text that stands for itself and nothing else, in one line.

    >>> print(escaped("<script> a|b `c`"))
    &#60;script&#62; a&#124;b &#96;c&#96;
    """
    said = printable(" ".join(text.split()))
    said = (said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…").translate(ACTIVE | APART)
    return ADDRESS.sub(lambda found: "&#8203;".join(part for part in found.groups() if part), said)


def of_table(title: str, table: Table, full: str) -> Section:
    """A table of figures as people see it."""
    shown = for_people(table)
    unit = choose(shown)
    over = corner(shown, unit)
    rows = tuple(
        (
            f"**{escaped(row.label)}**" if row.is_heading else escaped(labelled(row, row.label, over)),
            *(form(row, shown, unit).text(value) for value in row.values),
        )
        for row in shown.rows
    )
    heads = (escaped(over), *(escaped(column.label) for column in shown.columns))
    said = (f"{escaped(shown.title)}.", *(escaped(note) for note in notes(shown, unit)))
    return Section(title, heads, rows, said, full, len(shown.columns))


def document(title: str, opening: Sequence[str], sections: Sequence[Section], limit: int) -> str:
    """The whole as a text of no more bytes than `limit`; what a section doesn't need of its part, others may take."""
    begins, ends = "\n\n".join([f"## {title}", *opening]) + "\n", f"\n{WRITTEN}\n"
    left, told = limit - _size(begins) - _size(ends), dict[int, str]()
    for at in sorted(range(len(sections)), key=lambda at: _size("".join(_lines(sections[at], limit)))):
        told[at] = "".join(_lines(sections[at], left // (len(sections) - len(told))))
        left -= _size(told[at])
    return "".join([begins, *(told[at] for at in range(len(sections))), ends])


def is_our_markdown(path: Path) -> bool:
    """Whether a file is a summary that mtfp wrote, or empty."""
    text = path.read_bytes()
    return not text or text.rstrip().endswith(WRITTEN.encode())


def _lines(section: Section, room: int) -> Iterator[str]:
    """The section's lines; of its rows as many as there is room for, and how many are left out."""
    above = f"\n### {section.title}\n" + "".join(f"\n{each}\n" for each in section.said)
    if section.rows:
        right = len(section.heads) - section.figures
        rule = "|".join("---:" if at >= right else "---" for at in range(len(section.heads)))
        above += f"\n| {' | '.join(section.heads)} |\n|{rule}|\n"
    rows = [f"| {' | '.join(row)} |\n" for row in section.rows]
    last = "\n{} more {} left out. " + f"{section.full}\n"
    fits = _fitting(rows, room - _size(above) - _size(last) - 20)
    yield above
    yield from rows[:fits]
    if (cut := len(rows) - fits) > 0:
        yield last.format(f"{cut:,}", "row is" if cut == 1 else "rows are")


def _fitting(rows: Sequence[str], room: int) -> int:
    for number, row in enumerate(rows):
        room -= _size(row)
        if room < 0:
            return number
    return len(rows)


def _size(text: str) -> int:
    return len(text.encode())
