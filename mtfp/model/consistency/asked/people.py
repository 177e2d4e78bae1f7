"""Checks of people in the plan's own file: steps that no population takes, and rows or years under another heading."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from mtfp.model.base.complaint import Complaint
from mtfp.model.consistency.scale.limits import Limit
from mtfp.model.consistency.scale.size import Size
from mtfp.model.plan import Plan
from mtfp.population.ages import AgeBands
from mtfp.population.bundled import figures
from mtfp.population.people import People

Array = NDArray[np.float64]
MANY = 200
"""Least number of people of one age who don't halve or double in a year by chance."""
STEP = Limit(0.5, 1.5, seen=(0.9, 1.1))
"""People of one age as a share of those of the year before."""
OF_MEAN = Limit(0.88, 1.12, seen=(0.93, 1.07))
"""People of several ages as a share of the mean of the years before and after; seen in councils' projections."""
SMOOTHER = 0.75
"""Roughness left by a swap of two years, as a share; sound projections have 1.36 or more, swapped ones 0.73 or less."""
AROUND = 2
"""Years before and after two swapped ones that show the swap."""
MOST_BANDS = 25
"""Largest number of age bands that are compared with the next ones; single years of age differ too much."""
BEYOND = 1.1
"""Factor by which the people of a place may be outside the ratios of all councils."""
FIX = "correct the file of the population"


def check_people(plan: Plan, size: Size) -> Iterator[Complaint]:
    """Warn of the first fault in the plan's own people: years swapped, rows swapped or summed, or a step too large."""
    people = plan.supplied.people
    if people is None or plan.population is None:
        return
    for check in (_steps, _years, _rows):
        if found := list(check(people))[:1]:
            yield from found
            return


def _steps(people: People) -> Iterator[Complaint]:
    """Ask about people of an age who rise or fall by more than half, or by an eighth in one year only."""
    for at, (band, counts) in enumerate(zip(people.ages.labels, people.count.tolist(), strict=True)):
        for number, ((year, before), (then, after)) in enumerate(pairwise(zip(people.years, counts, strict=True))):
            if max(before, after) >= MANY and not STEP.holds((after + 1) / (before + 1)):
                fits = number == 0 and len(counts) > 2 and STEP.holds((counts[2] + 1) / (after + 1))
                asked = (
                    f"people aged {band} are {before:,.6g} in {year} and {after:,.6g} in {then}: are they in thousands "
                    "in one of the two, or are their digits wrong?"
                )
                yield Complaint("W589", ("population", "file", year if fits else then, band), asked, FIX)
        if _width(people.ages, at) > 1:
            yield from _one_year(people, at, band, counts)


def _width(ages: AgeBands, at: int) -> float:
    return float("inf") if at == len(ages) - 1 else ages.starts[at + 1] - ages.starts[at]


def _one_year(people: People, at: int, band: str, counts: Sequence[float]) -> Iterator[Complaint]:
    for number in range(1, len(counts) - 1):
        before, count, after = counts[number - 1 : number + 2]
        mean = (before + after) / 2
        if min(before, after) >= MANY and OF_MEAN.holds(after / before) and not OF_MEAN.holds(count / mean):
            year = people.years[number]
            message = (
                f"people aged {band} are {count:,.6g} in {year}, but {before:,.6g} in the year before and {after:,.6g} "
                "in the next: are the digits right, or is it another row's number?"
            )
            yield Complaint("W589", ("population", "file", year, band), message, FIX)


def _years(people: People) -> Iterator[Complaint]:
    """Ask about two years next to each other that would make all ages change more evenly if they were swapped."""
    count = np.asarray(people.count)
    for first in range(count.shape[1] - 1):
        part = slice(max(first - AROUND, 0), first + 2 + AROUND)
        swapped = count.copy()
        swapped[:, [first, first + 1]] = swapped[:, [first + 1, first]]
        rough = _roughness(count[:, part])
        if count[:, part].shape[1] >= 2 + AROUND and rough and _roughness(swapped[:, part]) < SMOOTHER * rough:
            year, then = people.years[first : first + 2]
            message = (
                f"people of most ages change one way up to {year}, back to {then} and on again: are the people of "
                f"{year} and {then} swapped?"
            )
            yield Complaint("W710", ("population", "file", year, people.ages.labels[0]), message, FIX)


def _roughness(count: Array) -> float:
    """Return the sum of changes of yearly steps, of all ages."""
    return float(np.abs(np.diff(count, 2, axis=1)).sum())


def _rows(people: People) -> Iterator[Complaint]:
    """Ask about the last band with the people of younger ones, and two bands that fit only if they are swapped."""
    starts, count = people.ages.starts, np.asarray(people.count)[:, 0]
    if not 2 < len(starts) <= MOST_BANDS or starts[-1] > 90 or count.min() <= 0:
        return
    low, high = _ratios(tuple(starts))

    def faults(of: Array) -> int:
        ratio = of[1:] / of[:-1]
        return int(((ratio < low) | (ratio > high)).sum())

    if not (found := faults(count)):
        return
    labels, year = people.ages.labels, people.years[0]
    for younger in range(1, len(starts) - 1):
        right = count.copy()
        right[-1] -= count[-1 - younger : -1].sum()
        if right[-1] > 0 and count[-1] > high[-1] * count[-2] and faults(right) < found:
            message = (
                f"people aged {labels[-1]} are {count[-1]:,.6g} in {year}, more than the {count[-2]:,.6g} aged "
                f"{labels[-2]}: does the row hold all people aged {starts[-1 - younger]} and over?"
            )
            yield Complaint("W710", ("population", "file", year, labels[-1]), message, FIX)
            return
    for one, other in combinations(range(len(starts)), 2):
        right = count.copy()
        right[[one, other]] = right[[other, one]]
        if faults(right) == 0:
            message = (
                f"people aged {labels[one]} are {count[one]:,.6g} in {year} and people aged {labels[other]} "
                f"{count[other]:,.6g}, unlike the ages next to them: are the two rows swapped?"
            )
            yield Complaint("W710", ("population", "file", year, labels[one]), message, FIX)
            return


@lru_cache(maxsize=8)
def _ratios(starts: tuple[int, ...]) -> tuple[Array, Array]:
    """Return the lowest and highest ratio of each band to the one before, over all councils and projected years."""
    by_band = np.add.reduceat(figures().projection.astype(float), np.array(starts), axis=1)
    ratio = by_band[:, 1:] / by_band[:, :-1]
    low, high = ratio.min(axis=(0, 2)) / BEYOND, ratio.max(axis=(0, 2)) * BEYOND
    return low, high


PEOPLE = (check_people,)
