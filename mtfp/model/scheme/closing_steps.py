"""The steps that close what the plan leaves open, whatever order a scheme puts them in.

To add a step: one class here with its `take(...)`, and one field of `Step` marked `Choice`. The first line of its
docstring is printed under the table `scheme`; its `Source:` is where it has been seen.
"""

from typing import ClassVar, Literal, Protocol

import numpy as np
from pydantic import RootModel

from mtfp.model.base.arrays import Array, sum_of, total_over_items
from mtfp.model.base.part import Choice, OneOf, Part
from mtfp.model.base.refers import ReserveName, ShareOrMoneyName
from mtfp.model.base.values import Percent, Share, ShareOrAmount, Text
from mtfp.model.base.years import ByYear, Timeline
from mtfp.model.scheme.who_pays import AdditionalPayments
from mtfp.model.scheme.year_end import StepResult, YearEnd, from_reserves, in_proportion

LIKELY = 0.5
"""In the central case a recovery plan fails only if that is likelier than this. Section 11 of the model."""


class Offset(RootModel[Literal["arms", "none"]]):
    """An underspend on one arm meets an overspend on the other, the smaller of the two.

    `none` forbids it.

    Source: our choice, since the two arms are one board's budget; docs/decisions/model-no-scheme.md.
    """

    model_config = {"frozen": True}
    takes_all: ClassVar = False

    def take(self, year: YearEnd) -> StepResult:
        met = np.minimum(year.left, year.spare[::-1]) if self.root == "arms" else np.zeros_like(year.position)
        return StepResult(met - met[::-1], offset=total_over_items(met))


class RecoveryPlan(Part):
    """Actions within the year on a forecast overspend: a share of it or an amount, unless the plan fails altogether.

    Source: Perth and Kinross Council, member briefing 125, 1 October 2025; that they may fail, Accounts Commission,
    November 2018 (2 of 12 were met).
    """

    takes_all: ClassVar = False

    label: Text = ""
    """What people call it."""
    achieves: ShareOrMoneyName | ByYear[ShareOrAmount]
    """What it achieves: a share of what is left (`40%`), money (`950`), either by year, or an assumption's name."""
    fails: Share = 0.0
    """How likely it is, each year, that it achieves nothing; in the central case it fails if that is over 50%."""
    source: Text = ""
    """Where the figures come from."""

    def holds_centrally(self, timeline: Timeline) -> Array:
        """Whether it holds in the central case, shape (year, 1): unless it is likelier to fail than not."""
        return np.array([[1.0], *([float(self.fails <= LIKELY)] for _ in timeline.projected)])

    def holds(self, even: Array) -> Array:
        """Whether it holds, shape (year, draw), by even numbers for the projected years: 1 where u >= `fails`."""
        return np.concatenate([np.ones_like(even[:1]), (even >= self.fails).astype(float)])

    def take(self, year: YearEnd) -> StepResult:
        left = total_over_items(year.left)
        recovered = np.clip(self._achieved(left, year), 0.0, left) * year.holds
        return StepResult(in_proportion(year.left, recovered), recovered=recovered)

    def _achieved(self, left: Array, year: YearEnd) -> Array:
        if isinstance(self.achieves, str):
            is_share, value = year.units[self.achieves] == "share", year.values[self.achieves]
        else:
            said = self.achieves.at(year.year)
            is_share, value = isinstance(said, Percent), np.full_like(left, 0.0 if said is None else said)
        return value * left if is_share else value


class UseReserves(Part):
    """Reserves in order, each down to its floor.

    Source: Accounts Commission, November 2018, Appendix 4 (Moray and seven others in 2017/18).
    """

    takes_all: ClassVar = False

    order: tuple[ReserveName, ...]
    """The reserves, first one first."""

    def take(self, year: YearEnd) -> StepResult:
        reserves = from_reserves(self.order, total_over_items(year.left), year.above_floor)
        given = sum_of(reserves.values(), year.position.shape[1:])
        return StepResult(in_proportion(year.left, given), reserves=reserves)


class Carry(Part):
    """What remains is a deficit carried in the board's balance.

    Source: Accounts Commission, November 2018, Appendix 4 (North Ayrshire in 2017/18).
    """

    takes_all: ClassVar = True

    def take(self, year: YearEnd) -> StepResult:
        return StepResult(year.left, carried=total_over_items(year.left))


class AnyStep(Protocol):
    """Arithmetic that every step has."""

    @property
    def takes_all(self) -> bool:
        """Whether it leaves nothing to later steps."""

    def take(self, year: YearEnd) -> StepResult:
        """The part of a year-end's open position that it closes."""


class Step(OneOf):
    """One step of the scheme."""

    offset: Choice[Offset] = None
    """An underspend on one arm meets an overspend on the other: `arms`, or `none`."""
    recovery_plan: Choice[RecoveryPlan] = None
    """Actions within the year: what they achieve, and how likely they fail."""
    reserves: Choice[UseReserves] = None
    """Reserves in order, each down to its floor."""
    additional_payments: Choice[AdditionalPayments] = None
    """Partners pay more, by a rule for who pays."""
    carry: Choice[Carry] = None
    """A deficit is carried."""

    @property
    def rule(self) -> AnyStep:
        rule: AnyStep = getattr(self, self.chosen)
        return rule
