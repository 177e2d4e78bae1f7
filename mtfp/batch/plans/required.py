"""Records that a policy requires of every plan: its status, what is agreed, impact assessments, and so on."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from mtfp.findings.finding import Finding
from mtfp.findings.place import Path
from mtfp.model.plan import Plan
from mtfp.model.policy import Requirement
from mtfp.reading.plan import ReadPlan

MISSING = "W653"
"""Code of the finding that a required record is missing. It fails a batch without being listed as fatal."""
Gaps = Iterator[tuple[Path, str]]
"""Paths of entries that lack a record, with words for what is missing."""


def unmet_requirements(read: ReadPlan, require: Sequence[Requirement]) -> Iterator[Finding]:
    """Yield a finding for each record that the policy requires and the plan lacks."""
    for requirement in require:
        for path, missing in REQUIREMENTS[requirement](read.plan):
            message = f"the policy requires `{requirement}`, but {missing}"
            yield Finding(MISSING, message, read.document.place(path, of_key=True), "record it, or correct the policy")


def _status(plan: Plan) -> Gaps:
    if plan.status is None or not plan.status.date:
        yield ("status",), "the plan states no status with its date"


def _decisions(plan: Plan) -> Gaps:
    if not plan.decisions:
        yield ("decisions",), "the plan asks for no decision"


def _assurance(plan: Plan) -> Gaps:
    said = plan.assurance
    missing = [key for key in ("robustness", "adequacy") if not (said and getattr(said, key))]
    if missing:
        yield ("assurance",), f"the chief finance officer's statement has no {' and no '.join(missing)}"


def _agreed_scheme(plan: Plan) -> Gaps:
    if plan.scheme.agreed is None:
        yield ("scheme",), "the scheme is not recorded as agreed"


def _agreed_funding(plan: Plan) -> Gaps:
    first = plan.timeline.projected[0]
    for name, stream in plan.funding.items():
        if stream.agreed is None or not stream.agreed.covers(first):
            yield ("funding", name), f"{plan.label('funding', name)} is not recorded as agreed for {first}"


def _impact_assessments(plan: Plan) -> Gaps:
    for name, saving in plan.savings.items():
        assessed = saving.impact_assessment
        if saving.is_identified and not (assessed and assessed.is_complete):
            words = f"is {assessed.status}" if assessed else "is not recorded"
            yield ("savings", name), f"the impact assessment of {plan.label('savings', name)} {words}"


def _reserves_policy(plan: Plan) -> Gaps:
    for name, reserve in plan.all_reserves.items():
        keys = {"contingency": ("floor", "target"), "earmarked": ("held_for", "use_by", "review")}
        missing = [f"`{key}`" for key in keys.get(reserve.class_, ()) if not getattr(reserve, key)]
        if missing:
            yield ("reserves", name), f"the reserve {plan.label('reserves', name)} states no {' and no '.join(missing)}"


REQUIREMENTS: Mapping[Requirement, Callable[[Plan], Gaps]] = {
    "status": _status,
    "decisions": _decisions,
    "assurance": _assurance,
    "agreed_scheme": _agreed_scheme,
    "agreed_funding": _agreed_funding,
    "impact_assessments": _impact_assessments,
    "reserves_policy": _reserves_policy,
}
"""Test of each requirement. It yields what is missing."""
