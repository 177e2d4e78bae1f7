"""`mtfp batch` as people type it: what it writes and says, how it ends, and that nothing is ever half-written."""

import csv
import errno
import hashlib
import io
import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jsonschema import validate
from typer.testing import CliRunner, Result

from mtfp import __version__
from mtfp.batch.work.lock import alone_in
from mtfp.cli.app import app
from mtfp.draws.random_streams import BLOCK
from mtfp.reports.data.schema import RESULT_SCHEMA
from mtfp.reports.data.tidy import HEADER
from tests.batch.folders import BROKEN, changed, write_plans
from tests.batch.test_moved import as_earlier
from tests.batch.test_store_form import earlier
from tests.cli.interrupted import at_work
from tests.cli.terminal import MAIN, on_a_terminal
from tests.cli.test_simulate import large
from tests.dask_cluster import dask_scheduler
from tests.evidence import size
from tests.reports.records import of_csv, of_json

FILES = ["inputs.json", "manifest.json", "ranking.csv", "results.csv", "results.json"]

EARLIER_HEADER = "plan,scenario,table,row,year,statistic,value,unit\n"
"""The first line of CSV by 0.1.0 and 0.2.0."""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Three small plans whose checks hold, in a folder, and a screen of 80 columns."""
    for path in write_plans(tmp_path / "plans", 3):
        changed("opening: 60", "opening: 600")(path)
        changed("at_most: 50%", "at_most: 90%")(path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def batch(*words: str) -> Result:
    """A batch in this process alone, unless a test asks for workers."""
    here = () if "--workers" in words else ("--workers", "1")
    return CliRunner().invoke(app, ["batch", *words, *here])


def done(*words: str) -> str:
    result = batch(*words)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def manifest(folder: Path) -> dict:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["manifest"]


def test_the_changes_of_an_earlier_run_are_deleted(folder):
    done("plans", "--draws", "60", "-o", "out")
    done("plans", "--draws", "60", "-o", "out", "--baseline", "out")
    assert (folder / "out" / "moved.csv").exists()
    done("plans", "--draws", "60", "-o", "out")
    assert not (folder / "out" / "moved.csv").exists()


def test_a_file_is_no_place_for_results(folder):
    for name in ("ranking.csv", "plans/area-00/plan.yaml"):
        result = batch("plans", "-o", name)
        assert (result.exit_code, "so name a folder for them" in result.stderr) == (2, True)
        assert not (folder / name).is_dir()


def test_a_wrong_date_is_refused_with_the_form_to_write(folder):
    result = batch("plans", "--policy", "p.yaml", "--as-of", "1/11/2026")
    assert (result.exit_code, result.stderr) == (2, "--as-of: 1/11/2026 is not a date; write it like 2026-11-01\n")


def test_failing_checks_are_shown_as_many_as_can_be_taken_in(folder):
    """Three plans under two scenarios, each with five more checks, which fail: twenty of thirty are shown."""
    never = "".join(f"  - {{name: never {number}, of: gap, at_most: -1000, in: 2026/27}}\n" for number in range(5))
    for path in sorted((folder / "plans").glob("*/plan.yaml")):
        changed("checks:\n", f"checks:\n{never}")(path)
    result = batch("plans", "-s", "high-pay", "--draws", "60", "-o", "out")
    shown = [line for line in result.stdout.splitlines() if "FAILS" in line]
    assert (result.exit_code, len(shown)) == (1, 20)
    assert "never" not in result.stderr
    assert "... and 10 more checks. out/manifest.json lists all checks." in result.stdout
    csv_only = batch("plans", "-s", "high-pay", "--draws", "60", "-o", "out", "--format", "csv")
    assert len([line for line in csv_only.stderr.splitlines() if ": FAILS: never" in line]) == 20
    listed = [check for plan in manifest(folder / "out")["plans"] for check in plan["checks"] if not check["holds"]]
    assert len(listed) == 30


def test_results_are_in_the_folder_and_the_ranking_on_the_screen(folder):
    shown = done("plans", "-s", "high-pay", "--draws", "100", "-o", "out")
    assert max(len(line) for line in shown.splitlines()) <= 80
    assert "Largest gap as a share of expenditure: Area 0" in shown
    assert sorted(file.name for file in (folder / "out").iterdir() if file.is_file()) == [".mtfp-lock", *FILES]
    rows = list(csv.DictReader(io.StringIO((folder / "out/results.csv").read_text(encoding="utf-8"))))
    told = json.loads((folder / "out/results.json").read_text(encoding="utf-8"))
    validate(told, RESULT_SCHEMA)
    assert of_csv((folder / "out/results.csv").read_text(encoding="utf-8")) == of_json(told)
    assert {(check["plan"], check["scenario"]) for check in told["checks"] if "scenario" in check} == {
        (row["plan"], row["scenario"]) for row in rows if row["table"] == "checks"
    }
    assert {row["plan"] for row in rows} == {"Area 00", "Area 01x", "Area 02xx"}
    assert {row["scenario"] for row in rows} == {"base", "high-pay"}
    ranked = list(csv.DictReader(io.StringIO((folder / "out/ranking.csv").read_text(encoding="utf-8"))))
    assert len({row["plan"] for row in ranked}) == 3


def test_the_manifest_says_what_made_it_and_which_files(folder):
    done("plans", "-s", "high-pay", "--draws", "100", "-o", "out", "--workers", "2")
    told = manifest(folder / "out")
    assert told["command"] == [
        *("mtfp", "batch", "plans", "-s", "high-pay", "--draws", "100", "--seed", "1", "--sampler", "random"),
        *("--confidence", "80%", "--confidence", "95%"),
    ]  # fmt: skip
    assert [plan["status"] for plan in told["plans"]] == ["done"] * 3
    assert all(len(plan["plan_digest"]) == len(plan["results_digest"]) == 64 for plan in told["plans"])
    for name, digest in told["files"].items():
        assert hashlib.sha256((folder / "out" / name).read_bytes()).hexdigest() == digest
    assert sorted([*told["files"], "manifest.json"]) == FILES


def test_the_command_of_the_manifest_gives_the_same_again(folder):
    done("plans", "-s", "high-pay", "--draws", "100", "--gap-over", "1k", "--confidence", "90%", "-o", "out")
    done(*manifest(folder / "out")["command"][2:], "-o", "again")
    for name in FILES:
        assert (folder / "out" / name).read_bytes() == (folder / "again" / name).read_bytes()


def test_inputs_are_stored_with_the_results(folder):
    done("plans", "--draws", "20", "-o", "out")
    inputs = json.loads((folder / "out/inputs.json").read_text(encoding="utf-8"))["inputs"]
    assert inputs["Area 00"]["plan"]["reserves"]["general"]["opening"] == 600


def test_parquet_holds_the_same(folder):
    from pyarrow import parquet

    done("plans", "--draws", "20", "-o", "out", "--parquet")
    table = parquet.read_table(folder / "out/results.parquet")
    rows = list(csv.DictReader(io.StringIO((folder / "out/results.csv").read_text(encoding="utf-8"))))
    assert table.column("row").to_pylist() == [row["row"] for row in rows]
    assert table.column("value").to_pylist() == [float(row["value"]) for row in rows]
    assert json.loads(table.schema.metadata[b"manifest"])["draws"] == 20
    done("plans", "--draws", "20", "-o", "out", "--parquet")  # in place of its own


def test_bad_plans_are_reported_and_the_others_have_results(folder):
    for path, code in zip(write_plans(folder / "more", 9), BROKEN, strict=False):
        BROKEN[code](path)
        path.write_bytes(path.read_bytes().replace(b"Area", b"Spot"))
    result = batch("plans", "more", "--draws", "20", "-o", "out")
    assert result.exit_code == 3
    assert "5 of 12 plans have results" in result.stderr.splitlines()[-1]
    assert all(f"error[{code}]" in result.stderr for code in BROKEN)
    assert "Plans without results: more/area-00/plan.yaml" in result.stdout.replace("\n", " ")
    assert [plan["status"] for plan in manifest(folder / "out")["plans"]] == ["done"] * 3 + ["refused"] * 7 + [
        "done"
    ] * 2


@pytest.mark.parametrize(
    ("change", "words", "code", "message"),
    [
        (("notes:", ""), (), 0, "3 of 3 plans have results."),
        (("opening: 600", "opening: 1"), (), 1, "1 check failed"),
        (("years: 3", "years: 11"), (), 3, "2 of 3 plans"),
        (("years: 3", "years: 3"), ("empty",), 3, "there is no plan in this folder"),
        (("years: 3", "years: 3"), ("nowhere.yaml",), 4, "nowhere.yaml: can't be read: No such file"),
        (("years: 3", "years: 3"), ("--memory", "100kB"), 6, "allow --memory"),
        (("years: 3", "years: 3"), ("-s", "hihg-pay"), 3, "did you mean `high-pay`"),
        (("years: 3", "years: 3"), ("-s", "high-pay", "-s", "high-pay"), 2, "is given twice"),
        (("years: 3", "years: 3"), ("-s", "plans/dear.yaml", "-s", "dear.yaml"), 2, "two scenarios are called dear"),
        (("years: 3", "years: 3"), ("--rank-by", "gpa"), 2, "did you mean `gap`"),
        (("years: 3", "years: 3"), ("--scheduler", "tcp://here:1", "--workers", "2"), 2, "--workers is for this"),
        (("years: 3", "years: 3"), ("--parquet",), 2, "name a folder with --output"),
        (("years: 3", "years: 3"), ("--sampler", "sobol", "--draws", "12"), 2, "use 16"),
        (("years: 3", "years: 3"), ("--gap-over", "2bn"), 2, "write it like 500k"),
    ],
)  # fmt: skip
def test_how_it_ends(change, words, code, message, folder):
    (folder / "empty").mkdir()
    shutil.copy(folder / "plans/dear.yaml", folder / "dear.yaml")
    path = folder / "plans/area-01/plan.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    result = batch("plans", "--draws", "200", *words)
    assert (result.exit_code, message in result.stderr) == (code, True), result.stderr


def test_a_second_run_draws_nothing_and_gives_the_same(folder):
    once, again = (done("plans", "--draws", "100", "-o", "out") for _ in range(2))
    assert once == again
    (folder / "elsewhere").mkdir()
    done("plans", "--draws", "100", "-o", "third", "--store", "out/store")
    assert not (folder / "third/store").exists()
    assert manifest(folder / "third") == manifest(folder / "out")


def test_without_a_folder_nothing_is_left_behind(folder, monkeypatch):
    (folder / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder / "tmp"))
    done("plans", "--draws", "100")
    assert list((folder / "tmp").iterdir()) == []


def test_files_that_mtfp_did_not_write_are_refused_before_any_work(folder):
    (folder / "out").mkdir()
    (folder / "out/results.csv").write_text("mine", encoding="utf-8")
    refused = batch("plans", "--draws", "100", "-o", "out")
    assert (refused.exit_code, len(refused.stderr.splitlines())) == (4, 1)
    assert (folder / "out/results.csv").read_text(encoding="utf-8") == "mine"
    assert not (folder / "out/store").exists()
    done("plans", "--draws", "100", "-o", "out", "--force")


def test_a_second_run_into_a_folder_is_refused_in_a_line(folder):
    with alone_in(folder / "out"):
        refused = batch("plans", "--draws", "100", "-o", "out")
    assert refused.exit_code == 4
    assert (
        refused.stderr
        == "can't read or write out: another run is writing into this folder; wait for it, or name another folder\n"
    )
    done("plans", "--draws", "100", "-o", "out")


def test_a_dead_run_holds_no_folder(folder):
    holding = (
        "import sys, time; from pathlib import Path; from mtfp.batch.work.lock import alone_in\n"
        "with alone_in(Path('out')): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", holding], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        assert batch("plans", "--draws", "100", "-o", "out").exit_code == 4
        holder.kill()
        holder.wait()
    done("plans", "--draws", "100", "-o", "out")


def test_many_runs_into_one_folder_leave_one_whole_result(folder):
    words = ["plans", "--draws", "100", "-o", "out", "-q"]
    runs = [
        subprocess.Popen([sys.executable, "-c", MAIN, "batch", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(size(ordinary=3, long=6))
    ]
    told = [run.communicate(timeout=120)[1] for run in runs]
    codes = [run.returncode for run in runs]
    assert set(codes) <= {0, 4}
    assert 0 in codes
    assert all(b"another run is writing" in said for said, code in zip(told, codes, strict=True) if code == 4)
    for name, digest in manifest(folder / "out")["files"].items():
        assert hashlib.sha256((folder / "out" / name).read_bytes()).hexdigest() == digest


LARGE_NEVER_ENDS = """
import mtfp.batch.work.unit as its
ends = its.draw_block
its.draw_block = lambda plans, *words: (without_end if plans["base"].name == "Large" else ends)(plans, *words)
"""
"""For work in the command's own process: workers in processes of their own read the program anew."""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_is_answered_at_once(workers, folder):
    """Also where a block takes several seconds, or never ends; nothing is half-written, and no process stays.

    A small plan comes before the large one: once it is summed up, workers are at the large one's block or idle.
    """
    (folder / "large.yaml").write_text(json.dumps(large()), encoding="utf-8")
    few = ["plans/area-00", "large.yaml", "--draws", str(BLOCK), "--workers", str(workers), "--memory", "8GB"]
    with at_work(["batch", *few, "-o", "out"], but=LARGE_NEVER_ENDS) as command:
        if workers == 1:
            command.wait_for((folder / "begun").exists)
            shown, said = command.interrupt()
        else:
            command.wait_for(lambda: list((folder / "out" / "store").rglob("??/*.json")))
            command.goes_on(0.5)  # until the small plan's outcome is known too
            shown, said = command.interrupt_while_workers_stand_still()
    assert (command.run.returncode, shown, said.splitlines()[-1]) == (130, "", "interrupted")
    assert [file.name for file in (folder / "out").iterdir() if file.is_file()] == [".mtfp-lock"]
    with alone_in(folder / "out"):
        pass


