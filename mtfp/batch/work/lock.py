"""One run at a time in a folder: a lock that the system itself lifts when its holder ends, however that comes about."""

import contextlib
import errno
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

LOCK = ".mtfp-lock"


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold a folder, made if there is none. Raises OSError if another run holds it, or the folder can't be written.

    The lock's empty file stays: taking it away would let two runs hold two files of one name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("ab") as file:
        if not _taken(file):
            message = "another run is writing into this folder; wait for it, or name another folder"
            raise OSError(errno.EBUSY, message, str(folder))
        yield


def _taken(file: IO[bytes]) -> bool:
    """Take the lock if nobody has it; it goes when the file is closed, which a dead process's files are."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        raise
    return True
