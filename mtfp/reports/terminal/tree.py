"""Draw a trace as a tree for a terminal: guides, labels, columns of figures, and sources below the inputs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from mtfp.documents.tree import Tree
from mtfp.reports.files.letters import clean
from mtfp.reports.money import ROUNDED
from mtfp.reports.shown import ShownRow, shown
from mtfp.reports.terminal.lines import left, right, width_of, wrapped

if TYPE_CHECKING:
    from mtfp.analysis.trace import Part

LEAST = 16
"""Fewest characters for guides and labels, whatever the width of the screen."""
GAP = 2
PLAIN_GUIDES = str.maketrans("├└│─", "|`|-")
"""Guides for encodings that lack lines."""
INTO = {"smallest": ": the smallest of", "largest": ": the largest of"}


class _Line(NamedTuple):
    """Number of the tree: guides in front of its label, guides for the lines below, figures, formula and notes."""

    guides: str
    below: str
    label: str
    cells: tuple[str, ...]
    formula: str
    notes: tuple[str, ...]


def draw_tree(tree: Tree, width: int, encoding: str) -> str:
    """Return the lines of a tree, with the years above the figures. A formula without room is below its number."""
    table = shown(tree.as_table())
    lines = list(_lines(tree.root, iter(table.rows), "", ""))
    cells = [each.cells for each in lines if each.cells]
    figures = [max(map(width_of, column)) for column in zip(table.heads, *cells, strict=True)]
    longest = max(width_of(line.guides + line.label) for line in lines)
    room = max(min(longest, width - sum(each + GAP for each in figures)), LEAST)
    text = [_row(table.corner, table.heads, figures, room)]
    for line in lines:
        text += _drawn(line, figures, room, width)
    text += [f"\n{ROUNDED}"] if ROUNDED in table.notes else []
    return "\n".join(_in_letters(each, encoding) for each in text)


def _lines(part: "Part", rows: Iterator[ShownRow], guides: str, below: str) -> Iterator[_Line]:
    """Yield the lines of a number and of its parts, in the order of the table's rows."""
    label = f"{part.sign} {part.label}".strip() + (INTO.get(part.how, "") if part.parts else "")
    formula = f"= {part.formula}" if part.formula else ""
    yield _Line(
        guides, below + ("│  " if part.parts else "   "), label, next(rows).cells, formula, part.source.sentences
    )
    for number, each in enumerate(part.parts):
        last = number == len(part.parts) - 1 and not part.hidden
        yield from _lines(each, rows, f"{below}{'└' if last else '├'}─ ", f"{below}{' ' if last else '│'}  ")
    if part.hidden and part.parts:
        yield _Line(f"{below}└─ ", below, part.hidden, (), "", ())


def _drawn(line: _Line, figures: list[int], room: int, width: int) -> Iterator[str]:
    first, *rest = wrapped(line.label, max(room - width_of(line.guides), LEAST // 2))
    row = _row(line.guides + first, line.cells, figures, room)
    with_formula = f"{left(row, room + sum(each + GAP for each in figures))}  {line.formula}".rstrip()
    fits = width_of(with_formula) <= width
    yield with_formula if fits else row
    yield from (f"{line.below}{text}" for text in rest)
    for note in filter(None, ("" if fits else line.formula, *line.notes)):
        yield from (line.below + text for text in wrapped(note, width - width_of(line.below), then="  "))


def _row(label: str, cells: tuple[str, ...], figures: list[int], room: int) -> str:
    columns = (" " * GAP + right(cell, size) for cell, size in zip(cells, figures, strict=False))
    return (left(label, room) + "".join(columns)).rstrip()


def _in_letters(text: str, encoding: str) -> str:
    try:
        "├".encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(PLAIN_GUIDES)
    return "\n".join(clean(line, encoding) for line in text.split("\n"))
