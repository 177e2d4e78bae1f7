"""Which uncertain assumptions move no figure: drawn, shown among what is uncertain, and without any effect."""

from collections.abc import Sequence

import numpy as np

from mtfp.draws.chance import Chance, drawn_chance
from mtfp.draws.of_plan import draws_of
from mtfp.draws.random_streams import random_shocks
from mtfp.draws.uncertain import random_streams, uncertain_assumptions
from mtfp.engine import project
from mtfp.model.base.arrays import Array, Flags
from mtfp.model.plan import Plan
from mtfp.results.figures import figures

SOME = 64
"""Draws enough for what matters only where something unlikely happens to happen."""
SEED = 1
ROUNDING = 1e-9
"""A figure that moves by less, or by less than this share of it, may do so since its draw stands elsewhere in a row."""


def unused_assumptions(plan: Plan) -> tuple[str, ...]:
    """The assumptions with a spread that move no figure of any year in any of some draws.

    What one assumption draws is turned round, high for low, and all else left as it was: no figure moves. What is
    correlated with it doesn't turn with it, so that it can't hide behind another's effect.

    >>> rate = {"unit": "rate", "central": "2%", "source": "i", "spread": {"interval": ["1%", "4%"]}}
    >>> line = {"partner": "council", "setting": "community", "budget": 100, "components": {"cpi": "100%"}}
    >>> unused_assumptions(Plan.model_validate({"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3,
    ...     "unit": "£k",
    ...     "source": "i", "assumptions": {"cpi": rate, "fuel": rate}, "lines": {"home": line}, "funding": {}}))
    ('fuel',)
    """
    names = uncertain_assumptions(plan)
    shocks = random_shocks(random_streams(plan), plan.name, SEED, 0)
    chance = drawn_chance(plan, {stream: numbers[:, :SOME] for stream, numbers in shocks.items()}, SOME)
    known = figures(project(plan, draws_of(plan, _side_by_side(plan, chance, names))))
    totals = [known[name] for name, figure in known.records.items() if not figure.detail]
    moved = np.logical_or.reduce([_moved(values, len(names) + 1) for values in totals])
    return tuple(name for name, moves in zip(names, moved[1:], strict=True) if not moves)


def _side_by_side(plan: Plan, chance: Chance, names: Sequence[str]) -> Chance:
    """The draws as they are, and once more for each name with that one's turned round: one projection for all.

    Of a delivery, the draws of every scheme that has it are turned too.
    """
    times = len(names) + 1
    delivery = {saving: plan.all_savings[saving].delivery for saving in chance.scheme}
    return Chance(
        size=SOME * times,
        latent={name: _turned(latent, name, names) for name, latent in chance.latent.items()},
        scheme={saving: _turned(latent, delivery[saving], names) for saving, latent in chance.scheme.items()},
        happens={name: _repeated(each, times) for name, each in chance.happens.items()},
        money={name: _repeated(each, times) for name, each in chance.money.items()},
        recovery={name: _repeated(each, times) for name, each in chance.recovery.items()},
        variants=chance.variants,
        variant=np.tile(chance.variant, times),
    )


def _turned(latent: Array, whose: str | None, names: Sequence[str]) -> Array:
    """A latent as it is, and then for each name: turned round where it is that one's."""
    return np.concatenate([latent, *(-latent if name == whose else latent for name in names)], axis=1)


def _repeated(values: Array, times: int) -> Array:
    """Values over draws so many times; those that all draws share as they are."""
    return np.tile(values, times) if values.shape[-1] == SOME else values


def _moved(values: Array, times: int) -> Flags:
    """Of a figure over all draws, shape (year, draw): which repetitions differ from the first beyond rounding."""
    if values.shape[1] == 1:
        return np.zeros(times, bool)
    each = np.nan_to_num(values).reshape(len(values), times, SOME)
    room = ROUNDING * np.maximum(np.abs(each[:, :1]), 1.0)
    return np.asarray((np.abs(each - each[:, :1]) > room).any(axis=(0, 2)))
