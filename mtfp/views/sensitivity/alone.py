"""Table of ranges of a figure if only one driver, or one group of drivers, were uncertain."""

from collections.abc import Iterator

from mtfp.analysis.sensitivity.alone import STATISTICS, Alone, Range
from mtfp.results.table import Column, Row, Table
from mtfp.views.sensitivity.words import amount, size, unit_of

COLUMNS = {"mean": "On average", "p10": "P10", "p90": "P90", "es90": "Worst tenth"}
WIDTH = "p90_less_p10"
NOTES = (
    "Each row draws one driver, or the drivers of one group, as the plan states, and keeps all others as in the "
    "central case. Figures are changes against the central case. P10, P90: one draw in ten is lower, or higher. Worst "
    "tenth: the average of the worst tenth of draws.",
    "The rows are in order of the range from P10 to P90, or of the change in the worst tenth if that is larger. They "
    "don't add up.",
)


def alone_table(found: Alone, scenario: str = "base") -> Table:
    """Return the ranges of everything together, of each group, and of each driver, the widest first."""
    question = found.question
    rows = [
        _row(found, found.together, scenario, strong=True),
        *_section(found, "Only one group of drivers uncertain", found.groups, scenario),
        *_section(found, "Only one driver uncertain", found.drivers, scenario),
    ]
    shown = [Column(label, statistic=name) for name, label in COLUMNS.items()]
    shown.insert(3, Column("P90 less P10", statistic=WIDTH))
    errors = [Column(f"se_{name}", statistic=f"se_{name}", for_machines=True) for name in STATISTICS]
    title = f"Change of {question.figure.in_sentence} in {question.year} if only this were uncertain"
    return Table("alone", title, question.plan.name, question.plan.unit, (*shown, *errors), tuple(rows), NOTES)


def alone_in_words(found: Alone) -> str:
    """Return a sentence on the driver that moves the figure most."""
    question, figure = found.question, found.question.figure.in_sentence
    moving = [each for each in found.drivers if each.size > 0]
    if not moving:
        return f"Nothing that is uncertain in the plan moves {figure} in {question.year}"
    most = moving[0]
    first = f"{most.label} makes {figure} in {question.year} most uncertain: if only this were uncertain,"
    if most.width < abs(most.worst):
        higher = f"{size(question, most.worst)} {'higher' if most.worst > 0 else 'lower'}"
        return f"{first} the worst tenth of draws would be {higher} than the central case on average"
    alone, together = _between(found, most), _between(found, found.together)
    return f"{first} 80 of 100 draws would lie between {alone}; with everything uncertain they lie between {together}"


def _between(found: Alone, range: Range) -> str:
    low, high = (found.question.centre + range.estimates[name].value for name in ("p10", "p90"))
    return f"{amount(found.question, low)} and {amount(found.question, high)}"


def _section(found: Alone, title: str, ranges: tuple[Range, ...], scenario: str) -> Iterator[Row]:
    if ranges:
        yield Row("", title, (None,) * (len(COLUMNS) + 1 + len(STATISTICS)), strong=True)
        yield from (_row(found, each, scenario, depth=1) for each in ranges)


def _row(found: Alone, range: Range, scenario: str, *, depth: int = 0, strong: bool = False) -> Row:
    unit, factor = unit_of(found.question.figure)
    estimates = [range.estimates.get(name) for name in STATISTICS]
    values = [None if each is None else factor * each.value for each in estimates]
    values.insert(3, factor * range.width if range.estimates else None)
    errors = [None if each is None or each.error is None else factor * each.error for each in estimates]
    return Row(
        range.id,
        range.label,
        (*values, *errors),
        unit,
        strong=strong,
        depth=depth,
        signed=True,
        scenario=scenario,
        year=found.question.year,
    )
