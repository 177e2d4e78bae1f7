"""Effects of options by draw: what each does to the target, alone and with each other, and a model of any package."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from mtfp.analysis.options.question import Package, Question
from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array, Flags

PAIRED = 14
"""Most options whose effects on each other are measured, two by two."""
MODELLED = 4_000
"""Draws of the model, or up to twice as many: every so many, in order of the target's excess, to stand for all."""
FEW = 400
"""Draws of the model that are looked at first; if the chance in them is near enough, all are looked at."""
ERRORS = 3
"""Standard errors by which the chance in some of the draws may differ from that in all."""
PROBES = 6
"""Packages on which the model is compared with the engine."""
SEED = 17


def allowance(chance: float, some: int, every: int) -> float:
    """Return by how much a chance in some draws may differ from that in every draw.

    >>> round(allowance(0.8, 400, 2_000), 3), allowance(0.8, 2_000, 2_000)
    (0.054, 0.0)
    """
    return ERRORS * sqrt(max(chance * (1 - chance), 0.0) * (1 / some - 1 / every))


@dataclass(frozen=True, repr=False)
class Effects(Short):
    """Model of a package's excess over the target: the plan's own, plus what each option and each two options add.

    The excess of a package X is e0 + Σ a_k + Σ p_kl, over the options k and the pairs k, l in X. Each a_k makes the
    model exact for an option with what it needs, and each p_kl for two options with what they need.
    """

    names: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...]
    plan: Array
    """Excess of the plan without any option, shape (condition, draw)."""
    parts: Array
    """Parts that each option, and then each pair, adds to the excess, shape (option or pair, condition, draw)."""
    each: bool
    """True if the chance is asked of each condition on its own."""
    off: float = 0.0
    """Largest difference between the chance of the model and that of the engine, over the packages compared."""

    @property
    def alone(self) -> Array:
        """Parts that each option adds to the excess, shape (option, condition, draw); negative is better."""
        return self.parts[: len(self.names)]

    @property
    def draws(self) -> int:
        """Number of draws of the model."""
        return self.plan.shape[1]

    @cached_property
    def in_few(self) -> "Effects":
        """Return the same model in fewer draws, evenly spread."""
        few = spread(self.draws, FEW)
        return replace(self, plan=self.plan[:, few], parts=self.parts[:, :, few])

    def chances(self, chosen: Flags) -> Array:
        """Return the chance that each package meets the target, for a matrix of packages by options."""
        both = [chosen[:, a] & chosen[:, b] for a, b in self.pairs]
        terms = np.column_stack([chosen, *both]).astype(float)
        excess = self.plan + (terms @ self.parts.reshape(len(self.parts), -1)).reshape(-1, *self.plan.shape)
        met = excess <= 0
        found: Array = met.mean(axis=2).min(axis=1) if self.each else met.all(axis=1).mean(axis=1)
        return found

    def chance(self, package: Package) -> float:
        """Return the chance of one package."""
        return float(self.chances(np.array([[name in package for name in self.names]]))[0])


def measured(question: Question) -> Effects:
    """Return the effects of all options in the draws of the search, from projections of the engine."""
    pairs = _pairs(question) if len(question.names) <= PAIRED else []
    question.expect(1 + len(question.names) + len(pairs) + PROBES)
    draws = _representative(question)
    plan = question.excess(frozenset(), question.search)[:, draws]
    found: dict[Package, Array] = {}
    for names in sorted(
        [*((name,) for name in question.names), *pairs], key=lambda names: len(question.closed(*names))
    ):
        found[frozenset(names)] = _missing(question, question.closed(*names), found, plan, draws)
    at = {name: number for number, name in enumerate(question.names)}
    parts = [found[frozenset({name})] for name in question.names] + [found[frozenset(pair)] for pair in pairs]
    numbers = tuple((at[a], at[b]) for a, b in pairs)
    effects = Effects(question.names, numbers, plan, np.stack(parts), question.target.each)
    return _with_off(effects, question)


def _pairs(question: Question) -> list[tuple[str, str]]:
    """Return the options that may be chosen together, two by two, neither of which needs the other."""
    return [
        (a, b)
        for a, b in combinations(question.names, 2)
        if a not in question.closed(b) and b not in question.closed(a) and question.can_join(question.closed(a, b))
    ]


def _representative(question: Question) -> NDArray[np.intp]:
    """Return draws of the search that stand for all: evenly spread in the order of the plan's worst excess."""
    order = np.argsort(question.excess(frozenset(), question.search).max(axis=0), kind="stable")
    return order[spread(len(order), MODELLED)]


def spread(every: int, wanted: int) -> NDArray[np.intp]:
    """Return the positions of at least so many of all draws, evenly spread, or of all if there are fewer.

    >>> spread(10, 3).tolist(), spread(5, 3).tolist()
    ([1, 4, 7], [0, 1, 2, 3, 4])
    """
    step = max(1, every // wanted)
    return np.arange(step // 2, every, step)


def _missing(
    question: Question, package: Package, found: dict[Package, Array], plan: Array, draws: NDArray[np.intp]
) -> Array:
    """Return what the parts found so far lack of a package's excess."""
    known = sum((part for key, part in found.items() if key <= package), start=plan)
    missing: Array = question.excess(package, question.search)[:, draws] - known
    return missing


def _with_off(effects: Effects, question: Question) -> Effects:
    """Return the effects with the largest error of their chances, over some packages near the confidence."""
    errors = [
        abs(effects.chance(package) - question.chance(question.excess(package, question.search)))
        for package in probes(effects, question)
    ]
    return replace(effects, off=max(errors))


def probes(effects: Effects, question: Question) -> Iterable[Package]:
    """Yield packages near the confidence by the model: the nearest as options are added in random orders."""
    random = np.random.default_rng(SEED)
    for _ in range(PROBES):
        packages: list[Package] = [frozenset()]
        for name in random.permutation(list(question.names)):
            more = packages[-1] | question.closed(str(name))
            packages += [more] if question.can_join(more) else []
        yield min(packages[1:] or packages, key=lambda package: abs(effects.chance(package) - question.at))
