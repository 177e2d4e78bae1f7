"""Combine a plan's own checks with the checks of a policy, and keep the place of each check in its file."""

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
    """A plan with its own checks, followed by the checks of a policy.

    `numbers`: positions of the policy's checks that fit the plan, counted from 0. `checks`: those checks as the
    policy's file states them. `left_out`: names of the checks that don't fit; `findings` give the reasons.
    """

    plan: Plan
    own: ReadPlan
    policy: ReadPolicy | None = None
    numbers: tuple[int, ...] = ()
    left_out: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    checks: tuple[Mapping[str, Any], ...] = ()

    def place(self, path: Path) -> Place:
        """Return the place of a path of keys: in the policy's file for a policy's check, or else in the plan's file."""
        number = self.of_policy(path[1]) if path[:1] == ("checks",) and isinstance(path[1], int) else None
        if number is None or self.policy is None:
            return self.own.document.place(path)
        return self.policy.document.place(("checks", number, *path[2:]))

    def of_policy(self, number: int) -> int | None:
        """Return the position of a check in the policy, counted from 0; None if it is the plan's own check."""
        after_own = number - len(self.own.plan.checks)
        return self.numbers[after_own] if after_own >= 0 else None


def with_policy_checks(own: ReadPlan, policy: ReadPolicy | None) -> PolicyChecks:
    """Add the checks of a policy that fit a plan: the plan has the checked figure, in the same kind of unit."""
    if policy is None:
        return PolicyChecks(own.plan, own)
    content: Any = policy.document.value
    numbers, left_out, findings = list[int](), list[str](), list[Finding]()
    for number, check in enumerate(policy.policy.checks):
        if wrong := [*_unsound(own, policy, number, check)]:
            left_out.append(check.name)
            findings += wrong
        else:
            numbers.append(number)
    checks = tuple(policy.policy.checks[number] for number in numbers)
    plan = own.plan.with_fields(checks=(*own.plan.checks, *checks))
    as_written = tuple(content["checks"][number] for number in numbers)
    return PolicyChecks(plan, own, policy, tuple(numbers), tuple(left_out), tuple(findings), as_written)


def _unsound(own: ReadPlan, policy: ReadPolicy, number: int, check: Check) -> Iterator[Finding]:
    """Yield the reasons why a policy's check does not fit a plan, with the check's place and the plan's file."""
    plan = own.plan.with_fields(checks=(check,))

    def place(path: Path) -> Place:
        return policy.document.place(("checks", number, *path[2:]))

    for finding in unsound(project(plan, central_draws(plan)), place):
        message = f"{finding.message} in {own.plan.name}"
        yield Finding(finding.code, message, finding.place, finding.fix, via=Place(own.document.file))
