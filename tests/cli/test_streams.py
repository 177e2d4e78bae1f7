"""Standard streams that are closed, full or read by a CI service, and signals: exit codes are as documented."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mtfp.batch.work.lock import LOCK, TEMPORARY
from mtfp.reports.files.guard import harmless
from tests.cli.interrupted import at_work
from tests.cli.terminal import MAIN
from tests.simulation.sampled import SMALL

pytestmark = pytest.mark.skipif(os.name == "nt", reason="closes and fills streams as a Unix shell does")
PLAN = "plan.yaml"
COMMANDS = {
    f"check {PLAN}": 0,
    f"project {PLAN} --format csv": 0,
    "check failing.yaml": 1,
    f"project {PLAN} --nosuch": 2,
    "check bad.yaml": 3,
    "check none.yaml": 4,
    f"simulate {PLAN} --draws 100000000 --disk 1MB": 6,
}
"""Commands with their exit codes, one for each that a user can cause."""
full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")


def shell(words: str, redirected: str = "") -> "subprocess.CompletedProcess[str]":
    """Run a command with the redirections of a shell; COMMAND is where it goes in a script, else first."""
    command = f'"{sys.executable}" -c "{MAIN}" {words}'
    script = redirected.replace("COMMAND", command) if "COMMAND" in redirected else f"{command} {redirected}"
    return subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch) -> Path:
    """The working folder, with plans that have no error, one error, and a check that fails."""
    monkeypatch.chdir(tmp_path)
    sound = SMALL.replace("opening: 60", "opening: 600").replace("at_most: 50%", "at_most: 90%")
    (tmp_path / PLAN).write_text(sound, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(sound.replace("budget:", "budgte:"), encoding="utf-8")
    failing = f"{sound}  - {{name: no cost, of: expenditure, at_most: 0}}\n"
    (tmp_path / "failing.yaml").write_text(failing, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("command", "code"), COMMANDS.items())
def test_every_exit_code_is_kept_whatever_becomes_of_messages(command, code):
    for redirected in ("2>&-", "2>/dev/full" if Path("/dev/full").exists() else "2>&-"):
        done = shell(command, redirected)
        assert (done.returncode, "Traceback" in done.stderr + done.stdout) == (code, False), (redirected, done.stderr)


WRITING = (f"check {PLAN}", f"project {PLAN} --format json", "--version", "--help", "scenarios")


@pytest.mark.parametrize("command", WRITING)
@pytest.mark.parametrize("redirected", [">&-", pytest.param(">/dev/full", marks=full)])
def test_results_that_can_not_be_written_are_code_4(command, redirected):
    done = shell(command, redirected)
    assert done.returncode == 4
    assert done.stderr.splitlines()[-1].startswith("can't read or write standard output: "), done.stderr
    assert "Traceback" not in done.stderr


def test_streams_that_are_not_used_may_be_closed(folder):
    assert shell(f"project {PLAN} -o out.csv", "<&- >&- 2>&-").returncode == 0
    assert (folder / "out.csv").read_text(encoding="utf-8").startswith("plan,scenario")
    closed = shell("project -", "<&-")
    assert (closed.returncode, closed.stderr) == (4, "can't read or write standard input: Bad file descriptor\n")


@full
def test_a_full_disk_names_the_file():
    done = shell(f"project {PLAN} -o /dev/full --format csv")
    assert (done.returncode, done.stderr) == (4, "can't read or write /dev/full: No space left on device\n")


@pytest.mark.parametrize("words", [f"project {PLAN}", "--help", f"project {PLAN} --table all --format json"])
def test_a_reader_that_stops_changes_nothing(words):
    done = shell(words, "{ COMMAND 2>err; echo $? >code; } | head -c 1")
    assert (done.stdout, Path("code").read_text()) == (done.stdout[:1], "0\n")
    assert "Traceback" not in Path("err").read_text()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_a_signal_ends_a_run_and_sweeps_its_temporary_folder(number, code, folder, monkeypatch):
    if signal.getsignal(number) is signal.SIG_IGN:
        pytest.skip("whoever runs this ignores the signal, as nohup does, and so does mtfp")
    (folder / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", f"{folder / 'tmp'}")
    endless = "import mtfp.batch.work.unit as its; its.draw_block = without_end"
    with at_work(["batch", PLAN, "--workers", "1"], but=endless) as command:
        command.wait_for((folder / "begun").exists)
        os.kill(command.run.pid, number)
        said = command.run.communicate(timeout=60)[1].splitlines()[-1]
    assert (command.run.returncode, said) == (code, "interrupted" if number == signal.SIGINT else "terminated")
    assert not list((folder / "tmp").glob(f"{TEMPORARY}*"))


def test_a_killed_run_leaves_a_folder_that_the_next_run_sweeps(folder, monkeypatch):
    (folder / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", f"{folder / 'tmp'}")
    endless = "import mtfp.batch.work.unit as its; its.draw_block = without_end"
    with at_work(["batch", PLAN, "--workers", "1"], but=endless) as command:
        command.wait_for((folder / "begun").exists)
        left = list((folder / "tmp").glob(f"{TEMPORARY}*"))
        shell(f"batch {PLAN} --draws 100 -q")
        assert left[0].exists(), "the folder of a run that is still at work stays"
        command.run.kill()
        command.run.communicate()
    assert (left[0] / LOCK).exists()
    shell(f"batch {PLAN} --draws 100 -q")
    assert not list((folder / "tmp").glob(f"{TEMPORARY}*"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::a", ": :error::a"),
        (" \t\u00a0::error::a", " \t\u00a0: :error::a"),
        ("a ::error::b", "a ::error::b"),
        ("a ##[error]b", "a ## [error]b"),
        ("##vso[task.setvariable]", "## vso[task.setvariable]"),
        ("one\r::two\n::three", "one\r: :two\n: :three"),
        ("## Heading", "## Heading"),
    ],
)
def test_orders_are_made_harmless_wherever_a_write_ends(text, shown):
    """By one write, and by two with any cut between them."""
    from mtfp.reports.files.guard import Guarded

    assert harmless(text.encode()).decode() == shown
    for cut in range(len(text.encode())):
        reading, writing = os.pipe()
        with open(writing, "wb", buffering=0) as raw:
            guarded = Guarded(raw, lossy=False)
            guarded.write(text.encode()[:cut])
            guarded.write(text.encode()[cut:])
        with open(reading, "rb") as stream:
            assert stream.read().decode() == shown


@pytest.mark.parametrize(("where", "lie"), [("", "::error::spoofed"), ("2>&1", "##[error]spoofed")])
def test_no_line_is_an_order_without_github_either(where, lie, folder):
    text = (folder / PLAN).read_text(encoding="utf-8")
    name = text.split("name: ")[1].split("\n")[0]
    (folder / "lie.yaml").write_text(text.replace(f"name: {name}", f'name: "{lie}"'), encoding="utf-8")
    for command in ("project lie.yaml", "project lie.yaml --format csv", "check lie.yaml", f'check "{lie}"'):
        done = shell(command, where)
        lines = (done.stdout + done.stderr).splitlines()
        assert not [line for line in lines if line.lstrip().startswith("::") or "##[" in line], command


def test_annotations_still_reach_the_service():
    done = shell("check bad.yaml --format github")
    assert done.stdout.startswith("::error file=bad.yaml,line=")
