"""Store the figures of a run as rows of numbers, one number for each draw, in memory or in a temporary file.

This module must not know what a row means. The temporary file has no name, so it
disappears when the run ends, also after a failure.
"""

import tempfile
import weakref
from threading import Lock
from typing import Protocol

import numpy as np

from mtfp.model.base.arrays import Array

BYTES = 8
"""Size of one stored number, in bytes."""


class DrawStore(Protocol):
    """Store of rows of numbers. Threads may write parts of rows in any order. One read returns numbers of one row."""

    def write(self, row: int, start: int, values: Array) -> None:
        """Write `values`, shape (row, draw), into consecutive rows from `row`, at the draws from `start`."""

    def read(self, row: int, start: int, stop: int) -> Array:
        """Return a copy of one row's numbers from draw `start` up to, but not including, draw `stop`, shape (draw,)."""


class InMemory:
    """Store of rows in memory, for small runs."""

    def __init__(self, rows: int, capacity: int) -> None:
        self._rows = np.empty((rows, capacity))

    def write(self, row: int, start: int, values: Array) -> None:
        self._rows[row : row + len(values), start : start + values.shape[1]] = values

    def read(self, row: int, start: int, stop: int) -> Array:
        return self._rows[row, start:stop].copy()


class OnDisk:
    """Store of rows in a temporary file. It needs the same memory for any number of draws."""

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
