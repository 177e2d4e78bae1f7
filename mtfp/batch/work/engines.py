"""Where units of work are done: in threads here, in processes here, or on machines that Dask knows of.

All of them are executors of Python's own kind, and do the same: which one it is changes no bit of any result.
"""

import errno
import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager

from mtfp.batch.work.unit import Unit, draw
from mtfp.simulation.record import Block

AHEAD = 2
"""Units handed out for each worker at a time: one that it does and one that waits, so that none is idle."""
MOST_TRIES = 4
"""How often a unit is begun whose worker died, before the plan is given up."""
Found = tuple[Unit, dict[str, Block] | BaseException]


class WorkerDied(Exception):
    """A worker died over a unit of work, or before it."""


class WorkersDied(Exception):
    """Workers died over a unit of work again and again, most likely for want of memory."""


class Engine:
    """So many workers, what they are called, and how a unit is done by one of them.

    `lost` are failures that say nothing of the unit: that the worker died.
    """

    def __init__(
        self,
        workers: int,
        called: str,
        executor: Executor,
        do: Callable[[Unit], dict[str, Block]] = draw,
        lost: tuple[type[BaseException], ...] = (WorkerDied,),
    ) -> None:
        self.workers, self.called = workers, called
        self._executor, self._do, self._lost = executor, do, lost

    def results(self, units: Iterable[Unit | None]) -> Iterator[Found]:
        """What comes of each unit, as it comes: its blocks, or what went wrong. Units are asked for as there is room.

        None among them says that there is none until something has come of those that are handed out.

        The unit of a worker that died is begun again by another, MOST_TRIES times at most. Raises OSError if nobody is
        there any more who could.
        """
        todo, again, tries = iter(units), deque[Unit](), Counter[Unit]()
        ahead: dict[Future[dict[str, Block]], Unit] = {}
        while True:
            while len(ahead) < AHEAD * self.workers:
                unit = again.popleft() if again else next(todo, None)
                if unit is None:
                    break
                ahead[self._executor.submit(self._do, unit)] = unit
            if not ahead:
                return
            for future in wait(ahead, return_when=FIRST_COMPLETED).done:
                unit = ahead.pop(future)
                failure = _failure(future)
                if failure is None:
                    yield unit, future.result()
                elif not isinstance(failure, self._lost):
                    yield unit, failure
                elif tries[unit] + 1 < MOST_TRIES:
                    tries[unit] += 1
                    again.append(unit)
                else:
                    yield unit, WorkersDied(f"its workers died {MOST_TRIES} times: use fewer --workers or --draws")

    def leave(self) -> None:
        """Begin nothing more, and wait for nobody."""
        self._executor.shutdown(wait=False, cancel_futures=True)


def _failure(future: Future[dict[str, Block]]) -> BaseException | None:
    if future.cancelled():
        message = "nobody is there any more to do the work; what is done is kept"
        raise OSError(errno.ECONNRESET, message, "the scheduler")
    return future.exception()


@contextmanager
def threads(workers: int) -> Iterator[Engine]:
    """Threads of this process: no start-up, no copying."""
    engine = Engine(workers, counted(workers, "thread"), ThreadPoolExecutor(workers))
    try:
        yield engine
    finally:
        engine.leave()


def counted(workers: int, what: str) -> str:
    """So many of something.

    >>> counted(1, "thread"), counted(2, "process")
    ('1 thread', '2 processes')
    """
    return f"{workers} {what}" if workers == 1 else f"{workers} {what}{'es' if what.endswith('s') else 's'}"


def usual_workers() -> int:
    """As many as there are processors for this program."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
