"""Engine of processes on this machine. The processes end with the run, however the run ends.

Python's own pool is not used: its processes share queues and locks, so that a process killed at the wrong moment may
leave all the others, and the end of the run, waiting for ever. Here each process has its own pipe and a thread that
waits for it.
"""

import contextlib
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import reduction
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from mtfp.batch.work.engines import ENDED_EARLY, Engine, WorkerDied, counted
from mtfp.batch.work.start import clean_start
from mtfp.batch.work.unit import Unit

PATIENCE = 5.0
"""Maximum number of seconds to wait for the exit code of a process that has closed its pipe."""
Answer = tuple[Any, Exception | None]
"""Answer of a worker: the result of a unit, or the exception that the unit raised."""


@contextmanager
def processes(workers: int) -> Iterator[Engine]:
    """Yield an engine of processes. They start with `forkserver` or `spawn`: forking a threaded program may hang."""
    crew = Crew()
    engine = Engine(workers, counted(workers, "process"), ThreadPoolExecutor(workers), crew.do)
    with clean_start():
        try:
            yield engine
        finally:
            engine.shut_down()
            crew.end()


class Worker:
    """A process that does the units that come through its pipe, one after the other."""

    def __init__(self) -> None:
        """Start the process. Raises WorkerDied if it ends before it has read its orders."""
        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        context: Any = multiprocessing.get_context(method)
        self._pipe, workers_end = context.Pipe()
        self._process = context.Process(target=_work, args=(workers_end,), daemon=True)
        try:
            self._process.start()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self._pipe.close()
            raise WorkerDied from None
        finally:
            workers_end.close()

    def do(self, unit: Unit) -> Any:
        """Return the result of a unit. Raises the exception of the worker, or WorkerDied if the worker has ended."""
        try:
            self._pipe.send(unit)
            result, failure = self._pipe.recv()
        except (EOFError, OSError):
            raise WorkerDied(self._ending()) from None
        if failure is not None:
            raise failure
        return result

    def _ending(self) -> str:
        """Return how the process ended, once its pipe is closed."""
        self._process.join(PATIENCE)
        code = self._process.exitcode
        if code is None:
            return ENDED_EARLY
        return f"ended with code {code}" if code >= 0 else f"was killed by {signal.Signals(-code).name}"

    def end(self) -> None:
        """End the process at once, even within a unit."""
        self._process.kill()


class Crew:
    """Workers, one for each thread that calls `do`; a worker that dies is replaced at the next call."""

    def __init__(self) -> None:
        self._of_thread, self._workers, self._has_ended = threading.local(), list[Worker](), False

    def do(self, unit: Unit) -> Any:
        """Let this thread's worker do a unit, and return its result."""
        if self._has_ended:
            raise WorkerDied
        if getattr(self._of_thread, "worker", None) is None:
            self._of_thread.worker = Worker()
            self._workers.append(self._of_thread.worker)
        try:
            return self._of_thread.worker.do(unit)
        except WorkerDied:
            self._of_thread.worker.end()
            self._of_thread.worker = None
            raise

    def end(self) -> None:
        """End all workers; threads that wait for a worker raise WorkerDied."""
        self._has_ended = True
        for worker in self._workers:
            worker.end()


def _work(pipe: "Connection[Answer, Unit]") -> None:
    """Do units until the pipe closes. The worker ignores Ctrl-C, which the run handles, and ends with the run."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    with contextlib.suppress(EOFError, OSError):
        while True:
            unit = pipe.recv()
            try:
                answer: Answer = unit.do(), None
            except Exception as failure:
                answer = None, _sendable(failure)
            pipe.send(answer)


def _sendable(failure: Exception) -> Exception:
    """Return the exception if it can be sent through a pipe, otherwise a RuntimeError with its text."""
    try:
        reduction.ForkingPickler.loads(reduction.ForkingPickler.dumps(failure))
    except Exception:
        return RuntimeError("".join(traceback.format_exception_only(failure)).strip())
    return failure


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
