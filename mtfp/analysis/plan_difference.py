"""Plan against plan: the inputs that changed between two versions, and what each did to the gap of each year."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from mtfp.analysis.by_change.hybrids import Hybrids
from mtfp.analysis.by_change.players import ROLL_FORWARD, By, ChangedItems, Item, changed_items
from mtfp.analysis.figure_bridge import FigureBridge
from mtfp.analysis.shapley import Game, Split, split
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.findings.arguments import in_short
from mtfp.findings.short import counted
from mtfp.model.base.arrays import Array
from mtfp.model.plan import Plan
from mtfp.reading.in_python import PlanLike, plan_of
from mtfp.reading.plan import ReadPlan
from mtfp.reading.versions.named import read_version
from mtfp.scenarios.changes import Change, changes

QUICK = 3
"""Most groups of changes whose sets are all tried if the answer must be quick."""


class NotComparable(ValueError):
    """Raised for two plans whose money or years can't be compared; `fix` says how to mend it."""

    def __init__(self, code: str, message: str, fix: str) -> None:
        super().__init__(f"{message}: {fix}")
        self.code, self.message, self.fix = code, message, fix


@dataclass(frozen=True, repr=False)
class PlanDifference(FigureBridge):
    """Bars of the changes between two plans in the central case; `plan_difference` makes it.

    The bars of a figure add up to the figure of the new plan less that of the old plan, in every year that both plans
    project. A positive bar of the gap adds to the gap.
    """

    old: Plan
    new: Plan
    years: tuple[str, ...]
    """Labels of the years that both plans project."""
    players: tuple[ChangedItems, ...]
    """Groups of changes."""
    coalitions: Hybrids
    """Plans between the two, and their projections."""
    quick: bool = field(default=False, kw_only=True)
    """True if one order of the groups and its reverse are tried where there are more than three groups."""

    def in_short(self) -> str:
        return f"{counted(len(self.players), 'group')} of changes, {self.years[0]} to {self.years[-1]}"

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every input that changed, in words, old and new value; new and dropped items are one change each."""
        return changes(self.old, self.new)

    @property
    def changes_that_count(self) -> tuple[Change, ...]:
        """Changes without those of single years up to a base year that moved: the new budgets hold them."""
        base = self.new.base_year if self.rolls_forward else ""
        return tuple(change for change in self.changes if not change.years or max(change.years) > base)

    def player_of(self, change: Change) -> int | None:
        """Return the number of the group to which a change belongs; None if it changes no figure by itself."""
        section, name = str(change.path[0]) if change.path else "", str(change.path[1]) if len(change.path) > 1 else ""
        items: tuple[Item, ...] = ((section, name), (section, ""))
        return next((n for n, player in enumerate(self.players) if player.items.intersection(items)), None)

    @property
    def rolls_forward(self) -> bool:
        """Return True if the base year moved. The first group is then the roll-forward."""
        return bool(self.players) and self.players[0].id == ROLL_FORWARD

    @cached_property
    def split(self) -> Split:
        """Weights of the sets of changes. The roll-forward comes before every other change."""
        if not self.rolls_forward:
            return self._split(self.gap, len(self.players))
        others = self._others
        weights = {levers << 1 | 1: np.append(0.0, of_others) for levers, of_others in others.weights.items()}
        first = np.eye(len(self.players))[0]
        weights[1] = weights[1] + first
        return Split(len(self.players), {0: -first, **weights}, others.orders)

    @cached_property
    def _others(self) -> Split:
        return self._split(self._after_roll_forward, len(self.players) - 1)

    def _split(self, game: Game, players: int) -> Split:
        return split(game, players, exact=QUICK, most=1) if self.quick else split(game, players)

    def _after_roll_forward(self, players: int) -> Array:
        return self.gap(players << 1 | 1)

    @property
    def error(self) -> float:
        """Largest standard error of a bar of the gap, as a part of the largest difference; zero if bars are exact."""
        return self._others.error(self._after_roll_forward) if self.rolls_forward else self.split.error(self.gap)


def plan_difference(old: Plan, new: Plan, by: By = "section", *, quick: bool = False) -> PlanDifference:
    """Return the changes between two versions of a plan, and what each did to every figure of the common years.

    by : `section` for one group for each section of the plan, with its new and its dropped items in groups of their
        own; `name` for one group for each item
    quick : True for two projections a group, where there are more than three

    Groups that can't change separately, because one refers to new or dropped items of the other, are one group. Up to
    8 groups bars are exact; with more, orders of the groups are sampled. If the base year moved, years are compared by
    label, and the roll-forward to the new budgets comes first. Section 15 of the model. Raises NotComparable (a
    ValueError) for plans in different units of money or without a common projected year.

    By hand: the budget rises by 10, and a new saving takes off 4.

    >>> home = {"partner": "council", "setting": "community", "budget": 100, "components": {"flat": "100%"}}
    >>> flat = {"unit": "rate", "central": "0%", "source": "illustrative"}
    >>> document = {"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 1, "unit": "£k", "funding": {},
    ...     "assumptions": {"flat": flat}, "lines": {"home": home}}
    >>> old = Plan.model_validate(document)
    >>> saving = {"rotas": {"line": "home", "planned": {"2026/27": 4}}}
    >>> new = Plan.model_validate({**document, "lines": {"home": {**home, "budget": 110}}, "savings": saving})
    >>> found = plan_difference(old, new)
    >>> [(player.label, bar.round(9).tolist()) for player, bar in zip(found.players, found.of("gap"))]
    [('Budget lines', [10.0]), ('New savings', [-4.0])]
    """
    if old.unit != new.unit:
        fix = f"write both plans in one unit, for instance `unit: {new.unit}`"
        raise NotComparable("E686", f"the old plan is in {old.unit}, the new one in {new.unit}", fix)
    years = tuple(year for year in old.timeline.projected if year in new.timeline.projected)
    if not years:
        spans = " and ".join(f"{plan.timeline.projected[0]} to {plan.timeline.last}" for plan in (old, new))
        raise NotComparable(
            "E687", f"the two plans project no common year: {spans}", "compare plans whose years overlap"
        )
    players = changed_items(old, new, by)
    return PlanDifference(old, new, years, players, Hybrids(old, new, players, years[-1]), quick=quick)


def diff(old: PlanLike, new: PlanLike, by: By = "section") -> PlanDifference:
    """Compare two versions of a plan: the inputs that changed, and what each did to every figure of every common year.

    old, new : plans, or their files, folders or git revisions, such as `HEAD~1:plan.yaml`
    by : `section` or `name`; see `plan_difference`

    Bars have shape (change, year), in the plan's unit; a positive bar of the gap adds to the gap. For every figure and
    year, Σ bars = figure of the new plan - figure of the old plan. Section 15 of the model. Raises NotComparable (a
    ValueError) for plans in different units or without a common year, Refused for a plan with errors, and OSError for
    a file that can't be read.

    >>> diff("examples/shetland", "examples/shetland").of("gap").shape
    (0, 5)
    """
    if by not in ("section", "name"):
        raise ValueError(f'`by` must be "section" or "name", not {in_short(by)}')
    return plan_difference(version_of(old).plan, version_of(new).plan, by)


def version_of(plan: PlanLike) -> ReadPlan:
    """Return a version of a plan: a plan, or one of a file, folder or git revision."""
    return plan_of(plan) if isinstance(plan, Plan | ReadPlan) else read_version(os.fspath(plan))


def beyond(difference: PlanDifference) -> Iterator[tuple[str, str, float]]:
    """Yield each projected year of one plan that the other lacks: `old` or `new`, its label, and its gap."""
    for which, plan in (("old", difference.old), ("new", difference.new)):
        only = [year for year in plan.timeline.projected if year not in difference.years]
        if only:
            gap = project(plan, central_draws(plan)).gap.gap[:, 0]
            yield from ((which, year, float(gap[plan.timeline.at(year)])) for year in only)
