"""Descriptions of charts in words, for people who don't see the picture: each figure that the picture shows."""

from collections.abc import Iterator
from typing import assert_never

from mtfp.documents.charts.bars import Bars, Tornado, Waterfall
from mtfp.documents.charts.kinds import AnyChart
from mtfp.documents.charts.ranges import FanChart, SCurve
from mtfp.documents.charts.series import Lines, StackedBars
from mtfp.reports.chart_text import ChartText, text_of
from mtfp.results.table import MONEY


def description(chart: AnyChart) -> str:
    """Return the chart's sentence, and its figures, item by item."""
    return f"{chart.sentence} {'; '.join(_items(chart))}."


def _items(chart: AnyChart) -> Iterator[str]:
    match chart:
        case FanChart():
            yield from _of_bands(chart)
        case SCurve():
            written = text_of([amount for amount, _ in chart.steps], MONEY, chart.unit)
            yield from (f"up to {written.text(amount)}: {share:.0%} of draws" for amount, share in chart.steps)
        case Tornado():
            yield from _of_drivers(chart)
        case Bars():
            written = text_of([bar.value for bar in chart.bars], chart.of, chart.unit)
            for bar in chart.bars:
                note = f" ({bar.note})" if bar.note else ""
                yield f"{bar.label}: {written.text(bar.value, signed=chart.signed)}{note}"
        case Waterfall():
            written = text_of([step.amount.value for step in chart.steps], MONEY, chart.unit)
            for step in chart.steps:
                yield f"{step.amount.label}: {written.text(step.amount.value, signed=step.signed)}"
        case StackedBars():
            yield from _of_parts(chart)
        case Lines():
            yield from _of_lines(chart)
        case _:
            assert_never(chart)


def _of_bands(chart: FanChart) -> Iterator[str]:
    ends = [each for band in chart.bands for each in (*band.inner, band.middle, band.plan)]
    written = text_of(ends, MONEY, chart.unit)
    for band in chart.bands:
        low, high, middle, plan = (written.text(each) for each in (*band.inner, band.middle, band.plan))
        yield f"{band.label}: middle future {middle}, 8 in 10 futures from {low} to {high}, plan {plan}"


def _of_drivers(chart: Tornado) -> Iterator[str]:
    written = text_of(
        [end for bar in chart.bars for end in (bar.low, bar.high, bar.mark) if end is not None], chart.of, chart.unit
    )
    for bar in chart.bars:
        low, high = (written.text(end, signed=True) for end in (bar.low, bar.high))
        mark = f", {chart.heads[2].lower()} {written.text(bar.mark, signed=True)}" if bar.mark is not None else ""
        yield f"{bar.label}: {low} to {high}{mark}"


def _of_parts(chart: StackedBars) -> Iterator[str]:
    written = text_of(chart.totals, chart.of, chart.unit)
    for at, year in enumerate(chart.years):
        parts = [f"{part.label} {_known(part.values[at], written)}" for part in chart.parts]
        yield f"{year}: {', '.join(parts)}, {chart.total} {written.text(chart.totals[at])}"


def _of_lines(chart: Lines) -> Iterator[str]:
    written = text_of([v for line in chart.lines for v in line.values if v is not None], chart.of, chart.unit)
    for at, year in enumerate(chart.years):
        yield f"{year}: {', '.join(f'{line.label} {_known(line.values[at], written)}' for line in chart.lines)}"


def _known(value: float | None, written: ChartText) -> str:
    return "not known" if value is None else written.text(value)
