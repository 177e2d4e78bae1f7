"""What a batch tells CI: cases as JUnit XML, annotations, a summary; and what moved since a baseline."""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mtfp.cli.drawing import typed
from mtfp.cli.exits import Exit, NotThere, complain

if TYPE_CHECKING:
    from mtfp.batch.baseline.baseline import Baseline
    from mtfp.batch.baseline.moved import Moved
    from mtfp.batch.baseline.tolerance import Tolerance
    from mtfp.batch.outcome.outcome import BatchResult
    from mtfp.results.table import Table

STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
"""The environment's name for the file from which GitHub takes a step's summary."""
LEAST = 8_192
"""Bytes below which a summary says nothing worth reading."""

JunitOption = Annotated[
    Path | None, typer.Option("--junit", metavar="FILE", help="Write every check as a test case, as JUnit XML.")
]
SummaryOption = Annotated[
    Path | None, typer.Option("--summary", metavar="FILE", help="Write a summary in Markdown, short enough to comment.")
]
GithubOption = Annotated[
    bool, typer.Option("--github", help="Annotate the plans' lines on GitHub, and add to the summary of the job.")
]
BaselineOption = Annotated[
    Path | None, typer.Option("--baseline", metavar="FOLDER", help="Tell what moved since these earlier results.")
]
ToleranceOption = Annotated[
    str,
    typer.Option("--tolerance", metavar="AMOUNT", help="What is no move, such as 1k or 0.1%; left out, to the penny."),
]
FailOption = Annotated[bool, typer.Option("--fail-if-moved", help="Exit with code 1 if anything moved.")]


@dataclass(frozen=True)
class Reporting:
    """Which reports are wanted, with the baseline read already."""

    junit: Path | None
    summary: Path | None
    github: bool
    baseline: "Baseline | None"
    tolerance: "Tolerance"
    fail_if_moved: bool
    token: str = field(default_factory=lambda: secrets.token_hex(16))
    """With which GitHub's runner is told to obey again: nobody who writes a plan may know it."""

    def begin(self) -> None:
        """Keep GitHub's runner from obeying what plans are called, wherever that is printed, until the reports."""
        if self.github:
            complain(f"::stop-commands::{self.token}")

    def moved(self, result: "BatchResult", manifest: dict[str, Any]) -> "Moved | None":
        """What moved since the baseline, told in the manifest too; None without one."""
        if self.baseline is None:
            return None
        from mtfp.batch.baseline.moved import moved_since
        from mtfp.batch.baseline.moved_table import as_value

        found = moved_since(self.baseline, self.tolerance, result, manifest)
        manifest["baseline"] = as_value(found)
        return found

    def exit_of(self, code: Exit, moved: "Moved | None") -> Exit:
        """The code that a run ends with, moves considered."""
        failed = self.fail_if_moved and moved is not None and moved.anything
        return Exit.CHECK_FAILED if failed and code is Exit.DONE else code


def reporting_of(
    junit: Path | None,
    summary: Path | None,
    baseline: Path | None,
    tolerance: str,
    *,
    github: bool,
    fail_if_moved: bool,
    force: bool,
) -> Reporting:
    """What is wanted, refused before any work if it can't be done."""
    from mtfp.batch.baseline.baseline import read_baseline
    from mtfp.batch.baseline.tolerance import Tolerance
    from mtfp.reports.ci.junit import is_our_junit
    from mtfp.reports.ci.markdown import is_our_markdown
    from mtfp.reports.files.out import not_theirs

    for switch, given in (("--tolerance", tolerance), ("--fail-if-moved", fail_if_moved)):
        if given and baseline is None:
            raise NotThere(f"{switch} is about what moved: name earlier results with --baseline")
    for file, is_ours in ((junit, is_our_junit), (summary, is_our_markdown)):
        if file:
            not_theirs(file, force=force, is_ours=is_ours)
            os.stat(file.parent)  # there must be such a folder
    allowed = typed("--tolerance", lambda: Tolerance.of(tolerance))
    read = read_baseline(baseline) if baseline else None
    return Reporting(junit, summary, github, read, allowed, fail_if_moved)


def tell(
    reporting: Reporting,
    result: "BatchResult",
    ranked: "Table",
    moved: "Moved | None",
    scenarios: list[str],
    *,
    quiet: bool,
) -> None:
    """Write every report that is wanted. Annotations go to standard error, where GitHub reads them as well."""
    from mtfp.batch.report.brief import brief, warnings_of
    from mtfp.batch.report.cases import cases_of
    from mtfp.reports.ci.github import annotations
    from mtfp.reports.ci.junit import junit
    from mtfp.reports.ci.markdown import COMMENT
    from mtfp.reports.files.replace import replace_file

    before = moved.baseline.failed if moved else None
    cases = cases_of(result, scenarios, moved if reporting.fail_if_moved else None, before)
    if reporting.junit:
        replace_file(reporting.junit, junit(cases))
    if reporting.summary:
        replace_file(reporting.summary, brief(result, cases, ranked, moved, COMMENT).encode())
    written = [f"{file}" for file in (reporting.junit, reporting.summary) if file]
    if written and not quiet:
        complain(f"wrote {' and '.join(written)}")
    if reporting.github:
        complain(f"::{reporting.token}::")
        shown = annotations(cases, warnings_of(result), Path.cwd())
        for line in shown.lines:
            complain(line)
        _add_to_step(lambda limit: brief(result, cases, ranked, moved, limit, shown.left_out))


def _add_to_step(brief: Callable[[int], str]) -> None:
    """Add to the summary of the step, if GitHub has named a file for it: no more than it takes of a whole step."""
    from mtfp.reports.ci.markdown import STEP_SUMMARY as MOST

    named = os.environ.get(STEP_SUMMARY)
    if not named:
        return
    with Path(named).open("ab") as file:
        left = MOST - file.tell() - 1
        if left < LEAST:
            complain("the step's summary is full: nothing was added to it")
        else:
            file.write(b"\n" + brief(left).encode())
