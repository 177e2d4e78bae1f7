"""Commitments: costs that the plan must meet on top of its lines."""

from typing import Annotated, Any

import numpy as np
from pydantic import PlainValidator, WithJsonSchema

from mtfp.model.base.arrays import Array, named
from mtfp.model.base.draws import Draws
from mtfp.model.base.part import dict_or_none
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
    """Commitment: a cost on top of the lines, once or recurring."""

    label: Text = ""
    """Name shown in reports; the key in words if left out."""
    theme: Text = ""
    """Theme under which reports list the cost, such as `Pay`."""
    amount: dict[Year, MoneyOrTbc]
    """Cost by year, in the plan's unit; below zero to end an earlier amount. `tbc` counts as zero, with a warning."""
    recurring: Flag
    """Write `true` if each amount continues in all later years, `false` if it is a cost of its own year only."""
    indexed: PriceName | None = None
    """Assumption whose price index a recurring amount follows, from the amount's own year on."""
    source: Text = ""
    """Source of the figure."""
    owner: Text = ""
    """Person or post responsible for the commitment."""
    note: Text = ""
    """Note for readers."""

    def file_form(self) -> dict[str, Any]:
        """Return the fields as a file has them, with `tbc` for an amount to be confirmed."""
        form, amount = super().file_form(), dict_or_none(self.amount)
        return form if amount is None else {**form, "amount": {y: "tbc" if a is None else a for y, a in amount.items()}}

    def cost(self, draws: Draws) -> Array:
        """Return the cost, shape (year, draw), positive is a cost.

        For amounts a and index I, it is Σ_{u<=t} a[u] · I[t] / I[u] if recurring, else a[t].
        """
        return build_up(amounts(self.amount, draws.timeline), draws, recurring=self.recurring, indexed=self.indexed)


class Release(Commitment):
    """Release: money of whole units that a scenario closes, as a commitment on their lines with amounts below zero."""


def build_up(by_year: Array, draws: Draws, *, recurring: bool, indexed: str | None) -> Array:
    """Turn amounts by the year in which they start, shape (year,), into the cost of each year, shape (year, draw).

    Recurring amounts add up, and each grows with the index from its own year. A one-off amount is a cost of its own
    year only.
    """
    if not recurring:
        return by_year[:, None]
    index = draws.indices[indexed] if indexed else np.ones((len(draws.timeline), 1))
    begun = named(by_year[:, None] / index, "amount that begins, at base-year prices")
    return np.multiply(index, named(np.cumsum(begun, axis=0), "amounts so far, at base-year prices"))
