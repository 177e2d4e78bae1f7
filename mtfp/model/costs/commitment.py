"""Commitments: money the plan already knows it must find, by year."""

from typing import Annotated, Any

import numpy as np
from pydantic import PlainValidator, WithJsonSchema

from mtfp.model.base.arrays import Array
from mtfp.model.base.draws import Draws
from mtfp.model.base.refers import PriceName
from mtfp.model.base.values import NUMBER_SCHEMA, Flag, Text, money
from mtfp.model.base.years import Year, amounts
from mtfp.model.costs.target import Target


def _money_or_tbc(value: Any) -> float | None:
    return None if value == "tbc" else money(value)


MoneyOrTbc = Annotated[
    float | None,
    PlainValidator(_money_or_tbc),
    WithJsonSchema({"anyOf": [*NUMBER_SCHEMA["anyOf"], {"enum": ["tbc"]}]}),
]


class Commitment(Target):
    """A cost by year that no driver gives: one-off, or recurring from its year on."""

    label: Text = ""
    """What people call it; the name if left out."""
    amount: dict[Year, MoneyOrTbc]
    """Money by year. Recurring: from that year on, later amounts adding to it. `tbc` counts as nil and is a warning."""
    recurring: Flag = False
    """Whether it stays in every later year."""
    indexed: PriceName | None = None
    """The assumption whose index it grows with, each amount from its own year."""
    source: Text = ""
    """Where the figure comes from; the plan's source if left out."""
    owner: Text = ""
    """Who answers for it."""
    note: Text = ""
    """Anything a reader should know."""

    def cost(self, draws: Draws) -> Array:
        """Cost by year and draw, shape (year, draw): Σ_{u<=t} a[u] · I[t] / I[u] if recurring, else a[t]."""
        return build_up(amounts(self.amount, draws.timeline), draws, recurring=self.recurring, indexed=self.indexed)


def build_up(by_year: Array, draws: Draws, *, recurring: bool, indexed: str | None) -> Array:
    """Amounts by year, shape (year,), as they stand in each later year, shape (year, draw).

    Recurring amounts add up, each growing with an index from its own year; one-off amounts stay in their year.
    """
    if not recurring:
        return by_year[:, None]
    index = draws.indices[indexed] if indexed else np.ones((len(draws.timeline), 1))
    return np.multiply(index, np.cumsum(by_year[:, None] / index, axis=0))
