"""Exit codes, and how every failure leaves: one clear message, the right code, no traceback without `--debug`."""

import contextlib
import sys
import traceback
from collections.abc import Iterator
from enum import IntEnum


class Exit(IntEnum):
    """What a command's exit code says."""

    DONE = 0
    CHECK_FAILED = 1
    WRONG_COMMAND = 2
    REFUSED = 3
    NOT_READ_OR_WRITTEN = 4
    BUG = 5


def leave(code: Exit) -> None:
    """End the command with an exit code."""
    sys.exit(int(code))


def complain(message: str) -> None:
    """A message on standard error, in letters that it can take."""
    encoding = sys.stderr.encoding or "utf-8"
    print(message.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr)


@contextlib.contextmanager
def failures(*, debug: bool) -> Iterator[None]:
    """Turn what goes wrong inside into its message and exit code."""
    from mtfp.text.finding import Refused
    from mtfp.text.show import show_all

    try:
        yield
    except Refused as refused:
        complain(show_all(refused.findings))
        leave(Exit.REFUSED)
    except LookupError as unknown:
        if debug or not unknown.args or not isinstance(unknown, NotThere):
            _bug(debug=debug)
        complain(str(unknown))
        leave(Exit.WRONG_COMMAND)
    except OSError as error:
        complain(f"can't read or write {error.filename or 'a file'}: {error.strerror or error}")
        leave(Exit.NOT_READ_OR_WRITTEN)
    except KeyboardInterrupt:
        complain("interrupted")
        sys.exit(130)
    except Exception:
        _bug(debug=debug)


class NotThere(LookupError):
    """A name on the command line that leads nowhere; the message holds the repair."""

    def __str__(self) -> str:
        return str(self.args[0])


def _bug(*, debug: bool) -> None:
    if debug:
        traceback.print_exc()
    else:
        last = traceback.format_exc().strip().splitlines()[-1]
        complain(f"mtfp has a bug: {last}\nRun the command again with --debug, and send what it prints with your plan.")
    leave(Exit.BUG)
