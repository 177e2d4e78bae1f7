"""Draw figures by year in plain characters: lines as marks, and the parts of totals as bars of different characters."""

from collections.abc import Sequence
from functools import partial

from mtfp.documents.charts.chart import scale
from mtfp.documents.charts.series import Lines, StackedBars
from mtfp.reports.terminal.chart_lines import ZERO, as_text, drawn_lines, place_of
from mtfp.reports.terminal.lines import prose

MARKS = "●◆▲■"
FILLS = "█▒▓░▚▤"


def draw_years(chart: Lines, width: int = 80, encoding: str = "utf-8") -> str:
    """Draw one line per year, with a mark for each figure."""
    values = [value for line in chart.lines for value in line.values if value is not None]
    amounts = scale(min(values), max(values))
    rows = list(zip(*(line.values for line in chart.lines), strict=True))
    bars = [(year, partial(_marks, row)) for year, row in zip(chart.years, rows, strict=True)]
    lines = drawn_lines(bars, amounts, chart.unit, width, encoding, chart.of)
    legend = "   ".join(f"{mark} {line.label}" for mark, line in zip(MARKS, chart.lines, strict=False))
    above, below, sentence = (prose(text, width, encoding) for text in (chart.heading, legend, chart.sentence))
    return as_text(encoding, above, lines, below, sentence)


def _marks(row: Sequence[float | None], amounts: Sequence[float], room: int) -> str:
    marks = [" "] * room
    if amounts[0] <= 0 <= amounts[-1]:
        marks[place_of(0.0, amounts, room)] = ZERO
    for mark, value in zip(MARKS, row, strict=False):
        if value is not None:
            marks[place_of(value, amounts, room)] = mark
    return "".join(marks)


def draw_stacked(chart: StackedBars, width: int = 80, encoding: str = "utf-8") -> str:
    """Draw one bar per year, with a character of its own for each part."""
    ends = [end for number, _ in enumerate(chart.years) for _, *both in chart.spans(number) for end in both]
    amounts = scale(min(0.0, *ends), max(0.0, *ends))
    bars = [(year, partial(_stack, chart.spans(number))) for number, year in enumerate(chart.years)]
    lines = drawn_lines(bars, amounts, chart.unit, width, encoding, chart.of)
    legend = "   ".join(f"{fill} {part.label}" for fill, part in zip(FILLS, chart.parts, strict=False))
    above, below, sentence = (prose(text, width, encoding) for text in (chart.heading, legend, chart.sentence))
    return as_text(encoding, above, lines, below, sentence)


def _stack(spans: Sequence[tuple[int, float, float]], amounts: Sequence[float], room: int) -> str:
    marks = [" "] * room
    marks[place_of(0.0, amounts, room)] = ZERO
    for part, begin, end in spans:
        low, high = sorted(place_of(each, amounts, room) for each in (begin, end))
        marks[low:high] = FILLS[part] * (high - low)
    return "".join(marks)
