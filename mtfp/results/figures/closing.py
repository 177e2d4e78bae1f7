"""Figures of how the gap is closed: section 11 of the model."""

from collections.abc import Callable, Iterator
from typing import Any

from mtfp.engine.projection import Closing
from mtfp.model.base.arrays import Array, total_over_items
from mtfp.model.costs.line import PARTNERS
from mtfp.results.figures.figure import Figure
from mtfp.results.figures.gap import LONG


def _closing(id: str, label: str, of: Callable[[Closing], Array], **said: Any) -> Figure:
    """A figure of the year-ends, which begin after the base year."""
    return Figure(id=id, label=label, of=lambda known: of(known.closing), section=11, begins="projected", **said)


def _by_partner(id: str, label: str, words: str, of: Callable[[Closing], Array], **said: Any) -> Iterator[Figure]:
    """A figure for both partners together, and one for each; `of` has shape (partner, year, draw)."""
    yield _closing(id, label, lambda closing: total_over_items(of(closing)), **said)
    for number, partner in enumerate(PARTNERS):
        yield _closing(f"{id}.{partner}", f"{words} {LONG[partner]}", _one(of, number), **said)


def _one(of: Callable[[Closing], Array], number: int) -> Callable[[Closing], Array]:
    return lambda closing: of(closing)[number]


CLOSING = (
    _closing("planned_use_of_reserves", "Planned use of reserves", lambda closing: closing.planned_use),
    _closing("to_close", "Still to close", lambda closing: closing.to_close, phrase="what is still to close"),
    _closing(
        "offset", "Memo: met between arms", lambda closing: closing.offset, phrase="what the arms meet for each other"
    ),
    _closing("recovery_plan", "Recovery plan", lambda closing: closing.recovery_plan, worse="low"),
    _closing("reserves_used", "From reserves", lambda closing: closing.reserves_used, phrase="what reserves give"),
    *_by_partner(
        "additional_payments",
        "Additional payments",
        "Asked of",
        lambda closing: closing.additional_payments,
        sums=True,
    ),
    _closing(
        "carried",
        "Deficit carried forward",
        lambda closing: closing.carried,
        sums=True,
    ),
    _closing("unmet", "Unmet", lambda closing: closing.unmet, phrase="what stays unmet", sums=True),
    _closing("surplus", "Surplus", lambda closing: closing.surplus, worse="low", sums=True),
    _closing("put_back", "Planned use not needed, put back", lambda closing: closing.put_back),
    _closing("deficit_cleared", "Clears a carried deficit", lambda closing: closing.deficit_cleared),
    _closing(
        "surplus_into_reserves",
        "Surplus into reserves",
        lambda closing: closing.surplus_into_reserves,
        part="into reserves",
    ),
    *_by_partner("returned", "Returned to the partners", "Returned to", lambda closing: closing.returned),
    *_by_partner("owed", "Owed to the partners", "Still owed to", lambda closing: closing.outstanding),
    _closing("deficit", "Deficit carried, in all", lambda closing: closing.deficit, phrase="the deficit carried"),
)
"""The year-ends: steps of the scheme, what they leave, and where a surplus goes."""
