"""What the charts of a run show: where most futures lie, line by line, and how sure one can be of an amount."""

from dataclasses import dataclass
from math import floor, log10

import numpy as np

from mtfp.simulation.asked import Asked
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import described
from mtfp.views.simulated.in_words import as_gap, often

STEPS = (1.0, 2.0, 5.0, 10.0)
ABOUT = 8
"""How many steps a scale has, about."""


@dataclass(frozen=True)
class Band:
    """One line of a chart: where 9 in 10 futures lie (`outer`), where 8 in 10 do (`inner`), the middle, the plan."""

    label: str
    outer: tuple[float, float]
    inner: tuple[float, float]
    middle: float
    plan: float


@dataclass(frozen=True)
class Bands:
    """A fan chart: a title that says what it shows, a sentence on how to read it, and its bands, in a unit of money."""

    title: str
    sentence: str
    unit: str
    bands: tuple[Band, ...]


@dataclass(frozen=True)
class Curve:
    """How sure one can be that a figure is no more than an amount: the amounts in rising order, each with its share."""

    title: str
    sentence: str
    unit: str
    steps: tuple[tuple[float, float], ...]


def fan_of_years(run: Simulation) -> Bands:
    """The gap of the plan as it stands, year by year."""
    labels, unit = run.plan.timeline.labels, run.plan.unit
    first, *_, last = bands = tuple(_band(run, run.base, year, labels[year]) for year in run.years)
    narrow, wide = (band.inner[1] - band.inner[0] for band in (first, last))
    grows = f", {wide / narrow:.1f} times as wide as that of {first.label}" if wide > narrow > 0 else ""
    sentence = (
        f"8 in 10 of the futures fall in the darker band{grows}; 9 in 10 fall in both. The middle future of "
        f"{last.label} has {as_gap(last.middle, unit)}; the plan counts on {as_gap(last.plan, unit)}."
    )
    begins, ends = (f"{as_gap(band.middle, unit)} in {band.label}" for band in (first, last))
    return Bands(f"The middle future goes from {begins} to {ends}", sentence, unit, bands)


def fan_of_futures(run: Simulation, asked: Asked) -> Bands:
    """The gap of the last year in every future."""
    bands = tuple(_band(run, future, run.years[-1], asked.label(future)) for future in run.plans)
    least = min(bands, key=lambda band: band.middle)
    sentence = (
        "8 in 10 of the futures fall in the darker band, 9 in 10 in both. Bands may overlap although one scenario does "
        "better than another in nearly every future: the table of differences tells."
    )
    title = f"The middle gap of {run.plan.timeline.last} is smallest under: {least.label}"
    return Bands(title, sentence, run.plan.unit, bands)


def _band(run: Simulation, future: str, year: int, label: str) -> Band:
    told = {name: each.value for name, each in described(run.values(future, "gap", year)).items()}
    plan = float(run.central[future].figures["gap"][year])
    return Band(label, (told["p05"], told["p95"]), (told["p10"], told["p90"]), told["p50"], plan)


def curve(run: Simulation) -> Curve:
    """How likely the gap of the last year is no more than one amount or another, in the plan as it stands."""
    values, last = run.values(run.base, "gap", run.years[-1]), run.plan.timeline.last
    lowest, highest = np.quantile(values, (0.02, 0.98))
    amounts = scale(float(lowest), float(highest))
    steps = tuple((amount, float((values <= amount).mean())) for amount in amounts)
    plan = float(run.central[run.base].figures["gap"][-1])
    sentence = (
        f"The longer the bar, the surer. The gap of {last} is no more than the plan counts on, "
        f"{as_gap(plan, run.plan.unit)}, in {often(float((values <= plan).mean()))}."
    )
    return Curve(f"How sure one can be that the gap of {last} is no more than", sentence, run.plan.unit, steps)


def scale(lowest: float, highest: float) -> tuple[float, ...]:
    """Round amounts from just below the lowest to just above the highest, about as far apart as eight steps make them.

    >>> scale(-1_130.0, 8_200.0)
    (-2000.0, -1000.0, 0.0, 1000.0, 2000.0, 3000.0, 4000.0, 5000.0, 6000.0, 7000.0, 8000.0, 9000.0)
    """
    wanted = (highest - lowest or max(abs(highest), 1.0)) / ABOUT
    power = 10.0 ** floor(log10(wanted))
    step = min((each * power for each in STEPS), key=lambda each: abs(log10(each / wanted)))
    first = floor(lowest / step)
    last = max(-floor(-highest / step), first + 1)
    return tuple(number * step for number in range(first, last + 1))
