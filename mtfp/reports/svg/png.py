"""Make the picture of a chart as PNG, with the bundled font and no other."""

import struct
import zlib

from mtfp.documents.charts.kinds import AnyChart
from mtfp.reports.page import SOFTWARE
from mtfp.reports.svg.layout import WIDE
from mtfp.reports.svg.letters import font_files, has
from mtfp.reports.svg.picture import svg_of

SCALE = 2
"""Pixels of a PNG for each pixel of the layout, so that text is sharp on paper."""
AFTER_HEADER = 33
"""Length of a PNG's signature and header, after which other chunks may stand."""
UNKNOWN = "□"
"""Sign in place of a letter that the font lacks; the renderer would leave such a letter out."""


def png_of(chart: AnyChart, width: float = WIDE, scale: int = SCALE, *, with_title: bool = True) -> bytes:
    """Return the picture of a chart, laid out for a width in pixels and enlarged `scale` times.

    `with_title`: False for a page that has the title above the picture.
    """
    return rendered(svg_of(chart, width=width, with_title=with_title), round(width * scale))


def rendered(svg: str, width: int) -> bytes:
    """Return a picture as PNG, `width` pixels wide. Letters that the font lacks are shown as □."""
    from resvg_py import svg_to_bytes

    shown = "".join(letter if letter == "\n" or has(letter) else UNKNOWN for letter in svg)
    fonts = [str(path) for path in font_files()]
    found = svg_to_bytes(svg_string=shown, width=width, skip_system_fonts=True, font_files=fonts)
    return _signed(bytes(found))


def _signed(png: bytes) -> bytes:
    """Return a PNG with the name of the program, by which mtfp recognises its own files."""
    chunk = SOFTWARE
    check = struct.pack(">I", zlib.crc32(chunk))
    written = struct.pack(">I", len(chunk) - 4) + chunk + check
    return png[:AFTER_HEADER] + written + png[AFTER_HEADER:]
