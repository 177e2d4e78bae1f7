"""Which program makes the figures: a fingerprint of its code and of the figures that come with it.

Two programs of one version may differ while somebody works on them; results of one are never taken for the other's.
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
    """A fingerprint of the version, of every file of the package, of shipped scenarios and of NumPy's version.

    >>> program() == program(), len(program())
    (True, 64)
    """
    package = Path(str(files("mtfp")))
    found = hashlib.sha256(f"{__version__} {np.__version__}".encode())
    for file in [*sorted(package.rglob("*")), *shipped()]:
        if file.suffix in SHAPES_FIGURES or file.suffix == ".yaml":
            found.update(f"\n{file.name}\n".encode() + file.read_bytes())
    return found.hexdigest()
