"""Run a command, wait for every process that it leaves, and write its cost as JSON: a program for `processes`.

It is started by its file and imports little, because a process is counted as large as the one that started it. Workers
of a batch are started by a server that may end after the command, when nobody waits for it. This program takes such
processes over (on Linux), so that their time and bytes count.
"""

import ctypes
import json
import os
import resource
import sys
import time

PR_SET_CHILD_SUBREAPER = 36
"""Number of Linux's option that gives a process the processes below it whose parent has ended."""


def main(into: str, *command: str) -> int:
    """Run the command and return its exit code; `into` is the file to which its cost is written."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before, began = _bytes_written(), time.perf_counter()
    _, status, first = os.wait4(os.posix_spawn(command[0], command, os.environ), 0)
    wall = time.perf_counter() - began
    _wait_for_the_rest()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    to_disk, passed = (after - each for after, each in zip(_bytes_written(), before, strict=True))
    cost = {
        "cpu": used.ru_utime + used.ru_stime,
        "wall": wall,
        "memory": first.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
        "to_disk": to_disk,
        "passed": passed,
    }
    with open(into, "w", encoding="utf-8") as file:
        json.dump(cost, file)
    return os.waitstatus_to_exitcode(status)


def _wait_for_the_rest() -> None:
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return


def _bytes_written() -> tuple[int, int]:
    """Return the bytes sent to the disk, and those passed to any file or pipe, by this process and its ended children.

    Zero where the system doesn't count them.
    """
    try:
        with open("/proc/self/io", encoding="utf-8") as account:
            found = dict(line.split(": ") for line in account)
    except OSError:
        return 0, 0
    return int(found["write_bytes"]), int(found["wchar"])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
