"""File of the national paper: its format by its suffix. A file that can't be written is refused before any work."""

import os
from pathlib import Path

from mtfp.cli.exits import UsageError
from mtfp.cli.shared.output import FILE_WIDTH, Output
from mtfp.findings.suggest import one_of
from mtfp.reports.deliver import may_write
from mtfp.reports.formats import FORMATS, NOT_WRITTEN, Kind, format_of
from mtfp.reports.page import Page


def paper_output(file: Path | None, *, force: bool, quiet: bool) -> Output | None:
    """Return the output of the paper; None without a file.

    Raises UsageError for a suffix that no format for people has, FileExistsError for a file that mtfp may not replace,
    and OSError if there is no such folder.
    """
    if file is None:
        return None
    suffix = file.suffix.lower()
    chosen = format_of(suffix)
    if suffix in NOT_WRITTEN:
        raise UsageError(f"--paper: mtfp doesn't write {suffix} files: {NOT_WRITTEN[suffix]}")
    if chosen is None or not chosen.for_people or Kind.FIGURES not in chosen.kinds:
        raise UsageError(
            f"--paper {file}: a paper is for people; end the name of its file in {one_of(_suffixes(), most=20)}"
        )
    may_write(file, force=force)
    os.stat(file.parent)  # raises OSError if there is no such folder
    return Output(chosen, Page(width=FILE_WIDTH), file, force, quiet)


def _suffixes() -> list[str]:
    return [suffix for each in FORMATS if each.for_people and Kind.FIGURES in each.kinds for suffix in each.suffixes]
