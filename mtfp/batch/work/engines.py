"""Engines that do units of work: a thread of this process, processes of this machine, or workers of Dask.

All engines are Python executors and give the same bits.
"""

import errno
import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any

from mtfp.batch.work.unit import Unit

AHEAD = 2
"""Units submitted per worker at a time: one in progress and one waiting, so that no worker is idle."""
MOST_TRIES = 4
"""Maximum number of times that a unit is started, if workers die on it; then its plan has no results."""
ENDED_EARLY = "ended before it had finished"
"""End of a worker of which no more is known."""
Result = tuple[Unit, Any]
"""A unit with its result, or with the exception that it raised."""


class WorkerDied(Exception):
    """Raised when a worker dies before it returns a unit; the message states how it ended, if that is known."""


class WorkersDied(Exception):
    """Raised when workers die MOST_TRIES times on the same unit, most likely because memory is full."""


class Engine:
    """Number of workers, their description for messages, their executor, and the function that does a unit.

    `lost`: exceptions that mean that a worker died, not that the unit failed. `deaths`: how each of the workers ended
    that died so far.
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
        self.deaths: list[str] = []

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
                    continue
                if not isinstance(failure, self._lost):
                    yield unit, failure
                    continue
                self.deaths.append(_ending(failure))
                tries[unit] += 1
                if tries[unit] < MOST_TRIES:
                    again.append(unit)
                else:
                    died = f"{MOST_TRIES} workers died on this plan, and the last {self.deaths[-1]}"
                    yield unit, WorkersDied(f"{died}: use fewer --workers or --draws")

    def shut_down(self) -> None:
        """Cancel all units that have not started, and return without waiting for the others."""
        self._executor.shutdown(wait=False, cancel_futures=True)


def deaths_in_words(deaths: Sequence[str]) -> str:
    """Return a sentence about the workers that died and whose work others did again.

    >>> deaths_in_words(["was killed by SIGKILL"])
    '1 worker was killed by SIGKILL; its work was started again.'
    >>> deaths_in_words(["was killed by SIGKILL", "ended early"])
    '2 workers died, and the last ended early; their work was started again.'
    """
    if len(deaths) == 1:
        return f"1 worker {deaths[0]}; its work was started again."
    return f"{len(deaths)} workers died, and the last {deaths[-1]}; their work was started again."


def _ending(failure: BaseException) -> str:
    return f"{failure}" if isinstance(failure, WorkerDied) and f"{failure}" else ENDED_EARLY


def _failure(future: Future[Any]) -> BaseException | None:
    if future.cancelled():
        message = "no worker is left; finished work is stored, so run the same command again"
        raise OSError(errno.ECONNRESET, message, "the scheduler")
    return future.exception()


@contextmanager
def one_thread() -> Iterator[Engine]:
    """Yield an engine of one thread in this process, which starts at once. The main thread stays free for Ctrl-C."""
    engine = Engine(1, counted(1, "thread"), ThreadPoolExecutor(1))
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
