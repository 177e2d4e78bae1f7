"""Draw charts with a row for each item: ranges by scenario, tornadoes, bars, waterfalls, and stacked bars of years."""

from collections.abc import Sequence
from functools import partial

from markupsafe import Markup

from mtfp.documents.charts.bars import Bar, Bars, Step, Tornado, Waterfall
from mtfp.documents.charts.ranges import Band, FanChart
from mtfp.documents.charts.series import StackedBars
from mtfp.reports.chart_text import ChartText, text_of
from mtfp.reports.svg.layout import Drawing, KeyItem, box_symbol, key, middle_symbol, plan_symbol, zero_symbol
from mtfp.reports.svg.palette import BAND, DARK_BLUE, MIDDLE_BLUE, ORANGE, SERIES, TEAL, WHITE, Fill
from mtfp.reports.svg.rows import HEIGHT, Across, BarRow, draw_rows
from mtfp.reports.svg.shapes import NOTHING, box, diamond, joined, tick
from mtfp.results.table import MONEY

LESS, MORE = TEAL, ORANGE
"""Colours of changes below and above zero."""


def draw_ranges(chart: FanChart, top: float, width: float) -> Drawing:
    """Return the range of 8 in 10 draws of each scenario, with the middle draw and the central case."""
    ends = [each for band in chart.bands for each in (*band.inner, band.middle, band.plan)]
    written = text_of(ends, MONEY, chart.unit)
    rows = [
        BarRow(
            band.label,
            _middle_and_range(band, written),
            partial(_range, band),
        )
        for band in chart.bands
    ]
    items = (
        KeyItem(box_symbol(Fill(BAND), MIDDLE_BLUE), "8 in 10 futures"),
        KeyItem(middle_symbol, "middle future"),
        KeyItem(plan_symbol, "central case"),
        *([KeyItem(zero_symbol, "no gap")] if min(ends) <= 0 <= max(ends) else []),
    )
    above = key(items, top, width)
    below = draw_rows(rows, _span(ends), above.bottom, width)
    return Drawing(above.shapes + below.shapes, below.bottom)


def _middle_and_range(band: Band, written: ChartText) -> str:
    low, high = (written.text(each) for each in band.inner)
    return (
        written.text(band.middle)
        if band.inner[0] == band.inner[1]
        else f"{written.text(band.middle)} ({low} to {high})"
    )


def _range(band: Band, across: Across, top: float) -> Markup:
    low, high, middle = (across(each) for each in (*band.inner, band.middle))
    filled = box(low, top, high - low, HEIGHT, BAND, stroke=MIDDLE_BLUE, stroke_width=1.5)
    return filled + tick(middle, top - 2, top + HEIGHT + 2) + diamond(across(band.plan), top + HEIGHT / 2)


def draw_tornado(chart: Tornado, top: float, width: float) -> Drawing:
    """Return a bar around no change for each driver, with its ends as figures."""
    ends = [end for bar in chart.bars for end in (bar.low, bar.high, bar.mark) if end is not None]
    written = text_of(ends, chart.of, chart.unit)
    rows = [
        BarRow(
            bar.label,
            f"{written.text(bar.low, signed=True)} to {written.text(bar.high, signed=True)}",
            partial(_around_zero, bar),
        )
        for bar in chart.bars
    ]
    low, high, mark = (head if head.isupper() else head.lower() for head in chart.heads)
    items = [KeyItem(_both, f"from {low} to {high}")] + ([KeyItem(plan_symbol, mark)] if chart.has_marks else [])
    above = key(items, top, width)
    below = draw_rows(rows, _span(ends), above.bottom, width)
    return Drawing(above.shapes + below.shapes, below.bottom)


def _both(left: float, middle: float) -> Markup:
    return box(left, middle - 6, 10, 12, LESS) + box(left + 10, middle - 6, 10, 12, MORE)


