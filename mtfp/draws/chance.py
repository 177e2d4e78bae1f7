"""What chance decides in each draw: the central case, in which it decides nothing, and drawn ones."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtfp.draws.latents import latents, scheme_latents
from mtfp.draws.random_streams import Shocks
from mtfp.draws.uncertain import OF_VARIANT, of_event, of_impact, of_recovery
from mtfp.model.base.arrays import Array, numbers
from mtfp.model.plan import Plan


@dataclass(frozen=True)
class Chance:
    """How the draws of a plan fall, for values to be worked out from.

    `latent[assumption]` and `scheme[saving]` are latent normals, shape (year, draw) over the projected years or (1,
    draw); what has none is at its central value. `happens[event]` is how often it happens, shape (year, draw);
    `money[event]` what it then costs, shape (draw,); `recovery[step]` whether a recovery plan holds. `variant` holds
    the place of each draw's population in `variants`.
    """

    size: int
    latent: Mapping[str, Array]
    scheme: Mapping[str, Array]
    happens: Mapping[str, Array]
    money: Mapping[str, Array]
    recovery: Mapping[str, Array]
    variants: tuple[str, ...]
    variant: NDArray[np.intp]


def central_chance(plan: Plan) -> Chance:
    """One draw: no deviations, likely events only at their best guess, the heaviest population variant."""
    events = plan.risk_events
    return Chance(
        size=1,
        latent={},
        scheme={},
        happens={name: event.happens_centrally(plan.timeline)[:, None] for name, event in events.items()},
        money={name: numbers([event.impact.money]) for name, event in events.items()},
        recovery={key: step.holds_centrally(plan.timeline) for key, step in plan.scheme.recovery_plans.items()},
        variants=(plan.population.heaviest,) if plan.population else (),
        variant=np.zeros(1, dtype=np.intp),
    )


def drawn_chance(plan: Plan, shocks: Shocks, size: int) -> Chance:
    """As many draws as the shocks of every stream have columns."""
    own, events, population = latents(plan, shocks), plan.risk_events, plan.population
    several = OF_VARIANT in shocks
    return Chance(
        size=size,
        latent=own,
        scheme=scheme_latents(plan, shocks, own),
        happens={name: event.happens(shocks[of_event(plan, name)], plan.timeline) for name, event in events.items()},
        money={name: _money(plan, name, shocks, size) for name in events},
        recovery={key: _holds(plan, key, shocks) for key in plan.scheme.recovery_plans},
        variants=population.possible if population else (),
        variant=population.drawn(shocks[OF_VARIANT][0]) if population and several else np.zeros(size, dtype=np.intp),
    )


def _holds(plan: Plan, key: str, shocks: Shocks) -> Array:
    """Whether a recovery plan holds, shape (year, draw), or (year, 1) for one that can't fail."""
    step = plan.scheme.recovery_plans[key]
    return step.holds(shocks[of_recovery(plan, key)]) if step.fails else step.holds_centrally(plan.timeline)


def _money(plan: Plan, name: str, shocks: Shocks, size: int) -> Array:
    """What an event costs where it happens, shape (draw,); nil for one that changes an assumption."""
    impact = plan.risk_events[name].impact
    known = impact.money
    return impact.spread.value(shocks[of_impact(name)][0], known) if impact.spread else np.full(size, known)
