"""Make the document of a plan's projection, and the end of every document of a plan."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mtfp.documents.blocks import Block, Findings, Tables
from mtfp.documents.document import Document
from mtfp.documents.manifest import manifest_of
from mtfp.documents.story import story, understood
from mtfp.findings.finding import Finding, in_order
from mtfp.model.plan import Plan
from mtfp.results.table import Table

if TYPE_CHECKING:
    from mtfp.reading.scenario import ScenarioPlan


def projected(
    plan: Plan, tables: Sequence[Table], scenario: "ScenarioPlan | None", warnings: Iterable[Finding]
) -> Document:
    """Return the document of a plan's central case, as it stands or under a scenario."""
    title = f"{plan.name}: {scenario.label}" if scenario else plan.name
    scenarios = [scenario] if scenario else []
    return Document(title, (*understood(scenarios), Tables(tuple(tables)), *end_of_plan(plan, scenarios, warnings)))


def end_of_plan(
    plan: Plan, scenarios: "Sequence[ScenarioPlan]", warnings: Iterable[Finding], drawn: Mapping[str, Any] | None = None
) -> tuple[Block, ...]:
    """Return the blocks at the end of every document of a plan: scenarios in words, warnings and the manifest."""
    found = Findings(tuple((plan.name, finding) for finding in in_order(warnings)))
    return (*(block for scenario in scenarios for block in story(scenario)), found, manifest_of(plan, scenarios, drawn))