def test_ctrl_c_is_answered_at_once_if_dask_does_the_work(folder):
    (folder / "large.yaml").write_text(json.dumps(large()), encoding="utf-8")
    few = ["plans/area-00", "large.yaml", "--draws", str(BLOCK), "--memory", "8GB", "-o", "out"]
    with dask_scheduler() as address, at_work(["batch", *few, "--scheduler", address]) as command:
        command.wait_for(lambda: list((folder / "out" / "store").rglob("??/*.json")))
        shown, said = command.interrupt()
    assert (command.run.returncode, shown, said.splitlines()[-1]) == (130, "", "interrupted"), shown + said
    assert [file.name for file in (folder / "out").iterdir() if file.is_file()] == [".mtfp-lock"]


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_at_random_moments_it_comes_to_the_same(workers, folder):
    """Killed whenever some more units are done, wherever it then is; every run goes on from what there is."""
    kills, blocks = size(ordinary=3, long=10), size(ordinary=5, long=15)
    words = ["plans", "-s", "high-pay", "--draws", str(blocks * BLOCK), "-q", "--workers", str(workers)]
    done(*words, "-o", "whole")
    chance = random.Random(5)  # noqa: S311 - nothing here is secret
    command = [sys.executable, "-c", MAIN, "batch", *words, "-o", "out"]
    killed = 0
    while killed < kills:
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
            at_work = more_units(run, folder / "out" / "store", chance.randint(1, 3 * blocks // kills))
            time.sleep(chance.uniform(0, 0.1))  # somewhere in the next unit, which takes about that
            run.kill()
            run.communicate()
        killed += at_work
        if not at_work:  # it got to the end: begin anew
            shutil.rmtree(folder / "out")
    subprocess.run(command, check=True, capture_output=True)
    assert manifest(folder / "out") == manifest(folder / "whole")


def more_units(run: subprocess.Popen, store: Path, wanted: int) -> bool:
    """Wait until so many more units are in the store, and return False if the run ends before."""
    before = seen = set(store.rglob("*.npz"))
    while len(seen - before) < wanted:
        if run.poll() is not None:
            return False
        seen = seen | set(store.rglob("*.npz"))
        time.sleep(0.01)
    return True


class Faults:
    """The n-th call that touches the disk fails, as on one that is full, read-only, or broken, in turn."""

    errors = itertools.cycle([errno.ENOSPC, errno.EROFS, errno.EIO])

    def __init__(self, monkeypatch) -> None:
        self.left = -1
        faults = self

        class Failing(io.FileIO):
            def write(self, content):
                faults.count(self.name)
                return super().write(content)

        def opened(path, mode="r", *more, **named):
            if mode not in ("x+b", "ab"):
                return plain(path, mode, *more, **named)
            self.count(path)
            raw = Failing(path, "x+" if mode == "x+b" else "a")
            return io.BufferedRandom(raw, 1 << 20) if mode == "x+b" else raw

        plain = Path.open
        monkeypatch.setattr(Path, "open", opened)
        for owner, name in ((os, "replace"), (os, "fsync"), (Path, "mkdir")):
            monkeypatch.setattr(owner, name, self.failing(getattr(owner, name)))

    def failing(self, call):
        def called(path, *words, **named):
            self.count(path)
            return call(path, *words, **named)

        return called

    def count(self, path: object) -> None:
        self.left -= 1
        if self.left == 0:
            raise OSError(error := next(self.errors), os.strerror(error), str(path))


def test_any_failing_call_gives_one_line_and_no_incomplete_file(folder, monkeypatch):
    for other in ("area-01", "area-02"):
        shutil.rmtree(folder / "plans" / other)
    done("plans", "--draws", "30", "-o", "whole")
    whole = {name: (folder / "whole" / name).read_bytes() for name in FILES}
    faults = Faults(monkeypatch)
    for number in range(1, 1000):
        shutil.rmtree(folder / "out", ignore_errors=True)
        faults.left = number
        result = batch("plans", "--draws", "30", "-o", "out", "-q")
        left, faults.left = faults.left, -1
        if left > 0:
            break
        assert result.exit_code == 4, (number, result.stderr)
        assert result.stderr.startswith("can't read or write"), number
        assert len(result.stderr.splitlines()) == 1, number
        there = [file for file in (folder / "out").rglob("*") if file.is_file()] if (folder / "out").exists() else []
        assert not [file for file in there if file.name.startswith(".mtfp-") and file.name != ".mtfp-lock"], number
        assert all(file.read_bytes() == whole[file.name] for file in there if file.name in whole), number
    assert number > 30
    assert result.exit_code == 0


def test_progress_goes_to_standard_error(folder):
    result = batch("plans", "--draws", "5000")
    assert "15,000 of 15,000 draws, 100%" in result.stderr
    assert "\r" not in result.stderr
    assert "draws," not in batch("plans", "--draws", "5000", "--no-progress").stderr
    assert batch("plans", "--draws", "5000", "-q").stderr == ""
    assert "draws" in on_a_terminal(["batch", "plans", "--draws", "9000"])


def test_what_a_policy_makes_fatal_is_shown_and_fails(folder):
    (folder / "rules.yaml").write_text("mtfp: 1\npolicy: all\nfatal: [W502]\n", encoding="utf-8")
    result = batch("plans", "--draws", "20", "--policy", "rules.yaml", "-o", "out")
    assert result.exit_code == 1
    assert "warning[W502]: `pay` doesn't say when it was last reviewed" in result.stderr
    assert result.stderr.splitlines()[-1] == "3 of 3 plans have results, 9 fatal warnings."
    assert "21 warnings in 3 plans; listed in out/manifest.json." in result.stderr
    assert manifest(folder / "out")["policy"] == {
        "as_of": None,
        "file": "rules.yaml",
        "content": {"mtfp": 1, "policy": "all", "fatal": ["W502"]},
    }
    done("plans", "--draws", "20", "-o", "out")


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("--as-of", "2026-01-01"), 2, "add --policy FILE"),
        (("--policy", "rules.yaml", "--as-of", "soon"), 2, "--as-of: soon is not a date"),
        (("--policy", "nowhere.yaml"), 4, "can't read or write nowhere.yaml"),
        (("--policy", "rules.yaml"), 3, "add `as_of:` with a date, or give a date with --as-of"),
        (("--policy", "plans/area-00/plan.yaml"), 3, "this is not a policy: the key `policy:` is missing"),
    ],
)
def test_policies_that_cannot_be_used(words, code, message, folder):
    (folder / "rules.yaml").write_text("mtfp: 1\npolicy: all\nstale_after: 6\n", encoding="utf-8")
    result = batch("plans", "--draws", "20", *words)
    assert (result.exit_code, message in result.stderr) == (code, True), result.stderr


