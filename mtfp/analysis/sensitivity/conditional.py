"""Conditional copies: draws that agree with other draws in some drivers, and differ in the rest as the plan says.

Latents are linear in independent shocks, x = A·z, so their covariance is Σ = A·Aᵀ. Of two independent copies x and x',
the one that agrees with x in S is x'[U] + Σ[U,S]·Σ[S,S]⁺·(x[S] - x'[S]) in the rest U (Matheron's rule). Everything
else that is uncertain is independent of it, and taken from the other copy. See docs/deciding/sensitivity.md.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from mtfp.analysis.sensitivity.chances import exchanged
from mtfp.analysis.sensitivity.drivers import Driver
from mtfp.draws.chance import Chance
from mtfp.draws.latents import latents, scheme_latents
from mtfp.draws.random_streams import Shocks
from mtfp.draws.uncertain import random_streams
from mtfp.model.base.arrays import Array, Flags
from mtfp.model.plan import Plan

SMALLEST = 1e-10
"""Correlation below which two latents count as independent; only rounding makes one so small."""
NOT_READING = ("correlations", "risk_events")
"""Sections that name an assumption without reading its value: they say how it is drawn or changed."""
Row = tuple[str, str]
"""Field of a chance, `latent` or `scheme`, and the name of an assumption or saving in it."""


def weights_of(covariance: Array, kept: Flags) -> Array:
    """Return Σ[U,S]·Σ[S,S]⁺, the expected change of the numbers that aren't kept for a change of those that are.

    By hand: of two numbers with variance 1 and correlation 0.5, one follows the other by half.

    >>> weights_of(np.array([[1.0, 0.5], [0.5, 1.0]]), np.array([True, False])).tolist()
    [[0.5]]
    """
    inverse = np.linalg.pinv(covariance[np.ix_(kept, kept)], rcond=SMALLEST, hermitian=True)
    return np.asarray(covariance[np.ix_(~kept, kept)] @ inverse)


def conditional(own: Array, other: Array, covariance: Array, kept: Flags) -> Array:
    """Return normal numbers that are `own` where `kept`, and otherwise `other` made conditional on these.

    own, other : independent copies of correlated normal numbers, shape (number, draw)
    covariance : of the numbers, shape (number, number)
    kept : True for the numbers to keep, shape (number,)
    """
    found = np.where(kept[:, None], own, other)
    found[~kept] += weights_of(covariance, kept) @ (own - other)[kept]
    return found


@dataclass(frozen=True)
class Linked:
    """Drivers that correlations join, and the covariance of their latents."""

    drivers: frozenset[Driver]
    rows: tuple[tuple[Row, Driver], ...]
    """Latents of the drivers in the order of `covariance`, each with its driver; one entry for each year."""
    covariance: Array

    def kept(self, drivers: frozenset[str]) -> Flags:
        """Return True for each latent of a driver to keep, given the drivers' identifiers."""
        return np.array([driver.id in drivers for _, driver in self.rows])

    def values(self, chance: Chance) -> Array:
        """Return the latents in every draw, shape (latent, draw)."""
        return np.concatenate([getattr(chance, kind)[name] for kind, name in dict.fromkeys(r for r, _ in self.rows)])

    def put(self, chance: Chance, values: Array) -> Chance:
        """Return draws with other values of the latents."""
        found = {"latent": dict(chance.latent), "scheme": dict(chance.scheme)}
        first = 0
        for kind, name in dict.fromkeys(row for row, _ in self.rows):
            last = first + len(found[kind][name])
            found[kind][name] = values[first:last]
            first = last
        return replace(chance, latent=found["latent"], scheme=found["scheme"])


