"""Drivers without effect: uncertain parts of a plan that change no figure, or not the figure in question."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mtfp.analysis.sensitivity.drivers import Driver, drivers_of
from mtfp.analysis.sensitivity.question import Question
from mtfp.draws.chance import Chance, drawn_chance
from mtfp.draws.of_plan import draws_of
from mtfp.draws.random_streams import random_shocks
from mtfp.draws.uncertain import random_streams, uncertain_assumptions
from mtfp.engine import project
from mtfp.findings.short import Short, counted
from mtfp.model.base.arrays import Array, Flags
from mtfp.model.plan import Plan
from mtfp.results.figures import Figures, figures

DRAWS = 64
"""Number of draws. It is large enough to find an assumption that has an effect only after an unlikely event."""
SEED = 1
ROUNDING = 1e-9
"""Largest change of a figure that rounding may explain, in the figure's unit or as a share of the figure."""


@dataclass(frozen=True, repr=False)
class WithoutEffect(Short):
    """Drivers that don't move the figure of a question in any year, and those among them that move no figure."""

    question: Question
    on_figure: tuple[Driver, ...]
    """Drivers that don't change the figure of the question in any year."""
    on_any: tuple[Driver, ...]
    """Drivers that change no figure of the plan in any year."""

    def in_short(self) -> str:
        return f"{counted(len(self.on_any), 'driver')}, and {len(self.on_figure)} on {self.question.figure.in_sentence}"


def without_effect(question: Question) -> WithoutEffect:
    """Return the drivers of a plan that don't move the figure of a question in any year, or no figure at all.

    Each driver in turn is turned round in 64 draws: high values become low, an event that happens doesn't, and one that
    doesn't happens in its first possible year. All others stay the same, so any change of a figure is due to it.
    """
    drivers = question.drivers
    every = _with_each_turned(question.plan, drivers)
    on_figure = _still(every, [question.figure.id], drivers)
    on_any = [driver for driver in _without_any(every, drivers) if driver in on_figure]
    return WithoutEffect(question, on_figure, tuple(on_any))


def unused_assumptions(plan: Plan) -> tuple[str, ...]:
    """Return the names of the assumptions with a spread that change no figure in any year and draw.

    >>> rate = {"unit": "rate", "central": "2%", "source": "i", "spread": {"interval": ["1%", "4%"]}}
    >>> line = {"partner": "council", "setting": "community", "budget": 100, "components": {"cpi": "100%"}}
    >>> unused_assumptions(Plan.model_validate({"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3,
    ...     "unit": "£k",
    ...     "source": "i", "assumptions": {"cpi": rate, "fuel": rate}, "lines": {"home": line}, "funding": {}}))
    ('fuel',)
    """
    drivers = tuple(driver for driver in drivers_of(plan) if driver.assumption)
    unused = {driver.assumption for driver in _without_any(_with_each_turned(plan, drivers), drivers)}
    return tuple(name for name in uncertain_assumptions(plan) if name in unused)


def _with_each_turned(plan: Plan, drivers: Sequence[Driver]) -> Figures:
    """Return figures in some draws, and in the draws again for each driver, with this driver turned round.

    One projection covers all drivers.
    """
    shocks = random_shocks(random_streams(plan), plan.name, SEED, 0)
    chance = drawn_chance(plan, {stream: numbers[:, :DRAWS] for stream, numbers in shocks.items()}, DRAWS)
    repeated = _repeated(chance, len(drivers) + 1)
    for number, driver in enumerate(drivers, start=1):
        _turn(plan, repeated, driver, slice(DRAWS * number, DRAWS * (number + 1)))
    return figures(project(plan, draws_of(plan, repeated)))


def _repeated(chance: Chance, times: int) -> Chance:
    def repeat(values: Mapping[str, Array]) -> dict[str, Array]:
        return {name: np.tile(each, times) if each.shape[-1] == DRAWS else each for name, each in values.items()}

    return Chance(
        size=DRAWS * times,
        latent=repeat(chance.latent),
        scheme=repeat(chance.scheme),
        happens=repeat(chance.happens),
        money=repeat(chance.money),
        recovery=repeat(chance.recovery),
        variants=chance.variants,
        variant=np.tile(chance.variant, times),
    )


def _turn(plan: Plan, chance: Chance, driver: Driver, draws: slice) -> None:
    """Turn one driver round in some draws, in place."""
    if driver.assumption:
        chance.latent[driver.assumption][:, draws] *= -1
    for saving in driver.savings:
        chance.scheme[saving][:, draws] *= -1
    if driver.event:
        happens = chance.happens[driver.event][:, draws]
        first, _ = plan.risk_events[driver.event].window(plan.timeline)
        never = ~happens.any(axis=0)
        happens[:] = 0.0
        happens[first] = never
    if driver.recovery:
        holds = chance.recovery[driver.recovery][1:, draws]
        holds[:] = 1 - holds
    if driver.variant:
        chance.variant[draws] = (chance.variant[draws] + 1) % len(chance.variants)


def _without_any(every: Figures, drivers: Sequence[Driver]) -> tuple[Driver, ...]:
    """Return the drivers that move no figure. Items of a total move it, so only totals are compared."""
    return _still(every, [name for name, figure in every.records.items() if not figure.detail], drivers)


def _still(every: Figures, names: Iterable[str], drivers: Sequence[Driver]) -> tuple[Driver, ...]:
    """Return the drivers that move none of the figures `names`."""
    moved = np.logical_or.reduce([_moved(every[name], len(drivers) + 1) for name in names])
    return tuple(driver for driver, moves in zip(drivers, moved[1:], strict=True) if not moves)


def _moved(values: Array, times: int) -> Flags:
    """Return True for each repeat of the draws in which a figure differs from the first draws by more than rounding."""
    copies = np.nan_to_num(values).reshape(len(values), times, DRAWS)
    slack = ROUNDING * np.maximum(np.abs(copies[:, :1]), 1.0)
    return np.asarray((np.abs(copies - copies[:, :1]) > slack).any(axis=(0, 2)))
