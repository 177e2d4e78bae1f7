"""Draw the random numbers behind a plan's values: sampled draws, or one central draw without deviations."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtfp.draws.latents import latents, scheme_latents
from mtfp.draws.random_streams import Shocks
from mtfp.draws.uncertain import VARIANT_STREAM, event_stream, impact_stream, recovery_stream
from mtfp.model.base.arrays import Array, numbers
from mtfp.model.plan import Plan


@dataclass(frozen=True)
class Chance:
    """Random numbers and events of one or more draws. `draws_of` works out values from them.

    A latent is a standard normal number, which a spread turns into a value. Latents have shape (year, draw) over the
    projected years, or (1, draw) if one number holds for all years.
    """

    size: int
    """Number of draws."""
    latent: Mapping[str, Array]
    """Latent of each assumption. An assumption without an entry stays at its central value."""
    scheme: Mapping[str, Array]
    """Latent of the delivery of each saving. A saving without an entry takes the value of its delivery assumption."""
    happens: Mapping[str, Array]
    """Occurrence of each risk event: 1 in a year in which the event happens, else 0, (year, draw) or (year, 1)."""
    money: Mapping[str, Array]
    """Cost of each risk event when it happens, in the plan's money unit, (draw,) or (1,)."""
    recovery: Mapping[str, Array]
    """Success of each recovery plan: 1 in a year in which the plan holds, else 0, (year, draw) or (year, 1)."""
    variants: tuple[str, ...]
    """Names of the population variants; `variant` has positions in this list."""
    variant: NDArray[np.intp]
    """Position in `variants` of the population variant of each draw, (draw,)."""


def central_chance(plan: Plan) -> Chance:
    """Return the central draw, in which no assumption deviates from its central value.

    Risk events with a probability over 50% happen, at their best guess. The population variant with the largest weight
    applies.
    """
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
    """Return sampled draws, one for each column of the random numbers in `shocks`; `size` is the number of columns."""
    own, events, population = latents(plan, shocks), plan.risk_events, plan.population
    several_variants = VARIANT_STREAM in shocks
    return Chance(
        size=size,
        latent=own,
        scheme=scheme_latents(plan, shocks, own),
        happens={
            name: event.happens(shocks[event_stream(plan, name)], plan.timeline) for name, event in events.items()
        },
        money={name: _event_money(plan, name, shocks, size) for name in events},
        recovery={key: _recovery_holds(plan, key, shocks) for key in plan.scheme.recovery_plans},
        variants=population.possible if population else (),
        variant=(
            population.drawn(shocks[VARIANT_STREAM][0])
            if population and several_variants
            else np.zeros(size, dtype=np.intp)
        ),
    )


def _recovery_holds(plan: Plan, key: str, shocks: Shocks) -> Array:
    """Return 1 where a recovery plan holds, else 0, shape (year, draw), or (year, 1) for a plan that can't fail."""
    step = plan.scheme.recovery_plans[key]
    return step.holds(shocks[recovery_stream(plan, key)]) if step.fails else step.holds_centrally(plan.timeline)


def _event_money(plan: Plan, name: str, shocks: Shocks, size: int) -> Array:
    """Return the cost of a risk event when it happens, (draw,); zero for an event that changes an assumption."""
    impact = plan.risk_events[name].impact
    return impact.drawn(shocks[impact_stream(name)][0] if impact.spread else np.zeros(size))
