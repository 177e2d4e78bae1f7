"""One thread, processes, Dask: the same bits from all, also where workers die over their work."""

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from multiprocessing import forkserver, get_all_start_methods
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtfp.batch.plans.batch_plan import read_batch_plan
from mtfp.batch.plans.discover import discover
from mtfp.batch.work.engines import MOST_TRIES, Engine, WorkerDied, WorkersDied, one_thread
from mtfp.batch.work.processes import processes
from mtfp.batch.work.program import program
from mtfp.batch.work.unit import BlockUnit, OtherProgram, Unit
from mtfp.cli.app import app
from mtfp.cli.exits import Exit, failures
from mtfp.draws.sampling import Sampling
from mtfp.simulation.layout import Task
from mtfp.simulation.record import Block
from tests.batch.folders import SCENARIO, WANTED, write_plans
from tests.dask_cluster import dask_scheduler
from tests.evidence import size

MAIN = "from mtfp.cli import main; main()"
SCRIPT = "from mtfp.cli import main\nif __name__ == '__main__':\n    main()\n"


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
    return figures(plans, tmp_path_factory.mktemp("one"), "--workers", "1")


def figures(plans: Path, folder: Path, *words: object) -> bytes:
    how = ("-s", plans / "dear.yaml", "--draws", 5000, "-o", folder, "-q", *words)
    if words == ("--workers", "1"):  # for which this process will do
        result = CliRunner().invoke(app, ["batch", str(plans), *map(str, how)])
        code, said = result.exit_code, result.stderr
    else:
        run = subprocess.run(command(plans, *how), capture_output=True, text=True, check=False)
        code, said = run.returncode, run.stderr
    assert code in (0, 1), said
    return (folder / "results.csv").read_bytes()


@pytest.mark.parametrize("workers", [2, 3][: size(ordinary=1, long=2)])
def test_every_number_of_workers_gives_the_same_bits(workers, plans, expected, tmp_path):
    assert figures(plans, tmp_path / "out", "--workers", workers) == expected


@pytest.mark.parametrize("draws", [13_000])
def test_processes_give_the_same_bits_for_blocks(draws, plans, tmp_path):
    """Of a plan that is divided, because it has more draws than one unit has."""
    one, two = (figures(plans, tmp_path / f"{each}", "--workers", f"{each}", "--draws", draws) for each in (1, 2))
    assert one == two


def test_dask_gives_the_same_bits(plans, expected, tmp_path):
    with dask_scheduler() as address:
        assert figures(plans, tmp_path / "out", "--scheduler", address) == expected


@pytest.mark.parametrize("engine", ["1", "2", "dask"])
def test_nothing_is_imported_from_the_working_folder(engine, plans, tmp_path):
    """A repository of plans may contain files with the names of modules. They are not programs of the run."""
    with dask_scheduler() if engine == "dask" else nullcontext() as address:
        nothing_foreign_runs(plans, tmp_path, ("--scheduler", address) if address else ("--workers", engine))


