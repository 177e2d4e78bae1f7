"""Every command in a console block runs, in the order of its document, and prints what the block shows.

Blocks are fenced as `console`, commands begin with `$ mtfp`. What follows one is its standard output, compared but for
spaces at the ends of lines; a block that shows none is only run. A line `...` stands for any lines. The width is that
of a pipe, 80, or as `<!-- width: 100 -->` before the block says; `<!-- exit: 1 -->` is for commands that must
fail, `<!-- copy: FILE -->` for a file that the reader has copied into the folder. The
examples are beside, so that `mtfp project examples/shetland` works as it does at the top of the project, and so are the
document's own files: blocks after `<!-- file: plan.yaml -->`. What follows `#` is for the reader. Other programs aren't
run, but `.venv/bin/mtfp` is mtfp.
"""

import re
import shlex
import shutil
from itertools import pairwise

import pytest
from documents import DOCUMENTS, README, ROOT, Block, blocks, named, text_of
from typer.testing import CliRunner

from mtfp.cli.app import app

PROMPT = "$ "
INSTALLED = ".venv/bin/"
FOOTER = re.compile(r"^mtfp [0-9.a-z+]+, (.*), plan [0-9a-f]{12}$", re.MULTILINE)
ANY = "..."
WITH_COMMANDS = [file for file in DOCUMENTS if blocks(file, "console")]


def commands(block: Block) -> list[tuple[str, str]]:
    """Each mtfp command of a block with the output that is shown below it."""
    lines = block.text.splitlines()
    starts = [at for at, line in enumerate(lines) if line.startswith(PROMPT)]
    parts = [lines[first:last] for first, last in pairwise([*starts, len(lines)])]
    said = [(first.removeprefix(PROMPT).removeprefix(INSTALLED), "\n".join(shown)) for first, *shown in parts]
    return [(command, shown) for command, shown in said if command.split()[0] == "mtfp"]


def plain(text: str) -> str:
    """Without spaces at the ends of lines, and without what changes with every edit of an example."""
    lines = "\n".join(line.rstrip() for line in text.strip("\n").splitlines())
    return FOOTER.sub(r"mtfp, \1", lines)


def looks_like(found: str, shown: str) -> bool:
    parts = [re.escape(part) for part in re.split(rf"^{re.escape(ANY)}$", plain(shown), flags=re.MULTILINE)]
    return re.fullmatch(".*".join(parts), plain(found), flags=re.DOTALL) is not None


def run(command: str, folder) -> tuple[int, str, str]:
    """A command's exit code, standard output and standard error; `> file` writes the output to a file."""
    words = shlex.split(command, comments=True)[1:]
    into = words[words.index(">") + 1] if ">" in words else None
    result = CliRunner().invoke(app, words[: words.index(">")] if into else words)
    if into:
        (folder / into).write_text(result.stdout, encoding="utf-8")
    return result.exit_code, "" if into else result.stdout, result.stderr


@pytest.mark.parametrize("file", WITH_COMMANDS, ids=named)
def test_commands_do_what_is_shown(file, tmp_path, monkeypatch):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    for beside in blocks(file, "yaml", "csv"):
        if "file" in beside.marks:
            file_beside = tmp_path / beside.marks["file"]
            file_beside.parent.mkdir(parents=True, exist_ok=True)
            file_beside.write_text(beside.text, encoding="utf-8")
    wrong = []
    for block in blocks(file, "console"):
        monkeypatch.setenv("COLUMNS", block.marks.get("width", "80"))
        if "copy" in block.marks:
            shutil.copy(block.marks["copy"], tmp_path)
        for command, shown in commands(block):
            code, found, errors = run(command, tmp_path)
            if code != int(block.marks.get("exit", "0")):
                wrong.append(f"{block}: $ {command}\nexit code {code}\n{errors}")
            elif shown.strip() and not looks_like(found, shown):
                wrong.append(f"{block}: $ {command}\n{found}")
    assert not wrong, "\n\n".join(wrong)


def test_there_are_commands():
    assert {"README.md", "docs/reference/results.md"} <= set(map(named, WITH_COMMANDS))


def test_no_command_of_mtfp_stands_where_it_is_not_run():
    """Indented lines are code too, and nobody runs them."""
    left = [
        f"{named(file)}: {line}" for file in DOCUMENTS for line in re.findall(r"^    +mtfp .*$", text_of(file), re.M)
    ]
    assert left == []


def test_the_lines_for_windows_are_the_same():
    """Nobody has tried them, but nothing more may differ from those that are tried than how Windows spells things."""
    spelled = {"python3 -m venv": "py -3.11 -m venv", ".venv/bin/": ".venv\\Scripts\\", "examples/": "examples\\"}
    (windows,) = blocks(README, "bat")
    said = next(block for block in blocks(README, "console") if "venv" in block.text).text.replace(PROMPT, "")
    for ours, theirs in spelled.items():
        said = said.replace(ours, theirs)
    assert windows.text == said
