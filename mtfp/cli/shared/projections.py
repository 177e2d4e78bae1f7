"""Project a plan and its scenarios: read the files, apply the levers, project the central case."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mtfp.analysis.by_lever.lever_bridge import LeverBridge, lever_bridge
from mtfp.draws.of_plan import central_draws
from mtfp.engine import Projection, project
from mtfp.findings.finding import Finding, Refused, in_order
from mtfp.findings.place import Document as PlanDocument
from mtfp.model.plan import Plan
from mtfp.reading import ReadPlan, read_plan
from mtfp.reading.national import read_national
from mtfp.reading.plan import plan_file
from mtfp.reading.scenario import ScenarioPlan, apply_scenarios
from mtfp.results.doubts import doubts
from mtfp.results.unsound_checks import unsound
from mtfp.text.source import is_standard_input, path_text
from mtfp.views.compared.against_sign import against_sign, bridge_of_signs


@dataclass(frozen=True)
class Run:
    """Projection of the plan as it stands or under a scenario, with a name, a label and warnings.

    `plan`: the plan as it stands. `document`: its file. `changed`: the plan under the scenario, if any. `bridge`: the
    bars of the scenario's levers, if they are known.
    """

    name: str
    label: str
    projection: Projection
    warnings: tuple[Finding, ...]
    plan: Plan
    document: PlanDocument
    changed: ScenarioPlan | None = None
    bridge: LeverBridge | None = None

    @property
    def levers(self) -> LeverBridge | None:
        """Return the bars of the scenario's levers; None for the plan as it stands."""
        if not self.changed or self.bridge:
            return self.bridge
        return lever_bridge(self.plan, [each.scenario for each in self.changed.scenarios])


def one_run(plan: Path, scenarios: list[str], national: Path | None = None, *, with_checks: bool = False) -> Run:
    """Project the plan as it stands, or under all scenarios together."""
    base, runs = all_runs(plan, [" + ".join(scenarios)] if scenarios else [], national, with_checks=with_checks)
    return runs[0] if runs else base


def all_runs(
    plan: Path, scenarios: list[str], national: Path | None = None, *, with_checks: bool = False
) -> tuple[Run, list[Run]]:
    """Project the plan as it stands and under each scenario. Raises Refused with the errors of all files together.

    `national`: national file, in place of the one that the plan names.
    `with_checks`: refuse scenarios that remove a figure of a check, as the checks will be run under each scenario.
    """
    read, changed_plans = _read(plan, scenarios, national)
    projection = project(read.plan, central_draws(read.plan))
    read = replace(read, warnings=in_order([*read.warnings, *doubts(projection, read.document.place)]))
    base = Run("base", "The plan as it stands", projection, read.warnings, read.plan, read.document)
    runs = [_run(changed, read) for changed in changed_plans]
    checked = runs if with_checks else []
    under = [error for run in checked for error in unsound(run.projection, read.document.place, run.name)]
    if errors := [*unsound(base.projection, read.document.place), *under]:
        raise Refused([*errors, *read.warnings])
    return base, runs


def _run(changed: ScenarioPlan, read: ReadPlan) -> Run:
    projection = project(changed.plan, central_draws(changed.plan))
    own = doubts(projection, read.document.place, changed.name, read.warnings)
    bridge = bridge_of_signs(read.plan, changed)
    signs = against_sign(bridge, changed) if bridge else ()
    warnings = (*read.warnings, *changed.warnings, *own, *signs)
    return Run(changed.name, changed.label, projection, warnings, read.plan, read.document, changed, bridge)


def _read(plan: Path, scenarios: list[str], national: Path | None) -> tuple[ReadPlan, list[ScenarioPlan]]:
    stated = read_national(national) if national else None
    read = read_plan(plan, stated.national) if stated else read_plan(plan)
    read = replace(read, warnings=(*(stated.warnings if stated else ()), *read.warnings))
    changed_plans: list[ScenarioPlan] = []
    findings: list[Finding] = []
    for name in scenarios:
        try:
            changed_plans.append(apply_scenarios(read, name))
        except Refused as refused:
            findings += refused.findings
    if findings:
        raise Refused(findings)
    return read, changed_plans


def path_of(plan: Path) -> str:
    """Return the path of a plan's file, for people."""
    return "standard input" if is_standard_input(plan) else path_text(plan_file(plan))


def warnings_of(runs: Sequence[Run]) -> tuple[Finding, ...]:
    """Return the warnings of several runs, in order."""
    return in_order([warning for run in runs for warning in run.warnings])


def scenario_plans_of(runs: Sequence[Run]) -> list[ScenarioPlan]:
    """Return the scenarios among several runs."""
    return [run.changed for run in runs if run.changed]
