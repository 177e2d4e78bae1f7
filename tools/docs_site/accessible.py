"""Change the pages that the theme writes, for people who use a keyboard or a screen reader."""

from pathlib import Path

from sphinx.application import Sphinx

TOUCHES = (
    ("<pre>", '<pre tabindex="0">'),  # wide text can be scrolled by keyboard, as wide tables can
    ('<div class="table-wrapper', '<div tabindex="0" class="table-wrapper'),
    ('class="caption" role="heading">', 'class="caption" role="heading" aria-level="2">'),
    ('<aside class="sidebar-drawer">', '<aside class="sidebar-drawer" aria-label="Pages">'),
    ('<aside class="toc-drawer">', '<aside class="toc-drawer" aria-label="On this page">'),
)


def touch_up(app: Sphinx, exception: Exception | None) -> None:
    """Change every page that was written."""
    if exception is None and app.builder.format == "html":
        for page in Path(app.outdir).rglob("*.html"):
            text = page.read_text(encoding="utf-8")
            page.write_text(touched(text), encoding="utf-8")


def touched(text: str) -> str:
    """Return a page's text with the touches; a page that has them stays as it is."""
    for old, new in TOUCHES:
        text = text.replace(old, new)
    return text
