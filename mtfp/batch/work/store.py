"""Finished work, kept under a fingerprint of everything that it depends on: found again if nothing of that changed.

Knows keys, arrays and plain values; must not know plans. Nothing that is read back can run. An entry appears whole or
not at all; one that was damaged since is found out and counts as missing. It needn't survive a power cut, since it can
be made again, and so isn't waited for.
"""

import contextlib
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
"""What reading an entry may fail with that is missing, cut short or overwritten."""
Arrays = Mapping[str, "np.ndarray[Any, Any]"]


def key_of(**depends_on: Any) -> str:
    """The fingerprint of what some work depends on.

    >>> key_of(seed=1, block=0) == key_of(block=0, seed=1), key_of(seed=2, block=0) == key_of(seed=1, block=0)
    (True, False)
    """
    return hashlib.sha256(json.dumps(depends_on, sort_keys=True).encode()).hexdigest()


class Store:
    """A folder of entries by key. Several runs may share one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def folder(self) -> Path:
        """The folder that holds it."""
        return self._folder

    def blocks(self, key: str) -> dict[str, Block] | None:
        """The blocks of a key, by future; None where there are none, or none that can be trusted."""
        arrays = self.arrays(key)
        try:
            return None if arrays is None else _as_blocks(arrays)
        except DAMAGED:
            return None

    def keep_blocks(self, key: str, blocks: Mapping[str, Block]) -> None:
        self.keep_arrays(key, _as_arrays(blocks).items())

    def arrays(self, key: str) -> dict[str, "np.ndarray[Any, Any]"] | None:
        """The arrays of a key by name, or None."""
        try:
            with self._file(key, ".npz").open("rb") as file, np.load(file, allow_pickle=False) as archive:
                return {name: archive[name] for name in archive.files}
        except DAMAGED:
            return None

    def array(self, key: str, name: str) -> Array | None:
        """One of the arrays of a key, or None."""
        try:
            with self._file(key, ".npz").open("rb") as file, np.load(file, allow_pickle=False) as archive:
                found: Array = archive[name]
                return found
        except DAMAGED:
            return None

    def keep_arrays(self, key: str, arrays: Iterable[tuple[str, "np.ndarray[Any, Any]"]]) -> None:
        """Keep arrays by name, written one after the other: for more of them than there is memory."""
        with self._new(self._file(key, ".npz")) as file, zipfile.ZipFile(file, "w") as archive:
            for name, array in arrays:
                with archive.open(zipfile.ZipInfo(f"{name}.npy"), "w", force_zip64=True) as member:
                    np.lib.format.write_array(member, array, allow_pickle=False)

    def is_sound(self, key: str) -> bool:
        """Whether the arrays of a key are all there, by their checksums."""
        try:
            with self._file(key, ".npz").open("rb") as file, zipfile.ZipFile(file) as archive:
                return archive.testzip() is None
        except DAMAGED:
            return False

    def value(self, key: str) -> Any:
        """The plain value of a key, or None."""
        try:
            digest, _, body = self._file(key, ".json").read_bytes().partition(b"\n")
            return json.loads(body) if digest == _digest(body) else None
        except DAMAGED:
            return None

    def keep_value(self, key: str, value: Any) -> None:
        body = json.dumps(value, allow_nan=False, separators=(",", ":")).encode()
        with self._new(self._file(key, ".json")) as file:
            file.write(_digest(body) + b"\n" + body)

    def forget_arrays(self, key: str) -> None:
        """Take arrays out, which something else now stands for."""
        with contextlib.suppress(OSError):
            self._file(key, ".npz").unlink()

    def _file(self, key: str, ending: str) -> Path:
        return self._folder / key[:2] / f"{key}{ending}"

    @contextlib.contextmanager
    def _new(self, file: Path) -> Iterator[IO[bytes]]:
        file.parent.mkdir(parents=True, exist_ok=True)
        with replacing(file, lasting=False) as opened:
            yield opened


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()


def _as_arrays(blocks: Mapping[str, Block]) -> dict[str, "np.ndarray[Any, Any]"]:
    """Blocks as arrays by name: figures as they are, counts in a row each beside their names."""
    made: dict[str, np.ndarray[Any, Any]] = {"scenarios": np.array(list(blocks), dtype=str)}
    for at, block in enumerate(blocks.values()):
        made[f"{at} rows"] = block.rows
        for kind in ("counts", "clipped"):
            said: Mapping[str, Array] = getattr(block, kind)
            made[f"{at} {kind} of"] = np.array(list(said), dtype=str)
            made[f"{at} {kind}"] = np.array(list(said.values()), dtype=np.int64)
    return made


def _as_blocks(arrays: Arrays) -> dict[str, Block]:
    return {
        str(scenario): Block(arrays[f"{at} rows"], _counts(arrays, at, "counts"), _counts(arrays, at, "clipped"))
        for at, scenario in enumerate(arrays["scenarios"])
    }


def _counts(arrays: Arrays, at: int, kind: str) -> dict[str, Any]:
    return dict(zip(arrays[f"{at} {kind} of"].tolist(), arrays[f"{at} {kind}"], strict=True))
