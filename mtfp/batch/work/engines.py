"""Engines that do units of work: threads or processes of this machine, or workers of Dask.

All engines are Python executors and give the same bits.
"""

import errno
import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any

from mtfp.batch.work.unit import Unit

AHEAD = 2
"""Units submitted per worker at a time: one in progress and one waiting, so that no worker is idle."""
MOST_TRIES = 4
"""Maximum number of times that a unit is started, if workers die on it; then its plan has no results."""
Result = tuple[Unit, Any]
"""A unit with its result, or with the exception that it raised."""


class WorkerDied(Exception):
    """Raised when a worker dies before it returns a unit."""


class WorkersDied(Exception):
    """Raised when workers die MOST_TRIES times on the same unit, most likely because memory is full."""


class Engine:
    """Number of workers, their description for messages, their executor, and the function that does a unit.

    `lost`: exceptions that mean that a worker died, not that the unit failed.
    """

    def __init__(
        self,
        workers: int,
        description: str,
        executor: Executor,
        do: Callable[[Unit], Any] = Unit.do,
        lost: tuple[type[BaseException], ...] = (WorkerDied,),
    ) -> None:
        self.workers, self.description = workers, description
        self._executor, self._do, self._lost = executor, do, lost

    def results(self, units: Iterable[Unit | None]) -> Iterator[Result]:
        """Yield each unit, when it is done, with its result or its exception.

        Units are read only when a worker is free. None instead of a unit means: wait until a submitted unit is done.
        If a worker dies, its unit is started again on another worker, at most MOST_TRIES times in all. Raises
        OSError if no worker is left.
        """
        todo, again, tries = iter(units), deque[Unit](), Counter[Unit]()
        submitted: dict[Future[Any], Unit] = {}
        while True:
            while len(submitted) < AHEAD * self.workers:
                unit = again.popleft() if again else next(todo, None)
                if unit is None:
                    break
                submitted[self._executor.submit(self._do, unit)] = unit
            if not submitted:
                return
            for future in wait(submitted, return_when=FIRST_COMPLETED).done:
                unit = submitted.pop(future)
                failure = _failure(future)
                if failure is None:
                    yield unit, future.result()
                elif not isinstance(failure, self._lost):
                    yield unit, failure
                elif tries[unit] + 1 < MOST_TRIES:
                    tries[unit] += 1
                    again.append(unit)
                else:
                    yield (
                        unit,
                        WorkersDied(f"workers died {MOST_TRIES} times on this plan: use fewer --workers or --draws"),
                    )

    def shut_down(self) -> None:
        """Cancel all units that have not started, and return without waiting for the others."""
        self._executor.shutdown(wait=False, cancel_futures=True)


def _failure(future: Future[Any]) -> BaseException | None:
    if future.cancelled():
        message = "no worker is left; finished work is stored, so run the same command again"
        raise OSError(errno.ECONNRESET, message, "the scheduler")
    return future.exception()


@contextmanager
def threads(workers: int) -> Iterator[Engine]:
    """Yield an engine of threads in this process. Threads start at once and share memory."""
    engine = Engine(workers, counted(workers, "thread"), ThreadPoolExecutor(workers))
    try:
        yield engine
    finally:
        engine.shut_down()


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural if needed.

    >>> counted(1, "thread"), counted(2, "process")
    ('1 thread', '2 processes')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}{'es' if noun.endswith('s') else 's'}"


def default_workers() -> int:
    """Return the number of processors that this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
