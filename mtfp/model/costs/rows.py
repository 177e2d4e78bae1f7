"""Rows of cost arrays: one row per line for tables, or one for several lines, which saves time with many draws."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np

from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array, Flags, numbers
from mtfp.model.costs.line import PARTNERS, Line

OfRows = Callable[[Flags], Array]
"""Function that takes flags of rows, shape (row,), and returns the sum of money over the flagged rows."""


@dataclass(frozen=True, eq=False, repr=False)
class Rows(Short):
    """Names of the lines in each row; every line of `lines` is in exactly one row. Compared by identity."""

    lines: Mapping[str, Line]
    names: tuple[tuple[str, ...], ...]

    @classmethod
    def line_by_line(cls, lines: Mapping[str, Line]) -> Self:
        """Return rows that hold one line each."""
        return cls(lines, tuple((name,) for name in lines))

    def __len__(self) -> int:
        return len(self.names)

    def of(self, wanted: Collection[str]) -> Flags:
        """Flag the rows of the named lines, shape (row,). Raise ValueError if such a row holds other lines too."""
        named = frozenset(wanted)
        counts = [sum(name in named for name in row) for row in self.names]
        if any(0 < count < len(row) for count, row in zip(counts, self.names, strict=True)):
            raise ValueError(f"these lines share a row with other lines: {', '.join(wanted)}")
        return np.array(counts, dtype=bool)

    @cached_property
    def integrated(self) -> Flags:
        """Flags of the rows in the integrated budget, shape (row,); the other rows are in the set-aside."""
        return self.of([name for name, line in self.lines.items() if not line.set_aside])

    @cached_property
    def held(self) -> Flags:
        """Flags of each partner's rows in the integrated budget, shape (partner, row)."""
        by_partner = [[name for name, line in self.lines.items() if line.partner == partner] for partner in PARTNERS]
        return np.stack([self.of(names) & self.integrated for names in by_partner])

    @cached_property
    def by_setting(self) -> bool:
        """True if all lines of a row are of one kind and in one setting, for every row."""
        of = {name: (line.kind, line.setting) for name, line in self.lines.items()}
        return all(len({of[name] for name in row}) == 1 for row in self.names)

    def add_up(self, by_line: Array) -> Array:
        """Sum amounts by line, shape (line,), into rows, shape (row,)."""
        amounts = dict(zip(self.lines, by_line.tolist(), strict=True))
        return numbers(sum(amounts[name] for name in row) for row in self.names)

    def share_of(self, row: int, by_line: Array) -> Any:
        """Return the sum of amounts by line, shape (line,), over the lines of one row."""
        return sum(by_line[at] for at in self._lines_of[row])

    def holding(self, wanted: Collection[str]) -> list[int]:
        """Return the positions of the rows that hold the named lines, in order."""
        return sorted({self._row[name] for name in wanted})

    @cached_property
    def _lines_of(self) -> list[list[int]]:
        """Positions of the lines of each row."""
        at = {name: position for position, name in enumerate(self.lines)}
        return [[at[name] for name in names] for names in self.names]

    @cached_property
    def _row(self) -> dict[str, int]:
        return {name: row for row, names in enumerate(self.names) for name in names}
