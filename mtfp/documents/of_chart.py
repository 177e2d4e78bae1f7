"""Make the document of one chart."""

from collections.abc import Iterable, Sequence

from mtfp.documents.blocks import Findings
from mtfp.documents.charts.kinds import AnyChart
from mtfp.documents.document import Document
from mtfp.documents.manifest import manifest_of
from mtfp.documents.story import understood
from mtfp.draws.random_streams import BLOCK
from mtfp.findings.finding import Finding, in_order
from mtfp.model.plan import Plan
from mtfp.reading.scenario import ScenarioPlan
from mtfp.simulation.sample import Sample


def of_chart(
    plan: Plan,
    chart: AnyChart,
    scenarios: Sequence[ScenarioPlan],
    sample: Sample | None,
    warnings: Iterable[Finding] = (),
) -> Document:
    """Return the document of a chart; `sample` has its draws, if it has any."""
    drawn = {"case": "chart", "draws": sample.draws, "seed": sample.seed, "block": BLOCK} if sample else None
    found = Findings(tuple((plan.name, finding) for finding in in_order(warnings)))
    blocks = (*understood(scenarios), chart, found, manifest_of(plan, scenarios, drawn))
    return Document(f"{plan.name}: {chart.heading}", blocks)
