"""Versions of files in git: their names, their commits, and files that differ from a revision."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path as File

from mtfp.findings.finding import Refused, Severity
from mtfp.findings.short import Short
from mtfp.reading.versions.git import Git, NotInGit

LAST_COMMIT = "HEAD"
NEVER = "none"
"""Name in place of a version that asks for no comparison."""


@dataclass(frozen=True, repr=False)
class Version(Short):
    """Earlier version of a plan or scenario: its name, as `mtfp diff` takes it, or the reason why git can't read it.

    `commit` is the short name of the newest commit that changed a file of the version, and `day` its date.
    """

    name: str
    commit: str = ""
    day: str = ""
    reason: str = ""

    def in_short(self) -> str:
        return f"{self.name}{f', {self.commit} of {self.day}' if self.commit else ''}"


def inside_of(files: Collection[File], top: File) -> dict[str, File]:
    """Return the files inside a work tree by their paths from its top, as git writes them."""
    real = ((file.parent.resolve() / file.name, file) for file in files)
    return {path.relative_to(top).as_posix(): file for path, file in real if path.is_relative_to(top)}


def contents(git: Git, files: Collection[str], revision: str = LAST_COMMIT) -> Mapping[str, str]:
    """Return the names that git gives to the contents of files in a revision, by path. One call of git."""
    listed = git.read("--literal-pathspecs", "ls-tree", "-z", revision, "--", *files).decode(errors="replace")
    entries = (entry.partition("\t") for entry in listed.split("\0") if entry)
    return {path: about.split()[-1] for about, _, path in entries}


def is_other(file: File, expected: str) -> bool:
    """Return True if the contents of a file aren't those to which git gave a name."""
    content = file.read_bytes()
    kind = hashlib.sha256 if len(expected) == hashlib.sha256().digest_size * 2 else hashlib.sha1
    return kind(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest() != expected


def newest_commit(git: Git, revision: str, files: Collection[str]) -> tuple[str, str]:
    """Return the short name and the date of the newest commit up to a revision that changed one of the files."""
    words = ("--literal-pathspecs", "log", "-1", "--no-show-signature", "--format=%h %cs", revision, "--", *files)
    commit, _, day = git.line(*words).partition(" ")
    return commit, day


def why_unread(git: Git, reason: NotInGit) -> str:
    """Return the reason why git can't read a repository; empty if the repository only has no commit yet."""
    try:
        git.read("rev-parse", "--git-dir")
    except NotInGit:
        return str(reason)
    return ""


def reason_of(failure: Refused | OSError) -> str:
    """Return the first error of a version that can't be read."""
    if isinstance(failure, OSError):
        return f"{failure.strerror or failure}"
    first = next(each for each in failure.findings if each.severity is Severity.ERROR)
    return f"{first.place}: {first.message}" if first.place.line else first.message
