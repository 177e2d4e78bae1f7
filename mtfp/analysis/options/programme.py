"""Find packages as a mixed-integer programme, for more options than can be listed.

There is a variable for each option, 1 if it is chosen, and one for each draw, 1 if the draw may miss the target. The
criteria of the rank are minimised one after the other, each with the earlier ones held at their best. Few draws have a
variable, so more of them may miss the target than of all draws. If a package then fails in all draws of the model, a
condition excludes it, together with each package that can be no surer (a cut).

Effects of options on each other are left out here: packages are then tried on the engine.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from threading import Thread
from typing import Any

import numpy as np

from mtfp.analysis.options.effects import Effects, allowance
from mtfp.analysis.options.limits import APART, Limits
from mtfp.analysis.options.question import Package, Question
from mtfp.analysis.options.rank import best_first
from mtfp.model.base.arrays import Array, Flags

DRAWS = 150
"""Draws of the programme: those of the model, evenly spread, so that it is solved in about a second."""
CUTS = 50
"""Most cuts for one package; the search for a better one then ends early."""
SLACK = 1e-6
"""Tolerance of the solver, as a part of a whole option."""
PATIENCE = 0.1
"""Seconds between two looks for a signal, such as Ctrl-C, while the solver works."""
Row = tuple[Array, float, float]
"""Linear condition: coefficients by variable, the least value and the most."""


class Programme:
    """Mixed-integer programme of a question about options."""

    def __init__(self, question: Question, effects: Effects, criteria: Sequence[Array]) -> None:
        draws = np.linspace(0, effects.plan.shape[1] - 1, min(DRAWS, effects.plan.shape[1])).round().astype(int)
        self._names, self._each = effects.names, effects.each
        self._plan, self._effects = effects.plan[:, draws], effects.alone[:, :, draws]
        self._criteria = criteria
        self._whole = replace(effects, pairs=(), parts=effects.alone)
        self._cuts: list[Row] = []
        self.ended_early = False
        self._options, self._draws = len(effects.names), len(draws) * (len(self._plan) if effects.each else 1)
        self._rules = [*self._of_rules(question)]
        self._target = [*self._of_target()]

    def first(self, limits: Limits, least: float) -> Package | None:
        """Return the best package within limits whose chance by the model is at least `least`; None if none is.

        `least` is the same in every call, since cuts are kept for it.
        """
        near = least - allowance(least, self._plan.shape[1], self._whole.draws)
        for _ in range(CUTS):
            package = self._best(limits, near)
            if package is None or self._whole.chance(package) >= least:
                return package
            self._cuts.append(self._cut(package, least))
        self.ended_early = True
        return self._best(limits, least)

    def _cut(self, package: Package, least: float) -> Row:
        """Return the condition that excludes a package that fails, and those that can be no surer.

        Options that never do harm to the target are added to it, the best by rank first, for as long as it still fails.
        Another package must then have a further one of them, or differ in an option that may do harm.
        """
        chosen = np.array([name in package for name in self._names])
        helps: Flags = np.all(self._whole.alone <= 0, axis=(1, 2))
        for at in best_first(self._criteria, np.eye(self._options, dtype=bool)):
            more = chosen.copy()
            more[at] = True
            if helps[at] and self._whole.chances(more[None])[0] < least:
                chosen = more
        row = {int(at): -1.0 if chosen[at] else 1.0 for at in np.flatnonzero(~(helps & chosen))}
        return self._row(row), 1 - float((chosen & ~helps).sum()), np.inf

    def _best(self, limits: Limits, least: float) -> Package | None:
        """Return the best package whose chance in the draws that have a variable is at least `least`."""
        rows = [*self._rules, *self._target, *self._cuts, *self._of_limits(limits), *self._of_chance(least)]
        package = None
        for criterion in self._criteria:
            levels = self._levels(criterion)
            found = self._solved(levels, rows)
            if found is None:
                return package
            package = self._package(found)
            best = float((criterion @ found[: self._options]).max())
            rows += [(row, -np.inf, best + SLACK * max(1.0, abs(best))) for row in self._padded(criterion)]
        return package

    def surest(self, limits: Limits) -> Package | None:
        """Return the package within limits that meets the target in the most draws, over all years if each counts."""
        cost = np.concatenate([np.full(self._options, SLACK), np.ones(self._draws)])
        found = self._solved(np.atleast_2d(cost), [*self._rules, *self._target, *self._of_limits(limits)])
        return None if found is None else self._package(found)

    def most(self, limits: Limits, money: Array) -> Package:
        """Return the package within limits whose options bring the most money; money is by option."""
        cost = np.concatenate([-money, np.zeros(self._draws)])
        found = self._solved(np.atleast_2d(cost), [*self._rules, *self._of_limits(limits)])
        return frozenset() if found is None else self._package(found)

    def _levels(self, criterion: Array) -> Array:
        return np.stack([*self._padded(criterion)])

    def _padded(self, criterion: Array) -> Iterator[Array]:
        for row in criterion:
            yield np.concatenate([row, np.zeros(self._draws)])

    def _package(self, found: Array) -> Package:
        return frozenset(name for name, given in zip(self._names, found, strict=False) if given > 1 / 2)

    def _row(self, options: dict[int, float], draw: tuple[int, float] | None = None) -> Array:
        row = np.zeros(self._options + self._draws)
        for at, coefficient in options.items():
            row[at] += coefficient
        if draw:
            row[self._options + draw[0]] = draw[1]
        return row

    def _of_rules(self, question: Question) -> Iterator[Row]:
        """Yield the conditions of what options need, and of options that can't be chosen together."""
        options = question.options.options.options
        at = {name: number for number, name in enumerate(self._names)}
        for name, number in at.items():
            for needed in options[name].needs:
                yield self._row({number: 1, at[needed]: -1}), -np.inf, 0
            for other in self._names[:number]:
                if not question.can_join(frozenset({name, other})):
                    yield self._row({number: 1, at[other]: 1}), -np.inf, 1

    def _of_target(self) -> Iterator[Row]:
        """Yield the conditions that a draw meets the target, unless its variable says that it may miss it.

        A draw that no package can miss has no condition.
        """
        draws = self._plan.shape[1]
        most = self._plan + np.maximum(self._effects, 0).sum(axis=0)
        for condition, draw in zip(*np.nonzero(most > 0), strict=True):
            effects = dict(enumerate(self._effects[:, condition, draw]))
            number = int(condition * draws + draw if self._each else draw)
            yield (
                self._row(effects, (number, -float(most[condition, draw]))),
                -np.inf,
                -float(self._plan[condition, draw]),
            )

    def _of_chance(self, least: float) -> Iterator[Row]:
        """Yield the conditions that no more draws miss the target than may."""
        draws = self._plan.shape[1]
        for start in range(0, self._draws, draws):
            row = np.zeros(self._options + self._draws)
            row[self._options + start : self._options + start + draws] = 1
            yield row, -np.inf, float(np.floor((1 - least) * draws + SLACK))

    def _of_limits(self, limits: Limits) -> Iterator[Row]:
        at = {name: number for number, name in enumerate(self._names)}
        for name in limits.must | limits.out:
            fixed = float(name in limits.must)
            yield self._row({at[name]: 1}), fixed, fixed
        for other in (*limits.unlike, *limits.failed):
            lost = {at[name]: -1.0 for name in other}
            gained = {number: 1.0 for name, number in at.items() if name not in other}
            least = 1 if other in limits.failed else APART
            yield self._row({**lost, **gained}), least - len(other), np.inf
            if other not in limits.failed:
                yield self._row(lost), 1 - len(other), np.inf
                yield self._row(gained), 1, np.inf

    def _solved(self, cost: Array, rows: Sequence[Row]) -> Array | None:
        """Return the variables that minimise the largest of some costs within conditions; None if none keep them."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        whole = len(cost[0])
        several = len(cost) > 1  # one more variable, above every cost
        matrix = np.stack([row for row, _, _ in rows]) if rows else np.zeros((0, whole))
        low, high = (np.array([row[side] for row in rows], dtype=float) for side in (1, 2))
        objective = cost[0]
        if several:
            matrix = np.block([[matrix, np.zeros((len(matrix), 1))], [cost, -np.ones((len(cost), 1))]])
            low, high = np.append(low, np.full(len(cost), -np.inf)), np.append(high, np.zeros(len(cost)))
            objective = np.append(np.zeros(whole), 1.0)
        bounds = Bounds(np.zeros(whole + several), np.append(np.ones(whole), [np.inf] * several))
        found = _interruptible(
            milp,
            objective,
            constraints=LinearConstraint(matrix, low, high),
            integrality=np.append(np.ones(whole), [0] * several),
            bounds=bounds,
        )
        return None if found.x is None else np.round(found.x[:whole])


def _interruptible(solve: Any, *given: Any, **options: Any) -> Any:
    """Return what a solver returns. It works in another thread, so that Ctrl-C ends the program at once."""
    found: list[Any] = []
    thread = Thread(target=lambda: found.append(solve(*given, **options)), daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(PATIENCE)
    return found[0]
