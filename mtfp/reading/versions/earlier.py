"""Earlier version of a plan: the one that git has, or one that is named."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as File

from mtfp.findings.finding import Refused
from mtfp.reading.plan import ReadPlan, plan_file
from mtfp.reading.sheets.with_sheets import WithSheets
from mtfp.reading.versions.committed import (
    LAST_COMMIT,
    NEVER,
    Version,
    contents,
    inside_of,
    is_other,
    newest_commit,
    reason_of,
    why_unread,
)
from mtfp.reading.versions.git import Git, NotInGit, top_of
from mtfp.reading.versions.named import read_revision, read_version


@dataclass(frozen=True, repr=False)
class Earlier(Version):
    """Earlier version of a plan, or the reason why git's last version can't be read."""

    read: ReadPlan | None = None
    is_named: bool = False
    """True if the version was named, so that the answer that nothing changed is expected."""


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
    git, inside = Git(top), inside_of(files, top)
    own = next(iter(inside))
    try:
        if not _differs(git, inside):
            return None
        commit, day = newest_commit(git, LAST_COMMIT, inside)
    except NotInGit as reason:
        why = why_unread(git, reason)
        return Earlier(LAST_COMMIT, reason=why) if why else None
    name = f"{LAST_COMMIT}:{own}"
    try:
        return Earlier(name, commit, day, read=read_revision(LAST_COMMIT, own, git))
    except (Refused, OSError) as failure:
        return Earlier(name, commit, day, reason_of(failure))


def _differs(git: Git, files: dict[str, File]) -> bool:
    """Return True if the last commit has the plan, and a file with other contents or none. One call of git."""
    committed, (plan, *_) = contents(git, files), files
    return plan in committed and any(is_other(file, committed.get(path, "")) for path, file in files.items())


def is_of_a_file(since: str) -> bool:
    """Return True if a version is named by a file or folder that exists."""
    return plan_file(File(since)).exists()


def _named(read: ReadPlan, since: str) -> Earlier:
    """Return a named version. A name without a file is a revision. Raises Refused and OSError."""
    own = File(read.document.file)
    if ":" in since or is_of_a_file(since) or not own.is_file():
        return Earlier(since, read=read_version(since), is_named=True)
    top = top_of(own.parent) or own.parent
    git, inside = Git(top), inside_of(files_of(read), top.resolve())
    path = next(iter(inside))
    older = read_revision(since, path, git, name=since)
    return Earlier(f"{since}:{path}", *newest_commit(git, since, inside), read=older, is_named=True)