def test_plans_added_up_are_shown_first_and_are_in_every_file(folder):
    shown = done("plans", "-s", "high-pay", "--draws", "50", "--rollup", "-o", "out", "--parquet")
    assert shown.index("3 plans together: in 8 of 10 draws, 2028/29") < shown.index("Ranking")
    for name in ("results.csv", "results.json", "results.parquet"):
        assert b"rollup" in (folder / "out" / name).read_bytes()
    told = manifest(folder / "out")
    assert told["rollup"] == {
        "plans": ["Area 00", "Area 01x", "Area 02xx"],
        "scenarios": ["base", "high-pay"],
        "national": {},
        "findings": [],
    }
    done(*told["command"][2:], "-o", "again")
    assert manifest(folder / "again")["run_digest"] == told["run_digest"]
    done("plans", "-s", "high-pay", "--draws", "50", "-o", "without")
    assert manifest(folder / "without")["run_digest"] != told["run_digest"]


def test_an_incomplete_sum_fails(folder):
    changed("years: 3", "years: 11")(folder / "plans/area-01/plan.yaml")
    result = batch("plans", "--draws", "20", "--rollup")
    assert result.exit_code == 3
    assert "error[E505]: the sum of all plans is incomplete: Area 01x has no results" in result.stderr
    assert batch("plans", "--rollup", "--sampler", "sobol", "--draws", "16").exit_code == 2


