"""Reading of versions of a plan: a file, a folder, or a file in a revision of a git repository."""

import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path as File

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Document as PlanDocument
from mtfp.findings.place import Path, Place
from mtfp.reading.plan import ReadPlan, read_plan
from mtfp.reading.versions.git import Git, NotInGit

SUFFIXES = (".yaml", ".yml", ".csv")
"""Suffixes of the files of a revision that a plan may need: the plan, its sections, and its national file."""


def read_version(name: str) -> ReadPlan:
    """Read a version of a plan: a file or folder, or REVISION:PATH for a file or folder of a git revision.

    An existing file wins. The path of a revision is relative to the current folder if it begins with `./`, otherwise to
    the top of the repository, as git has it. Places are shown as REVISION:PATH. Raises Refused with every finding, and
    OSError if a file can't be read.
    """
    revision, colon, path = name.partition(":")
    return read_plan(name) if not colon or File(name).exists() else read_revision(revision, path)


def read_revision(revision: str, path: str, git: Git | None = None, *, name: str = "") -> ReadPlan:
    """Read a plan of a git revision. See `read_version`.

    `git` is that of another folder than the current one, and `name` the version as a user gave it.
    """
    name = name or f"{revision}:{path}"
    try:
        return _read_revision(name, revision, path, git or Git())
    except NotInGit as reason:
        raise _refused(name, str(reason)) from None


def _read_revision(name: str, revision: str, path: str, git: Git) -> ReadPlan:
    with _checked_out(name, revision, path, git) as (folder, inside):
        try:
            read = read_plan(folder / inside)
        except Refused as refused:
            raise Refused(_in_revision(each, folder, revision) for each in refused.findings) from None
        except FileNotFoundError:
            raise _refused(name, f"the revision `{revision}` has no file `{inside}`") from None
    document = _named(read.document, folder, revision)
    return ReadPlan(read.plan, document, tuple(_in_revision(each, folder, revision) for each in read.warnings))


@contextmanager
def _checked_out(name: str, revision: str, path: str, git: Git) -> Iterator[tuple[File, str]]:
    """Yield a folder with the files of a revision, and the plan's path in it. The folder is deleted at the end."""
    top = Git(File(git.line("rev-parse", "--show-toplevel")))
    prefix = git.line("rev-parse", "--show-prefix") if path.startswith("./") else ""
    commit = commit_of(git, revision)
    with tempfile.TemporaryDirectory(prefix="mtfp-") as folder:
        names = top.read("ls-tree", "-r", "-z", "--name-only", commit).decode().split("\0")
        # git refuses a pattern that fits no file
        files = [f":(glob,top)**/*{suffix}" for suffix in SUFFIXES if any(each.endswith(suffix) for each in names)]
        if not files:
            raise _refused(name, f"the revision `{revision}` has no plan")
        archive = top.read("archive", "--format=tar", commit, "--", *files)
        with tarfile.open(fileobj=BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        yield File(folder), (prefix + path).removeprefix("./").replace("/./", "/") or "."


def commit_of(git: Git, revision: str) -> str:
    """Return the full name of a revision's commit. Raises NotInGit."""
    try:
        return git.line("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    except NotInGit:
        raise NotInGit(f"git has no revision `{revision}`") from None


def _refused(name: str, message: str) -> Refused:
    fix = "name a file or folder, or REVISION:PATH inside a git repository, such as HEAD~1:plan.yaml"
    return Refused([Finding("E685", message, Place(name), fix)])


def _in_revision(finding: Finding, folder: File, revision: str) -> Finding:
    via = _place(finding.via, folder, revision) if finding.via else None
    return replace(finding, place=_place(finding.place, folder, revision), via=via)


def _place(place: Place, folder: File, revision: str) -> Place:
    inside = place.file.removeprefix(f"{folder.as_posix()}/")
    return place if inside == place.file else replace(place, file=f"{revision}:{inside}")


@dataclass(frozen=True, repr=False)
class _OfRevision(PlanDocument):
    """Document whose places name a revision and not the folder into which it was read."""

    of: PlanDocument | None = None
    folder: File = File()
    revision: str = ""

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        assert self.of is not None
        return _place(self.of.place(path, of_key=of_key), self.folder, self.revision)


def _named(document: PlanDocument, folder: File, revision: str) -> PlanDocument:
    fields = {name: getattr(document, name) for name in ("file", "lines", "value", "keys", "values")}
    return _OfRevision(**fields, of=document, folder=folder, revision=revision)
