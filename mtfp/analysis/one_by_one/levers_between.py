"""Plans between two versions of a scenario: one plan under the old levers, some of them in the new version."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from mtfp.analysis.figure_bridge import FigureBridge
from mtfp.analysis.plan_difference import QUICK
from mtfp.analysis.projected import Projected
from mtfp.analysis.shapley import Split, split
from mtfp.findings.short import counted
from mtfp.model.plan import Plan
from mtfp.scenarios.between import LeverPair, in_old_order
from mtfp.scenarios.levers.lever import Lever

Player = LeverPair | None
"""Lever that changed; None for the order of the levers."""


class Unfit(Exception):
    """Raised for levers of two versions that can't be applied together; the message says why."""


class LeversBetween(Projected):
    """Plan under levers of two versions; bit i of a set's number stands for player i in the new version.

    `before` and `after` are levers of other scenarios, which are applied before and after those of the two versions.
    """

    def __init__(
        self,
        plan: Plan,
        pairs: Sequence[LeverPair],
        players: Sequence[Player],
        before: Sequence[Lever] = (),
        after: Sequence[Lever] = (),
    ) -> None:
        super().__init__()
        self._start, self._pairs, self._before, self._after = plan, pairs, before, after
        self._bits = {player: 1 << number for number, player in enumerate(players)}

    def plan(self, players: int) -> Plan:
        """Return the plan under the old levers with some changes. Raises Unfit if a lever can't be applied."""
        has_old_order = not players & self._bits.get(None, -1)
        pairs = in_old_order(self._pairs) if has_old_order else self._pairs
        own = (pair.now if players & self._bits.get(pair, 0) else pair.was for pair in pairs)
        plan = self._start
        for lever in (*self._before, *filter(None, own), *self._after):
            wrong = next((each for each in lever.complaints(plan) if each.code.startswith("E")), None)
            if wrong:
                raise Unfit(wrong.message)
            plan = lever.apply(plan)
        return plan


@dataclass(frozen=True, repr=False)
class ScenarioDifference(FigureBridge):
    """Bars of the changes between two versions of a scenario, in the central case of one plan.

    The bars of a figure add up to the figure under the new version less that under the old one.
    """

    players: tuple[Player, ...]
    coalitions: LeversBetween
    """Projections under each set of changes."""
    years: tuple[str, ...]
    """Labels of the projected years."""

    def in_short(self) -> str:
        return counted(len(self.players), "changed lever")

    @cached_property
    def split(self) -> Split:
        """Weights of the sets of changes; one order and its reverse if there are more than a few."""
        return split(self.gap, len(self.players), exact=QUICK, most=1)
