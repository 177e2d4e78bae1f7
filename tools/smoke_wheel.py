"""Build the wheel, and use it as its users will: in an environment that holds nothing but what it asks for.

The environment stays in .venv-wheel, so that a second run only swaps the wheel and needs no network. It is made again
when pyproject.toml, constraints.txt or this folder's place has changed. Run by `make wheel`.

To smoke one more command, add a row to `COMMANDS`.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path
from typing import NamedTuple

from mtfp import __version__

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv-wheel"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
STAMP = ENVIRONMENT / "made"

COPIED: tuple[str, ...] = ("examples/shetland",)
"""Files and folders of the tree that commands work on; copied to where they run, out of reach of the tree."""

SHIPPED = {"mtfp": "mtfp", "scenarios": "mtfp/scenarios/files"}
"""Folders of the tree whose every file travels, and where it stands in the wheel."""


class Command(NamedTuple):
    """What is typed, words that its output must hold, and the exit code it must leave."""

    words: tuple[str, ...]
    shows: tuple[str, ...] = ()
    code: int = 0


COMMANDS = (
    Command(
        ("python", "-c", "import mtfp; print(mtfp.__version__, mtfp.__file__)"), shows=(__version__, ".venv-wheel")
    ),
    Command(("mtfp", "--version"), shows=(__version__,)),
    Command(("mtfp", "project", "examples/shetland"), shows=("Expenditure", "Recurring gap")),
    Command(
        ("mtfp", "compare", "examples/shetland", "-s", "minimum", "-s", "step-down"),
        shows=("Difference from the plan as it stands", "minimum: Lowest safe level"),
    ),
    Command(("mtfp", "init", "--area", "Fife", "fife.yaml")),
    Command(("mtfp", "check", "fife.yaml"), shows=("can be read",)),
    Command(("mtfp", "schema"), shows=("draft-07",)),
    Command(("mtfp", "explain", "E302"), shows=("What is wrong", "Why it matters", "Example", "Write instead")),
    Command(("mtfp", "project", "examples/nowhere"), code=4),
)


def main() -> None:
    """Build, look inside, install, run; the first thing that is wrong ends it with a line that says so."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel = build(folder)
        look_inside(wheel)
        install(wheel)
        desk = folder / "desk"
        desk.mkdir()
        for item in COPIED:
            copy(ROOT / item, desk / item)
        for command in COMMANDS:
            run(command, desk)
    say(f"{wheel.name} works by itself")


def build(folder: Path) -> Path:
    """The wheel built from the sdist, which must be the same, byte for byte, as the wheel built from the tree."""
    say("building: tree -> sdist -> wheel, and tree -> wheel")
    # hatchling comes from .venv, with the version that constraints.txt names: nothing is fetched to build.
    build = (sys.executable, "-m", "build", "--no-isolation", str(ROOT), "--outdir")
    quietly(*build, str(folder / "through-sdist"))
    quietly(*build, str(folder / "straight"), "--wheel")
    (through,) = (folder / "through-sdist").glob("*.whl")
    straight = folder / "straight" / through.name
    if through.read_bytes() != straight.read_bytes():
        missing = set(names(straight)) ^ set(names(through))
        stop(f"the sdist and the tree build different wheels; files in one only: {sorted(missing)}")
    return through


def look_inside(wheel: Path) -> None:
    """Every file that ships stands in the wheel, and nothing else but its metadata."""
    files = set(names(wheel))
    expected = {
        f"{target}/{path.relative_to(ROOT / source).as_posix()}"
        for source, target in SHIPPED.items()
        for path in (ROOT / source).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    found = {name for name in files if ".dist-info/" not in name}
    if found != expected:
        stop(f"the wheel lacks {sorted(expected - found)} and should not hold {sorted(found - expected)}")
    if not any(name.endswith("/licenses/LICENSE") for name in files):
        stop("the wheel holds no licence")
    say(f"{wheel.name}: {len(found)} files, and the licence")


def install(wheel: Path) -> None:
    """Put the wheel into its environment; make the environment first if it is missing, half made, old, or moved."""
    pip = (str(BIN / "python"), "-m", "pip")
    if not (STAMP.exists() and STAMP.read_text(encoding="utf-8") == fingerprint()):
        say(f"making {ENVIRONMENT.name}: the wheel and what it asks for, nothing else")
        venv.create(ENVIRONMENT, clear=True, with_pip=True)
        quietly(*pip, "install", "--constraint", "constraints.txt", str(wheel))
        STAMP.write_text(fingerprint(), encoding="utf-8")
    else:
        say(f"{ENVIRONMENT.name} is there: swapping the wheel only")
        quietly(*pip, "install", "--no-index", "--no-deps", "--force-reinstall", str(wheel))
    quietly(*pip, "check")


def fingerprint() -> str:
    """Where the environment stands, and what it was made from."""
    sources = b"".join((ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt"))
    return f"{ENVIRONMENT}\n{hashlib.sha256(sources).hexdigest()}\n"


def copy(source: Path, target: Path) -> None:
    """A file, or a folder with all that is in it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy(source, target)


def run(command: Command, desk: Path) -> None:
    """Run one command far from the tree, with nothing of this process's Python in its way."""
    program, *words = command.words
    say(" ".join(command.words))
    done = subprocess.run(
        [str(BIN / program), *words],
        cwd=desk,
        env={key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COV", "VIRTUAL_ENV"))},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    lacking = [text for text in command.shows if text not in done.stdout]
    if done.returncode != command.code or lacking:
        stop(f"exit code {done.returncode}, expected {command.code}; lacking {lacking} in\n{done.stdout}{done.stderr}")


def names(wheel: Path) -> list[str]:
    """The files in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def quietly(*command: str) -> None:
    """Run a step whose words matter only if it fails; what it says on stderr always shows."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        stop(f"{' '.join(command)}\n{done.stdout}")


def say(words: str) -> None:
    """One line about what goes on."""
    print(f"wheel: {words}", flush=True)


def stop(words: str) -> None:
    """End with what is wrong."""
    sys.exit(f"wheel: FAILED: {words}")


if __name__ == "__main__":
    main()
