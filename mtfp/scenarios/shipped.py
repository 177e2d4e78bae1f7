"""Files of the scenarios that come with mtfp: their paths only. `mtfp.reading.scenario` reads them."""

import importlib.resources
import pathlib


def folder() -> pathlib.Path:
    """Return the folder of shipped scenarios: in the installed package, or at the top of a working copy of mtfp."""
    package = pathlib.Path(str(importlib.resources.files("mtfp")))
    installed = package / "scenarios" / "files"
    return installed if installed.is_dir() else package.parent / "scenarios"


def shipped() -> tuple[pathlib.Path, ...]:
    """Return the files of all shipped scenarios, by name.

    >>> [path.stem for path in shipped()][:3]
    ['flat-cash', 'high-pay', 'maximum']
    """
    return tuple(sorted(folder().glob("*.yaml")))


def find_shipped(name: str) -> pathlib.Path | None:
    """Return the file of a shipped scenario by its name, such as `step-down`; None if there is none.

    >>> find_shipped("step-down").name, find_shipped("../plan")
    ('step-down.yaml', None)
    """
    return next((path for path in shipped() if path.stem == name), None)
