"""The lever `scheme`: other rules for who pays when the plan doesn't balance."""

from collections.abc import Iterator
from typing import Self

from pydantic import model_validator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import problem
from mtfp.model.plan import Plan
from mtfp.model.scheme.closing_steps import AnyStep, Step
from mtfp.model.scheme.scheme import Scheme, Surplus
from mtfp.scenarios.levers.common.sound import unsound


class ChangeScheme(Scheme):
    """Replace steps of the scheme, or the rule for a surplus, or both; what isn't named stays as the plan has it.

    Says what a plan's scheme says, in the same words, so that whatever a scheme can hold a scenario can change.
    """

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise problem("E215", "the lever changes nothing", "write `steps: [...]` or `surplus: {...}`")
        return self

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        yield from unsound(plan, self.apply(plan))

    def apply(self, plan: Plan) -> Plan:
        """The plan with each key of its scheme that the lever names replaced, unless it only says what holds anyway."""
        said = {key: getattr(self, key) for key in self.model_fields_set}
        if "steps" in said and _in_order(said["steps"]) == _in_order(plan.scheme.steps):
            del said["steps"]  # such as an offset that is assumed
        if "surplus" in said and (said["surplus"] or Surplus()) == (plan.scheme.surplus or Surplus()):
            del said["surplus"]
        return plan.but(scheme=plan.scheme.but(**said))


def _in_order(steps: tuple[Step, ...]) -> list[tuple[str, AnyStep]]:
    return list(Scheme(steps=steps).order.items())
