"""Threads, processes, Dask: the same bits from all, also where workers die over their work."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path

import pytest

from mtfp.batch.engines import MOST_TRIES, Engine, WorkersDied, threads
from mtfp.batch.on_dask import missing_for_dask
from mtfp.batch.unit import OtherProgram, Unit, draw
from tests.batch.folders import SCENARIO, write_plans

MAIN = "from mtfp.cli import main; main()"


def command(*words: object) -> list[str]:
    return [sys.executable, "-c", MAIN, "batch", *(str(word) for word in words)]


@pytest.fixture(scope="module")
def plans(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("plans")
    write_plans(folder, 4)
    (folder / "dear.yaml").write_text(SCENARIO, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def expected(plans, tmp_path_factory) -> bytes:
    return figures(plans, tmp_path_factory.mktemp("threads"), "--engine", "threads", "--workers", "1")


def figures(plans: Path, folder: Path, *words: object) -> bytes:
    how = ("-s", plans / "dear.yaml", "--draws", 5000, "-o", folder, "-q", *words)
    done = subprocess.run(command(plans, *how), capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return (folder / "results.csv").read_bytes()


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("engine", ["threads", "processes"])
def test_every_engine_gives_the_same_bits(engine, workers, plans, expected, tmp_path):
    assert figures(plans, tmp_path / "out", "--engine", engine, "--workers", workers) == expected


@pytest.mark.skipif(bool(missing_for_dask()), reason=missing_for_dask())
@pytest.mark.parametrize("workers", [1, 2])
def test_dask_gives_the_same_bits(workers, plans, expected, tmp_path):
    assert figures(plans, tmp_path / "out", "--engine", "dask", "--workers", workers) == expected


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_workers_that_are_killed_are_survived(plans, expected, tmp_path):
    """Every process of the run but its first is killed as soon as there are any."""
    how = ("-s", plans / "dear.yaml", "--draws", 5000, "-o", tmp_path / "out", "--engine", "processes", "--workers", 2)
    with subprocess.Popen(command(plans, *how), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        killed = 0
        while killed < 2 and run.poll() is None:
            for worker in workers_of(run.pid):
                os.kill(worker, signal.SIGKILL)
                killed += 1
        _, said = run.communicate(timeout=120)
    assert killed >= 2
    assert run.returncode == 1, said  # a check fails, and nothing else
    assert (tmp_path / "out" / "results.csv").read_bytes() == expected


def workers_of(pid: int) -> list[int]:
    """The worker processes below a process: its fork server's children, and not that itself."""
    servers = children(pid)
    return [worker for server in servers for worker in children(server)]


def children(pid: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


class Dying(Executor):
    """An executor whose workers die over everything, so many times in all."""

    deaths = 0

    def submit(self, work, /, *words, **named):
        done: Future[object] = Future()
        if Dying.deaths:
            Dying.deaths -= 1
            done.set_exception(BrokenExecutor())
        else:
            done.set_result({})
        return done


def some_units(count: int) -> Iterator[Unit]:
    return (Unit(number, "", None, None, "") for number in range(count))  # type: ignore[arg-type]


@pytest.mark.parametrize("deaths", [0, 1, 5])
def test_every_unit_has_a_result_whoever_dies(deaths):
    Dying.deaths = deaths
    found = list(Engine(2, "two", Dying).results(some_units(9)))
    assert sorted(unit.plan for unit, _ in found) == list(range(9))
    assert all(blocks == {} for _, blocks in found)


def test_work_that_kills_its_workers_is_given_up():
    Dying.deaths = 10**6
    found = dict(Engine(1, "one", Dying).results(some_units(3)))
    assert all(isinstance(failure, WorkersDied) for failure in found.values())
    assert 10**6 - Dying.deaths == 3 * MOST_TRIES


def test_no_more_is_asked_for_than_there_is_room_for():
    asked = []

    def work():
        for unit in some_units(100):
            asked.append(unit)
            yield unit

    with threads(2) as engine:
        results = engine.results(work())
        next(results)
    assert len(asked) == 4


def test_a_worker_of_another_version_is_refused():
    with pytest.raises(OtherProgram, match="install the same everywhere"):
        draw(next(some_units(1)))
