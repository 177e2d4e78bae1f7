"""Refuse stores and baselines that the author of a proposed change could have written.

Knows folders, git and the environment of CI jobs; must not know plans. A store is trusted like the program: whoever can
write it decides all figures and checks.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Place

IN_CI = "CI"
"""Environment variable that CI services set."""
CHECKOUTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY", "WORKSPACE")
"""Environment variables in which CI services name the folder of the checkout."""
STEERS_GIT = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR")
"""Environment variables that would make git look at another repository than the folder's."""
AGAIN = {
    "store": "draw everything again with --fresh, or write the results into a folder outside",
    "baseline": "make the baseline in the same job, in a folder outside",
}


def require_trusted(folder: Path, kind: str, environment: Mapping[str, str] | None = None) -> None:
    """Raise Refused if a folder with files is in git, or in the checkout of a CI job. `kind`: `store`, `baseline`."""
    environment = os.environ if environment is None else environment
    if not folder.is_dir() or not any(folder.iterdir()):
        return
    if reason := _tracked(folder) or _in_checkout(folder, environment):
        message = f"{reason}, so a proposed change could contain other figures than those of its plans"
        fix = f"{AGAIN[kind]}; if only you can change this {kind}, add --trust-results"
        raise Refused([Finding("E520", message, Place(folder.as_posix()), fix)])


def _tracked(folder: Path) -> str:
    """Return the reason if git tracks files of a folder or a link to it, or gives no answer; otherwise empty."""
    if not any(_in_repository(place) for place in (_absolute(folder), folder.resolve())):
        return ""
    answers = [_files_in_git(folder, "."), _files_in_git(_absolute(folder).parent, _absolute(folder).name)]
    if None in answers:
        return "this folder is in a git repository, and git does not report which of its files it tracks"
    return "git tracks files of this folder" if any(answers) else ""


def _in_checkout(folder: Path, environment: Mapping[str, str]) -> str:
    if not environment.get(IN_CI):
        return ""
    places = {_absolute(folder), folder.resolve()}
    named = [Path(environment[name]).resolve() for name in CHECKOUTS if environment.get(name)]
    inside = any(place.is_relative_to(checkout) for place in places for checkout in named)
    return "this folder is in the checkout of a CI job" if inside or any(map(_in_repository, places)) else ""


def _absolute(folder: Path) -> Path:
    """Return the whole path without `..`: a folder next to a repository is not in it. Links stay as they are."""
    return Path(os.path.abspath(folder))


def _in_repository(place: Path) -> bool:
    return any((parent / ".git").exists() for parent in (place, *place.parents))


def _files_in_git(folder: Path, path: str) -> str | None:
    """Return the names of tracked files; None if git is missing or fails."""
    git = shutil.which("git")
    if git is None:
        return None
    there = {name: value for name, value in os.environ.items() if name not in STEERS_GIT}
    settings = ["-c", "core.fsmonitor=false", "-c", "safe.directory=*"]
    command = [git, "-C", os.fspath(folder), *settings, "ls-files", "-z", "--", path]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=there, check=False)
    return None if done.returncode else done.stdout
