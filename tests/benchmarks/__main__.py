"""Measure how fast and how large mtfp is: print each topic as it comes, and write a page of all of them."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.against import against
from tests.benchmarks.effort import Effort
from tests.benchmarks.machine import described
from tests.benchmarks.measured import Table
from tests.benchmarks.national import DRAWS, national
from tests.benchmarks.page import page, section
from tests.benchmarks.topics import measured

ROUNDS, MOST_DRAWS = 7, 100_000
QUICK_ROUNDS, QUICK_DRAWS = 1, 5_000
PAGE = Path("bench.md")
"""Usual file of the page, which is not under version control."""


def main() -> None:
    """Measure what the command line asks for."""
    parser = _parser()
    asked = parser.parse_args()
    if asked.against and not (asked.against / "mtfp" / "__init__.py").exists():
        parser.error(f"{asked.against} is no checkout of mtfp")
    rounds = QUICK_ROUNDS if asked.quick else asked.rounds
    draws = min(asked.draws, QUICK_DRAWS) if asked.quick else asked.draws
    machine, tables = described(rounds, draws), []
    with tempfile.TemporaryDirectory(prefix="mtfp-bench-") as folder:
        for table in _tables(asked, Effort(rounds, draws, Path(folder))):
            print(f"{table.title}\n\n{section(table)}\n", flush=True)
            tables.append(table)
            asked.page.write_text(page(machine, tables), encoding="utf-8")
    print(f"The page is in {asked.page.resolve()}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of each measurement; the median counts")
    parser.add_argument("--draws", type=int, default=MOST_DRAWS, help="most draws of a run")
    parser.add_argument("--quick", action="store_true", help="one round of few draws, to try the benchmarks")
    parser.add_argument("--page", type=Path, default=PAGE, help=f"file of the page (default: {PAGE})")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--against", metavar="CHECKOUT", type=Path, help="only compare with another checkout, in turns")
    only.add_argument("--national", metavar="DRAWS", type=int, nargs="?", const=DRAWS, help=_NATIONAL)
    return parser


_NATIONAL = f"only measure all plans of examples/scotland under scenarios (draws: {DRAWS:,} unless stated)"


def _tables(asked: argparse.Namespace, effort: Effort) -> Iterator[Table]:
    if asked.against:
        yield against(effort, asked.against)
    elif asked.national:
        yield national(effort, asked.national)
    else:
        yield from measured(effort)


if __name__ == "__main__":
    main()
