"""Directive `findings`: every finding of a family, as `mtfp explain` shows it."""

import re
from importlib.resources import files

from docutils.nodes import Node
from sphinx.util.docutils import SphinxDirective

from mtfp.findings.catalogue import codes

_PAGES = files("mtfp.findings") / "pages"


class Findings(SphinxDirective):
    """Show the findings whose codes begin with the argument, such as E3, each under its code."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Return the pages one below the other."""
        family = [code for code in codes() if code.startswith(self.arguments[0])]
        if not family:
            raise self.error(f"no finding begins with {self.arguments[0]}")
        text = "\n".join(as_section(_PAGES.joinpath(f"{code}.md").read_text(encoding="utf-8")) for code in family)
        return self.parse_text_to_nodes(text, allow_section_headings=True)


def as_section(page: str) -> str:
    """Return a page as part of a larger one: its title a level lower, its headings as words in bold."""
    title, _, body = page.partition("\n")
    return f"#{title}\n" + re.sub("^## (.*)$", r"**\1**", body, flags=re.MULTILINE)
