"""Lever `population`: use another variant of the projection, or assume that older people stay healthy longer."""

from collections.abc import Iterator
from typing import ClassVar, Self

from pydantic import ConfigDict, model_validator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import problem
from mtfp.model.base.refers import NumberName
from mtfp.model.base.shorthand import at_least_one
from mtfp.model.base.values import Number
from mtfp.model.plan import Plan
from mtfp.population.variants import Variant
from mtfp.scenarios.levers.common.in_part import HALF, InPart, between, leap


class ChangePopulation(InPart):
    """Use another population variant, or assume healthier ageing. A plan without a population doesn't change."""

    model_config = ConfigDict(json_schema_extra=at_least_one("variant", "healthier_ageing"))
    rest: ClassVar = {"variant": None}
    from_plan: ClassVar = ("healthier_ageing",)

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

    def cautions(self, share: float, plan: Plan) -> Iterator[Complaint]:
        yield from super().cautions(share, plan)
        if self._leaps_from(plan.population.healthier_ageing if plan.population else None):
            yield leap(("healthier_ageing",), "`healthier_ageing` in place of an assumption", share)

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        if self.variant and plan.population and plan.population.file:
            message = "the population comes from the plan's own file, which has no variants"
            yield Complaint("W554", ("variant",), message, "leave `variant` out, or name another file in the plan")

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with its population section changed."""
        if plan.population is None:
            return plan
        ageing = self._ageing(plan.population.healthier_ageing)
        if not ageing and plan.population.healthier_ageing is None:
            ageing = None  # zero, which the plan assumes anyway
        changed = {"healthier_ageing": ageing, "variant": None if plan.population.file else self.variant}
        return plan.with_fields(
            population=plan.population.with_fields(**{key: v for key, v in changed.items() if v is not None})
        )

    def _leaps_from(self, old: str | float | None) -> bool:
        """Return True if a number replaces the plan's assumption, which may have another value in each year."""
        return isinstance(self.healthier_ageing, float) and isinstance(old, str)

    def _ageing(self, old: str | float | None) -> str | float | None:
        """Return the years of age by which health improves: in part, straight from the plan's own number."""
        new = self.healthier_ageing
        if new is None or isinstance(new, str) or self._share == 1:
            return new
        if isinstance(old, str):
            return new if self._share >= HALF else old
        return float(between(old or 0.0, new, self._share))
