"""Links of pages to files that are no pages of the site."""

import re
from pathlib import Path

from sphinx.application import Sphinx

PAGES = {
    "README.md": "project/readme.md",
    "CHANGELOG.md": "project/changes.md",
    "CONTRIBUTING.md": "project/contributing.md",
}
"""Files at the top of the project, and the page of the site that has their content."""

_LINK = re.compile(r"\[([^\]]*)\]\((?!\w+:|#)([^)\s#]+)(#[^)\s]*)?\)")


def without_links_outside(app: Sphinx, docname: str, source: list[str]) -> None:
    """Lead links to the pages of the site, and leave only the words of a link to any other file of the project."""
    docs = Path(app.srcdir)
    source[0] = within(source[0], docs, docs / f"{docname}.md")


def within(text: str, docs: Path, page: Path, written_at: Path | None = None) -> str:
    """Return a page's text with its links as the site needs them; `written_at` is the file from which they lead."""
    up = "../" * (len(page.relative_to(docs).parts) - 1)

    def changed(link: re.Match[str]) -> str:
        words, path, anchor = link.groups(default="")
        target = ((written_at or page).parent / path).resolve()
        if target.is_relative_to(docs):
            return f"[{words}]({up}{target.relative_to(docs).as_posix()}{anchor})"
        known = PAGES.get(target.relative_to(docs.parent).as_posix())
        return f"[{words}]({up}{known}{anchor})" if known else words

    return _LINK.sub(changed, text)
