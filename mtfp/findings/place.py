"""Where a key or a value stands in a file that somebody wrote.

Knows files, lines and columns; must not know what a plan is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""The way from a document's root to a value: keys and list positions."""

Spot = tuple[int, int, int]
"""Line and column, both from 1, and how many characters to underline."""


@dataclass(frozen=True, slots=True)
class Place:
    """One spot in one file, as a person would look it up.

    >>> str(Place("plan.yaml", 41, 9))
    'plan.yaml:41:9'
    """

    file: str
    line: int = 0
    column: int = 0
    length: int = 1
    source: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True)
class Document:
    """A file's values with the place of every key and every value.

    `value` holds mappings (keys are always text), lists, and scalars: text, int, float, bool or None.
    `keys[path]` is where the key that ends the path stands, `values[path]` where its value begins.
    """

    file: str
    lines: tuple[str, ...]
    value: object
    keys: Mapping[Path, Spot]
    values: Mapping[Path, Spot]

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        """The place of a path's value (or of its key); of the nearest ancestor that the file names if it has none.

        Steps that the file doesn't name (the tag of a union, the name of a missing key) are passed over.
        """
        known: Path = ()
        for step in path:
            if (*known, step) in self.values:
                known = (*known, step)
        spots = self.keys if of_key and known in self.keys else self.values
        line, column, length = spots.get(known, (0, 0, 1))
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Place(self.file, line, column, length, source)
