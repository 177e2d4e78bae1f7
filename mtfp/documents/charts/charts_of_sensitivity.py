"""Make charts of a sensitivity analysis: the drivers that move a figure most."""

from collections.abc import Sequence

from mtfp.analysis.moves.each import EachAlone, Effect
from mtfp.analysis.sensitivity.alone import Alone, Range
from mtfp.documents.charts.bars import Bar, Tornado
from mtfp.documents.charts.chart import is_illustrative
from mtfp.findings.short import in_list
from mtfp.results.table import MONEY, POINTS
from mtfp.views.sensitivity.amounts import amount_of
from mtfp.views.sensitivity.words import within

BARS = 10
"""Most lines of a tornado."""


def tornado_of_each(found: EachAlone) -> Tornado | None:
    """Return a tornado of each driver moved alone, up and down; None if no driver moves the figure."""
    drivers = found.by_driver()[:BARS]
    if not drivers:
        return None
    share = found.figure.is_share
    bars = tuple(_bar(found, moves, 100.0 if share else 1.0) for moves in drivers)
    sentence = (
        "Each driver is moved alone in every year: by a point for a rate or share (a tenth of a point if its range is "
        "narrower), by 1% for money, by ten points less for delivery."
    )
    return Tornado(
        name="each_tornado",
        figure=found.figure.id,
        plan=found.plan.name,
        year=found.year,
        title=_title_of_each(found, drivers),
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
    sentence = (
        "Only one driver is uncertain in each line: the range of 8 in 10 draws, and the average of the worst tenth, "
        "less the central case."
    )
    return Tornado(
        name="alone_tornado",
        figure=figure.id,
        plan=question.plan.name,
        year=question.year,
        title=_title_of_alone(found, drivers),
        sentence=sentence,
        unit=question.plan.unit,
        illustrative=is_illustrative(question.plan),
        heads=("P10", "P90", "Worst tenth"),
        statistics=("p10", "p90", "es90"),
        bars=tuple(_range_bar(each, 100.0 if share else 1.0) for each in drivers),
        of=POINTS if share else MONEY,
    )


def _title_of_each(found: EachAlone, drivers: Sequence[tuple[Effect, ...]]) -> str:
    """Return what the move that does most harm does; if several drivers do as much, their labels."""
    effects = [moves[0] for moves in drivers]
    text = amount_of(found.figure, abs(found.of(effects[0])), found.plan.unit)
    alike = [each for each in effects if amount_of(found.figure, abs(found.of(each)), found.plan.unit) == text]
    if len(alike) > 1:
        labels = in_list([within(each.move.label) for each in alike])
        return f"No driver moves {found.figure.in_sentence} in {found.year} more than {labels}, by {text}"
    verb = "adds" if found.of(effects[0]) > 0 else "takes"
    end = "to" if verb == "adds" else "off"
    first = f"{effects[0].move.label}, {effects[0].move.words}"
    return f"{first}, {verb} {text} {end} {found.figure.in_sentence} in {found.year}, the most of all drivers"


def _title_of_alone(found: Alone, drivers: Sequence[Range]) -> str:
    """Return the driver that may do most harm, as the worst tenth of draws shows; several if they do as much."""
    figure, unit, year = found.question.figure, found.question.plan.unit, found.question.year
    if found.harm(drivers[0]) <= 0:
        return f"Nothing that is uncertain makes {figure.in_sentence} in {year} worse"
    text = amount_of(figure, found.harm(drivers[0]), unit)
    alike = [each for each in drivers if found.harm(each) > 0 and amount_of(figure, found.harm(each), unit) == text]
    labels = in_list([within(each.label) for each in alike])
    return f"{labels[:1].upper()}{labels[1:]} may do most harm to {figure.in_sentence} in {year}"


def _range_bar(range: Range, times: float) -> Bar:
    low, high, worst = (times * range.estimates[name].value for name in ("p10", "p90", "es90"))
    return Bar(range.id, range.label, low, high, worst)


def _bar(found: EachAlone, moves: tuple[Effect, ...], times: float) -> Bar:
    """Return the line of a driver: from its lowest effect to its highest, and to no change if it has a single move."""
    ends = [times * found.of(each) for each in moves] + ([0.0] if len(moves) == 1 else [])
    size = moves[0].move.words
    if len(moves) > 1:
        size = size.removesuffix(" more").removesuffix(" less")
    return Bar(moves[0].move.driver, f"{moves[0].move.label}, {size}", min(ends), max(ends))
