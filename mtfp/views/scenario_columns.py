"""Columns of tables with one column for each scenario."""

from collections.abc import Mapping

from mtfp.results.table import Column

LONGEST_HEAD = 24
"""Characters of a label that still fits over a column; a longer one gives way to the scenario's name."""


def scenario_columns(labels: Mapping[str, str], year: str) -> tuple[Column, ...]:
    """Return a column for each scenario, under its label if that is short and no other scenario has it.

    `labels`: label of each scenario by its name. Programs find a scenario by its name in any case.

    >>> labels = {"step-down": "Step down", "minimum": "Lowest safe and realistic provision"}
    >>> [column.label for column in scenario_columns(labels, "2030/31")]
    ['Step down', 'minimum']
    """
    every = list(labels.values())
    return tuple(
        Column(label if 0 < len(label) <= LONGEST_HEAD and every.count(label) == 1 else name, year, name)
        for name, label in labels.items()
    )
