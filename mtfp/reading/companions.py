"""Companion files of a plan: CSV files in the plan's own folder, and the national file that plans share."""

import os
from collections.abc import Callable
from pathlib import Path as File
from typing import TypeVar

from mtfp.findings.finding import Finding, Refused
from mtfp.findings.place import Document, Path, Place
from mtfp.model.base.values import shown
from mtfp.text.source import path_text

Read = TypeVar("Read")


def companion(folder: File, name: str, place: Place) -> File | Finding:
    """Return the file that a plan in `folder` names, or a finding if the file can't be used."""
    try:
        inside, file = folder.resolve(), (folder / name).resolve()
        is_there = file.is_file()
    except (OSError, ValueError):  # names that no file can have
        inside = file = folder
        is_there = False
    if not file.is_relative_to(inside):
        fix = "copy the file into the plan's folder, and write the copy's name here"
        return Finding("E317", f"{shown(name)} is outside the plan's folder", place, fix)
    if not is_there:
        fix = "check the spelling, or put the file into the plan's folder"
        if not name.endswith(".csv"):
            fix = "name a CSV file in the plan's folder, such as `lines.csv`"
        return Finding("E317", f"there is no file {shown(name)} in the plan's folder", place, fix)
    return folder / name


def read_companion(
    folder: File, name: str, path: Path, document: Document, read: Callable[[File, str], Read]
) -> tuple[Read | None, list[Finding]]:
    """Return what a companion file holds, or None and the findings about it. The document names the file at `path`."""
    file = companion(folder, name, document.place(path))
    if isinstance(file, Finding):
        return None, [file]
    try:
        return read(file, path_text(file)), []
    except Refused as refused:
        return None, list(refused.findings)


def shared_file(folder: File, name: str, place: Place) -> File | Finding:
    """Return the file that plans in several folders share, or a finding if it can't be used.

    `name`: path of the file from the plan's `folder`; an absolute path would hold on one machine only.
    """
    fix = "check the spelling, and write the path from the plan's folder, such as `../national.yaml`"
    if File(name).is_absolute():
        return Finding("E317", f"{shown(name)} is not a path from the plan's folder", place, fix)
    file = File(os.path.normpath(folder / name))
    try:
        is_there = file.is_file()
    except (OSError, ValueError):  # names that no file can have
        is_there = False
    return file if is_there else Finding("E317", f"there is no file {shown(name)}, from the plan's folder", place, fix)
