"""A fragment of a plan put into a sound plan, line by line, so that a mistake stays exactly as it is written."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

NOTE = re.compile(r"# (without|renamed): (.*)")
"""A note at the beginning of a fragment: `# without: lines.grants`, or `# renamed: lines to line`."""
KEY = re.compile(r"( *)([^\s#?{\[&*!'\"-][^:]*):(?=\s|$)")
"""The beginning of an entry: its indentation and its key."""


class Line(NamedTuple):
    """A line of a merged plan, and its number in the fragment; None if it is a line of the sound plan."""

    text: str
    number: int | None = None


def text_of(lines: Iterable[Line]) -> str:
    """Join lines to a text."""
    return "".join(f"{line.text}\n" for line in lines)


def lines_of(text: str, *, numbered: bool = False) -> list[Line]:
    """Split a text into lines, without empty lines and comments; numbers start at 1."""
    lines = enumerate(text.removesuffix("\n").split("\n"), 1)
    return [Line(line, number if numbered else None) for number, line in lines if not re.match(r"\s*(#|$)", line)]


def put_into(sound: str, fragment: str) -> list[Line]:
    """Put a fragment into a sound plan, from which its notes leave entries out, or in which they rename a section."""
    plan = lines_of(sound)
    for what, keys in (found.groups() for line in fragment.split("\n") if (found := NOTE.fullmatch(line))):
        if what == "without":
            plan = without(plan, keys.split("."))
        else:
            old, new = keys.split(" to ")
            plan = [Line(f"{new}:") if line.text == f"{old}:" else line for line in plan]
    return merge(plan, lines_of(fragment, numbered=True))


def merge(sound: list[Line], fragment: list[Line]) -> list[Line]:
    """Put the entries of a fragment in place of entries with the same keys, at every depth; new keys come last.

    Values that are not written as indented entries, such as `{...}`, lists and texts, are replaced as a whole.
    """
    if not fragment:
        return sound
    old, new = dict(_entries(sound)), [*_grouped(_entries(fragment))]
    if not old or not new:
        return fragment
    for key, lines in new:
        old[key] = _merged(old[key], lines) if key in old else lines
    return [line for lines in old.values() for line in lines]


def without(sound: list[Line], keys: list[str]) -> list[Line]:
    """Leave out the entry that the keys lead to."""
    first, *more = keys
    entries = dict(_entries(sound))
    head, *inside = entries.pop(first)
    left = entries | ({first: [head, *without(inside, more)]} if more else {})
    return [line for key in dict(_entries(sound)) if key in left for line in left[key]]


def _merged(sound: list[Line], fragment: list[Line]) -> list[Line]:
    (head, *inside), (new_head, *new_inside) = sound, fragment
    open_ended = head.text.endswith(":") and new_head.text.endswith(":")
    return [new_head, *merge(inside, new_inside)] if open_ended and inside and new_inside else fragment


def _entries(lines: list[Line]) -> Iterator[tuple[str, list[Line]]]:
    """Yield the keys of the outermost entries with their lines; nothing if the lines do not begin with an entry."""
    first = KEY.match(lines[0].text) if lines else None
    if not first:
        return
    starts = [at for at, line in enumerate(lines) if (key := KEY.match(line.text)) and key[1] == first[1]]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        key = KEY.match(lines[start].text)
        assert key
        yield key[2], lines[start:end]


def _grouped(entries: Iterable[tuple[str, list[Line]]]) -> Iterator[tuple[str, list[Line]]]:
    """Join entries that have the same key and follow each other: a name that is given twice stays given twice."""
    for key, same in groupby(entries, key=lambda entry: entry[0]):
        yield key, [line for _, lines in same for line in lines]
