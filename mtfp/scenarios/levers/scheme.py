"""Lever `scheme`: change the rules for who pays for a gap and who keeps a surplus."""

from collections.abc import Iterator
from typing import Any, Literal, Self

from pydantic import model_validator

from mtfp.model.base.complaint import Complaint
from mtfp.model.base.part import problem
from mtfp.model.base.values import Percent
from mtfp.model.plan import Plan
from mtfp.model.scheme.closing_steps import AnyStep, Carry, Offset, Step
from mtfp.model.scheme.scheme import Scheme, Surplus
from mtfp.scenarios.levers.common.in_part import InPart
from mtfp.scenarios.levers.common.sound import unsound


class ChangeScheme(InPart, Scheme):
    """Replace the closing steps of the scheme or the rule for a surplus, or take some kinds of step out.

    The lever has the same keys as a plan's scheme, so that a scenario can change every part of a scheme. A key that is
    left out doesn't change.
    """

    without: tuple[Literal["offset", "recovery_plan", "reserves", "additional_payments", "carry"], ...] = ()
    """Kinds of step to take out. What the other steps leave is carried forward."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise problem("E215", "this lever changes nothing", "write `steps: [...]` or `surplus: {...}`")
        if "without" in self.model_fields_set and not self.without:
            fix = "name the steps to take out: `without: [recovery_plan]`"
            raise problem("E215", "`without` names no step", fix)
        if self.without and len(self.model_fields_set) > 1:
            raise problem(
                "E215", "`without` must be the only key of this lever", "write the other keys in a second lever"
            )
        return self

    def complaints(self, plan: Plan) -> Iterator[Complaint]:
        yield from unsound(plan, self.apply(plan))

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with its scheme changed. A key whose new value means the same as before doesn't change."""
        scheme = plan.scheme
        wanted = self._without(scheme) if self.without else {key: getattr(self, key) for key in self.model_fields_set}
        if "steps" in wanted and _in_order(wanted["steps"]) == _in_order(scheme.steps):
            del wanted["steps"]  # such as an offset that the plan assumes anyway
        if "surplus" in wanted and _in_full(scheme.with_fields(**wanted)) == _in_full(scheme):
            del wanted["surplus"]
        return plan.with_fields(scheme=scheme.with_fields(**wanted))

    def _without(self, scheme: Scheme) -> dict[str, Any]:
        """Return the new values of a scheme's keys without some kinds of step.

        The payment of a lead agency is an additional contribution too; it still receives the surplus. `carry` is added
        at the end if a part of the gap may be left and the lever doesn't take `carry` out.
        """
        offset = (Step(offset=Offset("none")),) if "offset" in self.without else ()
        steps = (*offset, *(step for step in scheme.steps if step.chosen not in self.without))
        agency = scheme.lead_agency
        wanted: dict[str, Any] = {}
        if agency and "additional_payments" in self.without:
            rule, shares = scheme.surplus or Surplus(), {agency: Percent(1)}
            wanted = {
                "lead_agency": None,
                "surplus": rule if rule.who else rule.with_fields(who="fixed", shares=shares),
            }
            agency = None
        if not (agency or "carry" in self.without or any(step.rule.takes_all for step in steps)):
            steps = (*steps, Step(carry=Carry()))
        return {"steps": steps, **wanted}


def _in_order(steps: tuple[Step, ...]) -> list[tuple[str, AnyStep]]:
    return list(Scheme(steps=steps).order.items())


def _in_full(scheme: Scheme) -> Surplus:
    """Return the rule for a surplus with the split that applies if the scheme states none."""
    rule = scheme.surplus or Surplus()
    return rule if rule.who or scheme.lead_agency else rule.with_fields(who="own_arm")
