"""The rows of an array by line: a line each, for tables; or several that nothing tells apart, for many draws."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from mtfp.model.base.arrays import Array, Flags, numbers
from mtfp.model.costs.line import PARTNERS, Line

OfRows = Callable[[Flags], Array]
"""Money of some rows added up, by flags of shape (row,)."""


@dataclass(frozen=True, eq=False)
class Rows:
    """Which of a plan's `lines` stand in each row; every line stands in one. Equal only to itself."""

    lines: Mapping[str, Line]
    names: tuple[tuple[str, ...], ...]

    @classmethod
    def line_by_line(cls, lines: Mapping[str, Line]) -> Self:
        """Every line in a row of its own."""
        return cls(lines, tuple((name,) for name in lines))

    def __len__(self) -> int:
        return len(self.names)

    def of(self, wanted: Collection[str]) -> Flags:
        """The rows of some lines, shape (row,). Raises ValueError if a row holds others too."""
        among = [sum(name in wanted for name in row) for row in self.names]
        if any(0 < count < len(row) for count, row in zip(among, self.names, strict=True)):
            raise ValueError(f"lines that are added up together are asked for apart: {', '.join(wanted)}")
        return np.array(among, dtype=bool)

    @cached_property
    def integrated(self) -> Flags:
        """Which rows belong to the integrated budget, shape (row,); the others are set aside."""
        return self.of([name for name, line in self.lines.items() if not line.set_aside])

    @cached_property
    def held(self) -> Flags:
        """Which rows of the integrated budget each partner's arm holds, shape (partner, row)."""
        by_partner = [[name for name, line in self.lines.items() if line.partner == partner] for partner in PARTNERS]
        return np.stack([self.of(names) & self.integrated for names in by_partner])

    def add_up(self, by_line: Array) -> Array:
        """What is given by line, shape (line,), by row."""
        given = dict(zip(self.lines, by_line.tolist(), strict=True))
        return numbers(sum(given[name] for name in row) for row in self.names)

    def holding(self, wanted: Collection[str]) -> list[int]:
        """The positions of the rows that hold some lines, in order."""
        return sorted({self._row[name] for name in wanted})

    @cached_property
    def _row(self) -> dict[str, int]:
        return {name: row for row, names in enumerate(self.names) for name in names}