def nothing_foreign_runs(plans: Path, tmp_path: Path, how: tuple[str, str]) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "mtfp-script.py").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "work").mkdir()
    for module in ("random", "mtfp", "numpy", "tempfile", "sitecustomize", "dask", "ssl"):
        (tmp_path / "work" / f"{module}.py").write_text("raise SystemExit('foreign code ran')", encoding="utf-8")
    words = ["batch", str(plans / "area-00"), str(plans / "area-01"), "--draws", "100", *how, "-q"]
    script = [sys.executable, str(tmp_path / "bin" / "mtfp-script.py"), *words]
    run = subprocess.run(script, cwd=tmp_path / "work", capture_output=True, text=True, check=False)
    assert (run.returncode in (0, 1), "foreign" in run.stdout + run.stderr) == (True, False), run.stderr


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux lists the children of a process")
@pytest.mark.parametrize("kills", [1, 2, MOST_TRIES - 1])
def test_workers_that_are_killed_are_survived(kills, plans, expected, tmp_path):
    """As soon as there are any, and wherever they are: at their start, at work, or waiting for some.

    No more often than a unit may be begun again, since it may be the same one each time.
    """
    how = ("-s", plans / "dear.yaml", "--draws", 5000, "-o", tmp_path / "out", "--workers", 2)
    killed: set[int] = set()
    with subprocess.Popen(command(plans, *how), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        while len(killed) < kills and run.poll() is None:
            for worker in {*workers_of(run.pid)} - killed:
                os.kill(worker, signal.SIGKILL)
                killed.add(worker)
        _, said = run.communicate(timeout=60)
    assert killed
    assert run.returncode == 1, said  # a check fails, and nothing else
    assert re.search(r"^\d workers? .*; (its|their) work was started again.$", said, re.MULTILINE), said
    assert (tmp_path / "out" / "results.csv").read_bytes() == expected


def workers_of(pid: int) -> list[int]:
    """The worker processes below a process: its fork server's children, and not that itself."""
    servers = children(pid)
    return [worker for server in servers for worker in children(server)]


def children(pid: int) -> list[int]:
    """Of all its threads: whichever of them asks first starts the fork server, and it is that thread's child."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            found += [int(each) for each in task.read_text().split()]
    return found


class Dying:
    """Workers that die over everything, so many times in all."""

    def __init__(self, deaths: int) -> None:
        self.deaths = deaths

    def do(self, unit: Unit) -> dict[str, Block]:
        self.deaths -= 1
        if self.deaths >= 0:
            raise WorkerDied
        return {}

    def results(self, units: Iterable[Unit], workers: int = 1) -> list[tuple[Unit, object]]:
        with ThreadPoolExecutor(1) as executor:
            return list(Engine(workers, "some", executor, self.do).results(units))


def some_units(count: int) -> Iterator[Unit]:
    return (BlockUnit(number, "", "", None, None) for number in range(count))  # type: ignore[arg-type]


@pytest.mark.parametrize("deaths", [0, 1, 5])
def test_every_unit_has_a_result_if_workers_die(deaths):
    found = Dying(deaths).results(some_units(9), workers=2)
    assert sorted(unit.plan for unit, _ in found) == list(range(9))
    assert all(blocks == {} for _, blocks in found)


def test_work_that_kills_its_workers_is_given_up():
    dying = Dying(10**6)
    assert all(isinstance(failure, WorkersDied) for _, failure in dying.results(some_units(3)))
    assert 10**6 - dying.deaths == 3 * MOST_TRIES


def test_a_plan_that_kills_its_workers_says_how_they_ended(plans):
    """The worker kills itself; the next plan is done by a new one."""
    (file, *_) = discover([plans]).files
    sound = BlockUnit(1, read_batch_plan(0, file, WANTED).source, program(), Sampling(1), Task(0, 0, 10, 0))
    with processes(1) as engine:
        found = {unit.plan: result for unit, result in engine.results([Fatal(0, "", ""), sound])}
    died = "4 workers died on this plan, and the last was killed by SIGKILL"
    assert f"{found[0]}" == f"{died}: use fewer --workers or --draws"
    assert engine.deaths == ["was killed by SIGKILL"] * MOST_TRIES
    assert isinstance(found[1], dict)


class Fatal(Unit):
    """A unit that kills its worker, as a system does that is short of memory."""

    def do(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def result(self, plans: object, rows: object) -> None:
        raise NotImplementedError


def test_an_exception_in_a_process_is_returned_and_the_next_unit_is_done(plans):
    """A worker that meets a failure lives on."""
    (file, *_) = discover([plans]).files
    source = read_batch_plan(0, file, WANTED).source
    sound = BlockUnit(1, source, program(), Sampling(1), Task(0, 0, 10, 0))
    units = [replace(sound, plan=0, program="another"), sound, replace(sound, plan=2, task=Task(0, -1, 10, 0))]
    with processes(1) as engine:
        found = {unit.plan: result for unit, result in engine.results(units)}
    assert isinstance(found[0], OtherProgram)
    assert isinstance(found[2], ValueError)
    here = sound.do()
    assert {name: block.rows.tobytes() for name, block in found[1].items()} == {
        name: block.rows.tobytes() for name, block in here.items()
    }


@pytest.mark.skipif("forkserver" not in get_all_start_methods(), reason="this system has no fork server")
def test_a_process_killed_before_it_reads_its_orders_is_replaced(plans, monkeypatch):
    """Python's own start of a process then raises BrokenPipeError, for which no unit may be given up."""
    (file, *_) = discover([plans]).files
    sound = BlockUnit(1, read_batch_plan(0, file, WANTED).source, program(), Sampling(1), Task(0, 0, 10, 0))
    connect, broken = forkserver.connect_to_new_process, []

    def connect_to_dead_process(fds: list[int]) -> tuple[int, int]:
        if broken:
            return connect(fds)
        (status, _), (orders, ours) = os.pipe(), os.pipe()
        os.close(orders)
        broken.append(status)
        return status, ours

    with processes(1) as engine:
        monkeypatch.setattr(forkserver, "connect_to_new_process", connect_to_dead_process)
        ((_, blocks),) = engine.results([sound])
    assert broken
    assert isinstance(blocks, dict)


def test_units_are_read_only_when_a_worker_is_free():
    read = []

    def work():
        for unit in some_units(100):
            read.append(unit)
            yield unit

    with one_thread() as engine:
        results = engine.results(work())
        next(results)
    assert len(read) == 2


def test_a_worker_of_another_version_is_refused(capsys):
    with pytest.raises(SystemExit) as left, failures(debug=False):
        next(some_units(1)).do()
    assert left.value.code == Exit.NOT_READ_OR_WRITTEN
    said = capsys.readouterr().err
    assert said.startswith("a worker has another version of mtfp")
    assert "install the same versions everywhere" in said
    assert "bug" not in said
