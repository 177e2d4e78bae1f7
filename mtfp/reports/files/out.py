"""Destinations of reports: standard output, or a file that is written completely or left unchanged.

Knows streams, folders and the environment variables for style; must not know formats.
"""

import contextlib
import errno
import os
import pathlib
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, TextIO, cast

from mtfp.reports.files.guard import CLOSED, abandon, orders_to_ci
from mtfp.reports.files.letters import fold, known
from mtfp.reports.files.replace import named, replacing

NARROWEST, WIDEST, DEFAULT_SIZE = 40, 240, (80, 24)
WINDOWS = ("WT_SESSION", "ANSICON", "TERM")
"""Environment variables of Windows terminals that can show styles. The old console prints escape codes instead."""

STANDARD_OUTPUT = ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
"""Names of standard output."""
THEIRS = (".yaml", ".yml")
"""Suffixes of plans and scenarios, which belong to their author even if mtfp wrote the first draft."""
IsOurs = Callable[[pathlib.Path], bool]


@contextlib.contextmanager
def standard_output(*, for_ci: bool = False) -> Iterator[BinaryIO]:
    """Yield a stream of bytes to standard output; `for_ci`: a CI service may obey its lines.

    If the reader closes the pipe (`| head`), the rest of the output is dropped, and the exit code stays the same.
    Raises OSError if the stream is closed or the disk is full.
    """
    stream = sys.stdout
    try:
        stream.flush()
        with orders_to_ci(stream) if for_ci else contextlib.nullcontext():
            yield cast(BinaryIO, _Whole(stream))
            stream.flush()
    except OSError as error:
        abandon(stream)
        if error.errno not in CLOSED:
            raise


class _Whole:
    """Standard output for bytes. If the stream has a buffer, bytes bypass the stream's encoding and line ends."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, content: bytes) -> int:
        buffer = getattr(self._stream, "buffer", None)
        if buffer is None:
            self._stream.write(content.decode(known(self._stream.encoding or "utf-8")))
            return len(content)
        rest = memoryview(content)
        while rest:  # Under PYTHONUNBUFFERED a write may take only a part; its return value is the number of bytes.
            rest = rest[buffer.write(rest) :]
        return len(content)


@contextlib.contextmanager
def output_file(path: pathlib.Path, *, force: bool = False, is_ours: IsOurs) -> Iterator[BinaryIO]:
    """Yield a stream of bytes to a file, which is replaced at the end; a device or pipe is written directly.

    Raises FileExistsError if the file exists and `is_ours` returns False for it, unless `force`. Raises OSError if the
    file can't be written. An error leaves the file unchanged.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        with named(path), path.open("wb") as device:
            yield device
        return
    not_theirs(path, force=force, is_ours=is_ours)
    with replacing(pathlib.Path(os.path.realpath(path))) as file:
        yield cast(BinaryIO, file)


def is_standard_output(path: pathlib.Path | None) -> bool:
    """Return True if results go to standard output: the path is None, or a name of standard output such as `-`."""
    return path is None or path.as_posix() in STANDARD_OUTPUT


def to_stdout(text: str) -> None:
    """Print a text in the terminal's encoding, or as UTF-8 if standard output is not a terminal."""
    encoding = known(sys.stdout.encoding or "utf-8") if sys.stdout.isatty() else "utf-8"
    with standard_output() as to:
        to.write(fold(text, encoding).encode(encoding, "replace"))


def not_theirs(path: str | os.PathLike[str], *, force: bool, is_ours: IsOurs) -> None:
    """Raise FileExistsError if a file exists and `is_ours` returns False for it, unless `force`."""
    target = pathlib.Path(os.path.realpath(path))
    if not target.parent.is_dir():
        message = "this folder does not exist; make it first, or name another folder"
        raise FileNotFoundError(errno.ENOENT, message, str(pathlib.Path(path).parent))
    if target.is_file() and not force and not is_ours(target):
        message = (
            "mtfp did not write this file, or it has changed since mtfp wrote it; "
            "name another file, or replace it with --force"
        )
        raise FileExistsError(errno.EEXIST, message, str(path))


def terminal_width() -> int:
    """Return the value of COLUMNS or else the width of the terminal, from 40 to 240; 80 if there is no terminal."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size(DEFAULT_SIZE).columns))


def wants_style(stream: TextIO, environment: Mapping[str, str] | None = None) -> bool:
    """Return True if text for the stream may be bold: the terminal can show it, and NO_COLOR is unset or empty.

    >>> import io
    >>> wants_style(io.StringIO())
    False
    """
    environment = os.environ if environment is None else environment
    if not stream.isatty() or environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return os.name != "nt" or any(sign in environment for sign in WINDOWS)
