"""Try mutants by number: `python -m tests.reading.mutated 0 1000`.

Prints what breaks the program, what can't be, and what moves the plan far although nothing new is found.
"""

import sys
import time
import traceback
import warnings
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from tests.reading.mutated.inputs import inputs
from tests.reading.mutated.mutants import Mutant, mutant
from tests.reading.mutated.oracle import Outcome, outcome

FAR = 0.05
"""Move of cost, funding or the gap that is far, as a share of the base year's cost."""


@cache
def unspoilt(name: str) -> Outcome:
    given = next(each for each in inputs() if each.name == name)
    with TemporaryDirectory() as folder:
        return outcome(Mutant(0, given, given.text, ()), Path(folder))


def moved_in_silence(found: Outcome) -> float:
    """Return how far a mutant's cost, funding or gap lies from the input's if there is no new finding, else zero."""
    before = unspoilt(found.mutant.input.name)
    old = {(each.code, each.message) for each in before.findings}
    if not found.accepted or any((each.code, each.message) not in old for each in found.findings):
        return 0.0
    assert before.figures is not None
    assert found.figures is not None
    scale, far = float(before.figures["expenditure"][0, 0]), 0.0
    for name in ("expenditure", "funding", "gap"):
        was, now = before.figures[name][1:, 0], found.figures[name][1:, 0]
        years = min(len(was), len(now))
        far = max(far, float(np.abs(now[:years] - was[:years]).max()) / scale)
    return far


def run(first: int, last: int) -> None:
    counts: Counter[str] = Counter()
    began = time.time()
    with TemporaryDirectory() as folder:
        for number in range(first, last):
            each = mutant(number)
            for file in Path(folder).iterdir():
                file.unlink()
            try:
                found = outcome(each, Path(folder), simulated=number % 10 == 0, shown=number % 20 == 0)
            except Exception:
                counts["breaks"] += 1
                print(f"{each}\n{traceback.format_exc()}", flush=True)
                continue
            counts["accepted" if found.accepted else "refused"] += 1
            if found.wrong:
                counts["wrong"] += 1
                print(each, *found.wrong[:4], sep="\n   ", flush=True)
            if (far := moved_in_silence(found)) > FAR:
                counts["moved in silence"] += 1
                print(f"{each}\n   moves by {far:.0%} in silence", flush=True)
            if number % 500 == 499:
                print(number, dict(counts), f"{time.time() - began:.0f} s", flush=True)
    print(dict(counts), f"{time.time() - began:.0f} s")


if __name__ == "__main__":
    warnings.simplefilter("error")
    run(*map(int, sys.argv[1:3]))
