"""Store the figures of a run: rows of numbers, contiguous over draws, in memory or in a temporary file.

Knows rows and draws; must not know what they mean. The file has no name and disappears with the run, however the run
ends.
"""

import tempfile
import weakref
from threading import Lock
from typing import Protocol

import numpy as np

from mtfp.model.base.arrays import Array

BYTES = 8
"""Bytes of one number."""


class DrawStore(Protocol):
    """Rows of numbers. Any thread may write pieces in any order; rows are read one at a time."""

    def write(self, row: int, start: int, values: Array) -> None:
        """Write several rows, shape (row, draw), starting at a row and a draw."""

    def read(self, row: int, start: int, stop: int) -> Array:
        """Return a copy of one row from draw `start` up to, but not including, `stop`, shape (draw,)."""


class InMemory:
    """Rows in memory, for small runs."""

    def __init__(self, rows: int, capacity: int) -> None:
        self._rows = np.empty((rows, capacity))

    def write(self, row: int, start: int, values: Array) -> None:
        self._rows[row : row + len(values), start : start + values.shape[1]] = values

    def read(self, row: int, start: int, stop: int) -> Array:
        return self._rows[row, start:stop].copy()


class OnDisk:
    """Rows in a temporary file: memory doesn't grow with the number of draws."""

    def __init__(self, capacity: int) -> None:
        self._capacity, self._lock = capacity, Lock()
        self._file = tempfile.TemporaryFile(prefix="mtfp-", buffering=0)  # noqa: SIM115 - it lives as long as the run
        weakref.finalize(self, self._file.close)

    def write(self, row: int, start: int, values: Array) -> None:
        with self._lock:
            for number, piece in enumerate(values, row):
                self._file.seek((number * self._capacity + start) * BYTES)
                left = np.ascontiguousarray(piece).data.cast("B")
                while left:
                    left = left[self._file.write(left) :]

    def read(self, row: int, start: int, stop: int) -> Array:
        found = np.empty(stop - start)
        left = found.data.cast("B")
        with self._lock:
            self._file.seek((row * self._capacity + start) * BYTES)
            while left:
                if not (read := self._file.readinto(left)):
                    raise EOFError(f"row {row} has no draws {start} to {stop}")
                left = left[read:]
        return found