@dataclass(frozen=True)
class Copies:
    """Two independent copies of draws of a plan, from which conditional copies are made."""

    plan: Plan
    drivers: tuple[Driver, ...]
    own: Sequence[Chance]
    """Draws block by block."""
    other: Sequence[Chance]
    """Independent draws, of the same number."""
    _weights: dict[tuple[int, frozenset[str]], Array] = field(default_factory=dict, compare=False)

    @cached_property
    def linked(self) -> tuple[Linked, ...]:
        """Groups of drivers that are correlated with each other, directly or through others; of two drivers or more."""
        return linked(self.plan, self.drivers)

    def independent(self, driver: Driver) -> bool:
        """Return True if a driver is independent of all others."""
        return not any(driver in each.drivers for each in self.linked)

    def keeping(self, kept: Iterable[Driver]) -> Iterator[Chance]:
        """Yield copies, block by block, that agree with the first copy in some drivers.

        The other drivers come from the second copy, made conditional on the drivers that are kept.
        """
        ids = frozenset(driver.id for driver in kept)
        free = [driver for driver in self.drivers if driver.id not in ids]
        for own, other in zip(self.own, self.other, strict=True):
            yield self._conditional(exchanged(own, other, free), own, other, ids)

    def _conditional(self, mixed: Chance, own: Chance, other: Chance, kept: frozenset[str]) -> Chance:
        for number, group in enumerate(self.linked):
            flags = group.kept(kept)
            if flags.any() and not flags.all():
                key = number, kept.intersection(driver.id for driver in group.drivers)
                if key not in self._weights:
                    self._weights[key] = weights_of(group.covariance, flags)
                values = group.values(mixed)
                values[~flags] += self._weights[key] @ (group.values(own) - group.values(other))[flags]
                mixed = group.put(mixed, values)
        return mixed


def linked(plan: Plan, drivers: Iterable[Driver]) -> tuple[Linked, ...]:
    """Return the groups of drivers of a plan that correlations join, each with the covariance of its latents."""
    of_driver = {row: driver for driver in drivers for row in _rows(plan, driver)}
    made = _unit_latents(plan)
    rows = [(row, driver) for row, driver in of_driver.items() for _ in made[row]]
    if not rows:
        return ()
    matrix = np.concatenate([made[row] for row in of_driver])
    covariance = matrix @ matrix.T
    found = []
    for members in _joined(covariance, [driver for _, driver in rows]):
        at = np.array([driver in members for _, driver in rows])
        inside = tuple(row for row, flag in zip(rows, at, strict=True) if flag)
        found.append(Linked(members, inside, covariance[np.ix_(at, at)]))
    return tuple(found)


def _rows(plan: Plan, driver: Driver) -> Iterator[Row]:
    """Yield the latents of a driver that some value depends on.

    The own latent of a delivery assumption reaches no figure if only savings read it, because each of these has its
    own. It is correlated with other latents all the same, so it would seem to tell something about the savings.
    """
    if driver.assumption and not (driver.savings and _only_delivers(plan, driver.assumption)):
        yield "latent", driver.assumption
    yield from (("scheme", saving) for saving in driver.savings)


def _only_delivers(plan: Plan, assumption: str) -> bool:
    """Return True if nothing but savings reads an assumption's value; correlations and risk events don't read it."""
    named = [each for each in plan.references if each.to.section == "assumptions" and each.name == assumption]
    return {str(each.path[0]) for each in named} <= {"savings", "investments", *NOT_READING}


def _unit_latents(plan: Plan) -> Mapping[Row, Array]:
    """Return A by latent: its value for a unit of each shock in turn, shape (year, shock)."""
    shocks = _unit_shocks(plan)
    own = latents(plan, shocks)
    of_savings = scheme_latents(plan, shocks, own)
    return {
        **{("latent", name): values for name, values in own.items()},
        **{("scheme", name): values for name, values in of_savings.items()},
    }


def _unit_shocks(plan: Plan) -> Shocks:
    streams = [stream for stream in random_streams(plan) if not stream.even and stream.kind != "impact"]
    ends = np.cumsum([0, *(stream.rows for stream in streams)])
    unit = np.eye(ends[-1])
    return {stream: unit[first : first + stream.rows] for stream, first in zip(streams, ends[:-1], strict=True)}


def _joined(covariance: Array, drivers: Sequence[Driver]) -> list[frozenset[Driver]]:
    """Return the drivers that non-zero covariances join, directly or through others, in groups of two or more."""
    from scipy.sparse.csgraph import connected_components

    every = {driver: number for number, driver in enumerate(dict.fromkeys(drivers))}
    position = np.array([every[driver] for driver in drivers])
    near = np.zeros((len(every), len(every)), dtype=bool)
    rows, columns = np.nonzero(np.abs(covariance) > SMALLEST)
    near[position[rows], position[columns]] = True
    _, number = connected_components(near, directed=False)
    groups = [frozenset(d for d, of in zip(every, number, strict=True) if of == at) for at in range(max(number) + 1)]
    return [group for group in groups if len(group) > 1]
