"""Shapes of a picture as SVG elements with attributes, without styles or scripts; every text is escaped."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from mtfp.findings.show import printable
from mtfp.reports.svg.palette import DARK_BLUE, WHITE

Point = tuple[float, float]
NOTHING = Markup("")


def number(value: float) -> str:
    """Return a coordinate, to a tenth of a pixel.

    >>> number(12.04), number(-0.01), number(12.55)
    ('12', '0', '12.6')
    """
    return f"{round(value + 1e-9, 1) + 0:g}"


def joined(parts: Iterable[Markup]) -> Markup:
    """Return shapes one after the other."""
    return NOTHING.join(parts)


def element(name: str, content: str | Markup = NOTHING, /, **attributes: object) -> Markup:
    """Return an element; `_` in a name of an attribute stands for `-`, and numbers are coordinates."""
    written = (
        Markup(' {}="{}"').format(
            key.rstrip("_").replace("_", "-"), number(value) if isinstance(value, int | float) else value
        )
        for key, value in attributes.items()
        if value is not None
    )
    opened = Markup("<{}{}").format(name, joined(written))
    return Markup("{}>{}</{}>").format(opened, content, name) if content else opened + Markup("/>")


def text(at: Point, words: str, /, **attributes: object) -> Markup:
    """Return one line of text, whose letters stand on the point."""
    return element("text", printable(words), x=at[0], y=at[1], **attributes)


def lines_of_text(at: Point, lines: Sequence[str], step: float, **attributes: object) -> Markup:
    """Return lines of text below each other."""
    return joined(text((at[0], at[1] + step * row), words, **attributes) for row, words in enumerate(lines))


def box(left: float, top: float, width: float, height: float, fill: str, **attributes: object) -> Markup:
    """Return a filled rectangle."""
    return element("rect", x=left, y=top, width=max(width, 0.0), height=height, fill=fill, **attributes)


def stroke(points: Sequence[Point], colour: str, width: float = 1.0, *, dashes: str | None = None) -> Markup:
    """Return a line through points."""
    return element("path", d=path(points), fill="none", stroke=colour, stroke_width=width, stroke_dasharray=dashes)


def area(points: Sequence[Point], fill: str) -> Markup:
    """Return a filled area."""
    return element("path", d=f"{path(points)}Z", fill=fill)


def path(points: Sequence[Point]) -> str:
    """Return points as the description of a path."""
    return "".join(f"{'L' if at else 'M'}{number(x)} {number(y)}" for at, (x, y) in enumerate(points))


def diamond(x: float, y: float, size: float = 5.0, fill: str = WHITE) -> Markup:
    """Return the mark of the plan."""
    points = [(x - size, y), (x, y - size), (x + size, y), (x, y + size)]
    return element("path", d=f"{path(points)}Z", fill=fill, stroke=DARK_BLUE, stroke_width=1.5)


def tick(x: float, top: float, bottom: float) -> Markup:
    """Return the mark of a middle draw: a thick upright line with a white edge."""
    return stroke([(x, top), (x, bottom)], WHITE, 5) + stroke([(x, top), (x, bottom)], DARK_BLUE, 3)
