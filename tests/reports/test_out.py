"""Reports arrive: on terminals that know few letters, in pipes that close, in files whole or not at all."""

import errno
import io
import os
import pathlib
import subprocess
import sys

import pytest
from tables import comparison, statement

from mtfp.reports.files import replace
from mtfp.reports.files.out import terminal_width, to_file, to_stdout, wants_style
from mtfp.reports.formats import FORMATS, write

IMPORT = "import sys; from mtfp.reports.files.out import to_stdout\n"
PRINT = IMPORT + r"to_stdout('\xa35k \u2212 M\xf2r\u2026 \u2500\u2192 \u4f60\n'{})"


def run(code: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    known = {**os.environ, **environment}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, env=known, check=False)


@pytest.mark.parametrize(
    ("encoding", "printed"),
    [
        ("utf-8", "£5k − Mòr… ─→ 你\n".encode()),
        ("cp1252", "£5k - Mòr… --> ?\n".encode("cp1252")),
        ("cp437", "£5k - Mòr... ─-> ?\n".encode("cp437")),
        ("ascii", b"GBP 5k - Mor... --> ?\n"),
    ],
)
def test_every_encoding_gets_letters_that_it_has(encoding, printed):
    done = run(PRINT.format(""), PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (done.returncode, done.stdout, done.stderr) == (0, printed, b"")


def test_what_programs_read_is_utf_8_in_a_pipe():
    done = run(PRINT.format(", exact=True"), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stdout.decode("utf-8")) == (0, "£5k − Mòr… ─→ 你\n")


def test_a_stream_without_bytes_beneath_takes_text(monkeypatch):
    monkeypatch.setattr(sys, "stdout", stream := io.StringIO())
    to_stdout("−£5k\n")
    assert stream.getvalue() == "−£5k\n"


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_table_is_laid_out_in_the_letters_of_its_encoding(encoding):
    text = write([statement()], "table", encoding=encoding)
    text.encode(encoding)
    assert max(map(len, text.split("\n"))) <= 80
    assert ("\n£k" in text) == (encoding == "cp1252")
    assert ("\nGBP k" in text) == (encoding == "ascii")


@pytest.mark.skipif(os.name == "nt", reason="pipes of Windows close otherwise")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_closed_pipe_is_quiet_and_leaves_the_exit_code_to_the_command(monkeypatch, unbuffered):
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    code = IMPORT + "to_stdout('gap\\n' * 500_000); print('more'); sys.exit(7)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.wait() == 7
        assert process.stderr.read() == b""


@pytest.mark.skipif(not pathlib.Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_behind_standard_output_raises_once():
    code = IMPORT + "try: to_stdout('gap')\nexcept OSError as error: sys.exit(error.errno)"
    with open("/dev/full", "wb") as full:
        done = subprocess.run([sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (errno.ENOSPC, b"")


@pytest.mark.parametrize("format", [each.name for each in FORMATS])
@pytest.mark.parametrize("layout", ["table", "list"])
def test_a_file_that_mtfp_wrote_is_replaced_and_is_utf_8(tmp_path, format, layout):
    file = tmp_path / "report"
    for tables in ([statement()], [comparison()]):
        to_file(file, write(tables, format, layout=layout, manifest={"plan": "glenshire"}))
    assert "£" in file.read_bytes().decode("utf-8")
    assert b"\r" not in file.read_bytes()
    assert "Glenshire: the plan" not in file.read_text("utf-8")
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    "earlier",
    [
        "plan,scenario,table,row,year,statistic,value,unit\nA,base,gap,gap,2026/27,central,1.0,£k\n",
        '{\n  "schema_version": 1,\n  "manifest": {},\n  "result": [],\n  "warnings": []\n}\n',
    ],
    ids=["csv", "json"],
)
def test_a_file_of_an_earlier_release_is_replaced_like_todays(tmp_path, earlier):
    file = tmp_path / "results"
    file.write_text(earlier, "utf-8")
    to_file(file, text := write([statement()], "csv"))
    assert file.read_text("utf-8") == text


@pytest.mark.parametrize(
    "theirs", ["My notes\n", "plan,scenario\n", '{"schema_version": 1}\n', "# Written by me.", "\x00\xff"]
)
def test_a_file_that_somebody_else_wrote_stays_unless_forced(tmp_path, theirs):
    file = tmp_path / "notes.txt"
    file.write_text(theirs, "latin-1")
    with pytest.raises(FileExistsError, match="mtfp did not write it") as refusal:
        to_file(file, "gap\n")
    assert str(file) in str(refusal.value)
    assert file.read_text("latin-1") == theirs
    to_file(file, "gap\n", force=True)
    assert file.read_text("utf-8").startswith("gap\n")


def test_a_plan_is_its_authors_even_where_mtfp_wrote_the_first_draft(tmp_path):
    plan = tmp_path / "plan.yaml"
    to_file(plan, "mtfp: 1\n", force=True)
    assert plan.read_text("utf-8") == "mtfp: 1\n"
    plan.write_text("mtfp: 1\n\n# Written by mtfp.\n", "utf-8")
    with pytest.raises(FileExistsError):
        to_file(plan, "gap\n")


def test_an_empty_file_may_be_written(tmp_path):
    (tmp_path / "new").touch()
    to_file(tmp_path / "new", "gap\n")
    assert (tmp_path / "new").stat().st_size


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_what_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, failing):
    file = tmp_path / "gap.csv"
    to_file(file, before := write([statement()], "csv"))

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(replace.os, failing, fail)
    with pytest.raises(OSError, match="No space left"):
        to_file(file, write([comparison()], "csv"))
    with pytest.raises(OSError, match="No space left"):
        to_file(tmp_path / "other.csv", before)
    assert file.read_text("utf-8") == before
    assert list(tmp_path.iterdir()) == [file]


def test_left_overs_of_killed_writers_are_swept_but_not_those_still_written(tmp_path):
    old, new = tmp_path / ".mtfp-00.tmp", tmp_path / ".mtfp-11.tmp"
    for left in (old, new):
        left.write_text("half")
    os.utime(old, (1_000_000, 1_000_000))
    to_file(tmp_path / "report.txt", "gap\n")
    assert {path.name for path in tmp_path.iterdir()} == {new.name, "report.txt"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_rights_and_links_are_kept(tmp_path):
    file, link = tmp_path / "report.txt", tmp_path / "link.txt"
    to_file(file, "gap\n")
    plain = tmp_path / "plain"
    plain.touch()
    assert file.stat().st_mode == plain.stat().st_mode
    file.chmod(0o640)
    link.symlink_to(file)
    to_file(link, "new gap\n")
    assert link.is_symlink()
    assert file.read_text("utf-8").startswith("new gap")
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(IsADirectoryError):
        to_file(tmp_path, "gap\n", force=True)
    with pytest.raises(FileNotFoundError):
        to_file(tmp_path / "none" / "report.txt", "gap\n")


@pytest.mark.skipif(os.name == "nt", reason="no such device")
def test_a_device_is_written_into_and_not_replaced():
    to_file(os.devnull, "gap\n")
    assert not pathlib.Path(os.devnull).is_file()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.skipif(os.name == "nt", reason="its terminals are told by other signs")
@pytest.mark.parametrize(
    ("stream", "environment", "styled"),
    [
        (Terminal(), {}, True),
        (Terminal(), {"NO_COLOR": ""}, True),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (Terminal(), {"TERM": "dumb"}, False),
        (io.StringIO(), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_style_is_for_terminals_that_want_it(stream, environment, styled):
    assert wants_style(stream, environment) is styled


@pytest.mark.parametrize(("columns", "width"), [("100", 100), ("10", 40), ("1000", 240), ("", 80), ("x", 80)])
def test_the_width_is_the_terminals_within_reason(monkeypatch, columns, width):
    monkeypatch.setenv("COLUMNS", columns)
    if columns in ("", "x"):
        monkeypatch.setattr(os, "get_terminal_size", lambda *_: os.terminal_size((0, 0)))
    assert terminal_width() == width
