"""Closing steps, which a scheme may list in any order; each closes part of the overspend left by earlier steps.

To add a step, add a class here with its `take(...)`, and a field of `Step` marked `Choice`. The first line of its
docstring is printed under the table `scheme`; its `Source:` is the report or agreement that describes the step.
An arm's position is positive for an overspend.
"""

from typing import ClassVar, Literal, Protocol

import numpy as np

from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array, sum_of, total_over_items
from mtfp.model.base.part import Choice, OneOf, OneValue, Part
from mtfp.model.base.refers import ReserveName, ShareOrMoneyName
from mtfp.model.base.values import Percent, Share, ShareOrAmount, Text
from mtfp.model.base.years import ByYear, Timeline
from mtfp.model.scheme.who_pays import AdditionalPayments
from mtfp.model.scheme.year_end import StepResult, YearEnd, from_reserves, in_proportion

LIKELY = 0.5
"""Probability of failure above which a recovery plan fails in the central case: section 11 of the model."""


class Offset(Short, OneValue[Literal["arms", "none"]]):
    """Set an underspend on one arm against an overspend on the other, up to the smaller of the two.

    offset = min(overspend of one arm, underspend of the other), shape (draw,). `none` forbids it. The
    order matters: an offset before the reserves step saves reserves; after that step, the underspend becomes a surplus.

    Source: our choice, since the two arms are one board's budget; docs/decisions/closing-the-gap.md.

    >>> year = YearEnd("2026/27", "2025/26", np.array([[30.0], [-10.0]]))
    >>> Offset("arms").take(year).closed.ravel().tolist()
    [10.0, -10.0]
    """

    takes_all: ClassVar = False

    def take(self, year: YearEnd) -> StepResult:
        met = np.minimum(year.left, year.spare[::-1]) if self.root == "arms" else np.zeros_like(year.position)
        year.by_arm(met, "overspend that the other side's underspend meets")
        return StepResult(met - met[::-1], offset=total_over_items(met))


class RecoveryPlan(Part):
    """Lower a forecast overspend by actions within the year: by a share or an amount, unless the recovery plan fails.

    recovered = min(share · overspend, overspend), or min(amount, overspend), in the plan's unit, shape (draw,); zero
    if the recovery plan fails. The overspend is the amount that earlier steps leave.

    Source: Perth and Kinross Council, member briefing 125, 1 October 2025; for failures, Accounts Commission, November
    2018 (2 of 12 recovery plans were met).

    >>> year = YearEnd("2026/27", "2025/26", np.array([[30.0], [10.0]]))
    >>> RecoveryPlan.model_validate({"achieves": "40%"}).take(year).closed.ravel().tolist()
    [12.0, 4.0]
    """

    takes_all: ClassVar = False

    label: Text = ""
    """Name shown in reports."""
    achieves: ShareOrMoneyName | ByYear[ShareOrAmount]
    """Amount achieved: a share of the overspend (`40%`) or money (`950`), once or by year, or an assumption."""
    fails: Share = 0.0
    """Yearly probability that the recovery plan achieves zero, 0% to 100%; above 50%, the central case assumes zero."""
    source: Text = ""
    """Source of the figures."""

    def holds_centrally(self, timeline: Timeline) -> Array:
        """Return 1 for each year, shape (year, 1), or 0 if the recovery plan fails in the central case."""
        return np.array([[1.0], *([float(self.fails <= LIKELY)] for _ in timeline.projected)])

    def holds(self, uniform: Array) -> Array:
        """Return 1 where the recovery plan holds and 0 where it fails, shape (year, draw).

        `uniform` holds random numbers from 0 to 1 for the projected years; the plan holds where one is >= `fails`.
        """
        return np.concatenate([np.ones_like(uniform[:1]), (uniform >= self.fails).astype(float)])

    def take(self, year: YearEnd) -> StepResult:
        left = total_over_items(year.left)
        recovered = np.clip(self._achieved(left, year), 0.0, left) * year.holds
        return StepResult(in_proportion(year.left, recovered), recovered=recovered)

    def _achieved(self, left: Array, year: YearEnd) -> Array:
        if isinstance(self.achieves, str):
            is_share, value = year.units[self.achieves] == "share", year.values[self.achieves]
        else:
            given = self.achieves.at(year.year)
            is_share, value = isinstance(given, Percent), np.full_like(left, 0.0 if given is None else given)
        return value * left if is_share else value


class UseReserves(Part):
    """Use reserves in order, each down to its minimum level.

    Each reserve gives min(the amount still needed, its balance above the minimum level), shape (draw,). The total is
    split between the arms in proportion to their overspends.

    Source: Accounts Commission, November 2018, Appendix 4 (Moray and seven others in 2017/18).

    >>> above_floor = {"legacy": np.array([4.0]), "general": np.array([50.0])}
    >>> year = YearEnd("2026/27", "2025/26", np.array([[6.0], [2.0]]), above_floor)
    >>> result = UseReserves(order=("legacy", "general")).take(year)
    >>> {name: amount.tolist() for name, amount in result.reserves.items()}
    {'legacy': [4.0], 'general': [4.0]}
    """

    takes_all: ClassVar = False

    order: tuple[ReserveName, ...]
    """Names of the reserves, in the order of use."""

    def take(self, year: YearEnd) -> StepResult:
        left = year.left
        wanted = year.named(total_over_items(left), "overspend of both sides")
        reserves = from_reserves(self.order, wanted, year.above_floor)
        given = sum_of(reserves.values(), year.position.shape[1:])
        return StepResult(in_proportion(left, given), reserves=reserves)


class Carry(Part):
    """Carry the remaining overspend forward as a deficit in the board's balance.

    carried = the overspend of both arms, shape (draw,). The step takes all that is left, so it belongs at the end.

    Source: Accounts Commission, November 2018, Appendix 4 (North Ayrshire in 2017/18).

    >>> year = YearEnd("2026/27", "2025/26", np.array([[30.0], [10.0]]))
    >>> Carry().take(year).carried.tolist()
    [40.0]
    """

    takes_all: ClassVar = True

    def take(self, year: YearEnd) -> StepResult:
        return StepResult(year.left, carried=total_over_items(year.left))


class AnyStep(Protocol):
    """Methods that every step has."""

    @property
    def takes_all(self) -> bool:
        """True if the step leaves nothing to later steps."""

    def take(self, year: YearEnd) -> StepResult:
        """Return the amounts that the step closes, and the sources of the money."""


class Step(OneOf):
    """Closing step of the scheme."""

    offset: Choice[Offset] = None
    """Offset: `arms` sets an underspend on one arm against an overspend on the other, `none` forbids it."""
    recovery_plan: Choice[RecoveryPlan] = None
    """Recovery plan: actions within the year that lower a forecast overspend."""
    reserves: Choice[UseReserves] = None
    """Reserves to use, in order, each down to its minimum level."""
    additional_payments: Choice[AdditionalPayments] = None
    """Additional partner contributions, by a rule for who pays."""
    carry: Choice[Carry] = None
    """Deficit carried forward; write `carry: {}`."""

    @property
    def rule(self) -> AnyStep:
        rule: AnyStep = getattr(self, self.chosen)
        return rule
