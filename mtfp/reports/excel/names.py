"""Names of sheets, as Excel allows them: short, unique, and without the letters of formulas."""

import re
from collections.abc import Collection

LONGEST = 31
"""Maximum number of letters of a sheet's name, counted as Excel counts: a sign outside the basic plane is two."""
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
RESERVED = ("history",)


def sheet_name(wanted: str, taken: Collection[str]) -> str:
    """Return a name for a sheet. It ends with a number if another sheet has the same name, in any capitals.

    >>> sheet_name("funding_by_source", ()), sheet_name("Gap: [2026/27]", ()), sheet_name("Gap", ("gap", "gap (2)"))
    ('Funding by source', 'Gap 2026 27', 'Gap (3)')
    """
    lower = {name.casefold() for name in (*taken, *RESERVED)}
    words = " ".join(FORBIDDEN.sub(" ", wanted).replace("_", " ").split()).strip("' ") or "Sheet"
    words = words[0].upper() + words[1:]
    number, name = 1, _short(words)
    while name.casefold() in lower:
        number += 1
        name = _short(words, f" ({number})")
    return name


def _short(words: str, ending: str = "") -> str:
    while len(words.encode("utf-16-le")) // 2 + len(ending) > LONGEST:
        words = words[:-1]
    return words.rstrip("' ") + ending
