"""A command at work in a process of its own, and Ctrl-C as its terminal sends it.

A script starts its background jobs with SIGINT ignored, and so would a command be that a test starts there: the child
takes Python's own handler again before it begins.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from subprocess import PIPE

import pytest

from tests.cli.terminal import MAIN

HEARS_CTRL_C = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
WITHOUT_END = """
import pathlib, threading
def without_end(*_, **__):
    pathlib.Path("begun").touch()
    threading.Event().wait()
"""
"""A block of draws that never ends: a command that waited for it would never end either."""


class AtWork:
    """A command that has begun, at the head of a process group of its own."""

    def __init__(self, run: "subprocess.Popen[str]") -> None:
        self.run = run
        psutil = pytest.importorskip("psutil", reason="it comes with the extra dask")
        self._process = psutil.Process(run.pid)

    @property
    def cpu_seconds(self) -> float:
        """CPU seconds that it has taken so far, with the processes below it."""
        processes = [self._process, *self._process.children(recursive=True)]
        return sum(sum(process.cpu_times()[:2]) for process in processes)

    def wait_for(self, begun: Callable[[], object]) -> None:
        """Wait until work has begun, which a file or a thread of the command shows."""
        while not begun():
            assert self.run.poll() is None, self.run.communicate()
            time.sleep(0.01)

    def goes_on(self, seconds: float) -> None:
        """Wait until it has taken so many CPU seconds more."""
        enough = self.cpu_seconds + seconds
        self.wait_for(lambda: self.cpu_seconds > enough)

    def interrupt(self) -> tuple[str, str]:
        """Press Ctrl-C, and return what the command said."""
        os.killpg(self.run.pid, signal.SIGINT)
        return self.run.communicate(timeout=60)

    def interrupt_while_workers_stand_still(self) -> tuple[str, str]:
        """Press Ctrl-C while no process below the command can go on, and let them go on once it has ended."""
        below = self._process.children(recursive=True)
        assert below
        for process in below:
            process.suspend()
        os.killpg(self.run.pid, signal.SIGINT)
        self.run.wait(timeout=60)
        for process in below:
            with contextlib.suppress(LookupError, OSError):
                os.kill(process.pid, signal.SIGCONT)
        return self.run.communicate(timeout=60)


@contextlib.contextmanager
def at_work(words: list[str], *, but: str = "") -> Iterator[AtWork]:
    """Start a command, `but` for some function that a line replaces; none of its group outlives a test that fails."""
    script = "\n".join([HEARS_CTRL_C, WITHOUT_END, but, MAIN])
    command, environment = [sys.executable, "-c", script, *words], {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(command, stdout=PIPE, stderr=PIPE, text=True, start_new_session=True, env=environment) as run:
        try:
            yield AtWork(run)
        finally:
            if run.poll() is None:
                os.killpg(run.pid, signal.SIGKILL)
