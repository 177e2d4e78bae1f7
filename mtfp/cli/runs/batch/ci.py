"""Reports of a batch for CI: JUnit XML, annotations, a summary; and the changes since a baseline."""

import os
import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mtfp.batch.baseline.baseline import Baseline, read_baseline
from mtfp.batch.baseline.comparison import Comparison, compare_with_baseline
from mtfp.batch.baseline.comparison_table import as_value
from mtfp.batch.baseline.tolerance import Tolerance
from mtfp.batch.outcome.outcome import BatchResult
from mtfp.cli.exits import Exit, UsageError, print_error
from mtfp.cli.options import CiOptions
from mtfp.cli.shared.typed import typed
from mtfp.documents.blocks import Prose
from mtfp.documents.document import Document
from mtfp.reports.ci.github import annotations_of
from mtfp.reports.deliver import deliver, may_write, text_of
from mtfp.reports.formats import format_named
from mtfp.reports.markdown.parts import COMMENT
from mtfp.reports.markdown.parts import STEP_SUMMARY as MOST
from mtfp.reports.page import Page

STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
"""The environment variable that names the file for the summary of a step on GitHub."""
LEAST = 8_192
"""Minimum size of a summary that is worth reading, in bytes."""


@dataclass(frozen=True)
class Reporting:
    """The reports that are wanted, with the baseline already read."""

    options: CiOptions
    baseline: Baseline | None
    tolerance: Tolerance
    token: str = field(default_factory=lambda: secrets.token_hex(16))
    """Turns GitHub's runner back on; random, so that no plan can contain it."""

    def begin(self) -> None:
        """Turn off commands of GitHub's runner, which names in plans could hold, until the reports."""
        if self.options.github:
            print_error(f"::stop-commands::{self.token}")

    def moved(self, result: BatchResult, manifest: dict[str, Any]) -> Comparison | None:
        """Return the changes since the baseline and add them to the manifest; None without a baseline."""
        if self.baseline is None:
            return None
        found = compare_with_baseline(self.baseline, self.tolerance, result, manifest)
        manifest["baseline"] = as_value(found)
        return found

    def failing(self, moved: Comparison | None) -> Comparison | None:
        """Return the changes since the baseline if they fail the run."""
        return moved if self.options.fail_if_moved else None

    def exit_of(self, code: Exit, moved: Comparison | None) -> Exit:
        """Return the exit code of the run, which `--fail-if-moved` turns from 0 to 1."""
        failed = self.options.fail_if_moved and moved is not None and moved.anything
        return Exit.CHECK_FAILED if failed and code is Exit.DONE else code

    def write(self, document: Document, *, force: bool, quiet: bool) -> None:
        """Write every report that is wanted. Annotations go to standard error, where GitHub reads them too."""
        files = {"junit": self.options.junit, "markdown": self.options.summary}
        for format, file in files.items():
            if file:
                deliver(document, format_named(format), Page(most_bytes=COMMENT), file, force=force)
        written = [f"{file}" for file in files.values() if file]
        if written and not quiet:
            print_error(f"wrote {' and '.join(written)}")
        if self.options.github:
            print_error(f"::{self.token}::")
            shown = annotations_of(document, Page())
            for line in shown.lines:
                print_error(line)
            opening = (Prose(shown.left_out),) if shown.left_out else ()
            _add_to_step(replace(document, blocks=(*opening, *document.blocks)))


def reporting_of(options: CiOptions, *, force: bool) -> Reporting:
    """Return the reports that are wanted. Refuses, before any work, what can't be written or compared."""
    for switch, given in (("--tolerance", options.tolerance), ("--fail-if-moved", options.fail_if_moved)):
        if given and options.baseline is None:
            raise UsageError(f"{switch} is about changes: name earlier results with --baseline")
    for file in (options.junit, options.summary):
        if file:
            may_write(file, force=force)
            os.stat(file.parent)  # raises OSError if there is no such folder
    allowed = typed("--tolerance", lambda: Tolerance.of(options.tolerance))
    return Reporting(options, read_baseline(options.baseline) if options.baseline else None, allowed)


def _add_to_step(document: Document) -> None:
    """Add to the summary of the step, if GitHub names a file for it, within the limit of a whole step."""
    named = os.environ.get(STEP_SUMMARY)
    if not named:
        return
    with Path(named).open("ab") as file:
        left = MOST - file.tell() - 1
        if left < LEAST:
            print_error("the step's summary is full: nothing was added to it")
        else:
            file.write(b"\n" + text_of(document, "markdown", Page(most_bytes=left)).encode())
