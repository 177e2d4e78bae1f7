"""Earlier version of a scenario's file: the one that git has, or the one of a named version of the plan."""

from dataclasses import dataclass, replace
from pathlib import Path as File

from mtfp.findings.finding import Refused
from mtfp.reading.plan import ReadPlan, plan_file
from mtfp.reading.scenario import ReadScenario, in_part, scenario_of
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
from mtfp.reading.versions.earlier import is_of_a_file
from mtfp.reading.versions.git import Git, NotInGit, top_of
from mtfp.reading.versions.named import commit_of
from mtfp.text.yaml import parse_yaml, read_yaml


@dataclass(frozen=True, repr=False)
class EarlierScenario(Version):
    """Earlier version of a scenario's file, or the reason why it can't be read; neither if the file is new since."""

    read: ReadScenario | None = None


def earlier_scenario(scenario: ReadScenario, plan: ReadPlan, since: str = "") -> EarlierScenario | None:
    """Return the earlier version of a scenario's file, if its contents were others or it wasn't there.

    `since`: version of the plan, as for `earlier_version`. A revision has the scenario at the same path; for a file or
    folder, a file of the same name in its folder is compared, if there is one. Returns None for a scenario that comes
    with mtfp or that no file has, and without git for a file that it doesn't know.
    """
    file = scenario.file
    if file is None or since == NEVER:
        return None
    if since and is_of_a_file(since):
        return _in_folder(scenario, file, File(plan.document.file).parent, plan_file(File(since)).parent)
    top = top_of(file.parent)
    return _in_git(scenario, file, plan, top, since.partition(":")[0]) if top else None


def _in_folder(scenario: ReadScenario, file: File, own: File, folder: File) -> EarlierScenario | None:
    """Return the version in the folder of an earlier plan: at the same path from the plan, or with the same name."""
    path, top = file.resolve(), own.resolve()
    inside = [folder / path.relative_to(top)] if path.is_relative_to(top) else []
    other = next((each for each in (*inside, folder / file.name) if each.is_file()), None)
    if other is None or other.resolve() == path or other.read_bytes() == file.read_bytes():
        return None
    name = other.as_posix()
    try:
        return EarlierScenario(name, read=_alike(scenario_of(read_yaml(other)), scenario))
    except (Refused, OSError) as failure:
        return EarlierScenario(name, reason=reason_of(failure))


def _in_git(scenario: ReadScenario, file: File, plan: ReadPlan, top: File, revision: str) -> EarlierScenario | None:
    """Return the version in a revision, by default the last commit.

    A file that isn't in the last commit is new only if the plan is in it.
    """
    git, inside = Git(top), inside_of([file, File(plan.document.file)], top)
    path, *others = inside
    named, revision = bool(revision), revision or LAST_COMMIT
    try:
        known = contents(git, inside, commit_of(git, revision) if named else revision)
        if path not in known:
            is_new = named or any(other in known for other in others)
            return EarlierScenario(revision, *newest_commit(git, revision, ())) if is_new else None
        if not is_other(file, known[path]):
            return None
        about = EarlierScenario(f"{revision}:{path}", *newest_commit(git, revision, [path]))
        text = git.read("cat-file", "blob", known[path])
    except NotInGit as reason:
        why = why_unread(git, reason) or (str(reason) if named else "")
        return EarlierScenario(revision, reason=why) if why else None
    try:
        return replace(about, read=_alike(scenario_of(parse_yaml(text, about.name)), scenario))
    except Refused as failure:
        return replace(about, reason=reason_of(failure))


def _alike(whole: ReadScenario, scenario: ReadScenario) -> ReadScenario:
    """Return an earlier version at the same share of its full strength."""
    return whole if scenario.share is None else in_part(whole, scenario.share)
