"""Turn independent random numbers (shocks) into latents with correlation and persistence. Section 4 of the model.

A latent is a standard normal number for each year, which a spread turns into a value. Latents have shape (year, draw)
over the projected years, or (1, draw) if one number holds for all years.
"""

from collections.abc import Iterable, Mapping

import numpy as np

from mtfp.draws.random_streams import Shocks
from mtfp.draws.uncertain import (
    member_stream,
    partner_of,
    partner_stream,
    saving_stream,
    uncertain_assumptions,
    uncertain_savings,
)
from mtfp.model.base.arrays import Array
from mtfp.model.correlation import Group, Member, groups, member_of, years_before
from mtfp.model.costs.line import PARTNERS, Partner
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.matrices import mixed


def latents(plan: Plan, shocks: Shocks) -> dict[str, Array]:
    """Return the latent of every assumption that has a spread."""
    return _latents(plan, _member_shocks(plan, shocks), uncertain_assumptions(plan))


def _member_shocks(plan: Plan, shocks: Shocks) -> dict[Member, Array]:
    """Return the shocks of every uncertain assumption, and of the national ones that are correlated with them."""
    own = {member_of(plan, name) for name in uncertain_assumptions(plan)}
    every = own.union(*(group.members for group in groups(plan)))
    return {member: shocks[member_stream(plan, member)] for member in every}


def scheme_latents(plan: Plan, shocks: Shocks, own: Mapping[str, Array]) -> dict[str, Array]:
    """Return the latent of each savings scheme's delivery, sqrt(r) · z + sqrt(1 - r) · ε.

    z is the latent of the partner that runs the scheme. All schemes of a partner share z, since the same managers run
    them. ε is the scheme's own latent. r is the `within_partner` of the delivery assumption. For a scheme that belongs
    to no single partner, z is the assumption's latent, from `own`. The latents z of the two partners are correlated
    only if both are correlated with another assumption.
    """
    if not (uncertain := uncertain_savings(plan)):
        return {}
    by_partner = {partner: {**own, **_partner_latents(plan, shocks, partner)} for partner in PARTNERS}
    found = {}
    for name, saving in uncertain.items():
        assert saving.delivery is not None
        assumption, partner = plan.assumptions[saving.delivery], partner_of(plan, saving)
        common = (by_partner[partner] if partner else own)[saving.delivery]
        individual = with_memory(shocks[saving_stream(plan, name)], assumption.memory, plan.years)
        r = assumption.within_partner
        found[name] = np.sqrt(r) * common + np.sqrt(1 - r) * individual
    return found


def _partner_latents(plan: Plan, shocks: Shocks, partner: Partner) -> dict[str, Array]:
    """Return one partner's latents of the delivery assumptions that its savings schemes name."""
    savings = uncertain_savings(plan).values()
    named = sorted({saving.delivery for saving in savings if saving.delivery and partner_of(plan, saving) == partner})
    of_partner = {member_of(plan, name): shocks[partner_stream(plan, name, partner)] for name in named}
    return _latents(plan, {**_member_shocks(plan, shocks), **of_partner}, named)


def _latents(plan: Plan, shocks: Mapping[Member, Array], wanted: Iterable[str]) -> dict[str, Array]:
    group_of, before = {member: group for group in groups(plan) for member in group.members}, years_before(plan)
    found = {}
    for name in wanted:
        member = member_of(plan, name)
        own = correlated(member, group_of[member], shocks, before) if member in group_of else shocks[member]
        found[name] = with_memory(own, plan.assumptions[name].memory, plan.years)
    return found


def correlated(member: Member, group: Group, shocks: Mapping[Member, Array], before: int) -> Array:
    """Return the shocks of one assumption, correlated with the shocks of the other assumptions in its group.

    Assumptions with a shock for each year are correlated with each other in every year. A single shock belongs to the
    first projected year, which is row `before` of yearly shocks, so in that year all are correlated. The result has the
    shape of the assumption's own shocks.
    """
    yearly = [other for other in group.members if not other.once]
    row = {other: shocks[other] if other.once else shocks[other][before : before + 1] for other in group.members}
    in_first_year = _mixed(member, group, row)
    if member.once:
        return in_first_year
    found = _mixed(member, group, {other: shocks[other] for other in yearly})
    found[before] = in_first_year[0]
    return found


def _mixed(member: Member, group: Group, shocks: Mapping[Member, Array]) -> Array:
    return mixed(group.factor(shocks)[list(shocks).index(member)], list(shocks.values()))


def with_memory(shocks: Array, memory: float, years: int | None = None) -> Array:
    """Return shocks with persistence from year to year, with variance 1 in every year.

    The result z, from shocks ε and persistence ρ, is a stationary AR(1):

        z[1] = ε[1]      z[t] = ρ · z[t-1] + sqrt(1 - ρ²) · ε[t]

    Only the last `years` rows are returned, or all if left out; a single shock is returned as it is.

    >>> with_memory(np.array([[1.0], [0.0], [1.0]]), 0.6).ravel().round(6).tolist()
    [1.0, 0.6, 1.16]
    """
    kept = len(shocks) if years is None else min(years, len(shocks))
    if memory == 0 or len(shocks) == 1:
        return shocks[-kept:]
    latent, fresh = np.empty((kept, shocks.shape[1])), np.empty(shocks.shape[1])
    before, scale = len(shocks) - kept, np.sqrt(1 - memory**2)
    latest = latent[0]
    latest[:] = shocks[0]
    for t in range(1, len(shocks)):
        # The years before those that are kept share the first row.
        into = latent[max(t - before, 0)]
        np.multiply(latest, memory, out=into)
        into += np.multiply(shocks[t], scale, out=fresh)
        latest = into
    return latent
