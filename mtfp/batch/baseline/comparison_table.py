"""Show the changes since a baseline: the largest in a table for people, all of them for programs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from mtfp.batch.baseline.comparison import CENTRAL, STANDARD_ERRORS, Change, Comparison
from mtfp.batch.plans.plan_source import BASE
from mtfp.findings.place import Place
from mtfp.model.base.money_in_words import UNITS
from mtfp.results.figures import figure_named
from mtfp.results.table import POUNDS, Cell, Column, Row, Table
from mtfp.scenarios.words import in_words

MOST = 24
"""Maximum number of changes that people see, shared equally between the plans."""
COLUMNS = (Column("Was", statistic="was"), Column("Now", statistic="now"), Column("Change", statistic="change"))
ALL_YEARS = "all"


@dataclass(frozen=True)
class ComparisonTable(Table):
    """Table of changes. Its rows are the largest changes, in pounds; its cells are all changes, in the plans' units."""

    changes: Sequence[Change] = ()

    def cells(self) -> Iterator[Cell]:
        """Yield three cells per change: before, now and change. The row identifier joins table, row and statistic."""
        for change in self.changes:
            row = f"{change.key.table}.{change.key.row}.{change.key.statistic}"
            label, values = label_of(change), (change.was, change.now, change.by)
            for column, value in zip(COLUMNS, values, strict=True):
                scenario, year = change.key.scenario, change.key.year
                yield Cell(change.plan, scenario, self.name, row, year, column.statistic, value, change.unit, label)


def changes_table(comparison: Comparison) -> Table:
    """Return a table of each plan's largest changes, with notes on the rest; the plan that changed most is first."""
    shown = _largest(comparison.figures)
    by_plan = groupby(shown, lambda change: change.plan)
    rows = tuple(row for plan, changes in by_plan for row in _rows(plan, list(changes)))
    title, notes = _title(comparison), tuple(_notes(comparison, len(shown)))
    return ComparisonTable("moved", title, "", POUNDS, COLUMNS, rows, notes, "", comparison.figures)


def as_value(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison for a manifest: baseline, settings, changed inputs, new and removed plans and figures."""
    return {
        "run_digest": comparison.baseline.manifest["run_digest"],
        "tolerance": comparison.tolerance.text or "to the penny",
        "differs": comparison.different_settings,
        "moved": len(comparison.figures),
        "not_compared": comparison.not_compared,
        "new": comparison.new,
        "removed": comparison.removed,
        "causes": comparison.causes,
        "inputs": [
            {"document": each.document, "key": each.key, "old": each.old, "new": each.new, **_at(each.place)}
            for each in comparison.inputs
        ],
    }


def inputs_that_changed(comparison: Comparison) -> tuple[str, ...]:
    """Return the inputs that changed since the baseline, at most MOST of them."""
    more = [f"… and {len(comparison.inputs) - MOST} more inputs."] if len(comparison.inputs) > MOST else []
    return (*(str(each) for each in comparison.inputs[:MOST]), *more)


def _at(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line or None}


def _largest(changes: Sequence[Change]) -> list[Change]:
    """Return the largest changes, an equal number per plan and at most one per figure, the central case first."""
    plans = list(dict.fromkeys(change.plan for change in changes))
    share, taken = max(1, MOST // max(1, len(plans))), Counter[str]()
    seen, shown = set[tuple[str, str]](), dict[str, list[Change]]()
    for change in sorted(changes, key=lambda change: (change.key.statistic != CENTRAL, change.order)):
        figure = (change.plan, change.key.row)
        if figure not in seen and taken[change.plan] < share:
            seen.add(figure)
            taken[change.plan] += 1
            shown.setdefault(change.plan, []).append(change)
    return [change for plan in plans[:MOST] for change in shown[plan]]


def _rows(plan: str, changes: Sequence[Change]) -> Iterator[Row]:
    yield Row("", plan, (None,) * len(COLUMNS), strong=True)
    for change in changes:
        factor = UNITS.get(change.unit, 1.0)
        unit = POUNDS if change.unit in UNITS else change.unit
        yield Row(
            change.key.row,
            label_of(change),
            tuple(factor * value for value in (change.was, change.now, change.by)),
            unit,
            depth=1,
        )


def label_of(change: Change) -> str:
    """Return the figure's name in words, with year, statistic and scenario.

    >>> from mtfp.batch.baseline.baseline import Key
    >>> label_of(Change("Fife", Key("step-down", "distribution", "gap", "all", "p90"), 1.0, 2.0, "£k"))
    'Gap, all years together, P90, under step-down'
    """
    scenario, _, row, year, statistic = change.key
    when = "all years together" if year == ALL_YEARS else year
    which = "" if statistic == CENTRAL else statistic.upper() if statistic[1:].isdigit() else in_words(statistic)
    under = "" if scenario == BASE else f"under {scenario}"
    return ", ".join(part for part in (_figure_in_words(row), when, which, under) if part)


def _figure_in_words(row: str) -> str:
    """Return the label of a row's figure; if it has none here, return the row's identifier in words.

    Labels of lines and funding sources are only in the plan, so their identifiers are used.

    >>> _figure_in_words("additional_payments.nhs"), _figure_in_words("reserves.change_fund")
    ('Additional contributions from the NHS board', 'Reserve: change fund')
    >>> _figure_in_words("lines.care_homes"), _figure_in_words("demography")
    ('Lines, care homes', 'Demography')
    """
    try:
        figure = figure_named(row)
    except KeyError:
        figure = None
    if figure and not figure.detail:
        return figure.label.replace("_", " ")
    words = in_words(row.replace(".", ", "))
    return words[:1].upper() + words[1:]


def _title(comparison: Comparison) -> str:
    if not comparison.figures:
        return "No figure changed since the baseline"
    plans = len({change.plan for change in comparison.figures})
    count = len(comparison.figures)
    figures = "1 figure" if count == 1 else f"{count:,} figures"
    return f"{figures} of {plans} plan{'s' if plans > 1 else ''} changed since the baseline"


def _notes(comparison: Comparison, shown: int) -> Iterator[str]:
    if more := len(comparison.figures) - shown:
        yield (
            f"The table shows each plan's largest changes, {shown} in all, with changes of the central case first. "
            f"{more:,} more are in moved.csv, if -o names a folder, and in the formats csv and json."
        )
    for words, names in (("New", comparison.new), ("Removed", comparison.removed)):
        if names:
            yield f"{words} since the baseline: {'; '.join(names[:MOST])}{_more(len(names))}."
    if comparison.different_settings:
        yield (
            f"The baseline was made with other settings: {', '.join(comparison.different_settings)}. Its draws may "
            f"differ, so a statistic counts as changed if it differs by more than {STANDARD_ERRORS:.0f} standard "
            "errors. The central case is compared exactly."
        )
    if comparison.not_compared:
        yield f"{comparison.not_compared:,} statistics have no usable standard error and could not be compared."


def _more(count: int) -> str:
    return f"; and {count - MOST} more" if count > MOST else ""
