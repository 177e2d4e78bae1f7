"""A plan and its scenarios as canonical text, from which anybody who runs mtfp makes the same futures.

What goes to another process or another machine is this text and nothing that could run: no objects, no paths.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any

from mtfp.engine.aggregate import group_lines
from mtfp.model.costs.population import SuppliedFigures
from mtfp.model.costs.rows import Rows
from mtfp.model.plan import Plan
from mtfp.population.ages import AgeBands
from mtfp.population.people import People
from mtfp.population.profiles import Profile
from mtfp.reading.plan import ReadPlan
from mtfp.reading.scenario import ScenarioPlan
from mtfp.scenarios.scenario import Scenario, apply_all

BASE = "base"
"""The name of the plan as it stands, as a future beside its scenarios."""
PLANS_HELD = 4
"""A process works on so few plans at a time; what it has made of their texts is kept for their next block."""


def source_of(read: ReadPlan, changed_plans: Sequence[ScenarioPlan], checks: Sequence[Mapping[str, Any]] = ()) -> str:
    """Everything that makes the futures of a plan, as JSON: what its files say, and `checks` beside its own."""
    said: Any = read.document.value
    told = {
        "plan": {**said, **({"checks": [*said.get("checks", ()), *checks]} if checks else {})},
        "own_data": _supplied_as_text(read.plan.supplied),
        "scenarios": {changed.name: [each.document.value for each in changed.scenarios] for changed in changed_plans},
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def plans_of(text: str) -> dict[str, Plan]:
    """The futures of a source by name, the plan as it stands first."""
    told = json.loads(text)
    plan = Plan.model_validate(told["plan"]).with_supplied(_supplied(told["own_data"]))
    changed_plans = {
        name: apply_all(plan, [Scenario.model_validate(said) for said in scenarios]).plan
        for name, scenarios in told["scenarios"].items()
    }
    return {BASE: plan, **changed_plans}


@lru_cache(maxsize=PLANS_HELD)
def ready(text: str) -> tuple[dict[str, Plan], dict[str, Rows]]:
    """The futures of a source, and how the lines of each are added up."""
    plans = plans_of(text)
    return plans, {name: group_lines(plan) for name, plan in plans.items()}


def _supplied_as_text(supplied: SuppliedFigures) -> dict[str, Any]:
    people = supplied.people
    of_people = {**_fields(people), "count": people.count.tolist()} if people else None
    return {"people": of_people, "profiles": {name: _fields(each) for name, each in supplied.profiles.items()}}


def _fields(said: People | Profile) -> dict[str, Any]:
    return {**{field.name: getattr(said, field.name) for field in fields(said)}, "ages": said.ages.starts}


def _supplied(told: Mapping[str, Any]) -> SuppliedFigures:
    people = told["people"]
    if people:
        people = People(**{**people, "ages": AgeBands(tuple(people["ages"])), "years": tuple(people["years"])})
    profiles = {
        name: Profile(**{**each, "ages": AgeBands(tuple(each["ages"])), "rates": tuple(each["rates"])})
        for name, each in told["profiles"].items()
    }
    return SuppliedFigures(people, profiles)