def test_a_store_of_an_earlier_release_is_a_warning_shown_once_and_in_json(folder):
    for out in ("out", "other"):
        earlier(folder / out / "store")
    result = batch("plans", "--draws", "60", "-o", "out", "--format", "json")
    assert (result.exit_code, result.stderr.count("W611]: mtfp 0.2.0 or earlier wrote entries")) == (0, 1)
    assert "fix:  delete this folder, or name another folder with --store" in result.stderr
    for text in (result.stdout, (folder / "out/results.json").read_text(encoding="utf-8")):
        (finding,) = [each for each in json.loads(text)["findings"] if each["code"] == "W611"]
        assert (finding["severity"], finding["file"]) == ("warning", "out/store")
    assert "W611" not in batch("plans", "--draws", "60", "-o", "out").stderr
    assert batch("plans", "--draws", "60", "-o", "other", "-q").stderr == ""


def test_a_policy_may_make_a_store_of_an_earlier_release_fatal(folder):
    earlier(folder / "store")
    (folder / "p.yaml").write_text("mtfp: 1\npolicy: p\nfatal: [W611]\n", encoding="utf-8")
    words = ("--policy", "p.yaml", "--store", "store", "--junit", "junit.xml", "--summary", "summary.md", "--github")
    result = batch("plans", "--draws", "60", *words)
    assert (result.exit_code, result.stderr.count("W611]: ")) == (1, 1)
    assert result.stderr.count("::error file=store") == 1
    assert "W611, fatal by the policy" in (folder / "junit.xml").read_text(encoding="utf-8")


