"""Every Python session in a document runs as it is shown, beside the examples.

A block after `<!-- session: continues -->` has the names of the blocks before it, like the next cell of a notebook.
"""

import doctest
import shutil

import pytest
from documents import DOCUMENTS, ROOT, blocks

import mtfp


def sessions(file):
    """Return the sessions of a document, each a list of blocks."""
    found = []
    for block in blocks(file, "python", "pycon"):
        if block.marks.get("session") == "continues":
            found[-1].append(block)
        else:
            found.append([block])
    return found


SESSIONS = [session for file in DOCUMENTS for session in sessions(file)]


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: str(session[0]))
def test_session_runs_as_shown(session, tmp_path, monkeypatch):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "agg")
    names = {}
    for block in session:
        test = doctest.DocTestParser().get_doctest(block.text, {}, str(block), str(block.file), block.line)
        test.globs = names
        assert test.examples, "write it as a session, with >>>"
        said: list[str] = []
        assert doctest.DocTestRunner().run(test, out=said.append, clear_globs=False).failed == 0, "".join(said)


def test_every_public_name_is_told():
    told = (ROOT / "docs" / "reference" / "library.md").read_text(encoding="utf-8")
    assert [name for name in mtfp.__all__ if f"mtfp.{name}" not in told and f"`{name}`" not in told] == []
