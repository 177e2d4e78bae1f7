"""A file's contents replaced at one stroke: after a crash, a full disk or a power cut, either the old or the new.

Knows folders and files; must not know what is written.
"""

import contextlib
import os
import pathlib
import secrets
from collections.abc import Iterator
from typing import IO

BEGINNING, ENDING = ".mtfp-", ".tmp"
FORGOTTEN = 3600
"""Seconds after which a temporary file is a left-over, and nobody is still writing it."""


def replace_file(path: pathlib.Path, content: bytes) -> None:
    """Write a file, or raise OSError and leave what was there. A device or a pipe is written straight into."""
    if path.exists() and not path.is_file() and not path.is_dir():
        path.write_bytes(content)
        return
    with replacing(path) as file:
        file.write(content)


@contextlib.contextmanager
def replacing(path: pathlib.Path, *, lasting: bool = True) -> Iterator[IO[bytes]]:
    """A new file to write into, which takes the other's place once all is written: for what is too big to hold.

    Whatever is raised meanwhile leaves what was there. New files have the rights that new files have here. One that
    isn't `lasting` can be made again: nobody waits until the disk has it, and a power cut may leave it damaged.
    """
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder; name a file in it")
    temporary = path.with_name(f"{BEGINNING}{secrets.token_hex(8)}{ENDING}")
    try:
        with temporary.open("x+b") as file:
            yield file
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        _sweep(temporary)
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if lasting:
        _keep_name(path.parent)


def _sweep(temporary: pathlib.Path) -> None:
    """Remove what killed writers left in the folder. Ages are by the new file: the folder's clock may not be ours."""
    for other in temporary.parent.glob(f"{BEGINNING}*{ENDING}"):
        with contextlib.suppress(OSError):
            if temporary.stat().st_mtime - other.stat().st_mtime > FORGOTTEN:
                other.unlink()


def _keep_name(folder: pathlib.Path) -> None:
    """Have the folder's entry on the disk too, where the system lets folders be opened."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
