"""Pictures read back: every text of an SVG with its box, measured with the bundled font, and every identifier."""

import re
import xml.etree.ElementTree as ET
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from fontTools.ttLib import TTFont

import mtfp.reports.svg

NAMESPACE = "{http://www.w3.org/2000/svg}"
FONT = Path(mtfp.reports.svg.__file__).parent / "font"
ASCENT, DESCENT = 0.73, 0.21
"""Height of a capital letter and depth of a g, in the size of the font."""


class Words(NamedTuple):
    """One text of a picture, its size and its box."""

    text: str
    size: float
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Words") -> bool:
        apart = self.right <= other.left or other.right <= self.left or self.bottom <= other.top
        return not (apart or other.bottom <= self.top)


def root_of(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - made by mtfp itself


def words_of(svg: str) -> list[Words]:
    root = root_of(svg)
    default = float(root.attrib["font-size"])
    return [_box(each, default) for each in root.iter(f"{NAMESPACE}text")]


def _box(each: ET.Element, default: float) -> Words:
    size, text = float(each.attrib.get("font-size", default)), each.text or ""
    wide = _width(text, size, bold=each.attrib.get("font-weight") == "bold")
    x, y = float(each.attrib["x"]), float(each.attrib["y"])
    left = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[each.attrib.get("text-anchor", "start")]
    return Words(text, size, left, y - ASCENT * size, left + wide, y + DESCENT * size)


def _width(text: str, size: float, *, bold: bool) -> float:
    letters, advance, per_em = _font("bold" if bold else "regular")
    return (
        size * sum(advance[letters[ord(letter)]][0] if ord(letter) in letters else per_em for letter in text) / per_em
    )


@cache
def _font(name: str):
    font = TTFont(FONT / f"{name}.ttf")
    return font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm


def require_readable(svg: str) -> None:
    """Fail for a text that is small, outside the picture, or over another text."""
    _, _, width, height = map(float, root_of(svg).attrib["viewBox"].split())
    words = words_of(svg)
    for each in words:
        assert each.size >= 12, each
        assert each.left >= 0, each
        assert each.top >= 0, each
        assert each.right <= width, each
        assert each.bottom <= height, each
    for one, other in combinations(words, 2):
        assert not one.meets(other), (one, other)


def coordinates(svg: str) -> tuple[list[float], list[float]]:
    """Return the positions across and down of every shape that isn't text."""
    across, down = list[float](), list[float]()
    for each in root_of(svg).iter():
        if each.tag == f"{NAMESPACE}rect":
            x, y, width, height = (float(each.attrib[name]) for name in ("x", "y", "width", "height"))
            across += [x, x + width]
            down += [y, y + height]
        elif each.tag == f"{NAMESPACE}path" and "M" in each.attrib["d"] and "pattern" not in each.attrib:
            points = re.findall(r"(-?[\d.]+) (-?[\d.]+)", each.attrib["d"])
            across += [float(x) for x, _ in points]
            down += [float(y) for _, y in points]
    return across, down
