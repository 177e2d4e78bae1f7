"""Every Python session in a document runs as it is shown, beside the examples."""

import doctest
import shutil

import pytest
from documents import DOCUMENTS, ROOT, blocks

import mtfp

SESSIONS = [block for file in DOCUMENTS for block in blocks(file, "python", "pycon")]


@pytest.mark.parametrize("block", SESSIONS, ids=str)
def test_session_runs_as_shown(block, tmp_path, monkeypatch):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    session = doctest.DocTestParser().get_doctest(block.text, {}, str(block), str(block.file), block.line)
    assert session.examples, "write it as a session, with >>>"
    said: list[str] = []
    assert doctest.DocTestRunner().run(session, out=said.append).failed == 0, "".join(said)


def test_every_public_name_is_told():
    told = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    assert [name for name in mtfp.__all__ if f"mtfp.{name}" not in told and f"`{name}`" not in told] == []
