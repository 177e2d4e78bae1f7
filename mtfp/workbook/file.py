"""Write a model to a file of its own. An error leaves the file unchanged."""

import zipfile
from pathlib import Path

from mtfp.reports.files.out import not_theirs, output_file
from mtfp.workbook.build import Model
from mtfp.workbook.write import MARK, write

SUFFIX = ".xlsx"


def write_file(model: Model, file: Path, *, force: bool = False) -> None:
    """Write a workbook. Raises FileExistsError for a file that mtfp did not write, unless `force`."""
    with output_file(file, force=force, is_ours=is_ours) as to:
        write(model, to)


def may_write(file: Path, *, force: bool) -> None:
    """Raise FileExistsError for a file that `write_file` would not replace. Commands call this before any work."""
    not_theirs(file, force=force, is_ours=is_ours)


def is_ours(file: Path) -> bool:
    """Return True if a file is empty, or a workbook by mtfp. Changes that a user made to one are not noticed."""
    if file.stat().st_size == 0:
        return True
    try:
        with zipfile.ZipFile(file) as parts, parts.open("docProps/app.xml") as about:
            return MARK.encode() in about.read(LONGEST)
    except (zipfile.BadZipFile, KeyError, OSError):
        return False


LONGEST = 100_000
"""Largest number of bytes of a workbook's properties that are read."""
