"""Reports arrive: on terminals that know few letters, in pipes that close, in files whole or not at all."""

import dataclasses
import errno
import io
import math
import os
import pathlib
import subprocess
import sys
import textwrap

import pytest
from tables import comparison, document_of, statement, written

from mtfp.reports.deliver import deliver, may_write
from mtfp.reports.files import replace
from mtfp.reports.files.out import terminal_width, to_stdout, wants_style
from mtfp.reports.formats import FORMATS, Kind, format_named
from mtfp.reports.page import Page
from mtfp.results.table import Row, Table

WORDY = [each for each in FORMATS if Kind.WORDS in each.kinds]
"""Formats that have room for a paragraph."""
IMPORT = "import sys; from mtfp.reports.files.out import to_stdout\n"
PRINT = r"\xa35k \u2212 M\xf2r\u2026 \u2500\u2192 \u4f60\n"
TO_TERMINAL = f"""
import io, sys
class Terminal(io.TextIOWrapper):
    def isatty(self):
        return True
sys.stdout = Terminal(sys.stdout.buffer, encoding=sys.stdout.encoding)
{IMPORT}to_stdout('{PRINT}')"""
DOCUMENT = """
import sys
from mtfp.documents.blocks import Prose
from mtfp.documents.document import Document
from mtfp.reports.deliver import deliver
from mtfp.reports.formats import format_named
from mtfp.reports.page import Page
paragraph = Document("Glenshire", (Prose("gap \u2212\xa35k"),) * {count})
deliver(paragraph, format_named({format!r}), Page(encoding={encoding!r}), {file})
"""
"""A program that delivers a document of paragraphs."""


def delivering(format: str = "table", count: int = 1, encoding: str = "utf-8", file: str = "None") -> str:
    return DOCUMENT.format(format=format, count=count, encoding=encoding, file=file)


