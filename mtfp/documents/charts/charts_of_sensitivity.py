"""Make charts of a sensitivity analysis: the drivers that move a figure most."""

from mtfp.analysis.moves.each import EachAlone, Effect
from mtfp.analysis.sensitivity.alone import Alone, Range
from mtfp.documents.charts.bars import Bar, Tornado
from mtfp.documents.charts.chart import is_illustrative
from mtfp.results.table import MONEY, POINTS

BARS = 10
"""Most lines of a tornado."""


def tornado_of_each(found: EachAlone) -> Tornado | None:
    """Return a tornado of each driver moved alone, up and down; None if no driver moves the figure."""
    drivers = found.by_driver()[:BARS]
    if not drivers:
        return None
    share = found.figure.is_share
    bars = tuple(_bar(found, moves, 100.0 if share else 1.0) for moves in drivers)
    title = f"Change of {found.figure.in_sentence} in {found.year} with each driver moved up and down"
    sentence = (
        "The table below has the moves: a point for a rate or share (a tenth of a point if its range is narrower), "
        "1% for money, ten points less delivery."
    )
    return Tornado(
        name="each_tornado",
        figure=found.figure.id,
        plan=found.plan.name,
        year=found.year,
        title=title,
        sentence=sentence,
        unit=found.plan.unit,
        illustrative=is_illustrative(found.plan),
        heads=("Lowest", "Highest", ""),
        statistics=("low", "high", ""),
        bars=bars,
        of=POINTS if share else MONEY,
    )


def tornado_of_alone(found: Alone) -> Tornado | None:
    """Return a tornado of the drivers with only one of them uncertain; None if none of them moves the figure."""
    question = found.question
    drivers = [each for each in found.drivers if each.size][:BARS]
    if not drivers:
        return None
    figure, share = question.figure, question.figure.is_share
    sentence = "Each line is the range of 8 in 10 draws, and the average of the worst tenth, less the central case."
    return Tornado(
        name="alone_tornado",
        figure=figure.id,
        plan=question.plan.name,
        year=question.year,
        title=f"Change of {figure.in_sentence} in {question.year} if only this were uncertain",
        sentence=sentence,
        unit=question.plan.unit,
        illustrative=is_illustrative(question.plan),
        heads=("P10", "P90", "Worst tenth"),
        statistics=("p10", "p90", "es90"),
        bars=tuple(_range_bar(each, 100.0 if share else 1.0) for each in drivers),
        of=POINTS if share else MONEY,
    )


def _range_bar(range: Range, times: float) -> Bar:
    low, high, worst = (times * range.estimates[name].value for name in ("p10", "p90", "es90"))
    return Bar(range.id, range.label, low, high, worst)


def _bar(found: EachAlone, moves: tuple[Effect, ...], times: float) -> Bar:
    """Return the line of a driver: from its lowest effect to its highest, and to no change if it has a single move."""
    ends = [times * found.of(each) for each in moves] + ([0.0] if len(moves) == 1 else [])
    return Bar(moves[0].move.driver, moves[0].move.label, min(ends), max(ends))
