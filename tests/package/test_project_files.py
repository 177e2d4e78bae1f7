"""What the project's own files promise: pins for everything, and a change log that leads with figures."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PINS = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]


def name(requirement: str) -> str:
    """A requirement's name as registries compare it."""
    return re.sub("[-_.]+", "-", re.match("[A-Za-z0-9._-]+", requirement)[0]).lower()


def test_pins_are_versions_and_nothing_else():
    assert [pin for pin in PINS if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", pin)] == []


def test_pins_stand_in_the_order_of_their_names():
    names = [name(pin) for pin in PINS]
    assert names == sorted(set(names))


def test_everything_asked_for_is_pinned():
    asked = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    assert {name(requirement) for requirement in asked} - {name(pin) for pin in PINS} == set()


def test_each_release_tells_first_which_figures_move():
    releases = re.split(r"^## ", (ROOT / "CHANGELOG.md").read_text(), flags=re.MULTILINE)[1:]
    assert releases
    for release in releases:
        assert re.search(r"^### (.*)", release, flags=re.MULTILINE)[1] == "Figures", release
