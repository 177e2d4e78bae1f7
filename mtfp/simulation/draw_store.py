"""Where a run's figures are kept: rows of numbers, contiguous over draws, in memory or in a temporary file.

Knows rows and draws; must not know what they mean. The file has no name that anyone could find, and is gone with the
run, however that ends.
"""

import tempfile
import weakref
from threading import Lock
from typing import Protocol

import numpy as np

from mtfp.model.base.arrays import Array

BYTES = 8
"""Of one number."""


class DrawStore(Protocol):
    """Rows that are written in pieces, in any order and by any thread, and read one at a time."""

    def write(self, row: int, start: int, values: Array) -> None:
        """Put several rows, shape (row, draw), from a row and a draw on."""

    def read(self, row: int, start: int, stop: int) -> Array:
        """One row from a draw up to another, shape (draw,); a copy."""


class InMemory:
    """Rows in memory, for runs that are small enough."""

    def __init__(self, rows: int, capacity: int) -> None:
        self._held = np.empty((rows, capacity))

    def write(self, row: int, start: int, values: Array) -> None:
        self._held[row : row + len(values), start : start + values.shape[1]] = values

    def read(self, row: int, start: int, stop: int) -> Array:
        return self._held[row, start:stop].copy()


class OnDisk:
    """Rows in a temporary file, so that memory stays the same whatever the number of draws."""

    def __init__(self, capacity: int) -> None:
        self._capacity, self._alone = capacity, Lock()
        self._file = tempfile.TemporaryFile(prefix="mtfp-", buffering=0)  # noqa: SIM115 - it lives as long as the run
        weakref.finalize(self, self._file.close)

    def write(self, row: int, start: int, values: Array) -> None:
        with self._alone:
            for number, piece in enumerate(values, row):
                self._file.seek((number * self._capacity + start) * BYTES)
                left = np.ascontiguousarray(piece).data.cast("B")
                while left:
                    left = left[self._file.write(left) :]

    def read(self, row: int, start: int, stop: int) -> Array:
        found = np.empty(stop - start)
        left = found.data.cast("B")
        with self._alone:
            self._file.seek((row * self._capacity + start) * BYTES)
            while left:
                if not (read := self._file.readinto(left)):
                    raise EOFError(f"row {row} has no draws from {start} to {stop}")
                left = left[read:]
        return found