def put(file: pathlib.Path, *tables: Table, format: str = "table", force: bool = False) -> None:
    """Deliver tables to a file."""
    deliver(document_of(tables or [statement()]), format_named(format), Page(), file, force=force)


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
    done = run(TO_TERMINAL, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (done.returncode, done.stdout, done.stderr) == (0, printed, b"")


def test_a_pipe_gets_utf_8():
    done = run(f"{IMPORT}to_stdout('{PRINT}')", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stdout.decode("utf-8")) == (0, "£5k − Mòr… ─→ 你\n")


def test_a_stream_without_bytes_beneath_takes_text(monkeypatch):
    monkeypatch.setattr(sys, "stdout", stream := io.StringIO())
    to_stdout("−£5k\n")
    assert stream.getvalue() == "−£5k\n"


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_table_is_laid_out_in_the_letters_of_its_encoding(encoding):
    text = written([statement()], "table", Page(encoding=encoding))
    text.encode(encoding)
    assert max(map(len, text.split("\n"))) <= 80
    assert ("\n£k" in text) == (encoding == "cp1252")
    assert ("\nGBP k" in text) == (encoding == "ascii")


@pytest.mark.skipif(os.name == "nt", reason="pipes of Windows close otherwise")
@pytest.mark.parametrize("writes", [f"{IMPORT}to_stdout('gap\\n' * 500_000)\n", delivering(count=20_000)])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_closed_pipe_is_quiet_and_leaves_the_exit_code_to_the_command(monkeypatch, unbuffered, writes):
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    code = writes + "print('more'); sys.exit(7)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.wait() == 7
        assert process.stderr.read() == b""


@pytest.mark.skipif(not pathlib.Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize("writes", [f"{IMPORT}to_stdout('gap')", *(delivering(each.name) for each in WORDY)])
def test_a_full_disk_behind_standard_output_raises_once(writes):
    code = "import sys\ntry:\n" + textwrap.indent(writes, "    ") + "\nexcept OSError as error: sys.exit(error.errno)"
    with open("/dev/full", "wb") as full:
        done = subprocess.run([sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (errno.ENOSPC, b"")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("file", ["pathlib.Path('-')", "pathlib.Path('/dev/stdout')", "pathlib.Path('/dev/fd/1')"])
@pytest.mark.parametrize("format", ["table", "html", "sheet"])
def test_standard_output_has_several_names_and_gets_no_mark(file, format):
    """A pipe gets the same bytes as without a file: no line by which a file is known again."""
    named, unnamed = (run("import pathlib\n" + delivering(format, file=each)) for each in (file, "None"))
    assert (named.returncode, named.stderr) == (0, b"")
    assert named.stdout == unnamed.stdout
    assert "gap −£5k" in named.stdout.decode()
    assert b"Written by mtfp" not in named.stdout


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize("format", ["table", "csv"])
def test_a_named_pipe_is_written_into_and_stays(tmp_path, format):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # the test doesn't wait for a writer that never comes
    try:
        put(pipe, comparison(), format=format)
        assert os.read(reader, 65_536).startswith(written([comparison()], format).encode())
    finally:
        os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    "format", [each.name for each in FORMATS if Kind.FIGURES in each.kinds and not each.needs_file]
)
@pytest.mark.parametrize("layout", ["table", "list"])
def test_a_file_that_mtfp_wrote_is_replaced_and_is_utf_8(tmp_path, format, layout):
    file = tmp_path / "report"
    for table in (statement(), comparison()):
        may_write(file, force=False)
        deliver(document_of([table]), format_named(format), Page(layout=layout), file)
    assert "£" in file.read_bytes().decode("utf-8")
    assert (b"\r" in file.read_bytes()) == (format == "sheet")
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
    deliver(document_of([statement()]), format_named("csv"), Page(), file)
    assert file.read_text("utf-8").startswith("plan,scenario,table")


@pytest.mark.parametrize(
    "theirs", ["My notes\n", "plan,scenario\n", '{"schema_version": 1}\n', "# Written by me.", "\x00\xff"]
)
def test_a_file_that_mtfp_did_not_write_stays_unless_forced(tmp_path, theirs):
    file = tmp_path / "notes.txt"
    file.write_text(theirs, "latin-1")
    for refused in (lambda: put(file), lambda: may_write(file, force=False)):
        with pytest.raises(FileExistsError, match="mtfp did not write this file, or it has changed since") as refusal:
            refused()
        assert str(file) in str(refusal.value)
        assert file.read_text("latin-1") == theirs
    may_write(file, force=True)
    put(file, force=True)
    assert file.read_text("utf-8").startswith("Glenshire: the plan\n")


def test_a_plan_is_its_authors_even_where_mtfp_wrote_the_first_draft(tmp_path):
    plan = tmp_path / "plan.yaml"
    plan.write_text("mtfp: 1\n\n# Written by mtfp.\n", "utf-8")
    with pytest.raises(FileExistsError):
        put(plan)
    assert plan.read_text("utf-8").startswith("mtfp: 1\n")


def test_an_empty_file_may_be_written(tmp_path):
    (tmp_path / "new").touch()
    put(tmp_path / "new")
    assert (tmp_path / "new").stat().st_size


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_what_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, failing):
    file = tmp_path / "gap.csv"
    put(file, statement(), format="csv")
    before = file.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(replace.os, failing, fail)
    for other in (file, tmp_path / "other.csv"):
        with pytest.raises(OSError, match="No space left"):
            put(other, comparison(), format="csv")
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("format", [each.name for each in FORMATS if Kind.FIGURES in each.kinds])
def test_a_document_that_cannot_be_written_leaves_the_old_file(tmp_path, format):
    """The second table is no figure; by then the first has been written."""
    file = tmp_path / "report"
    put(file, comparison(), format=format)
    before = file.read_bytes()
    spoilt = dataclasses.replace(comparison(), rows=(Row("gap", "Gap", (math.nan,) * 3),))
    with pytest.raises(ValueError, match="finite"):
        put(file, statement(), spoilt, format=format)
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_left_overs_of_killed_writers_are_swept_but_not_those_still_written(tmp_path):
    old, new = tmp_path / ".mtfp-00.tmp", tmp_path / ".mtfp-11.tmp"
    for left in (old, new):
        left.write_text("half")
    os.utime(old, (1_000_000, 1_000_000))
    put(tmp_path / "report.txt")
    assert {path.name for path in tmp_path.iterdir()} == {new.name, "report.txt"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_rights_and_links_are_kept(tmp_path):
    file, link = tmp_path / "report.txt", tmp_path / "link.txt"
    put(file)
    plain = tmp_path / "plain"
    plain.touch()
    assert file.stat().st_mode == plain.stat().st_mode
    file.chmod(0o640)
    link.symlink_to(file)
    put(link, comparison())
    assert link.is_symlink()
    assert file.read_text("utf-8").startswith("Scenarios in 2030/31")
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(IsADirectoryError):
        put(tmp_path, force=True)
    with pytest.raises(FileNotFoundError):
        put(tmp_path / "none" / "report.txt")


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs pseudo-terminals")
def test_a_device_is_written_into_and_not_replaced():
    """No file can be made next to a pseudo-terminal: if this fails, even for root, no device of the machine is lost."""
    reader, writer = os.openpty()
    try:
        device = pathlib.Path(os.ttyname(writer))
        put(device, comparison(), format="csv")
        assert os.read(reader, 4096).startswith(b"plan,scenario,table,row")
        assert device.is_char_device()
    finally:
        os.close(reader)
        os.close(writer)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.skipif(os.name == "nt", reason="Windows terminals are recognised by other variables")
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
