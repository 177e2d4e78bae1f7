"""Reserves by year, and the figures of the funding scheme, for the read-back."""

from collections.abc import Iterator

from mtfp.documents.blocks import Block, Listing, Prose
from mtfp.model.plan import Plan
from mtfp.scenarios.words import PlanWords


def reserves_by_year(plan: Plan) -> tuple[Block, ...]:
    """Return the blocks that read back each reserve, and each closing step that states a figure."""
    items = (*_reserves(plan), *_scheme(plan))
    return (Prose("Reserves and closing steps:"), Listing(items)) if items else ()


def _reserves(plan: Plan) -> Iterator[str]:
    for name, reserve in plan.all_reserves.items():
        yield f"{plan.label('reserves', name)}: {PlanWords(plan).value(reserve)}."


def _scheme(plan: Plan) -> Iterator[str]:
    words = [PlanWords(plan).value(step) for step in plan.scheme.steps]
    yield from (f"Closing step, {each}." for each in words if any(letter.isdigit() for letter in each))
    if plan.scheme.surplus:
        yield f"Surplus: {PlanWords(plan).value(plan.scheme.surplus)}."
