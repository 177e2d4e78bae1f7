"""Workers that Dask knows of: on a cluster whose scheduler is named, or processes here that it starts itself.

The only module that imports Dask, which comes with the extra `dask`.
"""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from mtfp.batch.work.engines import MOST_TRIES, Engine, counted
from mtfp.batch.work.processes import begin_tracker

EXTRA = "dask isn't installed: install mtfp[dask], or use another --engine"
HERE = "127.0.0.1"
"""Workers that are started here listen to nobody else."""
PATIENCE = "30s"
"""How long to wait for a scheduler to answer."""


def missing_for_dask() -> str:
    """Why there is no Dask here, or nothing."""
    try:
        import distributed  # noqa: F401
    except ImportError:
        return EXTRA
    return ""


@contextmanager
def on_dask(workers: int, scheduler: str = "") -> Iterator[Engine]:
    """The workers of a scheduler, or so many processes of one thread here. Raises OSError if it doesn't answer."""
    import distributed

    opened: Any = distributed  # which has no types of its own

    begin_tracker()
    with ExitStack() as stack:
        if scheduler:
            client = stack.enter_context(opened.Client(scheduler, timeout=PATIENCE, set_as_default=False))
        else:
            cluster = opened.LocalCluster(
                workers, threads_per_worker=1, host=HERE, dashboard_address=None, silence_logs=logging.CRITICAL
            )
            client = stack.enter_context(opened.Client(stack.enter_context(cluster), set_as_default=False))
        there = sum(client.nthreads().values()) or workers
        try:
            called = f"{counted(there, 'worker')} of Dask{f' at {scheduler}' if scheduler else ''}"
            executor, lost = client.get_executor(retries=MOST_TRIES - 1), (distributed.KilledWorker,)
            yield Engine(there, called, executor, lost=lost)
        except KeyboardInterrupt:
            stack.pop_all()  # saying goodbye takes seconds; workers of this machine end when they miss us
            raise
