"""Which uncertain assumptions move no figure: drawn, shown among what is uncertain, and without any effect."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from mtfp.analysis.figures import figures
from mtfp.engine import project
from mtfp.futures.chance import Chance, drawn_chance
from mtfp.futures.draws import draws_of
from mtfp.futures.random_streams import random_shocks
from mtfp.futures.uncertain import random_streams, uncertain_assumptions
from mtfp.model.arrays import Array
from mtfp.model.plan import Plan

SOME = 64
"""Draws enough for what matters only where something unlikely happens to happen."""
SEED = 1


def without_effect(plan: Plan) -> tuple[str, ...]:
    """The assumptions with a spread that move no figure of any year in any of some draws.

    What one assumption draws is turned round, high for low, and all else left as it was: no figure moves. What is
    correlated with it doesn't turn with it, so that it can't hide behind another's effect.

    >>> rate = {"unit": "rate", "central": "2%", "source": "i", "spread": {"interval": ["1%", "4%"]}}
    >>> line = {"partner": "council", "setting": "community", "budget": 100, "components": {"cpi": "100%"}}
    >>> without_effect(Plan.model_validate({"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k",
    ...     "source": "i", "assumptions": {"cpi": rate, "fuel": rate}, "lines": {"home": line}, "funding": {}}))
    ('fuel',)
    """
    shocks = random_shocks(random_streams(plan), plan.name, SEED, 0)
    chance = drawn_chance(plan, {stream: numbers[:, :SOME] for stream, numbers in shocks.items()}, SOME)
    known = _figures(plan, chance)
    return tuple(
        name for name in uncertain_assumptions(plan) if _same(known, _figures(plan, _turned(plan, chance, name)))
    )


def _turned(plan: Plan, chance: Chance, name: str) -> Chance:
    """The same draws with one assumption's turned round; of a delivery, those of every scheme that has it."""
    schemes = {
        saving: -latent if plan.all_savings[saving].delivery == name else latent
        for saving, latent in chance.scheme.items()
    }
    own = {other: -latent if other == name else latent for other, latent in chance.latent.items()}
    return replace(chance, latent=own, scheme=schemes)


def _figures(plan: Plan, chance: Chance) -> Mapping[str, Array]:
    return figures(project(plan, draws_of(plan, chance)))


def _same(known: Mapping[str, Array], other: Mapping[str, Array]) -> bool:
    return all(np.array_equal(values, other[name], equal_nan=True) for name, values in known.items())
