"""Find assumptions that are uncertain but have no effect on any figure of the plan."""

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

DRAWS = 64
"""Number of draws. It is large enough to find an assumption that has an effect only after an unlikely event."""
SEED = 1
ROUNDING = 1e-9
"""Largest change of a figure that rounding may explain, in the figure's unit or as a share of the figure."""


def unused_assumptions(plan: Plan) -> tuple[str, ...]:
    """Return the names of the assumptions with a spread that change no figure in any year and draw.

    For each assumption in turn, high draws become low and low draws high. The draws of all other assumptions stay the
    same, also of correlated ones, so any change of a figure is due to this assumption.

    >>> rate = {"unit": "rate", "central": "2%", "source": "i", "spread": {"interval": ["1%", "4%"]}}
    >>> line = {"partner": "council", "setting": "community", "budget": 100, "components": {"cpi": "100%"}}
    >>> unused_assumptions(Plan.model_validate({"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3,
    ...     "unit": "£k",
    ...     "source": "i", "assumptions": {"cpi": rate, "fuel": rate}, "lines": {"home": line}, "funding": {}}))
    ('fuel',)
    """
    names = uncertain_assumptions(plan)
    shocks = random_shocks(random_streams(plan), plan.name, SEED, 0)
    chance = drawn_chance(plan, {stream: numbers[:, :DRAWS] for stream, numbers in shocks.items()}, DRAWS)
    every = figures(project(plan, draws_of(plan, _with_mirrored_copies(plan, chance, names))))
    totals = [every[name] for name, figure in every.records.items() if not figure.detail]
    moved = np.logical_or.reduce([_moved(values, len(names) + 1) for values in totals])
    return tuple(name for name, moves in zip(names, moved[1:], strict=True) if not moves)


def _with_mirrored_copies(plan: Plan, chance: Chance, names: Sequence[str]) -> Chance:
    """Return the draws, then the draws again for each assumption in `names`, with this assumption's latent negated.

    One projection then covers all assumptions. For a delivery assumption, the latent of every saving that names it is
    also negated.
    """
    times = len(names) + 1
    delivery = {saving: plan.all_savings[saving].delivery for saving in chance.scheme}
    return Chance(
        size=DRAWS * times,
        latent={name: _mirrored(latent, name, names) for name, latent in chance.latent.items()},
        scheme={saving: _mirrored(latent, delivery[saving], names) for saving, latent in chance.scheme.items()},
        happens={name: _repeated(each, times) for name, each in chance.happens.items()},
        money={name: _repeated(each, times) for name, each in chance.money.items()},
        recovery={name: _repeated(each, times) for name, each in chance.recovery.items()},
        variants=chance.variants,
        variant=np.tile(chance.variant, times),
    )


def _mirrored(latent: Array, assumption: str | None, names: Sequence[str]) -> Array:
    """Return a latent, then the latent again for each name in `names`; negated for the latent's own assumption."""
    return np.concatenate([latent, *(-latent if name == assumption else latent for name in names)], axis=1)


def _repeated(values: Array, times: int) -> Array:
    """Return values repeated as often as the draws; a single value for all draws stays unchanged."""
    return np.tile(values, times) if values.shape[-1] == DRAWS else values


def _moved(values: Array, times: int) -> Flags:
    """Return True for each repeat of the draws in which a figure differs from the first draws by more than rounding."""
    if values.shape[1] == 1:
        return np.zeros(times, bool)
    copies = np.nan_to_num(values).reshape(len(values), times, DRAWS)
    slack = ROUNDING * np.maximum(np.abs(copies[:, :1]), 1.0)
    return np.asarray((np.abs(copies - copies[:, :1]) > slack).any(axis=(0, 2)))
