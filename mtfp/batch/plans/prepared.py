"""A plan of a batch, read with every scenario that can be applied to it, before anything is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mtfp.batch.plans.asked_too import AskedToo, asked_beside
from mtfp.batch.plans.canonical import BASE, source_of
from mtfp.batch.plans.discover import PlanFile
from mtfp.batch.plans.upkeep import upkeep
from mtfp.batch.plans.wanted import Wanted
from mtfp.draws.of_plan import central_draws
from mtfp.engine import project
from mtfp.findings.finding import Finding, Refused, in_order
from mtfp.model.plan import Plan
from mtfp.reading.plan import ReadPlan, read_plan
from mtfp.reading.scenario import ReadFuture, read_future, read_scenario
from mtfp.results.unsound_checks import unsound
from mtfp.simulation.asked import Asked


@dataclass(frozen=True)
class Prepared:
    """A plan that can be drawn: where it stands in the batch, its futures, and what there is to say of it.

    `own` is the plan as its files have it; `asked_too` the same with the checks of the policy that it can be asked.
    `left_out` are scenarios that can't be applied to it; `findings` say why.
    """

    number: int
    file: PlanFile
    own: ReadPlan
    asked_too: AskedToo
    futures: tuple[ReadFuture, ...]
    left_out: tuple[str, ...]
    findings: tuple[Finding, ...]
    source: str
    asked: Asked

    @property
    def is_whole(self) -> bool:
        """Whether every scenario and every check of the policy fits it."""
        return not self.left_out and not self.asked_too.left_out

    @property
    def plans(self) -> dict[str, Plan]:
        """Its futures by name, the plan as it stands first."""
        return {BASE: self.asked_too.plan, **{future.name: future.plan for future in self.futures}}


class NotRead(Exception):
    """A plan's file can't be read; the message says why."""


def prepare(number: int, file: PlanFile, wanted: Wanted) -> Prepared:
    """Read a plan and what each scenario makes of it.

    Raises Refused with what is wrong with the plan itself, and NotRead if there is no reading it. A scenario that can't
    be applied to it is left out, with what is wrong among the findings.
    """
    own = _read(file)
    asked_too = asked_beside(own, wanted.policy)
    read = replace(own, plan=asked_too.plan)
    futures, left_out = list[ReadFuture](), list[str]()
    findings = [*own.warnings, *asked_too.findings, *upkeep(own, wanted.policy)]
    for name in wanted.scenarios:
        try:
            future = _future(read, asked_too, name)
        except Refused as refused:
            left_out.append(name)
            findings += refused.findings
        else:
            futures.append(future)
            findings += future.warnings
    asked = wanted.asked_of(own.plan, [(future.name, future.label) for future in futures])
    source = source_of(own, futures, asked_too.checks)
    return Prepared(number, file, own, asked_too, tuple(futures), tuple(left_out), in_order(findings), source, asked)


def _read(file: PlanFile) -> ReadPlan:
    """The plan as it is, whose own checks are sound."""
    try:
        own = read_plan(file.path)
    except OSError as error:
        raise NotRead(f"can't read {error.filename or file.path}: {error.strerror or error}") from None
    if wrong := [*unsound(project(own.plan, central_draws(own.plan)), own.document.place)]:
        raise Refused([*wrong, *own.warnings])
    return own


def _future(read: ReadPlan, asked_too: AskedToo, name: str) -> ReadFuture:
    """What a scenario makes of a plan; refused if it takes away what a check names."""
    future = read_future(read, name)
    if wrong := [*unsound(project(future.plan, central_draws(future.plan)), asked_too.place, future.name)]:
        raise Refused(wrong)
    return future


def names_of(scenarios: Sequence[str]) -> list[str]:
    """What futures will be called, scenario by scenario. Raises Refused with what is wrong in any plan's eyes."""
    findings: list[Finding] = []
    names: list[str] = []
    for scenario in scenarios:
        parts: list[str] = []
        for part in scenario.split("+"):
            try:
                parts.append(read_scenario(part).scenario.scenario)
            except Refused as refused:
                findings += refused.findings
        names.append("+".join(parts))
    if findings:
        raise Refused(findings)
    return names
