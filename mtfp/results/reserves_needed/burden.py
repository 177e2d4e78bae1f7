"""Measure what falls to others than reserves in each year, and how far a reserve is below its floor."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from mtfp.engine.ledger import ReserveYears
from mtfp.engine.projection import Closing
from mtfp.model.base.arrays import Array, total_over_items
from mtfp.results.reserves_needed.flows import after_steps


class Burden(NamedTuple):
    """Amounts of one closing of the years, in the plan's money unit. The base year is zero."""

    paid: Array
    """Additional contributions of each partner, shape (partner, year, draw)."""
    carried: Array
    """Deficit carried forward, shape (year, draw)."""
    unmet: Array
    """Unfunded gap, shape (year, draw)."""
    below: Array
    """Amount by which the reserve is below its floor after the closing steps, shape (year, draw); zero or more."""

    @classmethod
    def of(cls, closing: Closing, reserves: Mapping[str, ReserveYears], reserve: str) -> "Burden":
        """Return the burden of closed years. `reserve` is the reserve that must stay at its floor."""
        below = np.maximum(reserves[reserve].floor - after_steps(reserves[reserve]), 0.0)
        below[0] = 0.0
        return cls(closing.additional_payments, closing.carried, closing.unmet, below)

    def only(self, draws: np.ndarray) -> "Burden":
        """Return the burden of some draws, given their positions."""
        parts = (self.paid, self.carried, self.unmet, self.below)
        return Burden(*(part if part.shape[-1] == 1 else part[..., draws] for part in parts))

    def more_than(self, other: "Burden") -> Array:
        """Return the shortage of each year, shape (year, draw): what others bear more than in `other`.

        A partner that pays more counts although the other partner pays less. If the reserve is further below its floor
        than in `other`, and by more than others bear, that amount counts instead.
        """
        more = [*(self.paid - other.paid), self.carried - other.carried, self.unmet - other.unmet]
        borne = np.maximum(more[0], 0.0)
        for each in more[1:]:
            borne = borne + np.maximum(each, 0.0)
        return np.maximum(borne, self.below - other.below)


def falls_to_others(closing: Closing) -> Array:
    """Return the money that falls to others: additional contributions, carried deficit and unfunded gap."""
    return total_over_items(closing.additional_payments) + closing.carried + closing.unmet