def _around_zero(bar: Bar, across: Across, top: float) -> Markup:
    low, high, zero = across(bar.low), across(bar.high), across(0.0)
    less = box(low, top, min(high, zero) - low, HEIGHT, LESS) if bar.low < 0 else NOTHING
    more = box(max(low, zero), top, high - max(low, zero), HEIGHT, MORE) if bar.high > 0 else NOTHING
    mark = diamond(across(bar.mark), top + HEIGHT / 2) if bar.mark is not None else NOTHING
    return less + more + mark


def draw_bars(chart: Bars, top: float, width: float) -> Drawing:
    """Return a bar from zero for each amount, with its figure and note."""
    written = text_of([bar.value for bar in chart.bars], chart.of, chart.unit)
    rows = [
        BarRow(
            bar.label,
            ", ".join(filter(None, (written.text(bar.value, signed=chart.signed), bar.note))),
            partial(_bar, 0.0, bar.value, TEAL if bar.value < 0 else DARK_BLUE),
        )
        for bar in chart.bars
    ]
    return draw_rows(rows, _span([bar.value for bar in chart.bars]), top, width)


def draw_waterfall(chart: Waterfall, top: float, width: float) -> Drawing:
    """Return the totals from zero, and each change from where the change before it ends."""
    written = text_of([step.amount.value for step in chart.steps], MONEY, chart.unit)
    rows = [
        BarRow(
            step.amount.label,
            written.text(step.amount.value, signed=step.signed),
            partial(_bar, step.begin, step.end, _colour(step)),
            strong=step.is_total,
        )
        for step in chart.steps
    ]
    return draw_rows(rows, _span([end for step in chart.steps for end in (step.begin, step.end)]), top, width)


def _colour(step: Step) -> str:
    return DARK_BLUE if step.is_total else LESS if step.amount.value < 0 else MORE


def _bar(begin: float, end: float, colour: str, across: Across, top: float) -> Markup:
    left, right = sorted((across(begin), across(end)))
    return box(left, top, max(right - left, 1.0), HEIGHT, colour) if begin != end else NOTHING


def draw_stacked(chart: StackedBars, top: float, width: float, patterns: Sequence[str | None]) -> Drawing:
    """Return a bar for each year with its parts, and their sum; `patterns` has the fill over each part."""
    written = text_of(chart.totals, chart.of, chart.unit)
    rows = [
        BarRow(year, _figures(chart, at, written), partial(_parts, chart.spans(at), patterns))
        for at, year in enumerate(chart.years)
    ]
    items = [
        KeyItem(box_symbol(SERIES[at % len(SERIES)], pattern=patterns[at]), part.label)
        for at, part in enumerate(chart.parts)
    ]
    ends = [end for at, _ in enumerate(chart.years) for _, *both in chart.spans(at) for end in both]
    above = key(items, top, width)
    below = draw_rows(rows, _span(ends), above.bottom, width)
    return Drawing(above.shapes + below.shapes, below.bottom)


def _figures(chart: StackedBars, year: int, written: ChartText) -> str:
    """Return the sum of a year; the parts themselves if there are two and none is below zero."""
    values = [part.values[year] for part in chart.parts]
    if all(value is None for value in values):
        return "not known"
    if len(values) == 2 and all(value is not None and value >= 0 for value in values):
        return " and ".join(written.text(value or 0.0) for value in values)
    return written.text(chart.totals[year])


def _parts(
    spans: Sequence[tuple[int, float, float]], patterns: Sequence[str | None], across: Across, top: float
) -> Markup:
    shapes = list[Markup]()
    for part, begin, end in spans:
        left, right = sorted((across(begin), across(end)))
        place = (left, top, right - left, HEIGHT)
        shapes.append(box(*place, SERIES[part % len(SERIES)].colour, stroke=WHITE))
        if pattern := patterns[part]:
            shapes.append(box(*place, pattern))
    return joined(shapes)


def _span(ends: Sequence[float]) -> tuple[float, float]:
    """Return the amounts from end to end of all bars, zero among them."""
    return min(0.0, *ends, 0.0), max(0.0, *ends, 0.0)
