"""Time one run and its normals in this process, with the `mtfp` on the path: a program for `against`.

It is started by its file, so that it takes nothing but Python, NumPy and the public names of `mtfp` from any checkout.
Arguments: a plan's document, the number of draws, and the number of normals for each draw. It prints the processor
seconds of the run and of the normals.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

import mtfp


def main(file: str, draws: str, each: str) -> None:
    """Print the processor seconds of a run and of its normals; a small run before them loads all modules."""
    plan = mtfp.Plan.model_validate(json.loads(Path(file).read_text(encoding="utf-8")))
    mtfp.simulate({"base": plan}, mtfp.Sampling(1), draws=100, threads=1)
    run = _seconds(lambda: mtfp.simulate({"base": plan}, mtfp.Sampling(1), draws=int(draws), threads=1))
    print(run, _seconds(lambda: _normals(int(draws), int(each))))


def _normals(draws: int, each: int, block: int = 4096) -> None:
    random, into = np.random.Generator(np.random.SFC64(1)), np.empty((each, block))
    for _ in range(-(-draws // block)):
        random.standard_normal(out=into)


def _seconds(job: Callable[[], object]) -> float:
    gc.disable()
    began = time.process_time()
    job()
    return time.process_time() - began


if __name__ == "__main__":
    main(*sys.argv[1:])