def test_a_store_of_an_earlier_release_is_a_warning_in_a_summary(folder):
    earlier(folder / "store")
    done("plans", "--draws", "60", "--store", "store", "--summary", "summary.md", "-q")
    assert "| all plans | W611: " in (folder / "summary.md").read_text(encoding="utf-8")


def test_a_baseline_of_an_earlier_release_is_refused_before_any_work(folder):
    as_earlier(folder / "was", "0.2.0")
    result = batch("plans", "--draws", "60", "-o", "out", "--baseline", "was")
    assert (result.exit_code, result.stdout, "draws," in result.stderr) == (3, "", False)
    assert "was/manifest.json: error[E512]: mtfp 0.2.0 wrote this baseline" in result.stderr
    assert f"with mtfp {__version__}: mtfp batch 'all plans' -s dear --draws 60 -o was" in result.stderr
    assert not (folder / "out").exists()


def test_results_of_an_earlier_release_are_replaced_without_force(folder):
    as_earlier(folder / "out", "0.2.0")
    (folder / "out/results.csv").write_text(EARLIER_HEADER, encoding="utf-8")
    done("plans", "--draws", "60", "-o", "out")
    assert (folder / "out/results.csv").read_text(encoding="utf-8").startswith(f"{HEADER}\n")


def test_too_many_workers_are_refused_before_any_starts(folder):
    result = batch("plans", "--workers", "100000000")
    assert result.exit_code == 2
    assert "less than or equal to 1024" in " ".join(result.stderr.split())
