"""Paper on a plan: notices, page one, the sections for its readers, and the end that every document has."""

from collections.abc import Iterable, Iterator

from mtfp.documents.blocks import Block
from mtfp.documents.document import Document
from mtfp.documents.of_plan import end_of_plan
from mtfp.documents.paper.audiences import Audience
from mtfp.documents.paper.charts import fan_of_years
from mtfp.documents.paper.illustrative import notices, title_of
from mtfp.documents.paper.page_one import page_one
from mtfp.draws.random_streams import BLOCK
from mtfp.findings.finding import Finding
from mtfp.views.paper.case import Evidence


def paper(evidence: Evidence, audience: Audience, warnings: Iterable[Finding]) -> Document:
    """Return the paper for an audience."""
    plan = evidence.plan
    blocks = (*notices(plan), *_body(evidence, audience), *_end(evidence, warnings if audience.of_warnings else ()))
    return Document(title_of(plan, audience.title), blocks)


def _body(evidence: Evidence, audience: Audience) -> Iterator[Block]:
    charts = (fan_of_years(evidence.base),) if evidence.has_ranges else ()
    yield from page_one(evidence, charts, of_partners=audience.of_partners)
    for section in audience.sections:
        yield from section(evidence)


def _end(evidence: Evidence, warnings: Iterable[Finding]) -> tuple[Block, ...]:
    drawn = {"case": "simulated", "draws": evidence.draws, "seed": evidence.seed, "sampler": "random", "block": BLOCK}
    return end_of_plan(evidence.plan, (), warnings, drawn if evidence.has_ranges else None)
