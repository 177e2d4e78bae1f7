"""Links between documents lead somewhere, to the heading too, and every document is reached from the index."""

import pytest
from documents import DOCS, DOCUMENTS, ROOT, anchors, links, named, text_of


@pytest.mark.parametrize("file", DOCUMENTS, ids=named)
def test_links_lead_somewhere(file):
    lost = []
    for link in links(file):
        if link.startswith(("https://", "http://", "mailto:")):
            continue
        path, _, anchor = link.partition("#")
        target = (file.parent / path).resolve() if path else file
        if not target.exists() or not target.is_relative_to(ROOT):
            lost.append(link)
        elif anchor and anchor not in anchors(target):
            lost.append(f"{link}: no such heading")
    assert not lost


def test_every_document_is_reached_from_the_index():
    index = ROOT / "docs" / "index.md"
    seen, ahead = set(), [index]
    while ahead:
        file = ahead.pop()
        if file.is_dir():
            ahead += file.glob("*.md")
        if file in seen or file.suffix != ".md" or not file.is_file():
            continue
        seen.add(file)
        paths = (link.partition("#")[0] for link in links(file) if "://" not in link)
        ahead += [(file.parent / path).resolve() for path in paths if path]
    copies = [file for file in DOCS if text_of(file).startswith("```{document}")]  # of files at the top, for the site
    assert [named(file) for file in DOCS if file not in seen and file not in copies] == []
