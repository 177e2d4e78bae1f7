"""Kinds of evidence by folder, and a pytest plugin that prints the CPU minutes of each kind at the end of a run.

CPU time is that of the tests and of the processes that they start. Several runs add up to one table if they are given
the same file with --cpu-minutes, as `make tests` does.
"""

import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
KINDS = {
    "mtfp": "by hand",
    "tests/analysis": "by hand",
    "tests/analysis/moves": "by hand",
    "tests/analysis/options": "by law",
    "tests/analysis/sensitivity": "by hand",
    "tests/batch": "end to end",
    "tests/benchmarks": "end to end",
    "tests/cases": "by hand",
    "tests/cli": "end to end",
    "tests/completeness": "completeness",
    "tests/docs": "documents",
    "tests/documents": "by hand",
    "tests/draws": "by hand",
    "tests/engine": "by hand",
    "tests/examples": "publication",
    "tests/findings": "bad input",
    "tests/golden": "golden",
    "tests/laws": "by law",
    "tests/laws/test_slow.py": "second model",
    "tests/laws/test_slow_by_hand.py": "second model",
    "tests/laws/test_slow_definitions.py": "second model",
    "tests/library": "bad input",
    "tests/model": "by hand",
    "tests/package": "end to end",
    "tests/pages": "end to end",
    "tests/population": "publication",
    "tests/published": "publication",
    "tests/reading": "bad input",
    "tests/reading/in_words": "bad input",
    "tests/reading/mutated": "bad input",
    "tests/reading/sheets": "bad input",
    "tests/reading/workbooks": "bad input",
    "tests/reports": "by hand",
    "tests/results": "by hand",
    "tests/scenarios": "by hand",
    "tests/schema": "bad input",
    "tests/simulation": "by hand",
    "tests/text": "bad input",
    "tests/traced": "by law",
    "tests/views": "by law",
    "tests/workbook": "by law",
}
"""The kind of evidence of each folder, and of a file that differs from its folder."""
COLLECTION = "reading the tests"
"""CPU time before the first test: imports and parameters, once for each worker."""


def kind_of(path: Path) -> str:
    """Return the kind of a test file: its own, or that of the folder it is in."""
    file = path.relative_to(ROOT)
    for entry in (file, *file.parents):
        if entry.as_posix() in KINDS:
            return KINDS[entry.as_posix()]
    raise KeyError(f"{file.parent.as_posix()} has no kind: name one in tests/kinds.py")


def cpu_seconds() -> float:
    """CPU seconds of this process and of its children that have ended; zero for children where nobody counts them."""
    try:
        import resource
    except ImportError:  # Windows
        return time.process_time()
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


class CpuByKind:
    """Adds up the CPU seconds of each kind in one process, and prints those of all processes."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._seconds: Counter[str] = Counter()
        self._since = 0.0

    def _until_now(self, kind: str) -> None:
        now = cpu_seconds()
        self._seconds[kind] += now - self._since
        self._since = now

    def pytest_collection_finish(self) -> None:
        self._until_now(COLLECTION)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        result = yield
        self._until_now(kind_of(item.path))
        return result

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hand the seconds of an xdist worker to its controller."""
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["cpu_seconds"] = dict(self._seconds)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self._seconds.update(getattr(node, "workeroutput", {}).get("cpu_seconds", {}))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._file:
            self._seconds.update(json.loads(self._file.read_text() or "{}") if self._file.exists() else {})
            self._file.write_text(json.dumps(self._seconds))
        terminalreporter.section("CPU minutes by kind of evidence")
        for kind, seconds in [*self._seconds.most_common(), ("all", self._seconds.total())]:
            terminalreporter.line(f"{kind:20}{seconds / 60:6.2f}")


def pytest_addoption(parser: pytest.Parser) -> None:
    help = "Add the CPU minutes of this run to those in FILE, and print the sum."
    parser.addoption("--cpu-minutes", metavar="FILE", type=Path, help=help)


def pytest_configure(config: pytest.Config) -> None:
    is_worker = hasattr(config, "workerinput")
    config.pluginmanager.register(CpuByKind(None if is_worker else config.getoption("--cpu-minutes")))
