"""Comments of a YAML file, by the key about which each speaks.

Knows lines and keys; must not know what a plan is.
"""

from collections.abc import Mapping

from mtfp.findings.place import Document, Path, Spot


def comments_by_path(document: Document) -> Mapping[Path, str]:
    r"""Return the comments by the path of their key: the first key on their line, or the key straight below them.

    A comment with an empty line below it is the heading of several entries, and is left out. So is one that stands
    further to the right than the key below it: it closes the entry above.

    >>> from mtfp.text.yaml import parse_yaml
    >>> comments_by_path(parse_yaml("a:\n  # one\n  # two\n  b: 1   # three\n# of several\n\nc: 2", "plan.yaml"))
    {('a', 'b'): 'one two three'}
    """
    first = _first_on_lines(document) if document.comments else {}
    found: dict[Path, list[str]] = {}
    for line, words in sorted(document.comments.items()):
        at, column = _line_of_key(document, line)
        if words and at in first and column <= first[at][1][1]:
            found.setdefault(first[at][0], []).append(words)
    return {path: " ".join(words) for path, words in found.items()}


def _first_on_lines(document: Document) -> dict[int, tuple[Path, Spot]]:
    """Return the first key or list item that begins on each line, with its spot."""
    items = {path: spot for path, spot in document.values.items() if path and isinstance(path[-1], int)}
    first: dict[int, tuple[Path, Spot]] = {}
    for path, spot in sorted({**items, **document.keys}.items(), key=lambda each: (each[1][:2], len(each[0]))):
        first.setdefault(spot[0], (path, spot))
    return first


def _line_of_key(document: Document, line: int) -> tuple[int, int]:
    """Return the line of a comment's key, and the comment's column if it stands alone on its line, else 0."""
    lines = document.lines
    if not lines[line - 1].lstrip().startswith("#"):
        return line, 0
    column = lines[line - 1].index("#") + 1
    while line <= len(lines) and lines[line - 1].lstrip().startswith("#"):
        line += 1
    return line, column
