"""End commands with an exit code. After an error there is one message, and a traceback only with `--debug`."""

import contextlib
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from mtfp.findings.finding import Finding


class Exit(IntEnum):
    """Exit codes of a command."""

    DONE = 0
    CHECK_FAILED = 1
    WRONG_COMMAND = 2
    REFUSED = 3
    NOT_READ_OR_WRITTEN = 4
    BUG = 5
    TOO_BIG = 6


WORST_FIRST = (Exit.BUG, Exit.NOT_READ_OR_WRITTEN, Exit.TOO_BIG, Exit.REFUSED, Exit.CHECK_FAILED)
"""Codes of outcomes in which one of several plans is worse than another, the worst first."""
STOPPED = 128
"""Exit code of a program that a signal ends, less the signal's number, by the convention of shells."""
STOP = ("SIGINT", "SIGTERM", "SIGHUP")
"""Signals that end a command: Ctrl-C, a request to end, and a terminal that closes."""


class Stopped(BaseException):
    """Raised in the main thread when a signal asks the command to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class UsageError(LookupError):
    """Raised for a mistake on the command line; the message also states how to correct it."""

    def __str__(self) -> str:
        return str(self.args[0])


def leave(code: Exit) -> NoReturn:
    """End the command with an exit code."""
    sys.exit(int(code))


def worst(codes: Iterable[Exit]) -> Exit:
    """Return the code of the worst outcome.

    >>> worst([Exit.DONE, Exit.CHECK_FAILED, Exit.REFUSED]).name
    'REFUSED'
    """
    given = set(codes)
    return next((code for code in WORST_FIRST if code in given), Exit.DONE)


def reason(error: OSError) -> str:
    """Return the reason why a file can't be read or written; an error without a number is one of mtfp's, in words."""
    if error.errno is None:
        return str(error)
    return f"can't read or write {error.filename or 'a file'}: {error.strerror or error}"


def print_error(message: str) -> None:
    """Print a message on standard error. Letters that the stream's encoding lacks are printed as codes."""
    encoding = sys.stderr.encoding or "utf-8"
    print(message.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr, flush=True)


def print_order(line: str) -> None:
    """Print a line on standard error that a CI service may obey."""
    from mtfp.reports.files.guard import orders_to_ci

    with orders_to_ci(sys.stderr):
        print_error(line)


def stop_on_signals() -> None:
    """Raise Stopped for each signal that ends a command, except signals that the caller ignores (`nohup`)."""
    for name in STOP:
        number = getattr(signal, name, None)  # Windows lacks SIGHUP
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def _stop(number: int, frame: object) -> NoReturn:
    raise Stopped(number)


@contextlib.contextmanager
def failures(*, debug: bool) -> Iterator[None]:
    """Turn any exception raised inside the `with` block into a message and an exit code."""
    from mtfp.findings.finding import Refused
    from mtfp.findings.too_big import TOO_LITTLE_MEMORY, TooBig

    try:
        yield
    except TooBig as too_big:
        print_error(str(too_big))
        leave(Exit.TOO_BIG)
    except MemoryError:
        print_error(TOO_LITTLE_MEMORY)
        leave(Exit.TOO_BIG)
    except Refused as refused:
        print_error(refusal(refused.findings))
        leave(Exit.REFUSED)
    except UsageError as mistake:
        print_error(str(mistake))
        leave(Exit.WRONG_COMMAND)
    except OSError as error:
        print_error(reason(error))
        leave(Exit.NOT_READ_OR_WRITTEN)
    except KeyboardInterrupt:
        _end(signal.SIGINT)
    except Stopped as stopped:
        _end(stopped.number)
    except Exception:
        _bug(debug=debug)


def _end(number: int) -> NoReturn:
    """End at once, without waiting for threads that are still at work."""
    print_error("interrupted" if number == signal.SIGINT else "terminated")
    if threading.active_count() > 1:
        os._exit(STOPPED + number)
    sys.exit(STOPPED + number)


def refusal(findings: "Sequence[Finding]") -> str:
    """Return all errors as text, and the number of warnings."""
    from mtfp.findings.finding import Severity
    from mtfp.findings.show import show_all

    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    warnings = len(findings) - len(errors)
    count = "1 warning is" if warnings == 1 else f"{warnings} warnings are"
    return show_all(errors) + (f"\n{count} shown once the errors are corrected." if warnings else "")


def _bug(*, debug: bool) -> NoReturn:
    if debug:
        traceback.print_exc()
    else:
        last = traceback.format_exc().strip().splitlines()[-1]
        print_error(
            f"mtfp has a bug: {last}\nRun the command again with --debug, and send its output together with your plan."
        )
    leave(Exit.BUG)
