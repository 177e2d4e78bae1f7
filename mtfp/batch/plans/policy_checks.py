"""A plan's own checks and a policy's together: which of them it can be asked, and where each is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.findings.finding import Finding
from mtfp.findings.place import Path, Place
from mtfp.model.check import Check
from mtfp.model.plan import Plan
from mtfp.reading.plan import ReadPlan
from mtfp.reading.policy import ReadPolicy
from mtfp.results.unsound_checks import unsound


@dataclass(frozen=True)
class PolicyChecks:
    """A plan with the checks of a policy after its own.

    `numbers` are the policy's checks that it can be asked, counted from 0; the others are `left_out`, by name, and the
    `findings` say why. `checks` are those that it is asked, as the policy's file has them.
    """

    plan: Plan
    own: ReadPlan
    policy: ReadPolicy | None = None
    numbers: tuple[int, ...] = ()
    left_out: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    checks: tuple[Mapping[str, Any], ...] = ()

    def place(self, path: Path) -> Place:
        """Where something of the plan is written, or a check of the policy's."""
        number = self.of_policy(path[1]) if path[:1] == ("checks",) and isinstance(path[1], int) else None
        if number is None or self.policy is None:
            return self.own.document.place(path)
        return self.policy.document.place(("checks", number, *path[2:]))

    def of_policy(self, number: int) -> int | None:
        """Which check of the policy a check is, counted from 0; None for the plan's own."""
        beyond = number - len(self.own.plan.checks)
        return self.numbers[beyond] if beyond >= 0 else None


def with_policy_checks(own: ReadPlan, policy: ReadPolicy | None) -> PolicyChecks:
    """A sound plan with the checks of a policy that name what it has, in the same kind of unit."""
    if policy is None:
        return PolicyChecks(own.plan, own)
    every: Any = policy.document.value
    numbers, left_out, findings = list[int](), list[str](), list[Finding]()
    for number, check in enumerate(policy.policy.checks):
        if wrong := [*_unsound(own, policy, number, check)]:
            left_out.append(check.name)
            findings += wrong
        else:
            numbers.append(number)
    checks = tuple(policy.policy.checks[number] for number in numbers)
    plan = own.plan.but(checks=(*own.plan.checks, *checks))
    said = tuple(every["checks"][number] for number in numbers)
    return PolicyChecks(plan, own, policy, tuple(numbers), tuple(left_out), tuple(findings), said)


def _unsound(own: ReadPlan, policy: ReadPolicy, number: int, check: Check) -> Iterator[Finding]:
    """What is wrong with asking a plan one check of a policy, with the place in the policy and the plan beside it."""
    plan = own.plan.but(checks=(check,))

    def place(path: Path) -> Place:
        return policy.document.place(("checks", number, *path[2:]))

    for finding in unsound(project(plan, central_draws(plan)), place):
        message = f"{finding.message} in {own.plan.name}"
        yield Finding(finding.code, message, finding.place, finding.fix, via=Place(own.document.file))
