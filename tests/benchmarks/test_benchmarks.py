"""The benchmarks run, and measure what they say; no test looks at how long anything takes."""

import json
import math
import os
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import typer

from mtfp.cli.app import app
from mtfp.draws.sampling import Sampling, sampled_draws
from mtfp.engine import project
from mtfp.model.base.arrays import Array
from mtfp.model.base.draws import Draws
from mtfp.model.consistency import complaints
from mtfp.model.plan import Plan
from tests.benchmarks import batches, memory
from tests.benchmarks import parts as split
from tests.benchmarks.against import ONE_RUN
from tests.benchmarks.allocations import counted
from tests.benchmarks.arrays import arrays
from tests.benchmarks.clock import Spent
from tests.benchmarks.commands import BARE, commands_of, measured
from tests.benchmarks.commands import written as written_plan
from tests.benchmarks.effort import Effort
from tests.benchmarks.growth import growth
from tests.benchmarks.measured import Aim, Amount, Ratio, Table, figure, once, over, ratios
from tests.benchmarks.national import PLANS, national
from tests.benchmarks.over_normals import over_normals
from tests.benchmarks.page import page
from tests.benchmarks.peers.numpy_lines import numpy_gap
from tests.benchmarks.peers.pandas_frames import pandas_gap
from tests.benchmarks.peers.samplers import HIGH, LOW, SAMPLERS, installed
from tests.benchmarks.peers.table import peers
from tests.benchmarks.peers.values import plain_draw, values_of
from tests.benchmarks.processes import HERE, python, run
from tests.benchmarks.sized import SIZES, document, plan
from tests.evidence import size
from tests.laws import slow

pytestmark = pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system doesn't tell what a process took")
FEW = 8
"""Draws of a run that is only tried."""


@pytest.fixture
def effort(tmp_path) -> Effort:
    return Effort(rounds=size(ordinary=0, long=1), draws=FEW, folder=tmp_path)


@pytest.mark.parametrize("name", SIZES)
def test_plans_have_the_size_that_is_stated(name):
    of = SIZES[name]
    made = plan(of)
    uncertain = [assumption for assumption in made.assumptions.values() if assumption.spread]
    assert (made.years, len(made.lines), len(uncertain)) == (of.years, of.lines, of.drivers)
    assert not [complaint for complaint in complaints(made) if complaint.code.startswith("E")]


@pytest.mark.parametrize("topic", [over_normals, arrays, peers, growth])
def test_topics_of_one_process_measure(topic, effort):
    assert_measured(topic(effort))


def assert_measured(table: Table) -> None:
    assert table.amounts
    assert all(math.isfinite(each.median) and each.median > 0 for each in table.amounts)
    assert len({row[0] for row in table.rows}) == len(table.rows)
    assert {len(row) for row in table.rows} == {len(table.columns)}


def test_memory_is_measured(effort):
    """Fewer commands than the page has, each of which starts a Python."""
    *_, (name, two_workers) = memory.batches_of(effort, plans=1).items()
    table = memory.table_of(effort, {memory.IMPORTS: BARE}, {name: two_workers})
    assert_measured(table)
    assert [row[0] for row in table.rows] == ["bare imports", "mtfp batch -o, 2 plans, 2 workers"]


def test_batches_are_compared_in_a_table(effort):
    """The batches themselves would take a while; `test_every_command_has_options_that_mtfp_knows` reads their words."""
    taken = {name: [Spent(number, 2 * number)] for number, name in enumerate(batches.commands_of(effort), 1)}
    table = batches.table_of(taken, FEW)
    assert_measured(table)
    assert [cell for cell in table.rows[2] if isinstance(cell, Amount)] == [once(2.0)]


def test_commands_are_measured_over_imports(effort):
    commands = commands_of(written_plan(effort.folder), FEW)
    few = {name: commands[name] for name in ("completion of an option", "project")}
    rows = measured(effort, few)
    assert [row.what for row in rows] == ["project, over all imports", *few]
    assert all(row.amount.median > 0 for row in rows)


