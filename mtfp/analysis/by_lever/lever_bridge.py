"""Bridge by lever: what each lever of a scenario did to each figure of each year, with no remainder."""

from collections.abc import Sequence
from dataclasses import dataclass

from mtfp.analysis.by_lever.players import Player, players_of
from mtfp.analysis.figure_bridge import FigureBridge
from mtfp.analysis.projected import Projected
from mtfp.engine import Projection
from mtfp.findings.short import counted
from mtfp.model.plan import Plan
from mtfp.scenarios.scenario import Scenario, in_order


class Coalitions(Projected):
    """Plan and central projection under each set of players; each set is applied and projected once.

    A set is a number whose bit i is set if player i is in it. Levers are applied in the order of the scenarios, as
    `apply_all` does, without checks: the whole scenario has been checked. `known` are projections of the central case
    of some of the plans.
    """

    def __init__(
        self, plan: Plan, scenarios: Sequence[Scenario], players: Sequence[Player], known: Sequence[Projection] = ()
    ) -> None:
        super().__init__()
        self._known = known
        self._player_of = {at: n for n, player in enumerate(players) for at in player.at}
        self._levers = [(at, lever) for at, lever in in_order(scenarios) if at in self._player_of]
        self._plans: dict[tuple[int, ...], Plan] = {(): plan}

    def plan(self, players: int) -> Plan:
        """Return the plan under the levers of some players."""
        return self._under(tuple(n for n, (at, _) in enumerate(self._levers) if players >> self._player_of[at] & 1))

    def _under(self, levers: tuple[int, ...]) -> Plan:
        """Return the plan under some levers. The plan before the last of them is kept for other sets."""
        if levers not in self._plans:
            *before, last = levers
            self._plans[levers] = self._levers[last][1].apply(self._under(tuple(before)))
        return self._plans[levers]

    def projection(self, plan: Plan) -> Projection:
        """Return the central case of a plan, which may be known."""
        return next((each for each in self._known if each.plan == plan), None) or super().projection(plan)


@dataclass(frozen=True, repr=False)
class LeverBridge(FigureBridge):
    """Bars of a scenario's levers in the central case; `lever_bridge` makes it.

    A bar is the average of what a lever changes over all orders in which the levers may come (its Shapley value). The
    bars of a figure add up to the figure under the scenario less the figure of the plan, in every year.
    """

    players: tuple[Player, ...]
    """Levers that count separately, or together where one needs another."""
    coalitions: Coalitions
    """Projections under each set of levers."""
    years: tuple[str, ...]
    """Labels of the plan's years, the base year first."""

    def in_short(self) -> str:
        return f"{counted(len(self.players), 'lever')}, {self.before.projection.in_short()}"


def lever_bridge(plan: Plan, scenarios: Sequence[Scenario], known: Sequence[Projection] = ()) -> LeverBridge:
    """Return the bars of the levers of one or several joined scenarios, which must apply to the plan without errors.

    Levers that change nothing have no bar. Up to 8 levers every coalition is projected, so that bars are exact; with
    more, orders of the levers are sampled with a fixed seed. Bars have shape (lever, year), in the figure's unit; a
    positive bar of the gap adds to the gap. For every figure and year, Σ bars = figure under the scenario - figure of
    the plan. `known` are central projections that need not be worked out again. Sections 13 and 15 of the model. Raises
    IdentityBroken, a fault of this program, if the bars don't add up.

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
    return LeverBridge(players, Coalitions(plan, scenarios, players, known), plan.timeline.labels)
