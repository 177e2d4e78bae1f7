"""Where the scenarios that come with mtfp live. Gives paths only; files are read elsewhere."""

import importlib.resources
import pathlib


def folder() -> pathlib.Path:
    """`mtfp/scenarios/files` as installed, or the folder at the top of the tree in an editable installation."""
    package = pathlib.Path(str(importlib.resources.files("mtfp")))
    installed = package / "scenarios" / "files"
    return installed if installed.is_dir() else package.parent / "scenarios"


def shipped() -> tuple[pathlib.Path, ...]:
    """The files of all shipped scenarios, by name.

    >>> [path.stem for path in shipped()][:3]
    ['flat-cash', 'high-pay', 'maximum']
    """
    return tuple(sorted(folder().glob("*.yaml")))


def find_shipped(name: str) -> pathlib.Path | None:
    """The file of a shipped scenario by its name, such as `step-down`; None if there is none.

    >>> find_shipped("step-down").name, find_shipped("../plan")
    ('step-down.yaml', None)
    """
    return next((path for path in shipped() if path.stem == name), None)
