"""Engine of Dask workers: workers of a named scheduler, or processes that Dask starts on this machine.

Only this module imports Dask, which comes with the extra `dask`.
"""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from mtfp.batch.work.engines import MOST_TRIES, Engine, counted
from mtfp.batch.work.start import clean_start

EXTRA = "dask isn't installed: install mtfp[dask], or use another --engine"
HERE = "127.0.0.1"
"""Address of workers on this machine. Other machines can't connect to it, and other users lack the run's secret key."""
TIMEOUT = "30s"
"""Maximum time to wait for a scheduler to answer."""


def missing_for_dask() -> str:
    """Return the reason why Dask can't be used, and how to correct it; empty if it can be used."""
    try:
        import cryptography  # noqa: F401 - for the secret key
        import distributed  # noqa: F401
    except ImportError:
        return EXTRA
    return ""


@contextmanager
def on_dask(workers: int, scheduler: str = "") -> Iterator[Engine]:
    """Yield an engine of a scheduler's workers, or of `workers` processes on this machine.

    Raises OSError if the scheduler does not answer.
    """
    import distributed

    untyped: Any = distributed

    with ExitStack() as stack:
        stack.enter_context(clean_start())
        if scheduler:
            client = stack.enter_context(untyped.Client(scheduler, timeout=TIMEOUT, set_as_default=False))
        else:
            cluster = untyped.LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                host=HERE,
                security=True,
                dashboard_address=None,
                silence_logs=logging.CRITICAL,
            )
            client = stack.enter_context(untyped.Client(stack.enter_context(cluster), set_as_default=False))
        threads = sum(client.nthreads().values()) or workers
        try:
            description = f"{counted(threads, 'worker')} of Dask{f' at {scheduler}' if scheduler else ''}"
            executor, lost = client.get_executor(retries=MOST_TRIES - 1), (distributed.KilledWorker,)
            yield Engine(threads, description, executor, lost=lost)
        except BaseException as failure:
            if not isinstance(failure, Exception):  # Ctrl-C, or another signal to end
                stack.pop_all()  # closing takes seconds; workers of this machine end once this process ends
            raise
