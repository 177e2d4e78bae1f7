"""Correlation of the shocks of one year, and memory from year to year, section 14: national assumptions first.

A pair is `frozenset({one, other}): correlation`. National assumptions are mixed by national pairs alone, local ones
conditional on them; a local pair that can't be kept shrinks with all other local pairs of its group.
"""

import math

START = 2015
"""Year from which every plan draws national assumptions, unless the plan starts earlier."""
TINY = 1e-12


def mixed(shocks, national, pairs, nationals, last=()):
    """Correlated shocks of one year, from independent shocks by name.

    `national` are the pairs stated once for all plans; `pairs` the plan's, which count unless both are national; `last`
    are the delivery assumptions, after all other local ones. Reading: a name without a shock in the year is left out
    after the group's common factor is found, so that the factor is the same in every year.
    """
    return {name: total_of(row, shocks) for name, row in weights(shocks, national, pairs, nationals, last).items()}


def total_of(row, shocks):
    return sum(weight * shocks[other] for other, weight in row.items())


def weights(names, national, pairs, nationals, last=(), every=None):
    """Weight of each independent shock in each correlated one. `every` are all names, if some have no shock."""
    every = list(every or names)
    local = {pair: r for pair, r in pairs.items() if not pair <= set(nationals)}
    found = {}
    for group in groups(every, {**national, **local}):
        group.sort(key=lambda name: (name not in nationals, name in last, name))
        shrunk = common_factor(group, national, local)
        here = [name for name in group if name in names]
        rows = triangle(matrix(here, national, local, shrunk))
        for name, row in zip(here, rows, strict=True):
            found[name] = dict(zip(here, row, strict=True))
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


def matrix(names, national, local, shrunk):
    def of(one, other):
        pair = frozenset((one, other))
        return 1.0 if one == other else national.get(pair, 0.0) + shrunk * local.get(pair, 0.0)

    return [[of(one, other) for other in names] for one in names]


def common_factor(names, national, local):
    """The largest factor, at most 1, with which all local pairs of a group fit the national ones."""
    if triangle(matrix(names, national, local, 1.0)):
        return 1.0
    if not triangle(matrix(names, national, local, 0.0)):
        raise ValueError("the national pairs contradict each other")
    fits, too_much = 0.0, 1.0
    while too_much - fits > 1e-14:
        middle = (fits + too_much) / 2
        if triangle(matrix(names, national, local, middle)):
            fits = middle
        else:
            too_much = middle
    return fits


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


def latents(shocks, memory, national, pairs, nationals, first, years, last=()):
    """Latent values in a plan's projected years by name, from shocks by name and calendar year; 2026 is 2026/27.

    The first projected year is `first`. Memory begins in a fixed year for national assumptions, so that plans of
    different base years have the same values, and in `first` for local ones. A memory of 1 has its only shock, and its
    only value, in the year in which it begins. Reading: in `first` a national assumption with a memory of 1 takes part,
    with its only shock, in the mixing of local shocks.
    """
    starts = {name: min(START, first) if name in nationals else first for name in shocks}
    mixed_shocks = {name: [] for name in shocks}
    for year in range(min(starts.values()), first + years):
        fresh = {name for name in shocks if year == starts[name] or (year > starts[name] and memory[name] < 1)}
        onces = {name for name in nationals if memory[name] == 1} if year == first else set()
        for names, here in ((fresh & nationals, set()), (fresh - nationals, (fresh & nationals) | onces)):
            rows = weights(names | here, national, pairs, nationals, last, every=shocks)
            for name in names:
                own = {other: shocks[other][starts[other] if memory[other] == 1 else year] for other in rows[name]}
                mixed_shocks[name].append(total_of(rows[name], own))
    return {
        name: with_memory(found, memory[name])[0 if memory[name] == 1 else first - starts[name] :]
        for name, found in mixed_shocks.items()
    }
