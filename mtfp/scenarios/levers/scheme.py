"""Lever `scheme`: change the rules for who pays for a gap and who keeps a surplus."""

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
    """Replace the closing steps of the scheme, the rule for a surplus, or both. A key that is left out doesn't change.

    The lever has the same keys as a plan's scheme, so that a scenario can change every part of a scheme.
    """

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise problem("E215", "this lever changes nothing", "write `steps: [...]` or `surplus: {...}`")
        return self

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        yield from unsound(plan, self.apply(plan))

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with its scheme changed. A key whose new value means the same as before doesn't change."""
        replaced = {key: getattr(self, key) for key in self.model_fields_set}
        if "steps" in replaced and _in_order(replaced["steps"]) == _in_order(plan.scheme.steps):
            del replaced["steps"]  # such as an offset that the plan assumes anyway
        if "surplus" in replaced and (replaced["surplus"] or Surplus()) == (plan.scheme.surplus or Surplus()):
            del replaced["surplus"]
        return plan.but(scheme=plan.scheme.but(**replaced))


def _in_order(steps: tuple[Step, ...]) -> list[tuple[str, AnyStep]]:
    return list(Scheme(steps=steps).order.items())
