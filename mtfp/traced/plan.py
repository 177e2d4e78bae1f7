"""Record the projection of a plan: a copy of the plan whose numbers are inputs of the record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from pydantic import BaseModel, RootModel

from mtfp.draws.of_plan import central_draws
from mtfp.engine import Projection, project
from mtfp.findings.place import Path
from mtfp.findings.short import Short
from mtfp.model.base.values import Percent
from mtfp.model.plan import Plan
from mtfp.traced.arrays import Recorded, RecordedPercent
from mtfp.traced.functions import boxed
from mtfp.traced.nodes import Recorder

Part = TypeVar("Part")
UNREAD = {"spread", "persistence", "within_partner", "correlations", "checks", "population", "localities"}
"""Fields that the central case does not read, or reads as structure."""


@dataclass(frozen=True, repr=False)
class Traced(Short):
    """Projection of a plan's central case whose arrays are recorded, with the record."""

    plan: Plan
    """Plan with plain numbers."""
    projection: Projection
    recorder: Recorder

    def in_short(self) -> str:
        return self.projection.in_short()


def traced(plan: Plan) -> Traced:
    """Project a plan's central case once on recorded arrays. Values have the bits of a plain run."""
    recorded, recorder = recorded_plan(plan)
    return Traced(plan, project(recorded, central_draws(recorded)), recorder)


def recorded_plan(plan: Plan) -> tuple[Plan, Recorder]:
    """Return a copy of a plan whose numbers are inputs of a record, by their paths. Healthier ageing stays a value."""
    recorder = Recorder()

    def change(path: Path, value: float) -> Any:
        if is_healthier_ageing(plan, path):
            return value
        kind = RecordedPercent if isinstance(value, Percent) else Recorded
        return kind(recorder, np.asarray(float(value)), boxed(recorder.input(path, value)))

    return with_numbers(plan, change), recorder


def is_healthier_ageing(plan: Plan, path: Path) -> bool:
    """Return True for the numbers of healthier ageing, which reach cost only through the ageing of the population."""
    return plan.population is not None and path[:2] == ("assumptions", plan.population.healthier_ageing)


def with_numbers(part: Part, change: Callable[[Path, float], Any], path: Path = ()) -> Part:
    """Return a plan, or a part of one, with every number changed; `change` takes the number's path and value."""
    part_: Any = part
    if isinstance(part_, float):
        return change(path, part_)
    if isinstance(part_, RootModel):
        return type(part_).model_construct(with_numbers(part_.root, change, path))  # type: ignore[return-value]
    if isinstance(part_, BaseModel):
        fields = {n: getattr(part_, n) for n in type(part_).model_fields if n not in UNREAD}
        return part_.model_copy(update={n: with_numbers(held, change, (*path, n)) for n, held in fields.items()})  # type: ignore[return-value]
    if isinstance(part_, dict):
        return {key: with_numbers(held, change, (*path, key)) for key, held in part_.items()}  # type: ignore[return-value]
    if isinstance(part_, tuple):
        return tuple(with_numbers(held, change, (*path, at)) for at, held in enumerate(part_))  # type: ignore[return-value]
    return part
