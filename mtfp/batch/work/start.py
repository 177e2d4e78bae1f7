"""Environment in which a run starts its processes: they import nothing from the working folder."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import resource_tracker

SAFE_PATH = {"PYTHONSAFEPATH": "1"}
"""Environment of processes that import nothing from the working folder: a file `random.py` there is not a program."""


@contextmanager
def clean_start() -> Iterator[None]:
    """Let processes start cleanly, until the end of the run, because a worker that dies is replaced.

    Python's resource tracker starts without its warnings: an interrupted run ends at once and leaves resources to the
    tracker, whose warnings would only confuse the user.
    """
    with environment(SAFE_PATH):
        with environment({"PYTHONWARNINGS": ",".join(filter(None, (os.environ.get("PYTHONWARNINGS"), NO_WARNINGS)))}):
            resource_tracker.ensure_running()
        yield


NO_WARNINGS = "ignore:resource_tracker"


@contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables, and set them back at the end."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value
