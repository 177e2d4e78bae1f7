"""Colours of charts: the palettes of the Scottish Government Design System.

Each colour of a bar or line has a contrast of at least 3:1 with white, and neighbours in `SERIES` have 3:1 with each
other; text has 7:1. In black and white, light and dark alternate, and later series have patterns.
"""

from typing import NamedTuple

WHITE = "#ffffff"
TEXT = "#333333"
AXIS = "#727272"
GRID = "#d0d0d0"
"""Colour of the lines of a scale, which a reader may miss."""
DARK_BLUE, TEAL, PURPLE, ORANGE = "#002d54", "#2b9c93", "#6a2063", "#e5682a"
DARK_GREEN, LIGHT_GREEN, BROWN, PINK = "#0b4c0b", "#5d9f3c", "#592c20", "#ca72a2"
BAND = "#d9effc"
"""Fill of a range; its edges are drawn in MIDDLE_BLUE."""
MIDDLE_BLUE = "#0065bd"


class Fill(NamedTuple):
    """Colour of a part of a bar, and the white pattern over it: a path in a square of 8 pixels; empty for none."""

    colour: str
    pattern: str = ""


SERIES = (
    Fill(DARK_BLUE),
    Fill(TEAL),
    Fill(PURPLE, "M0 8L8 0"),
    Fill(ORANGE, "M4 3V5"),
    Fill(DARK_GREEN, "M0 0L8 8"),
    Fill(LIGHT_GREEN, "M0 4H8"),
    Fill(BROWN, "M4 0V8"),
    Fill(PINK, "M0 0L8 8M0 8L8 0"),
)
"""Fills of the parts of a bar, in order."""
