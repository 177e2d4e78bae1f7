"""Make the document of `mtfp trace`: the figure in a sentence, its tree, and the levers on the way."""

from collections.abc import Iterable

from mtfp.analysis.trace import Trace
from mtfp.documents.blocks import Block, Findings, Heading, Listing, Prose
from mtfp.documents.document import Document
from mtfp.documents.manifest import manifest_of
from mtfp.documents.tree import Tree
from mtfp.findings.finding import Finding, in_order
from mtfp.model.plan import Plan
from mtfp.reading.scenario import ScenarioPlan
from mtfp.views.traced import sentence_of, table_of

NO_LEVER = "No lever of the scenario changes anything on the way to this figure."


def of_trace(plan: Plan, trace: Trace, scenario: ScenarioPlan | None, warnings: Iterable[Finding]) -> Document:
    """Return the document of a trace."""
    scenarios = [scenario] if scenario else []
    levers: tuple[Block, ...] = ()
    if scenario:
        said = Listing(trace.levers) if trace.levers else Prose(NO_LEVER)
        levers = (Heading("Changed by levers on the way"), said)
    title = f"{plan.name}: {trace.root.label} in {trace.year}"
    blocks = (Prose(sentence_of(trace)), Tree(trace.root, table_of(trace)), *levers)
    found = Findings(tuple((plan.name, finding) for finding in in_order(warnings)))
    return Document(title, (*blocks, found, manifest_of(plan, scenarios)))
