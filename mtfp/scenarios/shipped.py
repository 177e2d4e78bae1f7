"""Files of the scenarios that come with mtfp, and the rungs of the ladder. `mtfp.reading.scenario` reads them."""

import importlib.resources
import pathlib

LADDER = {-2: "minimum", -1: "step-down", 1: "step-up", 2: "maximum"}
"""Shipped scenarios that are the rungs of the ladder, by position; 0 is the plan."""


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
