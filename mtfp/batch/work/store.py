"""Store of finished work, under keys that are fingerprints of everything that the work depends on.

Handles keys, arrays and plain values; must not know plans. Entries hold no code. An entry is written whole or not at
all; a damaged entry counts as missing. Entries are not flushed to the disk: after a power cut they can be made again.
"""

import contextlib
import errno
import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np

from mtfp.model.base.arrays import Array
from mtfp.reports.files.replace import replacing
from mtfp.simulation.record import Block

DAMAGED = (ValueError, KeyError, OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)
"""Exceptions raised when an entry is missing, cut short or overwritten."""
Arrays = Mapping[str, "np.ndarray[Any, Any]"]


def key_of(**depends_on: Any) -> str:
    """Return the fingerprint of everything that some work depends on.

    >>> key_of(seed=1, block=0) == key_of(block=0, seed=1), key_of(seed=2, block=0) == key_of(seed=1, block=0)
    (True, False)
    """
    return hashlib.sha256(json.dumps(depends_on, sort_keys=True).encode()).hexdigest()


class Store:
    """Folder of entries by key. Several runs may share it. A fresh store returns no entries that others wrote."""

    def __init__(self, folder: Path, *, fresh: bool = False) -> None:
        self._folder = folder
        self._written: set[str] | None = set() if fresh else None

    @property
    def folder(self) -> Path:
        """Return the folder of the entries."""
        return self._folder

    def blocks(self, key: str) -> dict[str, Block] | None:
        """Return the blocks of a key by scenario; None if they are missing or damaged."""
        arrays = self.arrays(key)
        try:
            return None if arrays is None else _as_blocks(arrays)
        except DAMAGED:
            return None

    def write_blocks(self, key: str, blocks: Mapping[str, Block]) -> None:
        """Write blocks by scenario."""
        self.write_arrays(key, _as_arrays(blocks).items())

    def arrays(self, key: str) -> dict[str, "np.ndarray[Any, Any]"] | None:
        """Return the arrays of a key by name; None if they are missing or damaged."""
        try:
            with self._own(key, ".npz").open("rb") as file, np.load(file, allow_pickle=False) as archive:
                return {name: archive[name] for name in archive.files}
        except DAMAGED:
            return None

    def array(self, key: str, name: str) -> Array | None:
        """Return one array of a key; None if it is missing or damaged."""
        try:
            with self._own(key, ".npz").open("rb") as file, np.load(file, allow_pickle=False) as archive:
                found: Array = archive[name]
                return found
        except DAMAGED:
            return None

    def write_arrays(self, key: str, arrays: Iterable[tuple[str, "np.ndarray[Any, Any]"]]) -> None:
        """Write arrays by name, one after the other, so that they need not fit into memory together."""
        with self._new(self._file(key, ".npz")) as file, zipfile.ZipFile(file, "w") as archive:
            for name, array in arrays:
                with archive.open(zipfile.ZipInfo(f"{name}.npy"), "w", force_zip64=True) as member:
                    np.lib.format.write_array(member, array, allow_pickle=False)

    def is_intact(self, key: str) -> bool:
        """Return True if the arrays of a key are complete, by their checksums."""
        try:
            with self._own(key, ".npz").open("rb") as file, zipfile.ZipFile(file) as archive:
                return archive.testzip() is None
        except DAMAGED:
            return False

    def value(self, key: str) -> Any:
        """Return the plain value of a key; None if it is missing or damaged."""
        try:
            digest, _, body = self._own(key, ".json").read_bytes().partition(b"\n")
            return json.loads(body) if digest == _digest(body) else None
        except DAMAGED:
            return None

    def write_value(self, key: str, value: Any) -> None:
        """Write a plain value with its fingerprint."""
        body = json.dumps(value, allow_nan=False, separators=(",", ":")).encode()
        with self._new(self._file(key, ".json")) as file:
            file.write(_digest(body) + b"\n" + body)

    def delete_arrays(self, key: str) -> None:
        """Delete the arrays of a key, if there are any."""
        with contextlib.suppress(OSError):
            self._file(key, ".npz").unlink()

    def _file(self, key: str, suffix: str) -> Path:
        return self._folder / key[:2] / f"{key}{suffix}"

    def _own(self, key: str, suffix: str) -> Path:
        """Return the file of an entry to read. Raises FileNotFoundError in a fresh store for what others wrote."""
        file = self._file(key, suffix)
        if self._written is not None and file.name not in self._written:
            raise FileNotFoundError(errno.ENOENT, "not drawn by this run", str(file))
        return file

    @contextlib.contextmanager
    def _new(self, file: Path) -> Iterator[IO[bytes]]:
        file.parent.mkdir(parents=True, exist_ok=True)
        with replacing(file, lasting=False) as opened:
            yield opened
        if self._written is not None:
            self._written.add(file.name)


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()


def _as_arrays(blocks: Mapping[str, Block]) -> dict[str, "np.ndarray[Any, Any]"]:
    """Return blocks as arrays by name: figures, and for each kind of count an array of names and an array of counts."""
    arrays: dict[str, np.ndarray[Any, Any]] = {"scenarios": np.array(list(blocks), dtype=str)}
    for at, block in enumerate(blocks.values()):
        arrays[f"{at} rows"] = block.rows
        for kind in ("counts", "clipped"):
            counts: Mapping[str, Array] = getattr(block, kind)
            arrays[f"{at} {kind} of"] = np.array(list(counts), dtype=str)
            arrays[f"{at} {kind}"] = np.array(list(counts.values()), dtype=np.int64)
    return arrays


def _as_blocks(arrays: Arrays) -> dict[str, Block]:
    return {
        str(scenario): Block(arrays[f"{at} rows"], _counts(arrays, at, "counts"), _counts(arrays, at, "clipped"))
        for at, scenario in enumerate(arrays["scenarios"])
    }


def _counts(arrays: Arrays, at: int, kind: str) -> dict[str, Any]:
    return dict(zip(arrays[f"{at} {kind} of"].tolist(), arrays[f"{at} {kind}"], strict=True))
