"""Guard standard output and standard error: no text of an author gives orders to a CI service, and no failure is lost.

CI services obey lines of a log that begin with `::`, and `##[`, `##vso[` and `##teamcity[`. Knows streams of bytes;
must not know documents.
"""

import contextlib
import errno
import io
import os
import re
import stat
import sys
from collections.abc import Iterator
from typing import Any, TextIO

CLOSED = (errno.EPIPE, errno.ESHUTDOWN, *((errno.EINVAL,) if os.name == "nt" else ()))
"""Error codes that mean: the reader has closed the pipe. On Windows the code is that of an invalid argument."""
BLANK = rb"(?:[ \t\v\f\x1c-\x1f]|\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80)"
"""Blanks in UTF-8 that a service passes over at the start of a line."""
ORDER = re.compile(rb"(?:\A|(?<=[\n\r]))" + BLANK + rb"*:(?=:)|##(?=[\[vt])")
SO_FAR = re.compile(BLANK + rb"*(?::|\xc2|\xe1\x9a?|\xe2[\x80\x81]?|\xe3\x80?)?\Z")
"""Blanks, and a colon or a part of a blank: the next bytes decide."""


def harmless(text: bytes, line: bytes = b"") -> bytes:
    r"""Return text in which orders to CI services have a blank: `: :error`, `## [error]`. `line`: the line so far.

    >>> harmless(b"one::two\n ::error::x ##[group]\n"), harmless(b":error", b" :")
    (b'one::two\n : :error::x ## [group]\n', b' :error')
    """
    return ORDER.sub(lambda found: found[0] + b" ", line + text)[len(line) :]


class Guarded(io.RawIOBase):
    """Raw stream of bytes that makes lines harmless, and drops the rest once the reader has closed the pipe.

    `lossy`: drop what can't be written for any reason. Messages on standard error are lost then, but no exit code.
    """

    def __init__(self, raw: Any, *, lossy: bool) -> None:
        self._raw, self._line, self._lossy = raw, b"", lossy
        self.obeyed = stat.S_ISREG(os.fstat(raw.fileno()).st_mode)

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return bool(self._raw.isatty())

    def fileno(self) -> int:
        return int(self._raw.fileno())

    def write(self, content: Any) -> int:
        text = bytes(content)
        sent = memoryview(text if self.obeyed else harmless(text, self._line))
        self._line = _line_so_far(self._line + text)
        try:
            while sent:
                sent = sent[self._raw.write(sent) or 0 :]
        except OSError as error:
            if not self._lossy and error.errno not in CLOSED:
                error.filename = "standard output"
                raise
        return len(text)


def _line_so_far(text: bytes) -> bytes:
    """Return what decides whether the next bytes are an order: blanks and a colon of an unfinished line, or its end."""
    line = re.split(rb"[\n\r]", text)[-1]
    return line if SO_FAR.match(line) else b"x" + line[-2:]


def guard_standard_streams() -> None:
    """Guard both streams. A closed stream is opened so that using it fails, and no file gets its number."""
    for number, use in enumerate((os.O_WRONLY, os.O_RDONLY, os.O_RDWR)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, use)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - it lives as long as the program
    sys.stdout = _guarded(sys.stdout, 1)
    sys.stderr = _guarded(sys.stderr, 2, "backslashreplace")


def settle(stream: TextIO) -> None:
    """Write out the rest of a stream at the end; drop it if it can't be written, which has been reported by then."""
    try:
        stream.flush()
    except OSError:
        abandon(stream)


def abandon(stream: TextIO) -> None:
    """Discard the rest of the output, so that Python's flush at exit does not report the failure once more."""
    with contextlib.suppress(OSError):
        null_device = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null_device, stream.fileno())
        os.close(null_device)


def _guarded(stream: TextIO | None, number: int, errors: str | None = None) -> TextIO:
    raw = getattr(stream.buffer, "raw", stream.buffer) if stream else io.FileIO(number, "w", closefd=False)
    return io.TextIOWrapper(
        io.BufferedWriter(Guarded(raw, lossy=number == 2)),
        stream.encoding if stream else "utf-8",
        errors or (stream.errors if stream else None),
        line_buffering=number == 2 or bool(stream and stream.line_buffering),
    )


@contextlib.contextmanager
def orders_to_ci(stream: TextIO) -> Iterator[None]:
    """Let orders of mtfp itself through a guarded stream."""
    raw = getattr(getattr(stream, "buffer", None), "raw", None)
    if not isinstance(raw, Guarded):
        yield
        return
    stream.flush()
    before, raw.obeyed = raw.obeyed, True
    try:
        yield
        stream.flush()
    finally:
        raw.obeyed = before
