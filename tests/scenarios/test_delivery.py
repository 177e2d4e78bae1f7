"""A saving's delivery is a percentage or the name of an assumption, wherever a file states it, with the same errors."""

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from mtfp.model.costs.saving import Investment, Saving
from mtfp.model.plan import Plan
from mtfp.scenarios.levers.saving import AddedInvestment, AddedSaving, ChangeInvestment, ChangeSaving

SAVING = {"planned": {"2026/27": 5}}
INVESTMENT = {"spend": {"2026/27": 5}}
PLACES: tuple[Callable[[object], Any], ...] = (
    lambda delivery: Saving.model_validate({**SAVING, "delivery": delivery}).delivery,
    lambda delivery: Investment.model_validate({**INVESTMENT, "saves": {"amount": 1, "delivery": delivery}}).saves,
    lambda delivery: AddedSaving.model_validate({**SAVING, "delivery": delivery}).delivery,
    lambda delivery: AddedInvestment.model_validate({**INVESTMENT, "saves": {"amount": 1, "delivery": delivery}}).saves,
    lambda delivery: ChangeSaving.model_validate({"name": "a", "delivery": delivery}).delivery,
    lambda delivery: ChangeInvestment.model_validate({"name": "a", "delivery": delivery}).delivery,
)
"""Every place where a delivery may stand."""


def plan(delivery: object) -> Plan:
    return Plan.model_validate(
        {
            **{"mtfp": 1, "name": "A", "base_year": "2025/26", "years": 3, "unit": "£k", "lines": {}, "funding": {}},
            "assumptions": {"record": {"unit": "share", "central": "80%", "source": "b"}},
            "savings": {"rotas": {**SAVING, "label": "Better rotas", "delivery": delivery, "status": "amber"}},
            "investments": {"telecare": {**INVESTMENT, "saves": {"amount": 1, "delivery": delivery}}},
        }
    )


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("delivery", ["80%", "0%", " 12.5 %", "record"])
def test_both_spellings_are_taken_everywhere(place: Callable[[object], Any], delivery: str) -> None:
    assert place(delivery) is not None


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("delivery", "code"),
    [
        (0.8, "E206"), ("80", "E206"), (1, "E206"), ("120%", "E207"), ("-5%", "E207"), ("£400", "E209"),
        (True, "E203"), (["80%"], "E203"), ({"2026/27": "80%"}, "E203"), ("Own record", "E211"), ("−5%", "E209"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_everywhere_in_the_same_way(
    place: Callable[[object], Any], delivery: object, code: str
) -> None:
    with pytest.raises(ValidationError) as error:
        place(delivery)
    assert [each["type"] for each in error.value.errors()] == [code]


def test_a_percentage_becomes_an_assumption_that_levers_can_name() -> None:
    read = plan("40%")
    assert (read.savings["rotas"].delivery, read.investments["telecare"].stated_delivery) == ("rotas_delivery", None)
    assert read.assumptions["rotas_delivery"].label == "Better rotas: share achieved"
    assert read.assumptions["telecare_delivery"].central is not None
    assert not {"delivery_amber"} & read.assumptions.keys()


def test_a_named_assumption_adds_none() -> None:
    assert plan("record").assumptions.keys() == {"record"}


def test_a_name_that_the_plan_has_already_is_left_alone() -> None:
    content = plan("record").model_dump(by_alias=True, exclude_defaults=True)
    content["savings"]["record"] = {**SAVING, "delivery": "60%"}
    content["assumptions"]["record_delivery"] = {"unit": "share", "central": "10%", "source": "b"}
    read = Plan.model_validate(content)
    assert read.savings["record"].delivery == "record_delivery_stated"
