"""Characters that look like blanks where a file needs real ones: no-break spaces from other programs."""

import re
from collections.abc import Sequence

from mtfp.findings.finding import Finding
from mtfp.findings.letters import called, is_odd_blank
from mtfp.text.source import Source

_ODD = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
STRUCTURAL = re.compile(rf"^\s*?[{_ODD}]|(?<=:)\s*?[{_ODD}]|^\s*-[{_ODD}]|[{_ODD}](?=\s*:(\s|$))")
"""Such a character in the indentation, after a colon or a hyphen, or before a colon."""


def odd_blank_finding(source: Source, offsets: Sequence[int]) -> list[Finding]:
    """Return one finding at the first of some offsets, with the number of such characters in the file."""
    if not offsets:
        return []
    character = source.text[offsets[0]]
    fix = "delete it and type a blank"
    if (count := sum(is_odd_blank(each) for each in source.text)) > 1:
        fix += f"; the file has {count:,} such characters, which “find and replace” changes all at once"
    message = f"there is {called(character)} (U+{ord(character):04X}) here, which looks like a blank"
    return [Finding("E115", message, source.place_of(offsets[0]), fix)]


def structural_odd_blank(source: Source, lines: Sequence[int]) -> list[Finding]:
    """Return the finding about the first odd blank in the structure of some lines, given by number."""
    for number in lines:
        found = STRUCTURAL.search(source.lines[number - 1]) if 0 < number <= len(source.lines) else None
        if found:
            return odd_blank_finding(source, [source.offset(number, found.end() - 1)])
    return []
