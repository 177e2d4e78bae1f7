"""Destinations of reports: standard output, or a file that appears whole or not at all.

Knows streams, folders and what the environment says on style; must not know formats.
"""

import contextlib
import errno
import os
import pathlib
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, TextIO, cast

from mtfp.reports.files.letters import fold, known
from mtfp.reports.files.replace import replacing

NARROWEST, WIDEST, USUAL = 40, 240, (80, 24)
CLOSED = (errno.EPIPE, errno.ESHUTDOWN, *((errno.EINVAL,) if os.name == "nt" else ()))
"""What writing to a pipe that nobody reads any more fails with; Windows calls it an invalid argument."""

WINDOWS = ("WT_SESSION", "ANSICON", "TERM")
"""What tells on Windows that a terminal takes styles. Its old console prints them as rubbish."""

STANDARD_OUTPUT = ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
"""Names under which people mean standard output."""
THEIRS = (".yaml", ".yml")
"""Files that are always their author's, even if mtfp wrote the first draft."""
IsOurs = Callable[[pathlib.Path], bool]


@contextlib.contextmanager
def standard_output() -> Iterator[BinaryIO]:
    """Give a stream of bytes to standard output.

    If the reader of the pipe has closed it (`| head`), the rest is dropped, and the command ends with the exit code
    that it would have had. Raises OSError if the disk is full.
    """
    stream = sys.stdout
    stream.flush()
    try:
        yield cast(BinaryIO, _Whole(stream))
        stream.flush()
    except OSError as error:
        _abandon(stream)
        if error.errno not in CLOSED:
            raise


class _Whole:
    """Standard output for bytes, past the stream's own encoding and newlines where there are bytes beneath it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, content: bytes) -> int:
        buffer = getattr(self._stream, "buffer", None)
        if buffer is None:
            self._stream.write(content.decode(known(self._stream.encoding or "utf-8")))
            return len(content)
        left = memoryview(content)
        while left:  # Under PYTHONUNBUFFERED a write may take a part only, and says so by nothing but its count.
            left = left[buffer.write(left) :]
        return len(content)


@contextlib.contextmanager
def output_file(path: pathlib.Path, *, force: bool = False, is_ours: IsOurs) -> Iterator[BinaryIO]:
    """Give a stream of bytes to a file, which appears whole or not at all; a device or a pipe is written straight into.

    Raises FileExistsError for a file of somebody else, unless forced, and OSError where the folder or disk refuses; the
    file is then as it was.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as device:
            yield device
        return
    not_theirs(path, force=force, is_ours=is_ours)
    with replacing(pathlib.Path(os.path.realpath(path))) as file:
        yield cast(BinaryIO, file)


def is_standard_output(path: pathlib.Path | None) -> bool:
    """Return True where results go to standard output: no file is named, or it is by one of its names."""
    return path is None or path.as_posix() in STANDARD_OUTPUT


def to_stdout(text: str) -> None:
    """Print a text as UTF-8 into a pipe or file, and in the letters of a terminal."""
    encoding = known(sys.stdout.encoding or "utf-8") if sys.stdout.isatty() else "utf-8"
    with standard_output() as to:
        to.write(fold(text, encoding).encode(encoding, "replace"))


def not_theirs(path: str | os.PathLike[str], *, force: bool, is_ours: IsOurs) -> None:
    """Raise FileExistsError for a file that exists and isn't mtfp's, as far as can be told, unless by `force`."""
    target = pathlib.Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "there is no such folder", str(pathlib.Path(path).parent))
    if target.is_file() and not force and not is_ours(target):
        message = "mtfp did not write it, or it was changed since; name another file, or replace it with --force"
        raise FileExistsError(errno.EEXIST, message, str(path))


def terminal_width() -> int:
    """Return the columns of the terminal, or of COLUMNS; 80 in a pipe; never fewer than 40 or more than 240."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size(USUAL).columns))


def wants_style(stream: TextIO, environment: Mapping[str, str] | None = None) -> bool:
    """Return True if text for the stream may be bold: on a terminal that is not dumb, and NO_COLOR is unset or empty.

    >>> import io
    >>> wants_style(io.StringIO())
    False
    """
    environment = os.environ if environment is None else environment
    if not stream.isatty() or environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return os.name != "nt" or any(sign in environment for sign in WINDOWS)


def _abandon(stream: TextIO) -> None:
    """Send the rest nowhere, so that Python's own flush at the end finds nothing to print_error of."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
