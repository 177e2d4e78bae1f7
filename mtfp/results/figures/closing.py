"""Figures of the closing of the gap at each year-end. Section 11 of the model."""

from collections.abc import Callable, Iterator
from typing import Any

from mtfp.engine.projection import Closing
from mtfp.model.base.arrays import Array, total_over_items
from mtfp.model.costs.line import PARTNERS
from mtfp.results.figures.figure import Figure, lower_first
from mtfp.results.figures.gap import LONG


def _closing(id: str, label: str, of: Callable[[Closing], Array], **fields: Any) -> Figure:
    """Return the record of a figure that closing each year produces. Such figures begin after the base year."""
    return Figure(id=id, label=label, of=lambda known: of(known.closing), section=11, begins="projected", **fields)


def _by_partner(
    id: str, label: str, of_one: tuple[str, str], of: Callable[[Closing], Array], **fields: Any
) -> Iterator[Figure]:
    """Yield the record of a figure for both partners together, then one for each partner.

    `of` returns values of shape (partner, year, draw). `of_one` has the beginnings of two labels for one partner's
    figure: the label of the figure alone, and its label as a part of the row above. The partner's name follows.
    """
    yield _closing(id, label, lambda closing: total_over_items(of(closing)), phrase=lower_first(label), **fields)
    alone, part = of_one
    for number, partner in enumerate(PARTNERS):
        label, as_part = f"{alone} {LONG[partner]}", f"{part} {LONG[partner]}"
        one = _one(of, number)
        yield _closing(f"{id}.{partner}", label, one, phrase=lower_first(label), part=as_part, **fields)


def _one(of: Callable[[Closing], Array], number: int) -> Callable[[Closing], Array]:
    return lambda closing: of(closing)[number]


CLOSING = (
    _closing("planned_use_of_reserves", "Planned use of reserves", lambda closing: closing.planned_use),
    _closing("to_close", "Still to close", lambda closing: closing.to_close, phrase="the gap still to close"),
    _closing(
        "offset", "Memo: offset of the arms", lambda closing: closing.offset, phrase="the offset between the two arms"
    ),
    _closing("recovery_plan", "Recovery plan", lambda closing: closing.recovery_plan, worse="low"),
    _closing("reserves_used", "From reserves", lambda closing: closing.reserves_used, phrase="reserves used"),
    *_by_partner(
        "additional_payments",
        "Additional partner contributions",
        ("Additional contributions from", "from"),
        lambda closing: closing.additional_payments,
        sums=True,
    ),
    _closing(
        "carried",
        "Deficit carried forward",
        lambda closing: closing.carried,
        sums=True,
    ),
    _closing("unmet", "Unfunded", lambda closing: closing.unmet, phrase="the unfunded gap", sums=True),
    _closing("surplus", "Surplus", lambda closing: closing.surplus, worse="low", sums=True),
    _closing("put_back", "Planned use not needed, put back", lambda closing: closing.put_back),
    _closing(
        "deficit_cleared",
        "Surplus that clears a carried deficit",
        lambda closing: closing.deficit_cleared,
        part="clears a carried deficit",
    ),
    _closing(
        "surplus_into_reserves",
        "Surplus into reserves",
        lambda closing: closing.surplus_into_reserves,
        phrase="the surplus paid into reserves",
        part="into reserves",
    ),
    *_by_partner(
        "returned",
        "Surplus returned to the partners",
        ("Surplus returned to", "returned to"),
        lambda closing: closing.returned,
    ),
    *_by_partner(
        "owed",
        "Amounts owed to the partners",
        ("Amount still owed to", "still owed to"),
        lambda closing: closing.outstanding,
    ),
    _closing("deficit", "Total deficit carried", lambda closing: closing.deficit, phrase="the deficit carried"),
)
"""Figures of the closing steps, of the gap that they leave, and of the uses of a surplus."""
