"""Table of ranges of a figure if only one driver, or one group of drivers, were uncertain."""

from collections.abc import Iterator
from dataclasses import replace

from mtfp.analysis.sensitivity.alone import STATISTICS, Alone, Range
from mtfp.findings.short import counted
from mtfp.results.table import Column, Row, Table
from mtfp.views.sensitivity.words import amount, size, unit_of, within

COLUMNS = {"mean": "On average", "p10": "P10", "p90": "P90", "es90": "Worst tenth"}
WIDTH = "p90_less_p10"
NEAR = 1 / 3
"""Smallest part of the harm of the first driver with which a risk event gets a sentence."""
NOTES = (
    "Each row draws one driver, or the drivers of one group, as the plan states, and keeps all others as in the "
    "central case. Figures are changes against the central case. P10, P90: one draw in ten is lower, or higher. Worst "
    "tenth: the average of the worst tenth of draws.",
    "The rows are in order of the change in the worst tenth, most harm first. They don't add up.",
)


def alone_table(found: Alone, most: int | None = None, scenario: str = "base") -> Table:
    """Return the ranges of everything together, of each group, and of each driver, the most harmful first.

    `most` is the number of drivers that people see; all of them by default.
    """
    question = found.question
    rows = [
        _row(found, found.together, scenario, strong=True),
        *_section(found, "Only one group of drivers uncertain", found.groups, scenario),
        *_section(found, "Only one driver uncertain", found.drivers, scenario, most),
    ]
    shown = [Column(label, statistic=name) for name, label in COLUMNS.items()]
    shown.insert(3, Column("P90 less P10", statistic=WIDTH))
    errors = [Column(f"se_{name}", statistic=f"se_{name}", for_machines=True) for name in STATISTICS]
    title = f"Change of {question.figure.in_sentence} in {question.year} if only this were uncertain"
    return Table(
        "alone",
        title,
        question.plan.name,
        question.plan.unit,
        (*shown, *errors),
        tuple(rows),
        (*NOTES, *_rest(found, most)),
    )


def alone_in_words(found: Alone) -> str:
    """Return a sentence on the driver that worsens the worst tenth of draws most, and on a risk event that comes near.

    It also has the range of 8 in 10 draws, if the driver has one.
    """
    question, figure = found.question, found.question.figure.in_sentence
    moving = [each for each in found.drivers if each.size > 0]
    if not moving:
        return f"Nothing that is uncertain in the plan moves {figure} in {question.year}"
    most = moving[0]
    if found.harm(most) <= 0:
        return f"Nothing that is uncertain in the plan makes {figure} in {question.year} worse"
    words = (
        f"{most.label} may do most harm to {figure} in {question.year}: if only this were uncertain, the worst tenth "
        f"of draws would average {_worst(found, most)}{_between(found, most)}. With everything uncertain, the "
        f"worst tenth averages {_worst(found, found.together)}{_between(found, found.together)}"
    )
    event = next((each for each in moving if each.group == "events"), most)
    if event is most or found.harm(event) < NEAR * found.harm(most):
        return words
    worse = f"{size(question, event.worst)} worse than the central case"
    return f"{words}. The largest risk event ({within(event.label)}) alone would make the worst tenth {worse}"


def _worst(found: Alone, range: Range) -> str:
    return amount(found.question, found.question.centre + range.worst)


def _between(found: Alone, range: Range) -> str:
    """Return the ends of the range of 8 in 10 draws; empty for a rare event, which has no range."""
    if range.width < abs(range.worst) and range.group:
        return ""
    low, high = (found.question.centre + range.estimates[name].value for name in ("p10", "p90"))
    ends = f"{amount(found.question, low)} and {amount(found.question, high)}"
    return f", and 80 of 100 draws {'would lie' if range.group else 'lie'} between {ends}"


def _rest(found: Alone, most: int | None) -> Iterator[str]:
    if most is not None and (hidden := found.drivers[most:]):
        largest = size(found.question, max(each.size for each in hidden))
        more = counted(len(hidden), "more driver")
        moves = "moves" if len(hidden) == 1 else "move"
        yield f"{more} {moves} neither the range nor the worst tenth by more than {largest}; `--table alone` lists all."


def _section(
    found: Alone, title: str, ranges: tuple[Range, ...], scenario: str, most: int | None = None
) -> Iterator[Row]:
    if ranges:
        yield Row("", title, (None,) * (len(COLUMNS) + 1 + len(STATISTICS)), strong=True)
        for number, each in enumerate(ranges):
            row = _row(found, each, scenario, depth=1)
            yield replace(row, for_machines=most is not None and number >= most)


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
