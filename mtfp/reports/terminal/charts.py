"""Draw charts in plain characters for a terminal: ranges of draws, chances of amounts, and tornadoes.

Each chart has a sentence that states its result in words. Lengths show the figures; colours are not used.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from mtfp.documents.charts import Band, Bar, FanChart, SCurve, Tornado, scale
from mtfp.reports.files.letters import clean
from mtfp.reports.money import choose, form
from mtfp.reports.terminal.lines import left, prose, right, width_of, wrapped
from mtfp.results.table import MONEY, POINTS, Row, Table

OUTER, INNER, MIDDLE, PLAN, ZERO, BAR = "░▓┃◆┊█"
LEGEND = f"{INNER} 8 in 10 draws   {INNER}{OUTER} 9 in 10   {MIDDLE} the median   {PLAN} the plan   {ZERO} no gap"
BARS = "A longer bar is a higher chance."
WIDEST = 100
LONGEST_LABEL = 24


def draw_fan(chart: FanChart, width: int = 80, encoding: str = "utf-8") -> str:
    """Draw a fan chart with horizontal bars: one line per year or scenario, and a scale of money below."""
    amounts = scale(min(band.outer[0] for band in chart.bands), max(band.outer[1] for band in chart.bands))
    lines = _lines([(band.label, partial(_marks, band)) for band in chart.bands], amounts, chart.unit, width, encoding)
    title, legend, sentence = (prose(text, width, encoding) for text in (chart.title, LEGEND, chart.sentence))
    return _as_text(encoding, title, lines, legend, sentence)


def _lines(
    bars: Sequence[tuple[str, Callable[[Sequence[float], int], str]]],
    amounts: Sequence[float],
    money: str,
    width: int,
    encoding: str,
    of: str = MONEY,
) -> list[str]:
    """Return a line for each label and its drawing, which is given a scale and its width, then a line of amounts."""
    unit, texts = _texts(amounts, money, encoding, of)
    labels = [clean(label, encoding) for label, _ in bars]
    label = max(len(unit), min(LONGEST_LABEL, max(map(width_of, labels))))
    room = min(width, WIDEST) - label - 2
    lines: list[str] = []
    for name, (_, draw) in zip(labels, bars, strict=True):
        *above, last = wrapped(name, label) or [""]
        lines += [*above, f"{left(last, label)}  {draw(amounts, room)}".rstrip()]
    return [*lines, f"{unit:<{label}}  {_scale(amounts, texts, room)}"]


def _marks(band: Band, amounts: Sequence[float], room: int) -> str:
    def at(amount: float) -> int:
        return _place(amount, amounts, room)

    marks = [" "] * room
    if amounts[0] <= 0 <= amounts[-1]:
        marks[at(0.0)] = ZERO
    for (low, high), mark in ((band.outer, OUTER), (band.inner, INNER)):
        marks[at(low) : at(high) + 1] = mark * (at(high) - at(low) + 1)
    marks[at(band.middle)] = MIDDLE
    if amounts[0] <= band.plan <= amounts[-1]:
        marks[at(band.plan)] = PLAN
    return "".join(marks)


def _place(amount: float, amounts: Sequence[float], room: int) -> int:
    """Return the position of an amount on a scale that is `room` characters wide."""
    return round((amount - amounts[0]) / (amounts[-1] - amounts[0]) * (room - 1))


def _scale(amounts: Sequence[float], texts: Sequence[str], room: int) -> str:
    """Return a line with the amounts of the scale at their positions, as many as fit."""
    line = ""
    for amount, text in zip(amounts, texts, strict=True):
        place = _place(amount, amounts, room)
        start = min(max(place - len(text) // 2, 0), room - len(text))
        if not line or start >= len(line) + 2:
            line = line.ljust(start) + text
    return line


def draw_tornado(chart: Tornado, width: int = 80, encoding: str = "utf-8") -> str:
    """Draw a tornado with horizontal bars around no change: one line per driver, and a scale of amounts below."""
    ends = [end for bar in chart.bars for end in (bar.low, bar.high, bar.mark) if end is not None]
    amounts = scale(min(0.0, *ends), max(0.0, *ends))
    bars = [(bar.label, partial(_tornado_marks, bar)) for bar in chart.bars]
    lines = _lines(bars, amounts, chart.unit, width, encoding, chart.of)
    low, high, mark = (head if head.isupper() else head.lower() for head in chart.heads)
    legend = f"{BAR} from {low} to {high}   {ZERO} no change" + (f"   {PLAN} {mark}" if chart.has_marks else "")
    above, below, sentence = (prose(text, width, encoding) for text in (chart.title, legend, chart.sentence))
    return _as_text(encoding, above, lines, below, sentence)


def _tornado_marks(bar: Bar, amounts: Sequence[float], room: int) -> str:
    marks = [" "] * room
    low, high, zero = (_place(amount, amounts, room) for amount in (bar.low, bar.high, 0.0))
    if bar.low < bar.high:
        marks[low : high + 1] = BAR * (high - low + 1)
    marks[zero] = ZERO
    if bar.mark is not None:
        marks[_place(bar.mark, amounts, room)] = PLAN
    return "".join(marks)


def draw_curve(chart: SCurve, width: int = 80, encoding: str = "utf-8") -> str:
    """Draw an S-curve: one bar per amount, as long as the share of draws that do not exceed the amount."""
    unit, texts = _texts([amount for amount, _ in chart.steps], chart.unit, encoding)
    label = max(map(len, (unit, *texts)))
    room = min(width, WIDEST) - label - 2 - len("  100%")
    bars = [
        f"{right(text, label)}  {BAR * round(share * room)}  {share * 100:.0f}%"
        for text, (_, share) in zip(texts, chart.steps, strict=True)
    ]
    title, sentence = (prose(text, width, encoding) for text in (chart.title, f"{BARS} {chart.sentence}"))
    return _as_text(encoding, title, [f"{unit:>{label}}", *bars], sentence)


def _as_text(encoding: str, *parts: Iterable[str]) -> str:
    """Return the parts with an empty line between them, in letters of the encoding."""
    return "\n\n".join("\n".join(clean(line, encoding) for line in part) for part in parts)


def _texts(amounts: Sequence[float], unit: str, encoding: str, of: str = MONEY) -> tuple[str, list[str]]:
    """Return the unit in which a table would show the amounts, and each amount as text; points are points."""
    row = Row("amount", "", tuple(amounts), of)
    table = Table("scale", "", "", unit, (), (row,))
    shown = choose(table)
    return POINTS if of == POINTS else clean(shown.name, encoding), [
        form(row, table, shown).text(amount) for amount in amounts
    ]
