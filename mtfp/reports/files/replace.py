"""Replace a file in one step: after a crash, a full disk or a power cut it has either its old or its new contents.

Knows folders and files; must not know their contents.
"""

import contextlib
import os
import pathlib
import secrets
from collections.abc import Iterator
from typing import IO

BEGINNING, ENDING = ".mtfp-", ".tmp"
LEFT_OVER_AFTER = 3600
"""Age in seconds after which a temporary file is taken to be left over from a run that was killed."""


def replace_file(path: pathlib.Path, content: bytes) -> None:
    """Write a file, or raise OSError and leave it unchanged. A device or pipe is written directly."""
    if path.exists() and not path.is_file() and not path.is_dir():
        with named(path):
            path.write_bytes(content)
        return
    with replacing(path) as file:
        file.write(content)


@contextlib.contextmanager
def replacing(path: pathlib.Path, *, lasting: bool = True) -> Iterator[IO[bytes]]:
    """Yield a temporary file that replaces `path` at the end, so that the contents need not fit into memory.

    An exception leaves `path` unchanged. A new file has the default permissions; a replaced file keeps its own. Use
    `lasting=False` for a file that can be made again: it is not flushed to the disk, so a power cut may damage it.
    """
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder; name a file in it")
    temporary = path.with_name(f"{BEGINNING}{secrets.token_hex(8)}{ENDING}")
    try:
        with named(path, temporary), temporary.open("x+b") as file:
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


@contextlib.contextmanager
def named(path: pathlib.Path, temporary: pathlib.Path | None = None) -> Iterator[None]:
    """Name the file in an error that names none, such as that of a full disk, or its temporary file."""
    try:
        yield
    except OSError as error:
        if error.filename is None or (temporary and error.filename == str(temporary)):
            error.filename = str(path)
        raise


def _sweep(temporary: pathlib.Path) -> None:
    """Remove temporary files of killed runs. Age is measured from the new file, as the folder's clock may be wrong."""
    for other in temporary.parent.glob(f"{BEGINNING}*{ENDING}"):
        with contextlib.suppress(OSError):
            if temporary.stat().st_mtime - other.stat().st_mtime > LEFT_OVER_AFTER:
                other.unlink()


def _keep_name(folder: pathlib.Path) -> None:
    """Flush the folder's entry for the file to the disk, except on Windows, which can't open folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
