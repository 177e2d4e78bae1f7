"""Draw lines of a chart in plain characters: a label and a drawing each, with a scale of amounts below."""

from collections.abc import Callable, Iterable, Sequence

from mtfp.reports.chart_text import of_unit
from mtfp.reports.files.letters import clean
from mtfp.reports.money import choose, form
from mtfp.reports.terminal.lines import left, width_of, wrapped
from mtfp.results.table import MONEY, POINTS, Row, Table

ZERO, BAR = "┊█"
WIDEST = 100
LONGEST_LABEL = 24
Draw = Callable[[Sequence[float], int], str]
"""Function that draws a line, given the amounts of the scale and the width in characters."""


def drawn_lines(
    bars: Sequence[tuple[str, Draw]],
    amounts: Sequence[float],
    money: str,
    width: int,
    encoding: str,
    of: str = MONEY,
) -> list[str]:
    """Return a line for each label and its drawing, which is given a scale and its width, then a line of amounts."""
    unit, texts = amounts_as_text(amounts, money, encoding, of)
    labels = [clean(label, encoding) for label, _ in bars]
    label = max(len(unit), min(LONGEST_LABEL, max(map(width_of, labels))))
    room = min(width, WIDEST) - label - 2
    lines: list[str] = []
    for name, (_, draw) in zip(labels, bars, strict=True):
        *above, last = wrapped(name, label) or [""]
        lines += [*above, f"{left(last, label)}  {draw(amounts, room)}".rstrip()]
    return [*lines, f"{unit:<{label}}  {_scale(amounts, texts, room)}"]


def place_of(amount: float, amounts: Sequence[float], room: int) -> int:
    """Return the position of an amount on a scale that is `room` characters wide."""
    return round((amount - amounts[0]) / (amounts[-1] - amounts[0]) * (room - 1))


def _scale(amounts: Sequence[float], texts: Sequence[str], room: int) -> str:
    """Return a line with the amounts of the scale at their positions, as many as fit."""
    line = ""
    for amount, text in zip(amounts, texts, strict=True):
        place = place_of(amount, amounts, room)
        start = min(max(place - len(text) // 2, 0), room - len(text))
        if not line or start >= len(line) + 2:
            line = line.ljust(start) + text
    return line


def as_text(encoding: str, *parts: Iterable[str]) -> str:
    """Return the parts with an empty line between them, in letters of the encoding."""
    return "\n\n".join("\n".join(clean(line, encoding) for line in part) for part in parts)


def amounts_as_text(amounts: Sequence[float], unit: str, encoding: str, of: str = MONEY) -> tuple[str, list[str]]:
    """Return the unit that a table has for amounts, and the amounts as texts."""
    row = Row("amount", "", tuple(amounts), of)
    table = Table("scale", "", "", unit, (), (row,))
    shown = choose(table)
    name = clean(shown.name, encoding) if of == MONEY else POINTS if of == POINTS else of_unit(of)
    return name, [form(row, table, shown).text(amount) for amount in amounts]
