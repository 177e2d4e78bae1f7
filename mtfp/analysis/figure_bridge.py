"""Bridge of figures between two plans: what each of several changes did to each figure, with no remainder."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from mtfp.analysis.parts import Part, care, parts_of_gap, sides
from mtfp.analysis.projected import Projected
from mtfp.analysis.shapley import Split, split
from mtfp.engine.identities import IdentityBroken, rounding
from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from mtfp.results.figures import Figures

Key = TypeVar("Key", bound=Hashable)


class FigureBridge(Short):
    """Bars of several changes in the central case: Shapley values, which add up to the whole difference of a figure."""

    players: Sequence[Any]
    """Changes that count separately, or together where one needs another."""
    coalitions: Projected
    """Projections under each set of changes."""

    years: tuple[str, ...]
    """Labels of the years of every bar, in order."""

    @property
    def before(self) -> Figures:
        """Figures of the plan as it stands."""
        return self.coalitions.figures(0)

    @property
    def after(self) -> Figures:
        """Figures under all levers together."""
        return self.coalitions.figures(2 ** len(self.players) - 1)

    def of(self, figure: str) -> Array:
        """Return what each lever did to a figure, shape (player, year), in the figure's unit.

        Years without a figure are NaN. A figure that exists only under some levers, such as the balance of a reserve
        that a lever adds, counts as zero without them.
        """
        found = self.bars(lambda known: {figure: known[figure]} if figure in known else {})
        bars = found.get(figure, np.zeros((len(self.players), len(self.years))))
        self._require_whole(figure, bars)
        return bars

    def value(self, figure: str, *, after: bool) -> Array:
        """Return a figure of the plan as it stands, or under all levers, shape (year,)."""
        known = self.after if after else self.before
        return self._in_years(known, known[figure]) if figure in known else np.zeros(len(self.years))

    @cached_property
    def parts(self) -> Mapping[Part, Array]:
        """Change of each part of the gap by each lever, shape (player, year); a lever's parts add up to its bar."""
        return self.bars(lambda known: parts_of_gap(known.projection))

    @cached_property
    def sides(self) -> Mapping[Part, Array]:
        """Change of the overspend on each partner's side of the budget by each lever, shape (player, year)."""
        return self.bars(lambda known: sides(known.projection))

    @cached_property
    def care(self) -> Mapping[Part, Array]:
        """Change of the units of care that each line buys, here and elsewhere, by each lever, shape (player, year)."""
        return self.bars(lambda known: care(known.projection))

    @property
    def care_before(self) -> Mapping[Part, Array]:
        """Units of care that each line buys in the plan as it stands, shape (year, draw)."""
        return care(self.before.projection)

    @cached_property
    def split(self) -> Split:
        """Weights of the coalitions, and the orders tried if there are many levers."""
        return split(self.gap, len(self.players))

    @property
    def error(self) -> float:
        """Largest standard error of a bar of the gap, as a part of the largest difference; zero if bars are exact."""
        return self.split.error(self.gap)

    def gap(self, players: int) -> Array:
        """Return the gap under the levers of some players, shape (year,), zero where it is unknown."""
        known = self.coalitions.figures(players)
        return np.nan_to_num(self._in_years(known, known["gap"]))

    def _in_years(self, known: Figures, values: Array) -> Array:
        """Return the central values of the bridge's years, shape (year,)."""
        return values[self._positions(known.projection.plan), 0]

    def _positions(self, plan: Plan) -> list[int]:
        """Return the positions of the bridge's years in a plan's arrays."""
        return [plan.timeline.at(year) for year in self.years]

    def bars(self, of: Callable[[Figures], Mapping[Key, Array]]) -> dict[Key, Array]:
        """Split each of the values that `of` reads from a projection. A value that a projection lacks is zero."""
        found: dict[int, Mapping[Key, Array]] = {n: of(self.coalitions.figures(n)) for n in self.split.weights}
        at = {n: self._positions(self.coalitions.figures(n).projection.plan) for n in found}
        keys = dict.fromkeys(key for values in found.values() for key in values)

        def value(key: Key, players: int) -> Array:
            values = found[players].get(key)
            return np.zeros(len(self.years)) if values is None else values[at[players], 0]

        return {key: self.split.shares(lambda players, key=key: value(key, players)) for key in keys}  # type: ignore[misc]

    def _require_whole(self, figure: str, bars: Array) -> None:
        """Raise IdentityBroken if the bars of a figure don't add up to its whole difference."""
        whole = self.value(figure, after=True) - self.value(figure, after=False)
        off = np.abs(np.nan_to_num(bars.sum(axis=0) - whole)).max()
        allowed = 10 * max(float(rounding(known.projection)[0]) for known in (self.before, self.after))
        if off > allowed:
            raise IdentityBroken(f"bars of {figure} = its whole difference: the two sides differ by {off:g}")
