"""Draw charts with two scales: ranges by year, lines by year, and the chance of each amount."""

from collections.abc import Sequence

from markupsafe import Markup

from mtfp.documents.charts.chart import scale
from mtfp.documents.charts.ranges import FanChart, SCurve
from mtfp.documents.charts.series import Lines
from mtfp.reports.chart_text import scale_texts, text_of
from mtfp.reports.svg.layout import (
    EDGE,
    LABEL,
    Drawing,
    KeyItem,
    box_symbol,
    key,
    line_symbol,
)
from mtfp.reports.svg.letters import width_of
from mtfp.reports.svg.palette import AXIS, BAND, DARK_BLUE, MIDDLE_BLUE, ORANGE, PURPLE, Fill
from mtfp.reports.svg.plot import STEPS, EndLabel, Plot, plot_of
from mtfp.reports.svg.shapes import area, diamond, element, joined, stroke, text
from mtfp.results.table import MONEY, SHARE
from mtfp.views.simulated.in_words import often

DASHES = "6 3"
BELOW = 26.0
"""Space for the names below the scale across."""


def draw_fan(chart: FanChart, top: float, width: float) -> Drawing:
    """Return the range of 8 in 10 draws by year, with lines of the middle draw and of the plan."""
    bands, last = chart.bands, chart.bands[-1]
    values = [each for band in bands for each in (*band.inner, band.middle, band.plan)]
    written = text_of(values, MONEY, chart.unit)
    edges = [EndLabel(each, written.text(each)) for each in last.inner] if last.inner[0] < last.inner[1] else []
    named = (("Middle", last.middle), ("Plan", last.plan))
    ends = [*edges, *(EndLabel(amount, f"{name} {written.text(amount)}") for name, amount in named)]
    items = (
        KeyItem(box_symbol(Fill(BAND), MIDDLE_BLUE), "8 in 10 futures"),
        KeyItem(line_symbol(DARK_BLUE), "middle future"),
        KeyItem(line_symbol(PURPLE, dashes=DASHES, marked=True), "the plan"),
    )
    above = key(items, top, width)
    plot, axes = _years([band.label for band in bands], values, MONEY, chart.unit, above.bottom, width, ends)
    low, high = ([(float(at), band.inner[end]) for at, band in enumerate(bands)] for end in (0, 1))
    middle, plan = (
        plot.points(list(enumerate(each))) for each in zip(*((b.middle, b.plan) for b in bands), strict=True)
    )
    shapes = [
        area([*plot.points(high), *reversed(plot.points(low))], BAND),
        *(stroke(plot.points(edge), MIDDLE_BLUE, 1.5) for edge in (low, high)),
        axes,
        stroke(middle, DARK_BLUE, 2.5),
        stroke(plan, PURPLE, 2, dashes=DASHES),
        *(diamond(*point) for point in plan),
    ]
    return Drawing(above.shapes + joined(shapes) + plot.ends(ends), plot.bottom + BELOW)


def draw_lines(chart: Lines, top: float, width: float) -> Drawing:
    """Return one line per figure, with its name and last amount at its end."""
    values = [value for line in chart.lines for value in line.values if value is not None]
    written = text_of(values, chart.of, chart.unit)
    known = [[(float(at), value) for at, value in enumerate(line.values) if value is not None] for line in chart.lines]
    ends = [
        EndLabel(points[-1][1], f"{line.label} {written.text(points[-1][1])}")
        for line, points in zip(chart.lines, known, strict=True)
        if points
    ]
    shown = [*values, 0.0] if chart.of == SHARE else values
    plot, axes = _years(chart.years, shown, chart.of, chart.unit, top, width, ends)
    shapes = [axes]
    for points, (colour, dashes) in zip(known, LINES, strict=False):
        placed = plot.points(points)
        shapes.append(stroke(placed, colour, 2.5, dashes=dashes))
        shapes += [element("circle", cx=x, cy=y, r=3, fill=colour) for x, y in placed]
    return Drawing(joined(shapes) + plot.ends(ends), plot.bottom + BELOW)


LINES = ((DARK_BLUE, None), (ORANGE, DASHES))
"""Colour and dashes of each line."""


def _years(
    years: Sequence[str],
    values: Sequence[float],
    of: str,
    unit: str,
    top: float,
    width: float,
    ends: Sequence[EndLabel],
) -> tuple[Plot, Markup]:
    """Return the area of a chart by year, and its scales."""
    marks = scale(min(values), max(values), STEPS)
    texts = scale_texts(marks, of, unit)
    plot = plot_of(marks, texts, (0.0, max(len(years) - 1.0, 1.0)), top, width, ends)
    return plot, plot.amounts(marks, texts) + plot.names([float(at) for at in range(len(years))], years)


def draw_curve(chart: SCurve, top: float, width: float) -> Drawing:
    """Return the curve of the share of draws up to each amount, with the plan's amount marked."""
    amounts = [amount for amount, _ in chart.steps]
    shares = (0.0, 0.25, 0.5, 0.75, 1.0)
    plot = plot_of(shares, [f"{share:.0%}" for share in shares], (amounts[0], amounts[-1]), top + 20, width)
    texts = scale_texts(amounts, MONEY, chart.unit)
    axes = plot.amounts(shares, [f"{share:.0%}" for share in shares]) + plot.names(
        amounts, texts, amounts.index(0.0) if 0.0 in amounts else -1
    )
    shapes = [axes, stroke(plot.points(chart.steps), DARK_BLUE, 2.5)]
    if chart.central and amounts[0] <= chart.central[0] <= amounts[-1]:
        amount, share = chart.central
        shapes.append(
            _plan(plot, amount, share, f"Plan {text_of((amount,), MONEY, chart.unit).text(amount)}: {often(share)}")
        )
    return Drawing(joined(shapes), plot.bottom + BELOW)


def _plan(plot: Plot, amount: float, share: float, label: str) -> Markup:
    """Return the mark of the plan on the curve, with its label above the area."""
    at, half = plot.x(amount), width_of(label, LABEL, bold=True) / 2
    middle = min(max(at, EDGE + half), plot.width - EDGE - half)
    line = stroke([(at, plot.top - 4), (at, plot.bottom)], AXIS, 1.5, dashes="4 3")
    mark = diamond(at, plot.y(share))
    return line + mark + text((middle, plot.top - 8), label, text_anchor="middle", font_weight="bold")
