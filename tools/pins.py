"""Write constraints.txt: the newest version of everything that mtfp and its checks need, runtime and dev together.

Versions only: no download addresses, no hashes, no path of the project. Run by `make pins`.
"""

import os
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
"""Pins are made with the oldest Python supported, since newer numpy and scipy no longer install there."""

HEADER = "# Made by `make pins`. Versions that work together, for Python 3.11 and newer.\n"


def main() -> None:
    """Install the newest of everything into an environment of its own, and write down what came."""
    if sys.version_info[:2] != OLDEST_PYTHON:
        sys.exit("pins: Python 3.11 makes the pins, since they must also install there")
    with tempfile.TemporaryDirectory() as folder:
        pins = newest(Path(folder))
    target = ROOT / "constraints.txt"
    target.write_text(HEADER + "".join(f"{pin}\n" for pin in pins), encoding="utf-8", newline="\n")
    print(f"pins: {len(pins)} versions written to {target.name}")


def newest(folder: Path) -> list[str]:
    """`name==version` of all that `.[dev]` brings, in the order of the names."""
    venv.create(folder, with_pip=True)
    python = str(folder / ("Scripts" if os.name == "nt" else "bin") / "python")
    unpinned = {key: value for key, value in os.environ.items() if key != "PIP_CONSTRAINT"}

    def pip(*words: str) -> str:
        command = [python, "-m", "pip", *words]
        done = subprocess.run(command, cwd=ROOT, env=unpinned, check=True, stdout=subprocess.PIPE, encoding="utf-8")
        return done.stdout

    pip("install", "--quiet", ".[dev]")
    frozen = pip("freeze", "--exclude", "mtfp").split()
    return sorted(frozen, key=name)


def name(pin: str) -> str:
    """What a pin is about, spelt as registries compare names.

    >>> name("pydantic_core==2.50.4")
    'pydantic-core'
    """
    return re.sub("[-_.]+", "-", pin.partition("==")[0]).casefold()


if __name__ == "__main__":
    main()
