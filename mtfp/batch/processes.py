"""Processes on this machine as workers. They end with the run, however it ends."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.process import BaseProcess

from mtfp.batch.engines import Engine, counted


@contextmanager
def processes(workers: int) -> Iterator[Engine]:
    """Processes that begin afresh: with `forkserver` where there is one, since a fork of threads may never wake up."""
    begin_tracker()
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")

    def make() -> Executor:
        return ProcessPoolExecutor(workers, mp_context=context, initializer=_follow)

    engine = Engine(workers, counted(workers, "process"), make)
    try:
        yield engine
    finally:
        engine.leave()


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


def _follow() -> None:
    """Leave Ctrl-C to the run, and end when it does: a worker would wait for work for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
