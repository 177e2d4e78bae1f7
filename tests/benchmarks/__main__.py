"""`python -m tests.benchmarks`: measure, and print a line for each ratio."""

import argparse
import tempfile
from pathlib import Path

from tests.benchmarks.report import measured


def main() -> None:
    """Print what is measured as it comes."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each is taken; the median counts")
    parser.add_argument("--draws", type=int, default=100_000, help="the most draws of a run")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for what, ratio, how in measured(said.rounds, said.draws, Path(folder)):
            print(f"{ratio:>12,.2f}  {what:<48} {how}", flush=True)


if __name__ == "__main__":
    main()
