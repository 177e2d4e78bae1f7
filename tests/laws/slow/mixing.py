"""Correlation of the shocks of one year, and memory from year to year, section 14: national assumptions first.

A pair is `frozenset({one, other}): correlation`. National assumptions are mixed by national pairs alone, local ones
conditional on them; a pair that can't be kept shrinks with all others of its tier and group: first those with national
assumptions that the national pairs don't cover, then the local ones.
"""

import math

START = 2015
"""Year from which every plan draws national assumptions, unless the plan starts earlier."""
TINY = 1e-12


def mixed(shocks, national, pairs, nationals, further=(), last=()):
    """Correlated shocks of one year, from independent shocks by name.

    `national` are the pairs stated once for all plans, between the `nationals`; `pairs` the plan's, which count unless
    they are between two of these. `further` are other national assumptions, settled before the local ones; `last` are
    the delivery assumptions, after all other local ones. Reading: a name without a shock in the year is left out after
    the group's factors are found, so that these are the same in every year.
    """
    every = weights(shocks, national, pairs, nationals, further, last)
    return {name: total_of(row, shocks) for name, row in every.items()}


def total_of(row, shocks):
    return sum(weight * shocks[other] for other, weight in row.items())


def weights(names, national, pairs, nationals, further=(), last=(), every=None, once=()):
    """Weight of each independent shock in each correlated one. `every` are all names, if some have no shock.

    Reading: a national pair is between two yearly shocks, or two single ones (`once`): of these two, no year is the
    first of all plans.
    """
    every = list(every or names)
    alike = {pair: r for pair, r in national.items() if len(pair & set(once)) in (0, 2)}
    own = {pair: r for pair, r in pairs.items() if not pair <= set(nationals)}
    found = {}

    def rank(name):
        if name in nationals:
            return 1 if name in once else 0
        return 2 if name in further else 4 if name in last else 3

    for group in groups(every, {**alike, **own}):
        group.sort(key=lambda name: (rank(name), name))
        correlations = settled(group, [min(max(rank(name), 1), 3) for name in group], {**alike, **own})
        here = [row for row, name in enumerate(group) if name in names]
        rows = triangle([[correlations[i][j] for j in here] for i in here])
        for i, row in zip(here, rows, strict=True):
            found[group[i]] = dict(zip([group[j] for j in here], row, strict=True))
    return found


def groups(names, pairs):
    """Names that pairs join, directly or through others."""
    left, found = sorted(names), []
    while left:
        group = [left.pop(0)]
        for one in group:
            joined = [other for other in left if pairs.get(frozenset((one, other)))]
            group += joined
            left = [other for other in left if other not in joined]
        found.append(group)
    return found


def settled(names, tiers, pairs):
    """Correlations that fit each other. Tier 1 is given; the pairs of tier 2, then of tier 3, shrink by one factor."""
    factors = {1: 1.0, 2: 1.0, 3: 1.0}

    def correlation(i, j):
        if i == j:
            return 1.0
        return factors[max(tiers[i], tiers[j])] * pairs.get(frozenset((names[i], names[j])), 0.0)

    def fits(tier):
        rows = [i for i in range(len(names)) if tiers[i] <= tier]
        return triangle([[correlation(i, j) for j in rows] for i in rows]) is not None

    if not fits(1):
        raise ValueError("the national pairs contradict each other")
    for tier in (2, 3):
        if fits(tier):
            continue
        possible, too_much = 0.0, 1.0
        while too_much - possible > 1e-14:
            factors[tier] = (possible + too_much) / 2
            possible, too_much = (factors[tier], too_much) if fits(tier) else (possible, factors[tier])
        factors[tier] = possible
    return [[correlation(i, j) for j in range(len(names))] for i in range(len(names))]


def triangle(correlations):
    """Rows of the lower triangle whose product with its transpose is the matrix; none if no shocks can have it."""
    rows = []
    for i, wanted in enumerate(correlations):
        row = []
        for j in range(i):
            rest = wanted[j] - sum(a * b for a, b in zip(row, rows[j], strict=False))
            if rows[j][j] == 0.0:
                if abs(rest) > math.sqrt(TINY):
                    return None
                row.append(0.0)
            else:
                row.append(rest / rows[j][j])
        square = wanted[i] - sum(a * a for a in row)
        if square < -TINY:
            return None
        row.append(math.sqrt(square) if square > TINY else 0.0)
        rows.append(row + [0.0] * (len(correlations) - i - 1))
    return rows


def with_memory(shocks, persistence):
    """Latent values of consecutive years, each with variance 1."""
    values = []
    for shock in shocks:
        fresh = math.sqrt(1 - persistence**2) * shock
        values.append(persistence * values[-1] + fresh if values else shock)
    return values


def latents(shocks, memory, national, pairs, nationals, first, years, further=(), last=()):
    """Latent values in a plan's projected years by name, from shocks by name and calendar year; 2026 is 2026/27.

    The first projected year is `first`. Memory begins in a fixed year, so that plans of different base years have the
    same values of national assumptions; that of local ones too, because a local value could not be correlated as stated
    with a national one that remembers more. A memory of 1 has its only shock, and its only value, in `first`. Reading:
    there it takes part in the mixing with the yearly shocks of that year.
    """
    start = min(START, first)
    once = {name for name in shocks if memory[name] == 1}
    found = {name: [] for name in shocks}
    for year in range(start, first + years):
        names = set(shocks) if year == first else set(shocks) - once
        rows = weights(names, national, pairs, nationals, further, last, every=shocks, once=once)
        for name in names:
            found[name].append(total_of(rows[name], {other: shocks[other][year] for other in rows[name]}))
    return {
        name: with_memory(mixed_shocks, memory[name])[0 if name in once else first - start :]
        for name, mixed_shocks in found.items()
    }
