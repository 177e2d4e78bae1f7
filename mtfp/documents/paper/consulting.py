"""Section of a consultation paper: how and until when people can respond."""

from collections.abc import Iterator

from mtfp.documents.blocks import Block, Heading, Prose
from mtfp.views.paper.case import Evidence
from mtfp.views.paper.deciding import as_sentence, day

NOT_STATED = "The partnership will publish how to respond."


def respond_section(evidence: Evidence) -> Iterator[Block]:
    """Yield how to respond to the consultation; a plan may not say."""
    asked = evidence.plan.consultation
    yield Heading("How to respond")
    if asked is None:
        yield Prose(NOT_STATED)
        return
    yield Prose(as_sentence(asked.how))
    if asked.until:
        yield Prose(f"Please respond by {day(asked.until)}.")
