"""Where reports go: standard output, or a file that appears whole or not at all.

Knows streams, folders and the environment's say on style; must not know tables.
"""

import contextlib
import errno
import os
import pathlib
import shutil
import sys
from collections.abc import Callable, Mapping
from typing import TextIO

from mtfp.reports.data.schema import SCHEMA_VERSION
from mtfp.reports.data.tidy import HEADER
from mtfp.reports.files.letters import fold, known
from mtfp.reports.files.replace import replace_file

NARROWEST, WIDEST, USUAL = 40, 240, (80, 24)
CLOSED = (errno.EPIPE, errno.ESHUTDOWN, *((errno.EINVAL,) if os.name == "nt" else ()))
"""What writing to a pipe that nobody reads any more fails with; Windows calls it an invalid argument."""

WINDOWS = ("WT_SESSION", "ANSICON", "TERM")
"""What tells on Windows that a terminal takes styles. Its old console prints them as rubbish."""

WRITTEN = "# Written by mtfp."
"""The last line of a text file, by which mtfp knows it again."""
THEIRS = (".yaml", ".yml")
HEADERS = (HEADER, "plan,scenario,table,row,year,statistic,value,unit")
"""Headers of CSV, today's and that of 0.1.0 and 0.2.0."""
BEGINNINGS = (
    *(f"{header}\n" for header in HEADERS),
    *(f'{{\n  "schema_version": {form},\n  "manifest": ' for form in range(1, SCHEMA_VERSION + 1)),
)
"""Beginnings of the CSV and JSON files of this and of earlier releases, which identify them."""


def to_stdout(text: str, *, exact: bool = False) -> None:
    """Print a report, in letters that the terminal or pipe can take.

    `exact` text, for programs, goes into a pipe as UTF-8. If whoever reads the pipe has closed it (`| head`), what is
    left is dropped, and the command ends with the exit code it would have had. Raises OSError if the disk is full.
    """
    stream = sys.stdout
    encoding = "utf-8" if exact and not stream.isatty() else known(stream.encoding or "utf-8")
    try:
        _send(stream, fold(text, encoding), encoding)
    except OSError as error:
        _abandon(stream)
        if error.errno not in CLOSED:
            raise


def to_file(path: str | os.PathLike[str], text: str, force: bool = False) -> None:
    r"""Write a report to a file, UTF-8 with `\n` on every system, whole or not at all.

    A file that exists is replaced only if mtfp wrote it (its CSV header, the beginning of its JSON, or the last line
    that is added here to every other text), if it is empty, or with `force`. A plan or scenario is its author's, even
    if mtfp wrote the first draft. Raises FileExistsError otherwise, and OSError where the folder or disk refuses; the
    file is then as it was.
    """
    not_theirs(path, force=force)
    target = pathlib.Path(os.path.realpath(path))
    if not text.startswith(BEGINNINGS) and target.suffix not in THEIRS:
        text = f"{text.rstrip()}\n\n{WRITTEN}\n"
    replace_file(target, text.encode("utf-8", "backslashreplace"))


def not_theirs(
    path: str | os.PathLike[str], *, force: bool, is_ours: Callable[[pathlib.Path], bool] | None = None
) -> None:
    """Raise FileExistsError for a file that exists and isn't mtfp's, as far as can be told, unless by `force`."""
    target = pathlib.Path(os.path.realpath(path))
    if target.is_file() and not force and not (is_ours or is_report)(target):
        message = "the file exists and mtfp did not write it; name another file, or replace it with --force"
        raise FileExistsError(errno.EEXIST, message, str(path))


def is_report(path: pathlib.Path) -> bool:
    """Whether a file is empty or a report that mtfp wrote."""
    if path.suffix in THEIRS:
        return path.stat().st_size == 0
    with path.open("rb") as file:
        begins = file.read(max(len(beginning.encode()) for beginning in BEGINNINGS))
        file.seek(-min(path.stat().st_size, len(WRITTEN) + 2), os.SEEK_END)
        last = file.read().decode("utf-8", "replace")
    start = begins.decode("utf-8", "replace").replace("\r\n", "\n")
    return not begins or start.startswith(BEGINNINGS) or last.rstrip("\r\n").endswith(WRITTEN)


def terminal_width() -> int:
    """The columns of the terminal, or of COLUMNS; 80 in a pipe; never fewer than 40 or more than 240."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size(USUAL).columns))


def wants_style(stream: TextIO, environment: Mapping[str, str] | None = None) -> bool:
    """Whether text for the stream may be bold: on a terminal that is not dumb, and NO_COLOR is unset or empty.

    >>> import io
    >>> wants_style(io.StringIO())
    False
    """
    environment = os.environ if environment is None else environment
    if not stream.isatty() or environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return os.name != "nt" or any(sign in environment for sign in WINDOWS)


def _send(stream: TextIO, text: str, encoding: str) -> None:
    """Write past the stream's own encoding and newlines where there are bytes beneath it."""
    stream.flush()
    if (buffer := getattr(stream, "buffer", None)) is None:
        stream.write(text)
    else:
        left = memoryview(text.encode(encoding, "replace"))
        while left:  # Under PYTHONUNBUFFERED a write may take a part only, and says so by nothing but its count.
            left = left[buffer.write(left) :]
    stream.flush()


def _abandon(stream: TextIO) -> None:
    """Send the rest nowhere, so that Python's own flush at the end finds nothing to complain of."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
