"""Processes on this machine as workers. They end with the run, however it ends.

Not Python's own pool: its processes share queues and their locks, and one that is killed at the wrong moment may leave
all the others, and the run's end, waiting for ever. Here each has a pipe of its own, and a thread that waits for it.
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
from multiprocessing import reduction, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from mtfp.batch.work.engines import Engine, WorkerDied, counted
from mtfp.batch.work.unit import Unit, draw
from mtfp.simulation.record import Block

Answer = tuple[dict[str, Block] | None, Exception | None]
"""What a worker says of a unit: its blocks, or what went wrong."""


@contextmanager
def processes(workers: int) -> Iterator[Engine]:
    """Processes that begin afresh: with `forkserver` where there is one, since a fork of threads may never wake up."""
    begin_tracker()
    crew = Crew()
    engine = Engine(workers, counted(workers, "process"), ThreadPoolExecutor(workers), crew.draw)
    try:
        yield engine
    finally:
        engine.leave()
        crew.dismiss()


class Worker:
    """A process that does one unit after the other, as they come through its pipe."""

    def __init__(self) -> None:
        afresh = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        context: Any = multiprocessing.get_context(afresh)
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def draw(self, unit: Unit) -> dict[str, Block]:
        """What is kept of a unit's block. Raises what the worker met, and WorkerDied if it is no more."""
        try:
            self._pipe.send(unit)
            blocks, failure = self._pipe.recv()
        except (EOFError, OSError):
            raise WorkerDied from None
        if failure is not None:
            raise failure
        return blocks

    def dismiss(self) -> None:
        """End it at once, whatever it is at."""
        self._process.kill()


class Crew:
    """A worker for each thread that asks, and another if it died."""

    def __init__(self) -> None:
        self._mine, self._every, self._dismissed = threading.local(), list[Worker](), False

    def draw(self, unit: Unit) -> dict[str, Block]:
        """Have a unit done by this thread's worker."""
        if self._dismissed:
            raise WorkerDied
        if getattr(self._mine, "worker", None) is None:
            self._mine.worker = Worker()
            self._every.append(self._mine.worker)
        try:
            blocks: dict[str, Block] = self._mine.worker.draw(unit)
        except WorkerDied:
            self._mine.worker.dismiss()
            self._mine.worker = None
            raise
        return blocks

    def dismiss(self) -> None:
        """End all workers. Threads that wait for one are told."""
        self._dismissed = True
        for worker in self._every:
            worker.dismiss()


def begin_tracker() -> None:
    """Start the process with which Python tidies up after this one, told to say nothing of it.

    A run that is interrupted leaves at once and tidies nothing up; that is no news for whoever pressed Ctrl-C.
    """
    before = os.environ.get("PYTHONWARNINGS")
    os.environ["PYTHONWARNINGS"] = ",".join([*([before] if before else []), "ignore:resource_tracker"])
    try:
        resource_tracker.ensure_running()
    finally:
        os.environ.pop("PYTHONWARNINGS")
        if before is not None:
            os.environ["PYTHONWARNINGS"] = before


def _work(pipe: "Connection[Answer, Unit]") -> None:
    """Do units until nobody sends any more. Ctrl-C is left to the run, and when that ends, so does this."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    with contextlib.suppress(EOFError, OSError):
        while True:
            unit = pipe.recv()
            try:
                answer: Answer = draw(unit), None
            except Exception as failure:
                answer = None, _as_sent(failure)
            pipe.send(answer)


def _as_sent(failure: Exception) -> Exception:
    """A failure that comes out of a pipe as it went in; what doesn't is told in words."""
    try:
        reduction.ForkingPickler.loads(reduction.ForkingPickler.dumps(failure))
    except Exception:
        return RuntimeError("".join(traceback.format_exception_only(failure)).strip())
    return failure


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
