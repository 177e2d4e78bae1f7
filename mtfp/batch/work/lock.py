"""Lock a folder for one run at a time. The operating system releases the lock when the run ends or is killed."""

import contextlib
import errno
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import IO

LOCK = ".mtfp-lock"
TEMPORARY = "mtfp-store-"
"""Beginning of the name of a temporary folder."""


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Lock a folder, and make it if needed. Raises OSError if another run has locked it, or it can't be written.

    The lock's empty file stays: if it were deleted, two runs could lock two files of the same name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("ab") as file:
        if not _lock(file):
            message = "another run is writing into this folder; wait for it, or name another folder"
            raise OSError(errno.EBUSY, message, str(folder))
        yield


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield a locked folder that is deleted at the end. Folders that killed runs left over are deleted first."""
    for left_over in Path(gettempdir()).glob(f"{TEMPORARY}*"):
        if not left_over.is_symlink() and (left_over / LOCK).exists():  # without a lock: another run is making it
            with contextlib.suppress(OSError):
                with alone_in(left_over):
                    pass
                shutil.rmtree(left_over)
    with TemporaryDirectory(prefix=TEMPORARY, ignore_cleanup_errors=True) as made, alone_in(Path(made)):
        yield Path(made)


def _lock(file: IO[bytes]) -> bool:
    """Lock a file and return True, or return False if another run has locked it. Closing the file releases the lock."""
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
