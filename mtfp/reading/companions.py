"""Files that a plan names: only in its own folder, told apart from bundled figures by their ending."""

from pathlib import Path as File

from mtfp.findings.finding import Finding
from mtfp.findings.place import Place
from mtfp.model.base.values import shown


def beside(folder: File, name: str, place: Place) -> File | Finding:
    """The file of that name beside the plan, or what is wrong with naming it."""
    try:
        inside, wanted = folder.resolve(), (folder / name).resolve()
        is_there = wanted.is_file()
    except (OSError, ValueError):  # names that no file can have
        inside = wanted = folder
        is_there = False
    if not wanted.is_relative_to(inside):
        fix = "copy the file into the plan's folder, and name it there"
        return Finding("E317", f"{shown(name)} is outside the plan's folder", place, fix)
    if not is_there:
        fix = "check the spelling, or put the file beside the plan"
        if not name.endswith(".csv"):
            fix = "name a CSV file beside the plan, such as `lines.csv`"
        return Finding("E317", f"there is no file {shown(name)} beside the plan", place, fix)
    return folder / name
