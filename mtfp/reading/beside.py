"""Files that a plan names: only in its own folder, told apart from bundled figures by their ending."""

from pathlib import Path as File

from mtfp.text.finding import Finding
from mtfp.text.place import Place


def beside(folder: File, name: str, place: Place) -> File | Finding:
    """The file of that name beside the plan, or what is wrong with naming it."""
    inside, wanted = folder.resolve(), (folder / name).resolve()
    if not wanted.is_relative_to(inside):
        return Finding("E317", f"`{name}` is outside the plan's folder", place, "copy the file beside the plan, and name it there")
    if not wanted.is_file():
        fix = "check the spelling, or put the file beside the plan"
        return Finding("E317", f"there is no file `{name}` beside the plan", place, fix)
    return folder / name
