"""Memory of a process and of all processes below it, looked at again and again; on Linux only."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EVERY = 0.1
"""Seconds between two looks."""


@contextmanager
def memory_below(process: int) -> Iterator[list[int]]:
    """Give a list that grows by the bytes of all processes below one, at each look, as long as the context lasts.

    Memory that several processes share counts once.
    """
    seen: list[int] = []
    end = threading.Event()

    def look() -> None:
        while not end.wait(EVERY):
            seen.append(sum(map(_bytes_held, _below(process))))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        end.set()
        watcher.join()


def _below(process: int) -> list[int]:
    found = []
    for file in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = [int(child) for child in file.read_text().split()]
        except OSError:  # the thread has ended
            continue
        found += [each for child in children for each in (child, *_below(child))]
    return found


def _bytes_held(process: int) -> int:
    """Return the bytes of a process, with its part of those that it shares."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:  # the process has ended
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))
