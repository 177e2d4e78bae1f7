"""Directive `document`: a Markdown file at the top of the project as a page of the site."""

from pathlib import Path

from docutils.nodes import Node
from sphinx.util.docutils import SphinxDirective

from docs_site.links import within


class Document(SphinxDirective):
    """Show a file of the project, such as CHANGELOG.md, with its links as the site needs them."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Return the file's content."""
        docs = Path(self.env.srcdir)
        file = docs.parent / self.arguments[0]
        self.env.note_dependency(file)
        page = docs / f"{self.env.docname}.md"
        text = within(file.read_text(encoding="utf-8"), docs, page, written_at=file)
        return self.parse_text_to_nodes(text, allow_section_headings=True)
