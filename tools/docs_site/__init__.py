"""Sphinx extension of the site: pages made from the program, and links to files that are no pages of it."""

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

from docs_site.accessible import touch_up
from docs_site.docstrings import as_fields
from docs_site.documents import Document
from docs_site.findings import Findings
from docs_site.keys import Keys
from docs_site.links import without_links_outside


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the directives `document`, `findings` and `keys`, and the rewriting of links."""
    app.add_directive("document", Document)
    app.add_directive("findings", Findings)
    app.add_directive("keys", Keys)
    app.add_lexer("csv", TextLexer)
    app.connect("autodoc-process-docstring", as_fields)
    app.connect("build-finished", touch_up)
    app.connect("source-read", without_links_outside)
    return {"parallel_read_safe": True}
