"""Find packages by listing all that are possible, in the order of their rank, for up to about fifteen options."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mtfp.analysis.options.effects import Effects, allowance
from mtfp.analysis.options.limits import Limits
from mtfp.analysis.options.question import Package, Question
from mtfp.analysis.options.rank import best_first
from mtfp.model.base.arrays import Array, Flags

Numbers = NDArray[np.intp]
"""Numbers of packages in the order of their rank."""

LISTED = 1 << 14
"""Most packages that are listed."""
AT_ONCE = 256
"""Packages whose chance is worked out at once."""


def possible(question: Question) -> Flags | None:
    """Return all packages that can be chosen, a matrix of packages by options; None if there are too many to list."""
    options, names = question.options.options.options, question.names
    chosen: Flags = np.zeros((1, 0), bool)
    for at, name in enumerate(names):
        without, with_it = (np.column_stack([chosen, np.full(len(chosen), given)]) for given in (False, True))
        against = [other for other in range(at) if not question.can_join(frozenset({name, names[other]}))]
        chosen = np.concatenate([without, with_it[~with_it[:, against].any(axis=1)]])
        known = names[: at + 1]
        for number, each in enumerate(known):
            for needed in options[each].needs:
                if needed in known:
                    chosen = chosen[~chosen[:, number] | chosen[:, known.index(needed)]]
        if len(chosen) > LISTED:
            return None
    return chosen


class Listing:
    """All packages in the order of their rank, with the chance of each by the model.

    A package is looked at in few draws of the model, and in all if its chance in these is near enough.
    """

    ended_early = False

    def __init__(self, chosen: Flags, effects: Effects, criteria: Sequence[Array]) -> None:
        self._names = effects.names
        self._chosen = chosen[best_first(criteria, chosen)]
        self._few, self._all = (Chances(each, self._chosen) for each in (effects.in_few, effects))

    def first(self, limits: Limits, least: float) -> Package | None:
        """Return the best package within limits whose chance by the model is at least `least`; None if none is."""
        allowed = np.flatnonzero(limits.allow(self._names, self._chosen))
        near = least - allowance(least, self._few.draws, self._all.draws)
        for start in range(0, len(allowed), AT_ONCE):
            part = allowed[start : start + AT_ONCE]
            part = part[self._few.of(part) >= near]
            passes = part[self._all.of(part) >= least]
            if len(passes):
                return self._package(int(passes[0]))
        return None

    def surest(self, limits: Limits) -> Package | None:
        """Return the package within limits with the best chance by the model, the best by rank of several."""
        allowed = np.flatnonzero(limits.allow(self._names, self._chosen))
        if not len(allowed):
            return None
        best = np.argsort(-self._few.of(allowed), kind="stable")[:AT_ONCE]
        near = np.sort(allowed[best])
        return self._package(int(near[np.argmax(self._all.of(near))]))

    def most(self, limits: Limits, money: Array) -> Package:
        """Return the package within limits whose options bring the most money; money is by option."""
        allowed = np.flatnonzero(limits.allow(self._names, self._chosen))
        return self._package(int(allowed[np.argmax(self._chosen[allowed] @ money)]))

    def _package(self, number: int) -> Package:
        return frozenset(name for name, chosen in zip(self._names, self._chosen[number], strict=True) if chosen)


class Chances:
    """Chances of listed packages by a model, each worked out once."""

    def __init__(self, effects: Effects, chosen: Flags) -> None:
        self._effects, self._chosen = effects, chosen
        self._found: Array = np.full(len(chosen), np.nan)

    @property
    def draws(self) -> int:
        """Number of draws of the model."""
        return self._effects.draws

    def of(self, numbers: Numbers) -> Array:
        """Return the chances of packages by their numbers."""
        new = numbers[np.isnan(self._found[numbers])]
        for start in range(0, len(new), AT_ONCE):
            part = new[start : start + AT_ONCE]
            self._found[part] = self._effects.chances(self._chosen[part])
        found: Array = self._found[numbers]
        return found
