"""Try mutants by number, and print what is wrong: `python -m tests.reading.mutated 0 1000`."""

import sys
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.reading.mutated.mutants import mutant
from tests.reading.mutated.oracle import outcome

if __name__ == "__main__":
    first, last = map(int, sys.argv[1:3])
    warnings.simplefilter("error")
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
                counts["broken"] += 1
                print(f"{each}\n{traceback.format_exc()}", flush=True)
                continue
            counts["accepted" if found.accepted else "refused"] += 1
            if found.wrong:
                counts["wrong"] += 1
                print(each, *found.wrong[:4], sep="\n   ", flush=True)
    print(dict(counts), f"{time.time() - began:.0f} s")
