"""From shocks to latent normals: what moves together, and what a year keeps of the last. Section 4 of the model.

A latent is a standard normal in every year; spreads make it a value. Shape (year, draw) over the projected years, or
(1, draw) where one holds for the whole plan.
"""

from collections.abc import Iterable, Mapping

import numpy as np

from mtfp.draws.random_streams import Shocks
from mtfp.draws.uncertain import (
    of_assumption,
    of_partner,
    of_saving,
    partner_of,
    uncertain_assumptions,
    uncertain_savings,
)
from mtfp.model.base.arrays import Array
from mtfp.model.correlation import Group, groups, mixed
from mtfp.model.costs.line import PARTNERS, Partner
from mtfp.model.plan import Plan


def latents(plan: Plan, shocks: Shocks) -> dict[str, Array]:
    """The latent of every assumption with a spread."""
    own = {name: shocks[of_assumption(plan, name)] for name in uncertain_assumptions(plan)}
    return _latents(plan, own, own)


def scheme_latents(plan: Plan, shocks: Shocks, own: Mapping[str, Array]) -> dict[str, Array]:
    """The latent of every scheme's delivery: sqrt(r) · z of its partner + sqrt(1 - r) · ε of its own.

    Schemes of one partner share z, since the same managers run them; r is their assumption's `within_partner`. Two
    partners' z are alike only in what the assumption's correlations with others make of both; a scheme of the whole
    plan takes the assumption's own latent. `own` are the assumptions' latents.
    """
    shared = {partner: {**own, **_of_partner(plan, shocks, partner)} for partner in PARTNERS}
    found = {}
    for name, saving in uncertain_savings(plan).items():
        assert saving.delivery is not None
        assumption, partner = plan.assumptions[saving.delivery], partner_of(plan, saving)
        common = (shared[partner] if partner else own)[saving.delivery]
        apart = remembered(shocks[of_saving(plan, name)], assumption.memory)
        alike = assumption.within_partner
        found[name] = np.sqrt(alike) * common + np.sqrt(1 - alike) * apart
    return found


def _of_partner(plan: Plan, shocks: Shocks, partner: Partner) -> dict[str, Array]:
    """The latents of the assumptions that a partner's schemes name, with the partner's own shocks for theirs."""
    savings = uncertain_savings(plan).values()
    named = sorted({saving.delivery for saving in savings if saving.delivery and partner_of(plan, saving) == partner})
    all_shocks = {name: shocks[of_assumption(plan, name)] for name in uncertain_assumptions(plan)}
    return _latents(plan, {**all_shocks, **{name: shocks[of_partner(plan, name, partner)] for name in named}}, named)


def _latents(plan: Plan, shocks: Mapping[str, Array], wanted: Iterable[str]) -> dict[str, Array]:
    together = {name: group for group in groups(plan) for name in group.names}
    return {
        name: remembered(
            correlated(name, together[name], shocks) if name in together else shocks[name],
            plan.assumptions[name].memory,
        )
        for name in wanted
    }


def correlated(name: str, group: Group, shocks: Mapping[str, Array]) -> Array:
    """The shocks of one assumption, correlated with those of its group, shape as its own.

    All have a shock in the first year. After it, only those drawn by year have one: they are correlated with each
    other, and no more with what was drawn once.
    """
    first = _row(name, group, {other: shocks[other][:1] for other in group.names})
    if len(shocks[name]) == 1:
        return first
    yearly = {other: shocks[other][1:] for other in group.names if len(shocks[other]) > 1}
    return np.concatenate([first, _row(name, group, yearly)])


def _row(name: str, group: Group, shocks: Mapping[str, Array]) -> Array:
    return mixed(group.factor(shocks)[list(shocks).index(name)], list(shocks.values()))


def remembered(shocks: Array, memory: float) -> Array:
    """A stationary AR(1): z[1] = ε[1], z[t] = ρ · z[t-1] + sqrt(1 - ρ²) · ε[t], with a variance of 1 in every year.

    >>> remembered(np.array([[1.0], [0.0], [1.0]]), 0.6).ravel().round(6).tolist()
    [1.0, 0.6, 1.16]
    """
    if memory == 0 or len(shocks) == 1:
        return shocks
    latent = shocks * np.sqrt(1 - memory**2)
    latent[0] = shocks[0]
    for t in range(1, len(latent)):
        latent[t] += memory * latent[t - 1]
    return latent
