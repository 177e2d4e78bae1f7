"""Widths of text in the font of charts, and text broken into lines that fit.

The font is Arimo, whose letters are as wide as those of Arial, Helvetica and Liberation Sans.
"""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from mtfp.findings.show import printable

FONT = "Arimo, Liberation Sans, Arial, Helvetica, sans-serif"
"""Fonts of a picture, in order; all but the last have the same widths."""
FOLDER = "font"
MISSING = 1.1
"""Width of a letter that the font lacks, in the size of the font: wide enough for any script."""
CUT = "…"


@cache
def _widths() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((files("mtfp.reports.svg") / FOLDER / "widths.json").read_text(encoding="utf-8"))
    return found


def font_files() -> list[Path]:
    """Return the files of the font: regular and bold."""
    folder = Path(str(files("mtfp.reports.svg"))) / FOLDER
    return [folder / "regular.ttf", folder / "bold.ttf"]


def has(letter: str) -> bool:
    """Return True if the font has a letter."""
    return letter in _widths()["regular"]


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text in pixels.

    >>> width_of("£1.2m", 13) < width_of("£1.2m", 13, bold=True) < width_of("£1.2m", 14, bold=True)
    True
    """
    known, per_em = _widths()["bold" if bold else "regular"], _widths()["per_em"]
    return float(size * sum(known.get(letter, MISSING * per_em) for letter in text) / per_em)


def wrapped(text: str, room: float, size: float, *, bold: bool = False, most: int = 3) -> list[str]:
    """Return a text as lines that fit into `room`, at most `most` of them; the last one ends in … if text is left.

    >>> wrapped("Uplift of the council's payment", 90, 13)
    ['Uplift of the', "council's", 'payment']
    >>> wrapped("Uplift of the council's payment", 90, 13, most=1)
    ['Uplift of the…']
    """
    lines, line = list[str](), ""
    for word in _pieces(printable(text).split(), room, size, bold=bold):
        longer = f"{line} {word}".strip()
        if line and width_of(longer, size, bold=bold) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width_of(f"{last}{CUT}", size, bold=bold) > room:
        last = last[:-1]
    return [*lines[: most - 1], f"{last}{CUT}"]


def _pieces(words: list[str], room: float, size: float, *, bold: bool) -> list[str]:
    """Return the words, with those that are wider than the room broken into pieces."""
    pieces = list[str]()
    for word in words:
        piece = ""
        for letter in word:
            if piece and width_of(piece + letter, size, bold=bold) > room:
                pieces.append(piece)
                piece = ""
            piece += letter
        pieces.append(piece)
    return pieces
