"""Columns of tables that have a column for each scenario."""

from collections.abc import Mapping

from mtfp.results.table import Column

LONGEST_HEAD = 24
"""Largest number of characters in a column's heading. A longer label is replaced by the scenario's name."""


def scenario_columns(labels: Mapping[str, str], year: str) -> tuple[Column, ...]:
    """Return a column for each scenario, for figures of one year.

    The heading is the scenario's label, or its name if the label is too long or another scenario has the same label.
    Programs always find the column by the scenario's name. `labels`: label of each scenario, by the scenario's name.

    >>> labels = {"step-down": "Step down", "minimum": "Lowest safe and realistic provision"}
    >>> [column.label for column in scenario_columns(labels, "2030/31")]
    ['Step down', 'minimum']
    """
    every = list(labels.values())
    return tuple(
        Column(label if 0 < len(label) <= LONGEST_HEAD and every.count(label) == 1 else name, year, name)
        for name, label in labels.items()
    )
