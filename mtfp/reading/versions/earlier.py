"""Earlier version of a plan: the one that git has, or one that is named."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as File

from mtfp.findings.finding import Refused, Severity
from mtfp.findings.short import Short
from mtfp.reading.plan import ReadPlan, plan_file
from mtfp.reading.sheets.with_sheets import WithSheets
from mtfp.reading.versions.git import Git, NotInGit, top_of
from mtfp.reading.versions.named import read_revision, read_version

LAST_COMMIT = "HEAD"
NEVER = "none"
"""Name in place of a version that asks for no comparison."""


@dataclass(frozen=True, repr=False)
class Earlier(Short):
    """Earlier version of a plan, or the reason why git's last version can't be read; `name` is as `mtfp diff` takes it.

    `commit` is the short name of the newest commit that changed a file of the plan, and `day` its date.
    """

    name: str
    read: ReadPlan | None = None
    commit: str = ""
    day: str = ""
    reason: str = ""
    is_named: bool = False
    """True if the version was named, so that the answer that nothing changed is expected."""

    def in_short(self) -> str:
        return f"{self.name}{f', {self.commit} of {self.day}' if self.commit else ''}"


def earlier_version(read: ReadPlan, since: str = "") -> Earlier | None:
    """Return an earlier version of a plan: the one in the last commit if its files differ from it, or the named one.

    `since`: file or folder, REVISION:PATH, or a revision, such as `HEAD~1`, in which the plan has the same path; `none`
    for no version. Only for a named version raises Refused with every finding, and OSError if a file can't be read.
    """
    if since == NEVER:
        return None
    return _named(read, since) if since else _committed(read)


def files_of(read: ReadPlan) -> tuple[File, ...]:
    """Return the files that a plan was read from, its own first; none for a plan that no file has."""
    own = File(read.document.file)
    return tuple(dict.fromkeys([own, *_others(read, own.parent)])) if own.is_file() else ()


def _others(read: ReadPlan, folder: File) -> Iterator[File]:
    """Yield the other files of a plan: CSV files of sections, people and profiles, and the national file."""
    plan, document = read.plan, read.document
    if isinstance(document, WithSheets):
        yield from (File(items.sheet.file.source.file) for items in document.sheets.values())
    if plan.population and plan.population.file:
        yield folder / plan.population.file
    profiles = (line.demand.profile or "" for line in plan.lines.values())
    yield from (folder / profile for profile in profiles if profile.endswith(".csv"))
    if plan.national_file:
        yield folder / plan.national_file


def _committed(read: ReadPlan) -> Earlier | None:
    """Return the version of the last commit if a file of the plan differs; None if git doesn't have the plan."""
    files = files_of(read)
    top = top_of(files[0].parent) if files else None
    if top is None:
        return None
    git, inside = Git(top), _inside(files, top)
    try:
        if not _differ(git, inside):
            return None
        found = _of_commit(git, LAST_COMMIT, inside)
    except NotInGit as reason:
        return _unreadable(git, reason)
    try:
        return Earlier(found.name, read_revision(LAST_COMMIT, next(iter(inside)), git), found.commit, found.day)
    except (Refused, OSError) as failure:
        return Earlier(found.name, None, found.commit, found.day, _reason(failure))


def _unreadable(git: Git, reason: NotInGit) -> Earlier | None:
    """Return the reason why git can't read the repository; None if the repository only has no commit yet."""
    try:
        git.read("rev-parse", "--git-dir")
    except NotInGit:
        return Earlier(LAST_COMMIT, reason=str(reason))
    return None


def _inside(files: tuple[File, ...], top: File) -> dict[str, File]:
    """Return the files inside a work tree by their paths from its top, as git writes them."""
    real = ((file.parent.resolve() / file.name, file) for file in files)
    return {path.relative_to(top).as_posix(): file for path, file in real if path.is_relative_to(top)}


def _differ(git: Git, files: dict[str, File]) -> bool:
    """Return True if the last commit has the plan, and a file with other contents or none. One call of git."""
    listed = git.read("--literal-pathspecs", "ls-tree", "-z", LAST_COMMIT, "--", *files).decode(errors="replace")
    entries = (entry.partition("\t") for entry in listed.split("\0") if entry)
    committed = {path: about.split()[-1] for about, _, path in entries}
    plan, *_ = files
    return plan in committed and any(_is_other(file, committed.get(path, "")) for path, file in files.items())


def _is_other(file: File, expected: str) -> bool:
    """Return True if the contents of a file aren't those to which git gave a name."""
    content = file.read_bytes()
    kind = hashlib.sha256 if len(expected) == hashlib.sha256().digest_size * 2 else hashlib.sha1
    return kind(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest() != expected


def _of_commit(git: Git, revision: str, files: dict[str, File]) -> Earlier:
    """Return the name of a revision's plan, and the newest commit in it that changed the plan's files."""
    words = ("--literal-pathspecs", "log", "-1", "--no-show-signature", "--format=%h %cs", revision, "--", *files)
    commit, _, day = git.line(*words).partition(" ")
    return Earlier(f"{revision}:{next(iter(files))}", None, commit, day)


def _named(read: ReadPlan, since: str) -> Earlier:
    """Return a named version. A name without a file is a revision. Raises Refused and OSError."""
    own = File(read.document.file)
    if ":" in since or plan_file(File(since)).exists() or not own.is_file():
        return Earlier(since, read_version(since), is_named=True)
    top = top_of(own.parent) or own.parent
    git, inside = Git(top), _inside(files_of(read), top.resolve())
    older = read_revision(since, next(iter(inside)), git, name=since)
    about = _of_commit(git, since, inside)
    return Earlier(about.name, older, about.commit, about.day, is_named=True)


def _reason(failure: Refused | OSError) -> str:
    """Return the first error of a version that can't be read."""
    if isinstance(failure, OSError):
        return f"{failure.strerror or failure}"
    first = next(each for each in failure.findings if each.severity is Severity.ERROR)
    return f"{first.place}: {first.message}" if first.place.line else first.message
