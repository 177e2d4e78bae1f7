"""Plans are found in files and folders, in a fixed order."""

import os
from pathlib import Path

import pytest

from mtfp.batch.plans.discover import discover, same_names
from tests.batch.folders import SCENARIO, named, write_plans


def found(*paths: Path, under: Path) -> list[str]:
    return [file.path.relative_to(under).as_posix() for file in discover(paths).files]


def test_plans_count_wherever_they_are_and_nothing_else_does(tmp_path):
    write_plans(tmp_path, 2)
    (tmp_path / "fife.yml").write_text(named("Fife"), encoding="utf-8")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "plan.yaml").write_text(named("Hidden"), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("lines: none", encoding="utf-8")
    assert found(tmp_path, under=tmp_path) == ["fife.yml", "area-00/plan.yaml", "area-01/plan.yaml"]


def test_a_file_that_cannot_be_read_counts_and_so_does_any_plan_yaml(tmp_path):
    (tmp_path / "a.yaml").write_text("lines: {a: [1, 2\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "plan.yaml").write_text("something: else\n", encoding="utf-8")
    (tmp_path / "lines-and-levers.yaml").write_text("levers: []\nlines: {}\nfunding: {}\n", encoding="utf-8")
    assert found(tmp_path, under=tmp_path) == ["a.yaml", "b.yaml", "lines-and-levers.yaml", "plan.yaml"]


def test_a_plan_counts_once_and_where_it_is_named_first(tmp_path):
    first, second = write_plans(tmp_path, 2)
    assert found(second, tmp_path, second, under=tmp_path) == ["area-01/plan.yaml", "area-00/plan.yaml"]
    assert found(first.parent, under=tmp_path) == ["area-00/plan.yaml"]


def test_a_file_named_by_the_user_counts_as_a_plan(tmp_path):
    (tmp_path / "dear.yaml").write_text(SCENARIO, encoding="utf-8")
    assert found(tmp_path / "dear.yaml", under=tmp_path) == ["dear.yaml"]


def test_a_folder_without_a_plan_has_a_finding(tmp_path):
    (tmp_path / "dear.yaml").write_text(SCENARIO, encoding="utf-8")
    (finding,) = discover([tmp_path]).findings
    assert (finding.code, finding.place.file) == ("E501", tmp_path.as_posix())
    assert "name a plan" in finding.fix


def test_each_plan_whose_name_is_shared_or_taken_has_a_finding(tmp_path):
    for file in ("a", "b", "c"):
        (tmp_path / f"{file}.yaml").write_text(named("Fife" if file < "c" else "rollup"), encoding="utf-8")
    files = discover([tmp_path]).files
    alike = same_names(files, taken=["rollup"])
    messages = {path.name: (finding.code, finding.place.line, finding.message) for path, finding in alike.items()}
    other = tmp_path.as_posix()
    assert messages == {
        "a.yaml": ("E502", 3, f"`Fife` is also the name of the plan in {other}/b.yaml"),
        "b.yaml": ("E502", 3, f"`Fife` is also the name of the plan in {other}/a.yaml"),
        "c.yaml": ("E502", 3, "`rollup` is the name of the sum of all plans"),
    }
    assert same_names(files[2:]) == {}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="whoever runs this may look everywhere")
def test_a_folder_that_cannot_be_looked_into_counts_as_a_plan_that_cannot_be_read(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o000)
    assert [file.path for file in discover([tmp_path]).files] == [closed]
