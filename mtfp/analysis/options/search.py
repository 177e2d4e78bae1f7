"""Search for packages: the best by rank that pass on the engine, what can replace each option, and the picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

from mtfp.analysis.options.effects import Effects, allowance, measured
from mtfp.analysis.options.limits import Limits
from mtfp.analysis.options.listing import Listing, possible
from mtfp.analysis.options.programme import Programme
from mtfp.analysis.options.question import Package, Question
from mtfp.analysis.options.rank import criteria
from mtfp.analysis.options.trial import Money, Trial, money_of, tried
from mtfp.findings.short import Short, counted
from mtfp.model.base.arrays import Array

PACKAGES = 3
"""Most packages that are found."""
TRIES = 60
"""Most packages that are tried for one answer."""
MARGIN = 0.005
"""Margin of the model's chance, besides its largest error found."""


class Finder(Protocol):
    """Way to find packages by the model of their effects."""

    @property
    def ended_early(self) -> bool:
        """True if a package may not be the best by the model."""

    def first(self, limits: Limits, least: float) -> Package | None:
        """Return the best package within limits whose chance by the model is at least `least`."""

    def surest(self, limits: Limits) -> Package | None:
        """Return the package within limits with the best chance by the model."""

    def most(self, limits: Limits, money: Array) -> Package:
        """Return the package within limits whose options bring the most money; money is by option."""


@dataclass(repr=False)
class Search(Short):
    """Search for packages of one question."""

    question: Question
    effects: Effects
    finder: Finder
    _trials: dict[Package, Trial] = field(default_factory=dict)
    _failed_often: bool = False

    @property
    def given_up(self) -> bool:
        """True if a search ended because too many packages failed, by the model or on the engine."""
        return self._failed_often or self.finder.ended_early

    @property
    def tries(self) -> int:
        """Number of packages that were tried."""
        return len(self._trials)

    def tried(self, package: Package) -> Trial:
        """Return the outcome of a package, which is tried once."""
        if package not in self._trials:
            self._trials[package] = tried(self.question, package)
        return self._trials[package]

    def best(self, limits: Limits) -> Trial | None:
        """Return the best package by rank that passes on the engine; None if none is found."""
        at = self.question.at
        least = at - self.effects.off - MARGIN - allowance(at, self.effects.draws, self.question.search.draws)
        for _ in range(TRIES):
            package = self.finder.first(limits, least)
            if package is None:
                return None
            if (trial := self.tried(package)).passes:
                return trial
            limits = replace(limits, failed=(*limits.failed, package))
        self._failed_often = True
        return None

    def surest(self, limits: Limits) -> Trial | None:
        """Return the package that is likeliest to meet the target; None if no package keeps the limits."""
        package = self.finder.surest(limits)
        return self.tried(package) if package is not None else None


def search_of(question: Question) -> Search:
    """Measure the effects of the options, and return the search for packages."""
    effects = measured(question)
    every, listed = _criteria(question), possible(question)
    finder = Programme(question, effects, every) if listed is None else Listing(listed, effects, every)
    return Search(question, effects, finder)


def _criteria(question: Question) -> tuple[Array, ...]:
    """Return the criteria of the rank. Money is what each option takes off the gap, on top of what it needs."""
    gaps = {n: question.values(question.closed(n), question.search)["gap"].mean(axis=1).sum() for n in question.names}
    before = {
        n: question.values(question.closed(n) - {n}, question.search)["gap"].mean(axis=1).sum() for n in question.names
    }
    return criteria(question.options.options, [float(before[n] - gaps[n]) for n in question.names])


