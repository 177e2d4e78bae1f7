"""A Dask scheduler with one worker, in a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import PIPE

import pytest

CLUSTER = """
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(1, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        input()
"""


@contextmanager
def dask_scheduler() -> Iterator[str]:
    """Start the scheduler, give its address, and end it."""
    pytest.importorskip("distributed", reason="it comes with the extra dask")
    with subprocess.Popen([sys.executable, "-c", CLUSTER], stdin=PIPE, stdout=PIPE, text=True) as cluster:
        assert cluster.stdout
        try:
            yield cluster.stdout.readline().strip()
        finally:
            cluster.communicate("\n", timeout=60)