def test_every_command_has_options_that_mtfp_knows(effort):
    """Read the words of each command, as the command line does; running them all would take a minute."""
    command = typer.main.get_command(app)
    commands = [*commands_of(written_plan(effort.folder), FEW).values(), *batches.commands_of(effort).values()]
    commands += [*memory.commands_of(effort).values(), *memory.batches_of(effort).values()]
    assert len(commands) > 20
    for name, *rest in (words[3:] for words in commands if words[1:3] == ("-m", "mtfp")):
        if "--help" not in rest and not name.startswith("-"):
            command.commands[name].make_context(name, rest)


def test_the_large_batch_is_measured_by_workers(effort):
    table = national(effort, FEW, batches.written(effort.folder, 1), by=(1,))
    assert [row[0] for row in table.rows] == ["1"]
    assert all(each.median > 0 for row in table.rows for each in row[1:3])


def test_the_large_batch_has_all_plans_of_scotland():
    assert len([*PLANS.glob("*.yaml")]) == 31


class TestParts:
    def test_every_part_is_seen_and_none_twice(self):
        """Shares of a run are those of the samples; a run of one block makes each part work for a while."""
        seen: Counter[str] = Counter()
        for _ in range(20):
            with split.sampled() as counts:
                split.summaries(split.run_here(plan(SIZES["S"]), 4096))
            seen += counts
            if {"random numbers", "closing the years", split.PARTS[-1].name} <= seen.keys():
                break
        assert {"random numbers", "closing the years", split.PARTS[-1].name} <= seen.keys()
        assert seen.keys() <= {*(part.name for part in split.PARTS), split.REST}
        functions = [function for part in split.PARTS for function in part.functions]
        assert len(functions) == len(set(functions))

    def test_a_sample_belongs_to_the_first_part_on_the_stack(self):
        """Reserves needed close years again, and are part of the figures that are recorded."""
        names = [part.name for part in split.PARTS]
        assert names.index("reserves needed, in figures") < names.index("closing the years")
        assert names.index("closing the years") < names.index("projection, the rest")

    def test_a_run_here_is_a_run(self):
        import mtfp

        ready = plan(SIZES["S"])
        here, there = split.run_here(ready, 100), mtfp.simulate({"base": ready}, Sampling(1), 100)
        assert (here.values("base", "gap", 5) == there.values("base", "gap", 5)).all()


class TestArrays:
    def test_arrays_of_a_size_are_counted(self):
        with counted(least=800) as made:
            ones = np.ones(100)
            _ = np.zeros((3, 100)), ones * 2, ones[:50] * 2
        _ = np.ones(100)
        assert (made.arrays, made.bytes) == (3, 800 + 2400 + 800)

    def test_the_counter_ends_after_a_failure(self):
        with pytest.raises(RuntimeError), counted(least=1) as made:
            raise RuntimeError
        _ = np.ones(100)
        assert made.arrays == 0


@cache
def given() -> tuple[Plan, Draws, Array]:
    """A plan, draws of it, and the engine's gap in these draws."""
    ready = plan(SIZES["S"])
    draws = sampled_draws(ready, Sampling(1), 0, FEW)
    return ready, draws, project(ready, draws).gap.gap


class TestPeers:
    """Other tools do the same arithmetic as the engine, so their times may be compared."""

    @pytest.mark.parametrize("gap_of", [numpy_gap, pandas_gap])
    def test_a_tool_has_the_gap_of_the_engine(self, gap_of):
        ready, draws, gap = given()
        of = gap_of(ready)
        found = np.array([of(values_of(draws, position)) for position in range(FEW)])
        np.testing.assert_allclose(found.T, gap, rtol=1e-12, atol=1e-6)

    def test_the_loop_has_the_gap_of_the_engine(self):
        ready, draws, gap = given()
        found = slow.project(ready, plain_draw(draws, FEW - 1))["gap"]
        np.testing.assert_allclose(found[1:], gap[1:, FEW - 1], rtol=1e-12, atol=1e-6)

    @pytest.mark.parametrize("name", SAMPLERS)
    def test_a_tool_that_draws_calls_the_function(self, name):
        module, of = SAMPLERS[name]
        if not installed(module):
            pytest.skip(f"{module} is not installed")
        ready = plan(SIZES["S"])
        gap, names = numpy_gap(ready), ready.assumptions
        found, calm = of(ready, FEW), gap({name: np.full(ready.years + 1, (LOW + HIGH) / 2) for name in names})
        assert found.shape == (FEW, ready.years)
        assert (np.abs(found - calm[1:]) < 0.5 * np.abs(calm[-1])).all()


