"""Make the document of `mtfp sensitivity`: opening sentences, charts and tables, in the order of the questions."""

from collections.abc import Iterable, Sequence

from mtfp.documents.blocks import Block, Prose
from mtfp.documents.document import Document
from mtfp.documents.of_plan import end_of_plan
from mtfp.documents.story import understood
from mtfp.findings.finding import Finding
from mtfp.model.plan import Plan
from mtfp.reading.scenario import ScenarioPlan


def of_sensitivity(
    plan: Plan,
    title: str,
    opening: Sequence[str],
    parts: Iterable[Block],
    scenario: ScenarioPlan | None,
    warnings: Iterable[Finding],
    drawn: dict[str, object] | None = None,
) -> Document:
    """Return the document: the sentences of `opening`, then charts and tables in `parts`."""
    scenarios = [scenario] if scenario else []
    first = (*understood(scenarios), *(Prose(text) for text in opening))
    return Document(f"{plan.name}: {title}", (*first, *parts, *end_of_plan(plan, scenarios, warnings, drawn)))
