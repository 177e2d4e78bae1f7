"""Bridge by lever: what each lever of a scenario did to each figure of each year, with no remainder."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from mtfp.analysis.by_lever.parts import Part, care, parts_of_gap, sides
from mtfp.analysis.by_lever.players import Player, players_of
from mtfp.analysis.shapley import Split, split
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.engine.identities import IdentityBroken, rounding
from mtfp.findings.short import Short, counted
from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from mtfp.results.figures import Figures, figures
from mtfp.scenarios.scenario import Scenario, in_order

Key = TypeVar("Key", bound=Hashable)


class Coalitions:
    """Plan and central projection under each set of players; each set is applied and projected once.

    A set is a number whose bit i is set if player i is in it. Levers are applied in the order of the scenarios, as
    `apply_all` does, without checks: the whole scenario has been checked.
    """

    def __init__(self, plan: Plan, scenarios: Sequence[Scenario], players: Sequence[Player]) -> None:
        self._player_of = {at: n for n, player in enumerate(players) for at in player.at}
        self._levers = [(at, lever) for at, lever in in_order(scenarios) if at in self._player_of]
        self._plans: dict[tuple[int, ...], Plan] = {(): plan}
        self._figures: dict[int, Figures] = {}

    def plan(self, players: int) -> Plan:
        """Return the plan under the levers of some players."""
        return self._under(tuple(n for n, (at, _) in enumerate(self._levers) if players >> self._player_of[at] & 1))

    def _under(self, levers: tuple[int, ...]) -> Plan:
        """Return the plan under some levers. The plan before the last of them is kept for other sets."""
        if levers not in self._plans:
            *before, last = levers
            self._plans[levers] = self._levers[last][1].apply(self._under(tuple(before)))
        return self._plans[levers]

    def figures(self, players: int) -> Figures:
        """Return the figures of the central case under the levers of some players."""
        if players not in self._figures:
            plan = self.plan(players)
            self._figures[players] = figures(project(plan, central_draws(plan)))
        return self._figures[players]


@dataclass(frozen=True, repr=False)
class LeverBridge(Short):
    """Bars of a scenario's levers in the central case; `lever_bridge` makes it.

    A bar is the average of what a lever changes over all orders in which the levers may come (its Shapley value). The
    bars of a figure add up to the figure under the scenario less the figure of the plan, in every year.
    """

    players: tuple[Player, ...]
    """Levers that count separately, or together where one needs another."""
    coalitions: Coalitions
    """Projections under each set of levers."""

    def in_short(self) -> str:
        return f"{counted(len(self.players), 'lever')}, {self.before.projection.in_short()}"

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
        found = self._bars(lambda known: {figure: known[figure]} if figure in known else {})
        bars = found.get(figure, np.zeros((len(self.players), len(self.before.projection.plan.timeline))))
        self._require_whole(figure, bars)
        return bars

    def value(self, figure: str, *, after: bool) -> Array:
        """Return a figure of the plan as it stands, or under all levers, shape (year,)."""
        known = self.after if after else self.before
        return known[figure][:, 0] if figure in known else 0.0 * known["gap"][:, 0]

    @cached_property
    def parts(self) -> Mapping[Part, Array]:
        """Change of each part of the gap by each lever, shape (player, year); a lever's parts add up to its bar."""
        return self._bars(lambda known: parts_of_gap(known.projection))

    @cached_property
    def sides(self) -> Mapping[Part, Array]:
        """Change of the overspend on each partner's side of the budget by each lever, shape (player, year)."""
        return self._bars(lambda known: sides(known.projection))

    @cached_property
    def care(self) -> Mapping[Part, Array]:
        """Change of the units of care that each line buys, here and elsewhere, by each lever, shape (player, year)."""
        return self._bars(lambda known: care(known.projection))

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
        return np.nan_to_num(self.coalitions.figures(players)["gap"][:, 0])

    def _bars(self, of: Callable[[Figures], Mapping[Key, Array]]) -> dict[Key, Array]:
        """Split each of the values that `of` reads from a projection. A value that a projection lacks is zero."""
        found: dict[int, Mapping[Key, Array]] = {n: of(self.coalitions.figures(n)) for n in self.split.weights}
        keys = dict.fromkeys(key for values in found.values() for key in values)
        years = len(self.before.projection.plan.timeline)

        def value(key: Key, players: int) -> Array:
            known = found[players].get(key)
            return np.zeros(years) if known is None else known[:, 0]

        return {key: self.split.shares(lambda players, key=key: value(key, players)) for key in keys}  # type: ignore[misc]

    def _require_whole(self, figure: str, bars: Array) -> None:
        """Raise IdentityBroken if the bars of a figure don't add up to its whole difference."""
        whole = self.value(figure, after=True) - self.value(figure, after=False)
        off = np.abs(np.nan_to_num(bars.sum(axis=0) - whole)).max()
        allowed = 10 * max(float(rounding(known.projection)[0]) for known in (self.before, self.after))
        if off > allowed:
            raise IdentityBroken(f"bars of {figure} = its whole difference: the two sides differ by {off:g}")


def lever_bridge(plan: Plan, scenarios: Sequence[Scenario]) -> LeverBridge:
    """Return the bars of the levers of one or several joined scenarios, which must apply to the plan without errors.

    Levers that change nothing have no bar. Up to 8 levers every coalition is projected, so that bars are exact; with
    more, orders of the levers are sampled with a fixed seed. Sections 13 and 15 of the model.

    By hand: cost of 100 rises by 10% and by 20%. One alone adds 10 or 20, both add 32; each gets half of the 2 that
    only both make.

    >>> rise = {"unit": "rate", "central": "0%", "source": "illustrative"}
    >>> home = {"partner": "council", "setting": "community", "budget": 100, "components": {"pay": "100%"}}
    >>> plan = Plan.model_validate({"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 1, "unit": "£k",
    ...     "assumptions": {"pay": rise}, "lines": {"home": home}, "funding": {}})
    >>> dearer = {"shift": {"assumption": "pay", "by": "10%"}}
    >>> more = {"service_level": {"lines": {"setting": "community"}, "level": "120%", "from": "year 1"}}
    >>> scenario = Scenario.model_validate({"mtfp": 1, "scenario": "both", "levers": [dearer, more]})
    >>> lever_bridge(plan, [scenario]).of("gap")[:, 1].round(9).tolist()
    [11.0, 21.0]
    """
    players = players_of(plan, scenarios)
    return LeverBridge(players, Coalitions(plan, scenarios, players))
