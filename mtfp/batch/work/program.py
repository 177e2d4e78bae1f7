"""Fingerprint of the program: its code and the data that comes with it.

Two copies of the same version may differ during development; their stored results must not mix.
"""

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from mtfp import __version__
from mtfp.scenarios.shipped import shipped

SHAPES_FIGURES = (".py", ".json", ".npz", ".csv")


@cache
def program() -> str:
    """Return the fingerprint of the version, the package's files, the shipped scenarios and NumPy's version.

    >>> program() == program(), len(program())
    (True, 64)
    """
    package = Path(str(files("mtfp")))
    found = hashlib.sha256(f"{__version__} {np.__version__}".encode())
    for file in [*sorted(package.rglob("*")), *shipped()]:
        if file.suffix in SHAPES_FIGURES or file.suffix == ".yaml":
            found.update(f"\n{file.name}\n".encode() + file.read_bytes())
    return found.hexdigest()
