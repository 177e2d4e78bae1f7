"""Lever `population`: use another variant of the projection, or assume that older people stay healthy longer."""

from collections.abc import Iterator
from typing import Self

from pydantic import ConfigDict, model_validator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import Part, problem
from mtfp.model.base.refers import NumberName
from mtfp.model.base.shorthand import at_least_one
from mtfp.model.base.values import Number
from mtfp.model.plan import Plan
from mtfp.population.variants import Variant


class ChangePopulation(Part):
    """Use another population variant, or assume healthier ageing. A plan without a population doesn't change."""

    model_config = ConfigDict(json_schema_extra=at_least_one("variant", "healthier_ageing"))

    variant: Variant | None = None
    """Variant of the projection: `principal`, `high_migration` or `low_migration`."""
    healthier_ageing: NumberName | Number | None = None
    """Years of age by which older people's health improves each year: a number, or an assumption's name."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.variant is None and self.healthier_ageing is None:
            raise problem(
                "E215", "this lever changes nothing", "write `variant: low_migration` or `healthier_ageing: 0.1`"
            )
        return self

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        if self.variant and plan.population and plan.population.file:
            message = "the population comes from the plan's own file, which has no variants"
            yield Complaint("W554", ("variant",), message, "leave `variant` out, or name another file in the plan")

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with its population section changed."""
        if plan.population is None:
            return plan
        ageing = self.healthier_ageing
        if not ageing and plan.population.healthier_ageing is None:
            ageing = None  # zero, which the plan assumes anyway
        changed = {"healthier_ageing": ageing, "variant": None if plan.population.file else self.variant}
        return plan.with_fields(
            population=plan.population.with_fields(**{key: v for key, v in changed.items() if v is not None})
        )
