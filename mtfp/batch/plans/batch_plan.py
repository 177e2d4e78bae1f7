"""Read a plan of a batch with its policy checks and scenarios, before the draws are made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mtfp.batch.plans.discover import PlanFile
from mtfp.batch.plans.plan_source import BASE, source_of
from mtfp.batch.plans.policy_checks import PolicyChecks, with_policy_checks
from mtfp.batch.plans.quality import quality_findings
from mtfp.batch.plans.request import BatchRequest
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.findings.finding import Finding, Refused, in_order
from mtfp.findings.place import Path, Place
from mtfp.model.plan import Plan
from mtfp.model.uncertainty.national import National
from mtfp.reading.plan import ReadPlan, read_plan
from mtfp.reading.scenario import ScenarioPlan, apply_scenarios, joined_name, place_in, read_scenarios
from mtfp.results.doubts import doubts
from mtfp.results.unsound_checks import unsound
from mtfp.simulation.report_options import ReportOptions


@dataclass(frozen=True)
class BatchPlan:
    """One plan of a batch, ready for its draws: its number in the batch, its scenarios and its findings.

    `own`: the plan as its files state it. `policy_checks`: the plan with the policy's checks that fit it. `left_out`:
    scenarios that can't be applied to the plan; `findings` give the reasons. `source`: all inputs as JSON.
    """

    number: int
    file: PlanFile
    own: ReadPlan
    policy_checks: PolicyChecks
    scenarios: tuple[ScenarioPlan, ...]
    left_out: tuple[str, ...]
    findings: tuple[Finding, ...]
    source: str
    options: ReportOptions

    @property
    def is_complete(self) -> bool:
        """Return True if every scenario and every check of the policy fits the plan."""
        return not self.left_out and not self.policy_checks.left_out

    @property
    def plans(self) -> dict[str, Plan]:
        """Return the plan under each scenario, by name; the plan as it stands comes first."""
        return {BASE: self.policy_checks.plan, **{scenario.name: scenario.plan for scenario in self.scenarios}}


class UnreadablePlan(Exception):
    """Raised when a plan's file can't be read; the message gives the reason."""


def read_batch_plan(number: int, file: PlanFile, wanted: BatchRequest) -> BatchPlan:
    """Read a plan and apply each scenario to it.

    Raises Refused with the errors of the plan itself, and UnreadablePlan if its file can't be read. A scenario that
    can't be applied to the plan is left out, and its errors are among the findings.
    """
    own = _read(file, wanted.national.national if wanted.national else None)
    policy_checks = with_policy_checks(own, wanted.policy)
    read = replace(own, plan=policy_checks.plan)
    scenarios, left_out = list[ScenarioPlan](), list[str]()
    findings = [*own.warnings, *policy_checks.findings, *quality_findings(own, wanted.policy)]
    for name in wanted.scenarios:
        try:
            scenario = _scenario(read, policy_checks, name)
        except Refused as refused:
            left_out.append(name)
            findings += refused.findings
        else:
            scenarios.append(scenario)
            findings += scenario.warnings
    options = wanted.report_options(own.plan, [(scenario.name, scenario.label) for scenario in scenarios])
    source = source_of(own, scenarios, policy_checks.checks)
    return BatchPlan(
        number, file, own, policy_checks, tuple(scenarios), tuple(left_out), in_order(findings), source, options
    )


def _read(file: PlanFile, national: National | None) -> ReadPlan:
    """Read a plan. Raises Refused if the plan or one of its checks has an error."""
    try:
        own = read_plan(file.path, national)
    except OSError as error:
        is_own = error.filename is None or str(error.filename) == str(file.path)
        subject = "can't be read" if is_own else f"can't read {error.filename}"
        raise UnreadablePlan(f"{subject}: {error.strerror or error}") from None
    projection = project(own.plan, central_draws(own.plan))
    if wrong := [*unsound(projection, own.document.place)]:
        raise Refused([*wrong, *own.warnings])
    return replace(own, warnings=in_order([*own.warnings, *doubts(projection, own.document.place)]))


def _scenario(read: ReadPlan, policy_checks: PolicyChecks, name: str) -> ScenarioPlan:
    """Apply a scenario to a plan. Raises Refused if the scenario removes a figure that a check names."""
    scenario = apply_scenarios(read, name)
    projection = project(scenario.plan, central_draws(scenario.plan))

    def place(path: Path) -> Place:
        return policy_checks.place(path) if path[:1] == ("checks",) else place_in(path, read, scenario.scenarios)

    if wrong := [*unsound(projection, place, scenario.name)]:
        raise Refused(wrong)
    own = doubts(projection, read.document.place, scenario.name, read.warnings)
    return replace(scenario, warnings=(*scenario.warnings, *own))


def names_of(scenarios: Sequence[str]) -> list[str]:
    """Return the names that scenarios have in results. Raises Refused with the errors in the scenarios' files."""
    findings, names = list[Finding](), list[str]()
    for scenario in scenarios:
        try:
            names.append(joined_name(read_scenarios(scenario)))
        except Refused as refused:
            findings += refused.findings
    if findings:
        raise Refused(findings)
    return names
