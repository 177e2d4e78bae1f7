"""Draw charts in plain characters for a terminal; here ranges of draws, chances of amounts, and tornadoes.

Each chart has a sentence that states its result in words. Lengths show the figures; colours are not used.
"""

from collections.abc import Sequence
from functools import partial
from typing import assert_never

from mtfp.documents.charts.bars import Bar, Bars, Tornado, Waterfall
from mtfp.documents.charts.chart import scale
from mtfp.documents.charts.kinds import AnyChart
from mtfp.documents.charts.ranges import Band, FanChart, SCurve
from mtfp.documents.charts.series import Lines, StackedBars
from mtfp.reports.terminal.amount_charts import draw_bars, draw_waterfall
from mtfp.reports.terminal.chart_lines import BAR, WIDEST, ZERO, amounts_as_text, as_text, drawn_lines, place_of
from mtfp.reports.terminal.lines import prose, right
from mtfp.reports.terminal.year_charts import draw_stacked, draw_years

OUTER, INNER, MIDDLE, PLAN = "░▓┃◆"
LEGEND = f"{INNER} 8 in 10 draws   {INNER}{OUTER} 9 in 10   {MIDDLE} the median   {PLAN} the plan   {ZERO} no gap"
BARS = "A longer bar is a higher chance."


def draw_chart(chart: AnyChart, width: int = 80, encoding: str = "utf-8") -> str:
    """Draw a chart of any kind."""
    match chart:
        case FanChart():
            return draw_fan(chart, width, encoding)
        case SCurve():
            return draw_curve(chart, width, encoding)
        case Tornado():
            return draw_tornado(chart, width, encoding)
        case Bars():
            return draw_bars(chart, width, encoding)
        case Waterfall():
            return draw_waterfall(chart, width, encoding)
        case StackedBars():
            return draw_stacked(chart, width, encoding)
        case Lines():
            return draw_years(chart, width, encoding)
        case _:
            assert_never(chart)


def draw_fan(chart: FanChart, width: int = 80, encoding: str = "utf-8") -> str:
    """Draw a fan chart with horizontal bars: one line per year or scenario, and a scale of money below."""
    amounts = scale(min(band.outer[0] for band in chart.bands), max(band.outer[1] for band in chart.bands))
    lines = drawn_lines(
        [(band.label, partial(_marks, band)) for band in chart.bands], amounts, chart.unit, width, encoding
    )
    title, legend, sentence = (prose(text, width, encoding) for text in (chart.heading, LEGEND, chart.sentence))
    return as_text(encoding, title, lines, legend, sentence)


def _marks(band: Band, amounts: Sequence[float], room: int) -> str:
    def at(amount: float) -> int:
        return place_of(amount, amounts, room)

    marks = [" "] * room
    if amounts[0] <= 0 <= amounts[-1]:
        marks[at(0.0)] = ZERO
    for (low, high), mark in ((band.outer, OUTER), (band.inner, INNER)):
        marks[at(low) : at(high) + 1] = mark * (at(high) - at(low) + 1)
    marks[at(band.middle)] = MIDDLE
    if amounts[0] <= band.plan <= amounts[-1]:
        marks[at(band.plan)] = PLAN
    return "".join(marks)


def draw_tornado(chart: Tornado, width: int = 80, encoding: str = "utf-8") -> str:
    """Draw a tornado with horizontal bars around no change: one line per driver, and a scale of amounts below."""
    ends = [end for bar in chart.bars for end in (bar.low, bar.high, bar.mark) if end is not None]
    amounts = scale(min(0.0, *ends), max(0.0, *ends))
    bars = [(bar.label, partial(_tornado_marks, bar)) for bar in chart.bars]
    lines = drawn_lines(bars, amounts, chart.unit, width, encoding, chart.of)
    low, high, mark = (head if head.isupper() else head.lower() for head in chart.heads)
    legend = f"{BAR} from {low} to {high}   {ZERO} no change" + (f"   {PLAN} {mark}" if chart.has_marks else "")
    above, below, sentence = (prose(text, width, encoding) for text in (chart.heading, legend, chart.sentence))
    return as_text(encoding, above, lines, below, sentence)


def _tornado_marks(bar: Bar, amounts: Sequence[float], room: int) -> str:
    marks = [" "] * room
    low, high, zero = (place_of(amount, amounts, room) for amount in (bar.low, bar.high, 0.0))
    if bar.low < bar.high:
        marks[low : high + 1] = BAR * (high - low + 1)
    marks[zero] = ZERO
    if bar.mark is not None:
        marks[place_of(bar.mark, amounts, room)] = PLAN
    return "".join(marks)


def draw_curve(chart: SCurve, width: int = 80, encoding: str = "utf-8") -> str:
    """Draw an S-curve: one bar per amount, as long as the share of draws that do not exceed the amount."""
    unit, texts = amounts_as_text([amount for amount, _ in chart.steps], chart.unit, encoding)
    label = max(map(len, (unit, *texts)))
    room = min(width, WIDEST) - label - 2 - len("  100%")
    bars = [
        f"{right(text, label)}  {BAR * round(share * room)}  {share * 100:.0f}%"
        for text, (_, share) in zip(texts, chart.steps, strict=True)
    ]
    title, sentence = (prose(text, width, encoding) for text in (chart.heading, f"{BARS} {chart.sentence}"))
    return as_text(encoding, title, [f"{unit:>{label}}", *bars], sentence)
