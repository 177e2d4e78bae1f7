"""Draw bars of amounts, and waterfalls, in plain characters; the figure stands behind each label."""

from collections.abc import Sequence
from functools import partial

from mtfp.documents.charts.bars import Amount, Bars, Waterfall
from mtfp.documents.charts.chart import scale
from mtfp.reports.chart_text import text_of
from mtfp.reports.terminal.chart_lines import BAR, ZERO, Draw, as_text, drawn_lines, place_of
from mtfp.reports.terminal.lines import prose
from mtfp.results.table import MONEY


def draw_bars(chart: Bars, width: int = 80, encoding: str = "utf-8") -> str:
    """Draw a bar from zero for each amount, with its figure behind the label."""
    spans = [(bar, 0.0, bar.value) for bar in chart.bars]
    written = text_of([bar.value for bar in chart.bars], chart.of, chart.unit)
    texts = [written.text(bar.value, signed=chart.signed) for bar in chart.bars]
    return _drawn(chart, spans, texts, width, encoding, chart.of)


def draw_waterfall(chart: Waterfall, width: int = 80, encoding: str = "utf-8") -> str:
    """Draw each total from zero, and each change from where the change before it ends."""
    written = text_of([step.amount.value for step in chart.steps], MONEY, chart.unit)
    spans = [(step.amount, step.begin, step.end) for step in chart.steps]
    texts = [written.text(step.amount.value, signed=step.signed) for step in chart.steps]
    return _drawn(chart, spans, texts, width, encoding, MONEY)


def _drawn(
    chart: Bars | Waterfall,
    spans: Sequence[tuple[Amount, float, float]],
    texts: Sequence[str],
    width: int,
    encoding: str,
    of: str,
) -> str:
    ends = [end for _, begin, end in spans for end in (begin, end)]
    amounts = scale(min(0.0, *ends), max(0.0, *ends))
    bars: list[tuple[str, Draw]] = [
        (f"{amount.label} {text}", partial(_marks, begin, end))
        for (amount, begin, end), text in zip(spans, texts, strict=True)
    ]
    lines = drawn_lines(bars, amounts, chart.unit, width, encoding, of)
    title, sentence = (prose(text, width, encoding) for text in (chart.heading, chart.sentence))
    return as_text(encoding, title, lines, sentence)


def _marks(begin: float, end: float, amounts: Sequence[float], room: int) -> str:
    marks = [" "] * room
    low, high = sorted(place_of(each, amounts, room) for each in (begin, end))
    if begin != end:
        marks[low : high + 1] = BAR * (high - low + 1)
    zero = place_of(0.0, amounts, room)
    marks[zero] = ZERO if marks[zero] == " " else marks[zero]
    return "".join(marks)
