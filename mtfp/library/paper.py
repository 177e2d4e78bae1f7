"""Paper on a plan as a result: for a board, a planning group, finance officers or a consultation."""

from dataclasses import dataclass
from functools import cached_property

from mtfp.documents.document import Document
from mtfp.documents.paper.audiences import AUDIENCES
from mtfp.documents.paper.paper import paper
from mtfp.findings.arguments import one_named
from mtfp.findings.finding import in_order
from mtfp.library.evidence import evidence_of
from mtfp.library.result import Result
from mtfp.library.runs import Run
from mtfp.results.table import Table
from mtfp.views.paper.case import Evidence


@dataclass(frozen=True, repr=False)
class Paper(Result):
    """Paper on a plan and its scenarios: page one with six questions, then sections for checking.

    >>> from mtfp import Planner
    >>> paper = Planner("examples/shetland").report("step-down", draws=0)
    >>> paper.document().title
    'Shetland Islands Integration Joint Board: board paper (illustrative figures)'
    """

    evidence: Evidence
    """Figures from which the paper is written."""
    runs: tuple[Run, ...]
    """Plan as it stands, which comes first, and each scenario."""
    audience: str = "board"
    """Readers: `board`, `planning-group`, `finance` or `consultation`."""

    def in_short(self) -> str:
        return f"{AUDIENCES[self.audience].title} on {self.evidence.in_short()}"

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tuple(self.document().tables())

    def document(self) -> Document:
        warnings = in_order([warning for each in self.runs for warning in each.warnings])
        return paper(self.evidence, AUDIENCES[self.audience], warnings)


def paper_of(runs: tuple[Run, ...], audience: str, draws: int, seed: int) -> Paper:
    """Return the paper on a plan and its scenarios. Raises Unknown for an unknown audience."""
    one_named(audience, AUDIENCES, "audience")
    base, *scenarios = runs
    return Paper(evidence_of(base, scenarios, draws, seed), runs, audience)
