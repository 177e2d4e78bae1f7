"""The document that explains a code of the catalogue of findings."""

from mtfp.documents.blocks import Heading, Listing, Prose
from mtfp.documents.document import Document
from mtfp.findings.catalogue.code import Code


def explained(code: Code) -> Document:
    """Return what a finding means, why it matters, and examples of it."""
    title = f"{code.code}: {code.title}"
    examples = (("Wrong:", code.example_wrong), ("Right:", code.example_right))
    blocks = [
        block
        for heading, example in examples
        if example
        for block in (Prose(heading), Listing(tuple(example.splitlines()), mono=True))
    ]
    return Document(title, (Heading(title), Prose(code.explanation), *blocks))
