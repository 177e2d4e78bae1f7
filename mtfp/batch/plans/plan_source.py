"""Source of a plan and its scenarios: JSON text from which every process makes plans with the same figures.

Only this text goes to another process or machine: no objects that could run code, and no paths. Keys that change no
figure, such as decisions, are left out, so that draws in the store stay valid when the words of a paper change.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any, cast

from mtfp.model.costs.population import SuppliedFigures
from mtfp.model.costs.rows import Rows
from mtfp.model.governance.texts import without_paper
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.national import National
from mtfp.population.ages import AgeBands
from mtfp.population.people import People
from mtfp.population.profiles import Profile
from mtfp.reading.plan import ReadPlan
from mtfp.reading.scenario import ScenarioPlan
from mtfp.scenarios.scenario import Scenario, apply_all
from mtfp.simulation.record import rows_of_run

BASE = "base"
"""Key of the plan as it stands, in mappings by scenario."""
PLANS_HELD = 4
"""Number of sources whose plans a process keeps in memory: it works on few plans at a time."""


def source_of(read: ReadPlan, changed_plans: Sequence[ScenarioPlan], checks: Sequence[Mapping[str, Any]] = ()) -> str:
    """Return a plan's files, scenarios and national correlations as JSON, with `checks` after the plan's own checks."""
    content = without_paper(cast(dict[str, Any], read.document.value))
    source = {
        "plan": {**content, **({"checks": [*content.get("checks", ()), *checks]} if checks else {})},
        "own_data": _supplied_as_value(read.plan.supplied),
        "national": read.plan.national.model_dump(mode="json", include={"mtfp", "national", "source", "correlations"}),
        "scenarios": {
            changed.name: [without_paper(cast(dict[str, Any], each.document.value)) for each in changed.scenarios]
            for changed in changed_plans
        },
    }
    return json.dumps(source, ensure_ascii=False, separators=(",", ":"))


def plans_of(text: str) -> dict[str, Plan]:
    """Return the plans of a source by scenario, the plan as it stands first."""
    source = json.loads(text)
    own = Plan.model_validate(source["plan"]).with_supplied(_supplied(source["own_data"]))
    plan = own.with_national(National.model_validate(source["national"]))
    changed_plans = {
        name: apply_all(plan, [Scenario.model_validate(each) for each in scenarios]).plan
        for name, scenarios in source["scenarios"].items()
    }
    return {BASE: plan, **changed_plans}


@lru_cache(maxsize=PLANS_HELD)
def plans_and_rows_of(text: str) -> tuple[dict[str, Plan], dict[str, Rows]]:
    """Return the plans of a source, and their lines in groups to be summed before projection, both by scenario."""
    plans = plans_of(text)
    return plans, {name: rows_of_run(plan) for name, plan in plans.items()}


def _supplied_as_value(supplied: SuppliedFigures) -> dict[str, Any]:
    people = supplied.people
    people_value = {**_fields(people), "count": people.count.tolist()} if people else None
    return {"people": people_value, "profiles": {name: _fields(each) for name, each in supplied.profiles.items()}}


def _fields(record: People | Profile) -> dict[str, Any]:
    return {**{field.name: getattr(record, field.name) for field in fields(record)}, "ages": record.ages.starts}


def _supplied(value: Mapping[str, Any]) -> SuppliedFigures:
    people = value["people"]
    if people:
        people = People(**{**people, "ages": AgeBands(tuple(people["ages"])), "years": tuple(people["years"])})
    profiles = {
        name: Profile(**{**each, "ages": AgeBands(tuple(each["ages"])), "rates": tuple(each["rates"])})
        for name, each in value["profiles"].items()
    }
    return SuppliedFigures(people, profiles)
