"""Inputs of the year-ends: the figures of all years that closing needs, for every draw or for some draws only."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mtfp.engine.arms import Arms
from mtfp.engine.ring_fenced import UsableFunding
from mtfp.findings.short import Short
from mtfp.model.base.arrays import Array, Flags
from mtfp.model.costs.rows import OfRows, Rows

Positions = NDArray[np.intp]
"""Positions of some draws."""


@dataclass(frozen=True, repr=False)
class YearEndInputs(Short):
    """Figures from which `close_years` closes every year, in the plan's money unit."""

    arms: Arms
    """Cost, savings and usable funding of each arm of the integrated budget."""
    funding: UsableFunding
    """Usable funding, with the movements of ring-fenced reserves."""
    payments: Array
    """Payments of each partner before repayments to the partner, after transfers, shape (partner, year, draw)."""
    set_aside: Array
    """Set-aside funding of each partner after transfers, shape (partner, year, draw)."""
    rows: Rows
    """Rows of budget lines; `net` takes one flag for each row."""
    net: OfRows
    """Function that returns the cost of the flagged rows of lines after savings, shape (year, draw)."""
    expenditure: Array
    """Expenditure of the integrated budget before savings, shape (year, draw)."""

    def only(self, draws: Positions) -> "YearEndInputs":
        """Return the inputs of some draws, given their positions."""

        def pick(array: Array) -> Array:
            return array if array.shape[-1] == 1 else array[..., draws]

        def each(arrays: Mapping[str, Array]) -> dict[str, Array]:
            return {name: pick(array) for name, array in arrays.items()}

        def net(rows: Flags) -> Array:
            return pick(self.net(rows))

        arms, funding = self.arms, self.funding
        return replace(
            self,
            arms=Arms(pick(arms.cost), pick(arms.saved), pick(arms.money), pick(arms.shares)),
            funding=replace(funding, unspent=each(funding.unspent), drawn=each(funding.drawn)),
            payments=pick(self.payments),
            set_aside=pick(self.set_aside),
            net=net,
            expenditure=pick(self.expenditure),
        )
