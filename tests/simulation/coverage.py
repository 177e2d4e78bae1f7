"""Experiment: how often the interval that a run states around a statistic holds the true value.

Nine statistics of three plans are estimated from many samples. Samples of random numbers are slices of long runs: every
block of 4,096 draws has a generator of its own, so slices that share no draw have the law of runs with other seeds.
Samples of Sobol points are runs with seeds of their own. The true value is the statistic of all samples together, whose
own error is that of a sample over the root of the number of samples.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from mtfp.draws.sampling import Sampling
from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from mtfp.reading import read_plan
from mtfp.simulation.simulate import simulate
from mtfp.simulation.statistics import Estimate, describe, share, z_95
from tests.simulation import sampled

ROOT = Path(__file__).parents[2]
AT_ONCE = 200_000
"""Draws of one long run, which is cut into samples."""
RARE = """
mtfp: 1
name: Rare
base_year: 2025/26
years: 3
unit: £k
source: worked by hand
assumptions:
  pay: {unit: rate, central: 3%, spread: {interval: [2.5%, 3.5%]}, source: i}
  uplift: {unit: rate, central: 3%, source: i}
lines:
  home: {partner: council, setting: community, budget: 1000, components: {pay: 100%}}
funding:
  council: {partner: council, type: payment, base: 1000, uplift: uplift}
reserves:
  general: {class: contingency, opening: 400}
risk_events:
  fire: {probability: 4%, once: {from: 2028/29}, impact: {central: 900, spread: {interval: [700, 1_500]}}}
scheme: {steps: [{reserves: {order: [general]}}]}
"""
"""A plan whose only large risk is an event of 4%, so that 96% of draws leave nothing unfunded."""


class Case(NamedTuple):
    plan: Callable[[], Plan]
    partly_zero: str
    """Figure that is zero in many draws: 96% of the rare event's, 65% of the small plan's, 88% of Shetland's."""


CASES = {
    "rare": Case(lambda: sampled.plan(RARE), "unmet"),
    "small": Case(sampled.plan, "surplus"),
    "shetland": Case(lambda: read_plan(ROOT / "examples" / "shetland").plan, "surplus"),
}
OF_GAP = ("mean", "sd", "p10", "p50", "p90", "es90")
OF_PARTLY_ZERO = ("mean", "sd", "probability")
NINE = (*(f"{name} gap" for name in OF_GAP), *(f"{name} partly zero" for name in OF_PARTLY_ZERO))


class Coverage(NamedTuple):
    """Result for one statistic."""

    stated: float
    """Share of samples for which an error is stated."""
    held: float
    """Share of those whose interval holds the true value; 1 if there are none."""


def coverage(case: str, draws: int, seeds: int, sampler: str = "random") -> dict[str, Coverage]:
    """Return the coverage of each of the nine statistics over `seeds` samples of `draws` draws."""
    of = CASES[case]
    replicates = 8 if sampler == "sobol" else 1
    every = list(samples(of, draws, seeds, sampler))
    true = nine(*(np.concatenate(each) for each in zip(*every, strict=True)))
    found = [nine(*sample, replicates) for sample in every]
    return {name: _held([each[name] for each in found], true[name].value, z_95(replicates)) for name in NINE}


def _held(found: list[Estimate], true: float, z: float) -> Coverage:
    stated = [(each.value, each.error) for each in found if each.error is not None]
    held = [abs(value - true) <= z * error for value, error in stated]
    return Coverage(len(stated) / len(found), float(np.mean(held)) if held else 1.0)


def nine(gap: Array, partly_zero: Array, replicates: int = 1) -> dict[str, Estimate]:
    of_gap, of_other = describe(gap, replicates), describe(partly_zero, replicates)
    of_other["probability"] = share(partly_zero > 0, replicates)
    values = [*(of_gap[name] for name in OF_GAP), *(of_other[name] for name in OF_PARTLY_ZERO)]
    return dict(zip(NINE, values, strict=True))


def samples(of: Case, draws: int, seeds: int, sampler: str) -> Iterator[tuple[Array, Array]]:
    """Yield the gap and the partly zero figure of the last year, one pair of arrays for each sample."""
    plan = of.plan()
    together = max(AT_ONCE // draws, 1) if sampler == "random" else 1
    for seed in range(-(-seeds // together)):
        run = simulate({"base": plan}, Sampling(seed, sampler), draws * together)  # type: ignore[arg-type]
        pair = [run.values("base", figure, run.years[-1]) for figure in ("gap", of.partly_zero)]
        for number in range(min(together, seeds - seed * together)):
            yield tuple(each[number * draws : (number + 1) * draws] for each in pair)  # type: ignore[misc]


if __name__ == "__main__":
    import sys

    of, size, number, how = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    for label, result in coverage(of, size, number, how).items():
        print(f"{of} {size} {how} {label}: {result.held:.1%} ({result.stated:.0%} stated)", flush=True)
