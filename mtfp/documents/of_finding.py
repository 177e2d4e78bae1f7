"""Make the document that explains a code in the catalogue of findings."""

from collections.abc import Iterator

from mtfp.documents.blocks import Block, Heading, Listing, Prose
from mtfp.documents.document import Document
from mtfp.findings.catalogue import Example, Page


def explained(page: Page) -> Document:
    """Return a page of the catalogue as a document with all its sections. Examples keep their line breaks."""
    title = f"{page.code}: {page.title}"
    return Document(title, (Heading(title), *_blocks(page)))


def _blocks(page: Page) -> Iterator[Block]:
    for section in page.sections:
        yield Heading(section.heading)
        for part in section.parts:
            yield Listing(part.lines, mono=True) if isinstance(part, Example) else Prose(part)