class TestProcesses:
    def test_the_time_and_the_bytes_of_processes_that_are_left_behind_count(self, tmp_path):
        """The command ends at once; the process that it leaves works for a while longer and writes a file."""
        work = f"x = sum(range(3_000_000)); open({str(tmp_path / 'left')!r}, 'wb').write(bytes(1_000_000))"
        leave = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {work!r}], start_new_session=True)"
        alone = run(HERE, python("-c", "import subprocess"), tmp_path)
        ran = run(HERE, python("-c", leave), tmp_path)
        if sys.platform != "linux":
            pytest.skip("only Linux hands over processes that are left behind")
        assert (tmp_path / "left").stat().st_size == 1_000_000
        assert ran.spent.cpu > alone.spent.cpu
        assert ran.passed >= 1_000_000 > alone.passed

    def test_the_memory_of_a_process_counts(self, tmp_path):
        small, large = (run(HERE, python("-c", f"x = b'1' * {size}"), tmp_path) for size in (1, 50_000_000))
        assert large.memory - small.memory > 40_000_000

    def test_a_command_that_fails_stops_the_run(self, tmp_path):
        with pytest.raises(Exception, match="status 3"):
            run(HERE, python("-c", "raise SystemExit(3)"), tmp_path)

    def test_the_memory_of_all_processes_is_looked_at(self, tmp_path):
        hold = "x = b'1' * 50_000_000; import time\nwhile time.process_time() < 0.6: pass"
        both = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}])"
        ran = run(HERE, python("-c", both), tmp_path, look=True)
        if not Path("/proc/self/smaps_rollup").exists():
            pytest.skip("this system doesn't tell what memory processes share")
        assert ran.of_all > 50_000_000

    def test_the_program_for_another_checkout_prints_two_times(self, tmp_path):
        file = tmp_path / "plan.json"
        file.write_text(json.dumps(document(SIZES["S"])))
        ran = run(HERE, python(str(ONE_RUN), str(file), str(FEW), "10"), tmp_path)
        assert [float(each) > 0 for each in ran.output.split()] == [True, True]


class TestPage:
    def test_a_ratio_is_of_one_round(self):
        mine, base = ([Spent(cpu, 10.0) for cpu in each] for each in ((2.0, 8.0, 3.0), (1.0, 2.0, 3.0)))
        ratio = over(mine, base)
        assert (ratio.rounds, ratio.median, ratio.spread) == ((2.0, 4.0, 1.0), 2.0, "1.00 to 4.00")

    def test_the_page_says_if_an_aim_is_met(self):
        rows = [Ratio("run, S", Amount((7.0, 8.0, 9.0)), Aim(8)), Ratio("run, M", once(5.1), Aim(5), "of a | b")]
        text = page([("NumPy", "2")], [ratios("A run", "In turns.", rows)])
        assert [line for line in text.splitlines() if line.startswith("| run")] == [
            "| run, S   |  8.00 | 7.00 to 9.00      |   8 | yes    |           |",
            r"| run, M   |  5.10 | one round         |   5 | **no** | of a \| b |",
        ]
        assert text.startswith("# Speed and size\n")
        assert "| NumPy   | 2 |" in text
        assert "## A run\n\nIn turns.\n\n| measured" in text

    def test_figures_have_about_three_digits(self):
        assert [figure(value) for value in (0.1234, 12.34, 1234.5)] == ["0.12", "12.3", "1,234"]

    def test_units_stand_after_figures(self):
        text = page([], [Table("Memory", "", ("command", "memory"), (("project", once(70.04, "MB")),))])
        assert "| project | 70.0 MB |" in text
