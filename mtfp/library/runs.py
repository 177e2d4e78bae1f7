"""Projections of a plan, as it stands and under scenarios, with their warnings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mtfp.draws.of_plan import central_draws
from mtfp.engine import Projection, project
from mtfp.findings.finding import Finding, Refused, in_order
from mtfp.findings.place import Document, Path, Place
from mtfp.findings.short import Short
from mtfp.model.plan import Plan
from mtfp.reading.plan import ReadPlan
from mtfp.results.doubts import doubts
from mtfp.results.unsound_checks import unsound, unsound_names

# Levers, and the models of their files, are loaded when there is a scenario.
if TYPE_CHECKING:
    from mtfp.analysis.by_lever.lever_bridge import LeverBridge
    from mtfp.reading.scenario import ReadScenario, ScenarioPlan, Scenarios
    from mtfp.scenarios.scenario import Scenario

BASE, AS_IT_STANDS = "base", "The plan as it stands"
"""Name and label of the plan without a scenario."""


@dataclass(frozen=True, repr=False)
class Run(Short):
    """Projection of the plan as it stands or under a scenario, with a name, a label and warnings.

    `read`: the plan as it stands. `changed`: the plan under the scenario, if any. `base`: the
    projection of the plan as it stands, for a scenario.
    """

    name: str
    label: str
    projection: Projection
    read: ReadPlan
    changed: "ScenarioPlan | None" = None
    base: "Run | None" = None

    def in_short(self) -> str:
        return f"{self.name}, {self.projection.in_short()}"

    @property
    def plan(self) -> Plan:
        """Plan as it stands."""
        return self.read.plan

    @property
    def document(self) -> Document:
        """File of the plan, with the place of each value."""
        return self.read.document

    def place(self, path: Path) -> Place:
        """Return the place of a path of keys in the plan's file, or in that of a scenario that states a part of it."""
        if self.changed is None:
            return self.document.place(path)
        from mtfp.reading.scenario import place_in

        return place_in(path, self.read, self.changed.scenarios)

    @property
    def scenarios(self) -> "list[Scenario]":
        """Return the scenarios that were applied together; none for the plan as it stands."""
        return [each.scenario for each in self.changed.scenarios] if self.changed else []

    @cached_property
    def warnings(self) -> tuple[Finding, ...]:
        """Warnings about the plan, the scenario and the projection, in order; worked out when they are first read."""
        if self.changed is None:
            return in_order([*self.read.warnings, *doubts(self.projection, self.document.place)])
        from mtfp.views.compared.against_sign import against_sign

        base = (self.base or run_of(self.read)).warnings
        own = doubts(self.projection, self.document.place, self.name, base)
        signs = against_sign(self._signs, self.changed) if self._signs else ()
        return (*base, *self.changed.warnings, *own, *signs)

    @cached_property
    def _signs(self) -> "LeverBridge | None":
        if self.changed is None:
            return None
        from mtfp.views.compared.against_sign import bridge_of_signs

        return bridge_of_signs(self.plan, self.changed)

    @cached_property
    def levers(self) -> "LeverBridge | None":
        """Bars of the scenario's levers; None for the plan as it stands."""
        if self.changed is None:
            return None
        from mtfp.analysis.by_lever.lever_bridge import lever_bridge

        known = [each.projection for each in (self.base, self) if each]
        return self._signs or lever_bridge(self.plan, self.scenarios, known)


def run_of(read: ReadPlan) -> Run:
    """Project the plan as it stands."""
    return Run(BASE, AS_IT_STANDS, project(read.plan, central_draws(read.plan)), read)


def run_under(base: Run, scenarios: "Sequence[ReadScenario]") -> Run:
    """Project the plan under scenarios that are applied together. No file is read."""
    from mtfp.reading.scenario import with_scenarios

    changed = with_scenarios(base.read, tuple(scenarios))
    projection = project(changed.plan, central_draws(changed.plan))
    return Run(changed.name, changed.label, projection, base.read, changed, base)


def runs_under(base: Run, scenarios: "Iterable[Scenarios]", *, with_checks: bool = False) -> list[Run]:
    """Project the plan under each scenario. Raises Refused with the errors of all of them together.

    `with_checks`: refuse scenarios that remove a figure of a check, as the checks will be run under each scenario.
    """
    runs, findings = list[Run](), list[Finding]()
    for each in scenarios:
        from mtfp.reading.scenario import scenarios_of

        try:
            runs.append(run_under(base, scenarios_of(each, base.plan)))
        except Refused as refused:
            findings += refused.findings
    if findings:
        raise Refused(findings)
    require_sound(base, runs, with_checks=with_checks)
    return runs


def require_sound(base: Run, runs: Sequence[Run] = (), *, with_checks: bool = False) -> None:
    """Raise Refused if a check, text or action of the plan names an unknown figure or year.

    `with_checks`: test checks under scenarios too, not only texts and actions.
    """
    errors = [*unsound(base.projection, base.document.place)]
    test = unsound if with_checks else unsound_names
    errors += [error for run in runs for error in test(run.projection, run.place, run.name)]
    if errors:
        raise Refused([*errors, *base.warnings])
