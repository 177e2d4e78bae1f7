"""Earlier versions of a plan in git, in real repositories."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from mtfp.findings.finding import Refused
from mtfp.reading import read_plan
from mtfp.reading.versions.earlier import earlier_version, files_of
from mtfp.reading.versions.git import top_of

EXAMPLES = Path(__file__).parents[2] / "examples"
AUTHOR = ("-c", "user.name=A", "-c", "user.email=a@example.org")
SAVINGS = "name,planned 2026/27,planned 2027/28,line,recurring\nrotas,300,200,care_homes,yes\n"


def git(folder, *words, **dates):
    outside = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", "-C", str(folder), *AUTHOR, *words], check=True, capture_output=True, env=outside | dates)


def commit(top, day):
    git(top, "add", ".")
    git(top, "commit", "-qm", "A version", GIT_COMMITTER_DATE=f"{day}T10:00:00Z")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A repository with a plan in a folder, its savings in a CSV file, and a commit of 28 November 2026."""
    top = tmp_path_factory.mktemp("repository")
    inside = top / "plans"
    inside.mkdir()
    text = (EXAMPLES / "three-versions" / "draft.yaml").read_text(encoding="utf-8")
    head, _, _ = text.partition("savings:")
    (inside / "plan.yaml").write_text(f"{head}savings: savings.csv\n", encoding="utf-8")
    (inside / "savings.csv").write_text(SAVINGS, encoding="utf-8")
    (top / "notes.txt").write_text("Nothing of the plan\n", encoding="utf-8")
    git(top, "init", "-q")
    commit(top, "2026-11-28")
    return top


@pytest.fixture
def repository(made, tmp_path):
    """The plan's folder in a copy of the repository."""
    return shutil.copytree(made, tmp_path / "copy") / "plans"


def edit(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def earlier(folder, since=""):
    return earlier_version(read_plan(folder), since)


def test_a_plan_as_in_the_last_commit_has_no_earlier_version(repository):
    (repository.parent / "notes.txt").write_text("changed", encoding="utf-8")
    assert earlier(repository) is None


def test_a_changed_plan_has_that_of_the_last_commit_with_its_day(repository):
    edit(repository / "plan.yaml", "24_000", "42_000")
    found = earlier(repository)
    assert found.read.plan.lines["care_at_home"].budget == 24_000
    assert (found.name, found.day, len(found.commit)) == ("HEAD:plans/plan.yaml", "2026-11-28", 7)
    assert str(found.read.document.place(("lines", "care_at_home"))).startswith("HEAD:plans/plan.yaml:")


def test_the_day_is_that_of_the_newest_commit_that_changed_the_plan(repository):
    edit(repository.parent / "notes.txt", "Nothing", "Something")
    commit(repository.parent, "2026-11-30")
    edit(repository / "plan.yaml", "24_000", "42_000")
    assert earlier(repository).day == "2026-11-28"


def test_a_changed_file_of_the_plan_counts(repository):
    edit(repository / "savings.csv", "300", "30")
    assert {file.name for file in files_of(read_plan(repository))} == {"plan.yaml", "savings.csv"}
    assert earlier(repository).read.plan.savings["rotas"].planned["2026/27"] == 300


def test_a_new_file_of_the_plan_counts(repository):
    shutil.move(repository / "savings.csv", repository / "others.csv")
    edit(repository / "plan.yaml", "savings.csv", "others.csv")
    commit(repository.parent, "2026-11-29")
    git(repository.parent, "rm", "-q", "--cached", "plans/others.csv")
    git(repository.parent, "commit", "-qm", "Lost a file")
    assert "others.csv" in earlier(repository).reason


def test_a_plan_outside_git_or_not_yet_in_it_has_none(repository, tmp_path_factory):
    new = repository / "new.yaml"
    shutil.copy(EXAMPLES / "three-versions" / "budget.yaml", new)
    assert earlier(new) is None
    assert top_of(tmp_path_factory.mktemp("alone")) is None
    shutil.rmtree(repository.parent / ".git")
    assert earlier(repository) is None
    git(repository.parent, "init", "-q")
    assert earlier(repository) is None  # no commit yet


def test_a_faulty_last_version_is_a_reason_and_an_error_if_it_is_named(repository):
    sound = (repository / "plan.yaml").read_text(encoding="utf-8")
    edit(repository / "plan.yaml", "mtfp: 1", "mtfp: 0")
    commit(repository.parent, "2026-11-29")
    (repository / "plan.yaml").write_text(sound, encoding="utf-8")
    assert earlier(repository).read is None
    assert earlier(repository).reason.startswith("HEAD:plans/plan.yaml:2:7: `0` is not a version")
    with pytest.raises(Refused, match="is not a version of the file format"):
        earlier(repository, "HEAD")


def test_a_damaged_repository_is_a_reason(repository):
    (repository.parent / ".git" / "HEAD").write_text("nothing", encoding="utf-8")
    assert earlier(repository).reason.startswith("git can't read this revision (")


def test_the_repository_of_a_hook_is_not_that_of_the_plan(repository, monkeypatch, tmp_path):
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "of-the-hook"))
    edit(repository / "plan.yaml", "24_000", "42_000")
    assert earlier(repository).read.plan.lines["care_at_home"].budget == 24_000


@pytest.mark.parametrize("since", ["HEAD~1", "budget-seminar", "HEAD~1:plans/plan.yaml", "HEAD~1:./plans"])
def test_a_named_revision(since, repository, monkeypatch):
    monkeypatch.chdir(repository.parent)
    git(repository.parent, "tag", "budget-seminar")
    edit(repository / "plan.yaml", "24_000", "42_000")
    commit(repository.parent, "2026-11-30")
    assert earlier(repository) is None
    assert earlier(repository, since).read.plan.lines["care_at_home"].budget == 24_000


def test_a_named_file_or_folder_and_none(repository):
    edit(repository / "plan.yaml", "24_000", "42_000")
    draft = EXAMPLES / "three-versions" / "draft.yaml"
    assert earlier(repository, str(draft)).read.plan.lines["care_at_home"].budget == 24_000
    assert earlier(repository, str(repository)).read.plan.lines["care_at_home"].budget == 42_000
    assert earlier(repository, "none") is None


@pytest.mark.parametrize("since", ["HEAD~9", "no-such-file.yaml", "HEAD:plans/other.yaml"])
def test_a_named_version_that_is_not_there_is_refused(since, repository, monkeypatch):
    monkeypatch.chdir(repository.parent)
    with pytest.raises(Refused, match="E685"):
        earlier(repository, since)
