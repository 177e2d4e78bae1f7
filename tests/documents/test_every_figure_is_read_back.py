"""Law: a nought more or less in an amount or a rate of a plan changes its read-back, or the plan is refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from mtfp.documents.blocks import Heading, Listing, Prose, Tables
from mtfp.documents.read_back.paper import board_paper
from mtfp.documents.read_back.words import read_back
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.model.base.values import scalar
from mtfp.model.consistency import complaints
from mtfp.model.plan import Plan
from mtfp.text.yaml import read_yaml

EXAMPLE = Path(__file__).parents[2] / "examples" / "shetland" / "plan.yaml"
DOCUMENT: dict[str, Any] = read_yaml(EXAMPLE).value
NO_AMOUNT_AND_NO_RATE = {
    "persistence": "the memory of a surprise; the register of assumptions shows it",
    "within_partner": "a correlation",
    "localities": "splits a cost between places, and changes no total",
    "mtfp": "the version of the file",
    "years": "the number of years",
    "checks": "each outcome of a check states its bound, above the read-back",
}
"""Keys whose numbers are neither amounts nor rates of the plan, each with what it is."""


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every number and percentage, unless a key of the path has no amount and no rate."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if key in NO_AMOUNT_AND_NO_RATE:
            continue
        if isinstance(inner, dict | list):
            yield from leaves(inner, (*path, key))
        elif _number(inner):
            yield (*path, key)


def _number(text: Any) -> float | None:
    try:
        return scalar(str(text).removesuffix(" of expenditure"))
    except PydanticCustomError:
        return None


def with_slip(value: Any, path: tuple[Any, ...], factor: float) -> Any:
    """Return the document with a multiple of the number at a path."""
    if not path:
        number, percent, rest = str(value).partition("%")
        return f"{float(number.replace('_', '')) * factor:.9f}{percent}{rest}"
    first, *rest = path
    if isinstance(value, dict):
        return {**value, first: with_slip(value[first], tuple(rest), factor)}
    return [with_slip(each, tuple(rest), factor) if at == first else each for at, each in enumerate(value)]


def text_of(plan: Plan, *, with_paper: bool = False) -> str:
    said = []
    for block in read_back(plan, paper=board_paper(project(plan, central_draws(plan))) if with_paper else ()):
        match block:
            case Heading() | Prose():
                said.append(block.text)
            case Listing():
                said += block.items
            case Tables():
                said += [
                    f"{row.label} {row.values}" for table in block.tables for row in table.rows if not row.for_machines
                ]
    return "\n".join(said)


PLAN = Plan.model_validate(DOCUMENT)
SOUND = {with_paper: text_of(PLAN, with_paper=with_paper) for with_paper in (False, True)}
LEAVES = list(leaves(DOCUMENT))


@pytest.mark.parametrize("factor", [10, 0.1])
@pytest.mark.parametrize("path", LEAVES, ids=[".".join(map(str, path)) for path in LEAVES])
def test_a_nought_more_or_less_changes_the_read_back(path: tuple[Any, ...], factor: float) -> None:
    try:
        plan = Plan.model_validate(with_slip(DOCUMENT, path, factor))
    except ValidationError:
        return
    of_paper = path[0] == "actions"
    if text_of(plan, with_paper=of_paper) == SOUND[of_paper]:
        assert [each for each in complaints(plan) if each.code.startswith("E")], path


def test_the_law_tries_every_section_that_has_figures() -> None:
    assert {path[0] for path in LEAVES} >= {
        "assumptions",
        "lines",
        "moves",
        "commitments",
        "funding",
        "savings",
        "investments",
        "risk_events",
        "reserves",
        "scheme",
    }
    assert len(LEAVES) > 250
