"""Make the picture of a chart as SVG: a title, a description, and the drawing of its kind."""

import hashlib
from typing import assert_never

from markupsafe import Markup

from mtfp.documents.charts.bars import Bars, Tornado, Waterfall
from mtfp.documents.charts.chart import ILLUSTRATIVE
from mtfp.documents.charts.kinds import AnyChart
from mtfp.documents.charts.ranges import FanChart, SCurve
from mtfp.documents.charts.series import Lines, StackedBars
from mtfp.findings.show import printable
from mtfp.reports.svg.by_item import draw_bars, draw_ranges, draw_stacked, draw_tornado, draw_waterfall
from mtfp.reports.svg.by_year import draw_curve, draw_fan, draw_lines
from mtfp.reports.svg.layout import LABEL, NARROW, Drawing, title
from mtfp.reports.svg.letters import FONT
from mtfp.reports.svg.palette import SERIES, TEXT, WHITE
from mtfp.reports.svg.shapes import NOTHING, box, element, joined
from mtfp.reports.svg.words import description

KEY_DIGITS = 8


def svg_of(chart: AnyChart, key: str = "", width: float = NARROW, *, with_title: bool = True) -> str:
    """Return the picture of a chart, laid out for a width in pixels.

    `key` begins the identifiers inside the picture; each picture on a page needs its own. By default it is made from
    the chart's figures. `with_title`: False for a page that has the title above the picture; a picture of invented
    figures says so all the same.
    """
    name = f"chart-{key or key_of(chart)}"
    above = title(_words_above(chart, with_title=with_title), width)
    below = _drawn(chart, above.bottom, width, name)
    height = round(below.bottom + 4)
    content = joined(
        (
            element("title", printable(chart.heading), id=f"{name}-title"),
            element("desc", printable(description(chart)), id=f"{name}-desc"),
            _patterns(chart, name),
            box(0, 0, width, height, WHITE),
            above.shapes,
            below.shapes,
        )
    )
    return str(
        element(
            "svg",
            content,
            xmlns="http://www.w3.org/2000/svg",
            width=width,
            height=height,
            viewBox=f"0 0 {width:g} {height}",
            role="img",
            aria_labelledby=f"{name}-title {name}-desc",
            font_family=FONT,
            font_size=LABEL,
            fill=TEXT,
        )
    )


def _words_above(chart: AnyChart, *, with_title: bool) -> str:
    if with_title:
        return chart.heading
    return ILLUSTRATIVE if chart.illustrative else ""


def key_of(chart: AnyChart) -> str:
    """Return a key made from the chart's title and figures: the same on every run."""
    return hashlib.sha256(repr(chart).encode()).hexdigest()[:KEY_DIGITS]


def _drawn(chart: AnyChart, top: float, width: float, name: str) -> Drawing:
    match chart:
        case FanChart():
            return draw_fan(chart, top, width) if chart.is_by_year else draw_ranges(chart, top, width)
        case SCurve():
            return draw_curve(chart, top, width)
        case Tornado():
            return draw_tornado(chart, top, width)
        case Bars():
            return draw_bars(chart, top, width)
        case Waterfall():
            return draw_waterfall(chart, top, width)
        case StackedBars():
            return draw_stacked(chart, top, width, [_fill(name, at) for at, _ in enumerate(chart.parts)])
        case Lines():
            return draw_lines(chart, top, width)
        case _:
            assert_never(chart)


def _fill(name: str, part: int) -> str | None:
    """Return the reference to the pattern of a part; None for a part without one."""
    return f"url(#{name}-{part})" if SERIES[part % len(SERIES)].pattern else None


def _patterns(chart: AnyChart, name: str) -> Markup:
    """Return the patterns of the parts of stacked bars."""
    if not isinstance(chart, StackedBars):
        return NOTHING
    return joined(
        element(
            "pattern",
            element("path", d=SERIES[at % len(SERIES)].pattern, stroke=WHITE, stroke_width=1.2),
            id=f"{name}-{at}",
            width=8,
            height=8,
            patternUnits="userSpaceOnUse",
        )
        for at, _ in enumerate(chart.parts)
        if SERIES[at % len(SERIES)].pattern
    )
