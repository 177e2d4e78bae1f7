"""What the steps of an integration scheme see of a year's end, and what each of them takes.

Arrays have shape (partner, draw), council first, or (draw,). An arm's position is the money it is over by; below
zero, it is under. Knows nothing of any step.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from mtfp.model.base.arrays import Array, numbers, ones, total_over_items
from mtfp.model.costs.line import PARTNERS
from mtfp.model.costs.rows import OfRows, Rows


class YearEnd(NamedTuple):
    """One year's end, as the next step finds it.

    `position` (partner, draw) is what the steps before have left of it; `above_floor[reserve]` (draw,) what a step may
    still take from each reserve that serves the gap; `payments` and `set_aside` (partner, draw) each partner's
    contributions of the year, before repayments. For rules on named lines, `net` gives the cost of some `rows` of
    lines after savings (draw,), `money` (partner, draw) what each arm has. `holds` (draw,) is 1 where a recovery plan
    holds, 0 where it fails altogether; `values[assumption]` (draw,) the year's, in its `units[assumption]`.
    """

    year: str
    base_year: str
    position: Array
    above_floor: Mapping[str, Array]
    payments: Array
    set_aside: Array
    rows: Rows
    net: OfRows
    money: Array
    holds: Array
    values: Mapping[str, Array]
    units: Mapping[str, str]

    @property
    def left(self) -> Array:
        """What each arm is over by, shape (partner, draw)."""
        return np.maximum(self.position, 0.0)

    @property
    def spare(self) -> Array:
        """What each arm is under by, shape (partner, draw)."""
        return np.maximum(-self.position, 0.0)


@dataclass(frozen=True)
class StepResult:
    """What one step does: `closed` (partner, draw) is taken off each arm's position, below zero where it is put on.

    The rest says whose money did it: `offset` (draw,) one arm's to the other's, which adds nothing; `reserves[reserve]`
    (draw,); `partners` (partner, draw); `recovered` and `carried` (draw,). Together they are what `closed` adds up
    to. `due`, each (partner, draw), is what falls to be repaid to the partners next year, the year after, and so on.
    """

    closed: Array
    offset: Array | None = None
    reserves: Mapping[str, Array] = field(default_factory=dict)
    partners: Array | None = None
    recovered: Array | None = None
    carried: Array | None = None
    due: tuple[Array, ...] = ()


def in_proportion(left: Array, amount: Array) -> Array:
    """An amount, shape (draw,), taken off what is left on both arms in proportion, shape (partner, draw); at most all.

    >>> in_proportion(np.array([[3.0], [1.0]]), np.array([2.0])).ravel().tolist()
    [1.5, 0.5]
    """
    total = total_over_items(left)
    less = np.maximum(amount, 0.0) < total  # an amount just below zero, by rounding, may meet a total of zero
    return left * np.divide(amount, total, out=ones(less.shape, like=total), where=less)


def from_reserves(order: tuple[str, ...], wanted: Array, above_floor: Mapping[str, Array]) -> dict[str, Array]:
    """What each reserve gives of an amount, in order, each down to its floor, shape (draw,).

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
    """How a basis, shape (partner, draw), shares an amount: one below zero counts as none, equally if there is none.

    >>> shares_of(np.array([[72.0], [28.0]])).ravel().tolist()
    [0.72, 0.28]
    """
    counted = np.maximum(basis, 0.0)
    total = total_over_items(counted)
    return np.divide(counted, total, out=np.full_like(counted, 1 / len(PARTNERS)), where=total > 0)


def written(shares: Mapping[Any, float]) -> Array:
    """Shares by partner as an array, shape (partner,); nil for one that isn't named.

    >>> written({"nhs": 0.6})
    array([0. , 0.6])
    """
    return numbers(shares.get(partner, 0.0) for partner in PARTNERS)
