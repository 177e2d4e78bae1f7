"""Sphinx extension of the site: pages made from the program, and links to files that are no pages of it."""

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

from tools.site.docstrings import as_fields
from tools.site.documents import Document
from tools.site.findings import Findings
from tools.site.keys import Keys
from tools.site.links import without_links_outside


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the directives `document`, `findings` and `keys`, and the rewriting of links."""
    app.add_directive("document", Document)
    app.add_directive("findings", Findings)
    app.add_directive("keys", Keys)
    app.add_lexer("csv", TextLexer)
    app.connect("autodoc-process-docstring", as_fields)
    app.connect("source-read", without_links_outside)
    return {"parallel_read_safe": True}
