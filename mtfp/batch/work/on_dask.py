"""Engine of the workers of a Dask scheduler, which may be on other machines.

Only this module imports Dask, which comes with the extra `dask`.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from mtfp.batch.work.engines import MOST_TRIES, Engine, counted

EXTRA = "dask isn't installed: install mtfp[dask], or leave out --scheduler"
TIMEOUT = "30s"
"""Maximum time to wait for a scheduler to answer."""


def missing_for_dask() -> str:
    """Return the reason why Dask can't be used, and how to correct it; empty if it can be used."""
    try:
        import distributed  # noqa: F401
    except ImportError:
        return EXTRA
    return ""


@contextmanager
def on_dask(scheduler: str) -> Iterator[Engine]:
    """Yield an engine of a scheduler's workers. Raises OSError if the scheduler does not answer."""
    import distributed

    untyped: Any = distributed

    with ExitStack() as stack:
        client = stack.enter_context(untyped.Client(scheduler, timeout=TIMEOUT, set_as_default=False))
        workers = sum(client.nthreads().values()) or 1
        try:
            description = f"{counted(workers, 'worker')} of Dask at {scheduler}"
            executor, lost = client.get_executor(retries=MOST_TRIES - 1), (distributed.KilledWorker,)
            yield Engine(workers, description, executor, lost=lost)
        except BaseException as failure:
            if not isinstance(failure, Exception):  # Ctrl-C, or another signal to end
                stack.pop_all()  # closing takes seconds
            raise
