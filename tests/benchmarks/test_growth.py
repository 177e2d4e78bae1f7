"""Time to check a plan grows no faster than the plan: processor time of four times the size, over that of one.

No time is compared with a clock: each kind is measured against itself in the same run. Time that grows with the square
of the size gives a ratio towards 16, and what every run takes lowers it.
"""

import contextlib
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from mtfp.cli.shared.projections import one_run
from mtfp.findings.finding import Refused
from mtfp.reading import read_plan
from tests.benchmarks.clock import in_turns

MOST = 8.0
"""Largest ratio; at least 4 is due, and the rest is room for what else the machine does."""
HEAD = """
mtfp: 1
name: Grown
base_year: 2025/26
years: 3
unit: £k
source: illustrative
assumptions:
  pay: {unit: rate, central: 3%, source: i}
"""
LINES = """
lines:
  home: {partner: council, setting: community, budget: 1000, components: {pay: 100%}}
"""
FUNDING = """
funding:
  council: {partner: council, type: payment, base: 900, uplift: pay}
"""
WRONG = "{partner: counsil, setting: community, bugdet: 10, components: {pay: 100%}}"
LINE = "{partner: council, setting: community, budget: 10, components: {pay: 100%}}"
COMMITMENT = "  c#: {line: home, amount: {2026/27: 0.1}, source: x}\n"
SHEET = "name,partner,setting,budget,components.pay"


def many(text: str, count: int, sep: str = "") -> str:
    return sep.join(text.replace("#", str(number)) for number in range(count))


def plan(assumptions: str = "", lines: str = "", after: str = "") -> str:
    return f"{HEAD}{assumptions}{LINES}{lines}{FUNDING}{after}"


def _correlated(size: int) -> dict[str, str]:
    names = [f"a{number}" for number in range(round((2 * size) ** 0.5))]
    spread = "{unit: rate, central: 3%, spread: {normal: {mean: 3%, sd: 1%}}, source: i}"
    pairs = "".join(f"  - [{one}, {other}, 0.1]\n" for one, other in combinations(names, 2))
    return {"plan.yaml": plan("".join(f"  {name}: {spread}\n" for name in names), after=f"correlations:\n{pairs}")}


def _of_sheet(rows: str) -> dict[str, str]:
    return {"plan.yaml": f"{HEAD}lines: lines.csv\n{FUNDING}", "lines.csv": rows}


GROWN: dict[str, tuple[int, Callable[[int], dict[str, str]]]] = {
    "lines": (500, lambda n: {"plan.yaml": plan(lines=many(f"  l#: {LINE}\n", n))}),
    "assumptions": (500, lambda n: {"plan.yaml": plan(many("  a#: {unit: rate, central: 3%, source: i}\n", n))}),
    "savings on lines": (
        300,
        lambda n: {
            "plan.yaml": plan(
                lines=many(f"  l#: {LINE}\n", n),
                after="savings:\n" + many("  s#: {line: l#, planned: {2026/27: 0.1}}\n", n),
            )
        },
    ),
    "commitments": (
        500,
        lambda n: {"plan.yaml": plan(after="commitments:\n" + many(COMMITMENT, n))},
    ),
    "correlations": (2000, _correlated),
    "misspelt names": (300, lambda n: {"plan.yaml": plan(lines=many(f"  Line #: {LINE}\n", n))}),
    "unknown keys": (500, lambda n: {"plan.yaml": plan(after=many("unknown_key_#: 1\n", n))}),
    "two errors a line": (
        300,
        lambda n: {"plan.yaml": plan(lines=many(f"  l#: {WRONG}\n", n))},
    ),
    "unknown assumptions": (
        300,
        lambda n: {
            "plan.yaml": plan(
                many("  price_of_thing_#: {unit: rate, central: 3%, source: i}\n", n),
                many(f"  l#: {LINE.replace('pay', 'prise_of_thing_#x')}\n", n),
            )
        },
    ),
    "checks of unknown lines": (
        250,
        lambda n: {
            "plan.yaml": plan(
                lines=many(f"  l#: {LINE}\n", n),
                after="checks:\n" + many("  - {name: c#, of: lines.lx#, at_most: 1}\n", n),
            )
        },
    ),
    "rows of a sheet": (300, lambda n: _of_sheet(f"{SHEET}\n" + many("l#,council,community,10,100%\n", n))),
    "unknown columns": (
        500,
        lambda n: _of_sheet(f"{SHEET},{many('col #', n, ',')}\nl,council,community,10,100%,{many('1', n, ',')}\n"),
    ),
    "columns of components": (
        500,
        lambda n: _of_sheet(
            f"name,partner,setting,budget,{many('components.a#', n, ',')}\n"
            f"l,council,community,10,{many('1%', n, ',')}\n"
        ),
    ),
    "blank columns": (5000, lambda n: _of_sheet(f"{SHEET}{',' * n}\nl,council,community,10,100%{',' * n}\n")),
}  # fmt: skip
"""Kinds of growth: a first size, and the files of a plan of a given size."""


def made(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def checked(folder: Path) -> None:
    with contextlib.suppress(Refused):
        one_run(folder, [], with_checks=True)


@pytest.mark.parametrize("kind", GROWN)
def test_time_grows_no_faster_than_the_plan(kind, tmp_path):
    size, files = GROWN[kind]
    small, large = made(tmp_path / "small", files(size)), made(tmp_path / "large", files(4 * size))
    checked(small)  # imports and caches are no part of the time
    taken = in_turns({"small": lambda: checked(small), "large": lambda: checked(large)}, rounds=2, of=min)
    assert taken["large"] / taken["small"] < MOST


def test_errors_add_less_than_the_plan_itself_takes(tmp_path):
    """Compare lines with two errors each with as many sound lines: the errors take no more than the sound lines do."""
    sound = made(tmp_path / "sound", {"plan.yaml": plan(lines=many(f"  l#: {LINE}\n", 1500))})
    faulty = made(tmp_path / "faulty", {"plan.yaml": plan(lines=many(f"  l#: {WRONG}\n", 1500))})
    assert read_plan(sound)
    taken = in_turns({"sound": lambda: checked(sound), "faulty": lambda: checked(faulty)}, rounds=2, of=min)
    assert taken["faulty"] < 2 * taken["sound"]
