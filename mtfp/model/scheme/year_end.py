"""State of a year-end before a closing step, and the result of a step.

Arrays have shape (partner, draw), council first, or (draw,), in the plan's unit. An arm's position is positive for an
overspend and negative for an underspend. This module must not import any step.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array, Flags, divided, is_recorded, named_in, numbers, total_over_items
from mtfp.model.costs.line import PARTNERS
from mtfp.model.costs.rows import OfRows, Rows

_NOTHING = np.zeros((len(PARTNERS), 1))
_HOLDS = np.ones(1)
SIDES = ("council side", "NHS side")
"""Names of the arms in workbooks."""
_NO_ROWS = Rows({}, ())


def _no_cost(rows: Flags) -> Array:
    return np.zeros(1)


class YearEnd(NamedTuple):
    """Year-end before a closing step, after all earlier steps.

    - `position` (partner, draw): each arm's position after the steps before; positive is an overspend. Steps apply in
      the scheme's order, each to the overspend that earlier steps leave, so the order decides who pays.
    - `above_floor[reserve]` (draw,): balance that a step may still take from each reserve that may close the gap.
    - `payments`, `set_aside` (partner, draw): each partner's contributions of the year, before repayments, so that a
      repayment doesn't change a partner's share of the next overspend.
    - `rows`, `net` and `money`, for rules about named lines: the rows that hold the lines, a function that sums the
      cost of rows after savings (draw,), and the funding of each arm (partner, draw).
    - `holds` (draw,): 1 if the step's recovery plan holds, 0 if it fails.
    - `step`: key of the step that comes next, which names its workings.
    - `values[assumption]` (draw,): the assumption's values in the year, in the unit `units[assumption]`.

    >>> YearEnd("2026/27", "2025/26", np.array([[30.0], [-10.0]])).left.ravel().tolist()
    [30.0, 0.0]
    """

    year: str
    base_year: str
    position: Array
    above_floor: Mapping[str, Array] = MappingProxyType({})
    payments: Array = _NOTHING
    set_aside: Array = _NOTHING
    rows: Rows = _NO_ROWS
    net: OfRows = _no_cost
    money: Array = _NOTHING
    holds: Array = _HOLDS
    values: Mapping[str, Array] = MappingProxyType({})
    units: Mapping[str, str] = MappingProxyType({})
    step: str = ""

    def named(self, amount: Array, words: str) -> Array:
        """Name an amount of the year, shape (draw,), for a workbook; return it."""
        return named_in(self.year, amount, words, step=self.step)

    def by_arm(self, amounts: Array, words: str, unit: str = "money") -> Array:
        """Name amounts by arm of the year, shape (partner, draw), for a workbook; return them."""
        if is_recorded(amounts):
            for number, side in enumerate(SIDES):
                named_in(self.year, amounts[number], f"{words}, {side}", unit, self.step)
        return amounts

    @property
    def left(self) -> Array:
        """Overspend of each arm still open, shape (partner, draw), zero or more."""
        return np.maximum(self.position, 0.0)

    @property
    def spare(self) -> Array:
        """Underspend of each arm still available, shape (partner, draw), zero or more."""
        return np.maximum(-self.position, 0.0)


@dataclass(frozen=True, repr=False)
class StepResult(Short):
    """Result of a closing step, in the plan's unit.

    `closed` (partner, draw) is subtracted from each arm's position; a negative amount adds to the position.
    Its total over the arms equals the sum of the sources:

    - `reserves[reserve]` (draw,): taken from each reserve.
    - `partners` (partner, draw): additional contributions, negative if a partner takes money back.
    - `recovered` (draw,): achieved by a recovery plan.
    - `carried` (draw,): deficit carried forward.

    `offset` (draw,) moves money from one arm to the other and adds nothing to the total. `due` holds the repayments to
    partners that fall due next year, the year after and so on, each (partner, draw).
    """

    closed: Array
    offset: Array | None = None
    reserves: Mapping[str, Array] = field(default_factory=dict)
    partners: Array | None = None
    recovered: Array | None = None
    carried: Array | None = None
    due: tuple[Array, ...] = ()


def in_proportion(left: Array, amount: Array) -> Array:
    """Split an amount, shape (draw,), between the arms by their overspends, up to the full overspends.

    Returns shape (partner, draw).

    >>> in_proportion(np.array([[3.0], [1.0]]), np.array([2.0])).ravel().tolist()
    [1.5, 0.5]
    """
    total = total_over_items(left)
    less = np.maximum(amount, 0.0) < total  # rounding may leave an amount just below zero with a total of zero
    return left * divided(amount, total, less, 1.0)


def from_reserves(order: tuple[str, ...], wanted: Array, above_floor: Mapping[str, Array]) -> dict[str, Array]:
    """Take an amount from reserves in order, each down to its minimum level; return amounts by reserve, shape (draw,).

    The first reserve gives all that it can before the second gives anything, so the order decides which
    reserve runs out first.

    >>> reserves = {"first": np.array([3.0]), "second": np.array([9.0])}
    >>> given = from_reserves(("first", "second"), np.array([5.0]), reserves)
    >>> {reserve: amount.tolist() for reserve, amount in given.items()}
    {'first': [3.0], 'second': [2.0]}
    """
    given: dict[str, Array] = {}
    for reserve in dict.fromkeys(order):
        given[reserve] = np.minimum(wanted, above_floor[reserve])
        wanted = wanted - given[reserve]
    return given


def shares_of(basis: Array) -> Array:
    """Return the partners' shares in proportion to amounts, shape (partner, draw); the shares add up to 1.

    An amount below zero counts as zero; the shares are equal if no amount is above zero.

    >>> shares_of(np.array([[72.0], [28.0]])).ravel().tolist()
    [0.72, 0.28]
    """
    counted = np.maximum(basis, 0.0)
    total = total_over_items(counted)
    return divided(counted, total, total > 0, 1 / len(PARTNERS))


def by_partner(shares: Mapping[Any, float]) -> Array:
    """Return shares by partner as an array, shape (partner,); zero for a partner that isn't named.

    >>> by_partner({"nhs": 0.6})
    array([0. , 0.6])
    """
    return numbers(shares.get(partner, 0.0) for partner in PARTNERS)
