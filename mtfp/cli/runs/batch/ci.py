"""Reports of a batch for CI: JUnit XML, annotations, a summary; and the changes since a baseline."""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mtfp.batch.baseline.baseline import Baseline, read_baseline
from mtfp.batch.baseline.comparison import Comparison, compare_with_baseline
from mtfp.batch.baseline.comparison_table import as_value
from mtfp.batch.baseline.tolerance import Tolerance
from mtfp.batch.outcome.outcome import BatchResult
from mtfp.batch.work.trust import require_trusted
from mtfp.cli.exits import Exit, UsageError, print_error, print_order
from mtfp.cli.options.of_batches import CiOptions
from mtfp.cli.shared.validation import read_value
from mtfp.documents.blocks import Prose
from mtfp.documents.document import Document
from mtfp.reports.ci.github import annotations_of
from mtfp.reports.deliver import deliver, may_write, text_of
from mtfp.reports.formats import format_named
from mtfp.reports.markdown.parts import COMMENT
from mtfp.reports.markdown.parts import STEP_SUMMARY as MOST
from mtfp.reports.page import Page

STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
"""Environment variable with the path of the file for a step's summary on GitHub."""
LEAST = 8_192
"""Minimum room for a readable summary, in bytes."""


@dataclass(frozen=True)
class Reporting:
    """Reports for CI that the user requested, and the baseline, which is already read."""

    options: CiOptions
    baseline: Baseline | None
    tolerance: Tolerance
    token: str = field(default_factory=lambda: secrets.token_hex(16))
    """Token that turns GitHub's commands on again. It is random, so that no plan can contain it."""

    def begin(self) -> None:
        """Turn off GitHub's commands until the reports are written: names in plans could contain such commands."""
        if self.options.github:
            print_order(f"::stop-commands::{self.token}")

    def compare(self, result: BatchResult, manifest: dict[str, Any]) -> Comparison | None:
        """Return the changes since the baseline and add them to the manifest; None without a baseline."""
        if self.baseline is None:
            return None
        comparison = compare_with_baseline(self.baseline, self.tolerance, result, manifest)
        manifest["baseline"] = as_value(comparison)
        return comparison

    def failing(self, comparison: Comparison | None) -> Comparison | None:
        """Return the comparison if --fail-if-moved is set, so that changed results fail the run; otherwise None."""
        return comparison if self.options.fail_if_moved else None

    def exit_of(self, code: Exit, comparison: Comparison | None) -> Exit:
        """Return the exit code of the run. With `--fail-if-moved`, a changed result turns code 0 into 1."""
        failed = self.options.fail_if_moved and comparison is not None and comparison.has_changes
        return Exit.CHECK_FAILED if failed and code is Exit.DONE else code

    def write(self, document: Document, *, force: bool, quiet: bool) -> None:
        """Write the requested reports. Annotations go to standard error, where GitHub reads them too."""
        files = {"junit": self.options.junit, "markdown": self.options.summary}
        for format, file in files.items():
            if file:
                deliver(document, format_named(format), Page(most_bytes=COMMENT), file, force=force)
        written = [f"{file}" for file in files.values() if file]
        if written and not quiet:
            print_error(f"wrote {' and '.join(written)}")
        if self.options.github:
            print_order(f"::{self.token}::")
            shown = annotations_of(document, Page())
            for line in shown.lines:
                print_order(line)
            opening = (Prose(shown.left_out),) if shown.left_out else ()
            _add_to_step(document._replace(blocks=(*opening, *document.blocks)))


def reporting_of(options: CiOptions, *, force: bool) -> Reporting:
    """Return the requested reports. Raises an error, before any work, if a file can't be used."""
    for option, given in (("--tolerance", options.tolerance), ("--fail-if-moved", options.fail_if_moved)):
        if given and options.baseline is None:
            raise UsageError(f"{option} needs earlier results to compare with: add --baseline FOLDER")
    if options.baseline and not options.trust_results:
        require_trusted(options.baseline, "baseline")
    for file in (options.junit, options.summary):
        if file:
            may_write(file, force=force)
            os.stat(file.parent)  # raises OSError if there is no such folder
    tolerance = read_value("--tolerance", lambda: Tolerance.of(options.tolerance))
    return Reporting(options, read_baseline(options.baseline) if options.baseline else None, tolerance)


def _add_to_step(document: Document) -> None:
    """Add the document to the summary of the step on GitHub, within the limit of a step."""
    path = os.environ.get(STEP_SUMMARY)
    if not path:
        return
    with Path(path).open("ab") as file:
        room = MOST - file.tell() - 1
        if room < LEAST:
            print_error("the job summary on GitHub is full, so mtfp added nothing to it")
        else:
            file.write(b"\n" + text_of(document, "markdown", Page(most_bytes=room)).encode())
