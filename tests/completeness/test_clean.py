"""`make clean` forgets everything that the tools leave behind, which is what git is told to pass by."""

import os
import shutil
import subprocess

import pytest
from documents import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="make and its shell are not Windows's")
KEPT = {"/uv.lock"}


def test_clean_forgets_what_git_passes_by(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    for folder in ("mtfp", "tests", "tools"):
        (tmp_path / folder).mkdir()
    passed_by = [line for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines() if line]
    names = {line for line in passed_by if not line.startswith("#")} - KEPT
    paths = [name.replace("__pycache__", "mtfp/__pycache__").strip("/").replace("*", "x") for name in names]
    left = [tmp_path / path for path in paths]
    for each in left:
        each.mkdir()
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    subprocess.run(["make", "clean"], cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert [each.name for each in left if each.exists()] == []
