"""Docstrings of this project as Sphinx reads them: `name : words` is an argument or a field."""

import re
from collections.abc import Iterator
from typing import Any

from sphinx.application import Sphinx

_NAMED = re.compile(r"(\w+(?:, \w+)*) : (.*)")


def as_fields(app: Sphinx, what: str, name: str, value: Any, options: Any, lines: list[str]) -> None:
    """Turn each `name : words`, with the indented lines below it, into an entry of a list."""
    lines[:] = list(fields(lines))


def fields(lines: list[str]) -> Iterator[str]:
    """Return the lines with fields as entries of a definition list.

    >>> list(fields(["Add.", "", "year : the year", "    of the plan", "", "Raises."]))
    ['Add.', '', '``year``', '    the year', '    of the plan', '', '', 'Raises.']
    """
    inside = False
    for line in lines:
        if named := _NAMED.fullmatch(line):
            inside = True
            yield f"``{named[1]}``"
            yield f"    {named[2]}"
            continue
        if inside and line and not line.startswith(" "):
            inside = False
            yield ""
        yield line