@dataclass(frozen=True, repr=False)
class Found(Short):
    """Answer to a question about options."""

    question: Question
    alone: dict[str, Money]
    """Money of each option on top of what it needs, by name."""
    plan: Trial
    """Plan without any option."""
    packages: tuple[Trial, ...]
    """Packages that meet the target, the best first; empty if none does."""
    idle: tuple[str, ...]
    """Requests that change nothing about the best package: `must`, `without` or both."""
    swaps: dict[str, Trial | None]
    """Best package without one option of the first package, by that option; None if there is none.

    It keeps the first package's other options, except those that need this one, if such a package meets the target.
    """
    picture: tuple[Trial, ...]
    """Surest package up to each level of impact, from the lowest level."""
    surest: Trial
    """Package that is likeliest to meet the target."""
    together: Money
    """Money of the options that bring the most in the target's last year, of all that can be chosen together."""
    relaxed: dict[str, Trial]
    """Best package if an option that is in or out by request were free, if no package meets the target."""
    money: dict[Package, Money]
    """Money of each package named above."""
    tries: int
    """Number of packages that were tried on the engine."""
    given_up: bool
    """True if the search ended early, so that a better package may exist."""

    def in_short(self) -> str:
        return f"{counted(len(self.packages), 'package')} for {self.question.target.in_words}"


def answered(question: Question) -> Found:
    """Return the answer to a question about options."""
    search = search_of(question)
    limits = Limits(question.must, question.without)
    packages = _packages(search, limits)
    swaps = _swaps(search, limits, packages[0].package) if packages else {}
    picture = _picture(search, limits)
    relaxed = {} if packages else _relaxed(search, limits)
    alone = {name: money_of(question, question.closed(name), question.closed(name) - {name}) for name in question.names}
    last = question.plan.timeline.position(question.target.last)
    together = search.finder.most(Limits(), np.array([money.central[last] for money in alone.values()]))
    named = [*packages, *(each for each in swaps.values() if each), *picture, *relaxed.values()]
    return Found(
        question,
        alone,
        search.tried(frozenset()),
        tuple(packages),
        tuple(_idle(search, limits, packages)),
        swaps,
        tuple(picture),
        max(picture, key=lambda trial: trial.chance),
        money_of(question, together),
        relaxed,
        {each.package: money_of(question, each.package) for each in named},
        search.tries,
        search.given_up,
    )


def _packages(search: Search, limits: Limits) -> list[Trial]:
    """Return packages that pass and really differ from each other, the best first."""
    found: list[Trial] = []
    while len(found) < PACKAGES:
        trial = search.best(replace(limits, unlike=tuple(each.package for each in found)))
        if trial is None:
            break
        found.append(trial)
    return found


def _idle(search: Search, limits: Limits, packages: Sequence[Trial]) -> Iterator[str]:
    """Yield each request, for options that are in or out, without which the best package would be the same."""
    freed = {"must": replace(limits, must=frozenset()), "without": replace(limits, out=frozenset())}
    for request, free in freed.items():
        if packages and free != limits and search.best(free) == packages[0]:
            yield request


def _swaps(search: Search, limits: Limits, best: Package) -> dict[str, Trial | None]:
    """Return the best package without each option of a package: one that keeps its others, or else any other."""
    question = search.question
    found: dict[str, Trial | None] = {}
    for name in question.names:
        if name in best - question.must:
            without = replace(limits, out=limits.out | {name})
            kept = frozenset(other for other in best if name not in question.closed(other))
            found[name] = search.best(replace(without, must=limits.must | kept)) or search.best(without)
    return found


def _picture(search: Search, limits: Limits) -> list[Trial]:
    """Return the surest package without options above each level of impact."""
    options = search.question.options.options.options
    found: list[Trial] = []
    for level in sorted({option.impact for option in options.values()}):
        above = frozenset(name for name, option in options.items() if option.impact > level)
        if above & limits.must:
            continue
        trial = search.surest(replace(limits, out=limits.out | above))
        if trial is not None and trial not in found:
            found.append(trial)
    return found


def _relaxed(search: Search, limits: Limits) -> dict[str, Trial]:
    """Return the best package if one option that is in or out by request were free."""
    free: Sequence[tuple[str, Limits]] = [
        *((name, replace(limits, out=limits.out - {name})) for name in sorted(limits.out)),
        *((name, replace(limits, must=limits.must - {name})) for name in sorted(limits.must)),
    ]
    found = {name: search.best(each) for name, each in free}
    return {name: trial for name, trial in found.items() if trial}
