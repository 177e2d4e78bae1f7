"""Rows of inputs: one for each entry of the plan that moves a figure, with a cell for each year that it states."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mtfp.analysis.trace.sources import Origins
from mtfp.findings.place import Path
from mtfp.findings.short import in_list
from mtfp.model.costs.population import people_of
from mtfp.model.plan import SECTIONS, Plan, in_words
from mtfp.reading.workbooks.live.limits import limits_at
from mtfp.reading.workbooks.live.notation import place_in_words
from mtfp.results.table import SHARE
from mtfp.traced import Node
from mtfp.workbook.formulas.terms import Chosen, Ref
from mtfp.workbook.rows import CONSTANT, Row, Sheet

YEAR = re.compile(r"\d{4}/\d\d")
ORDER = ("assumptions", "population", *SECTIONS[1:], "scheme")
"""Order of the sections on the sheet."""
Values = Mapping[Path, float]
"""Values of inputs by path."""


def input_rows(
    inputs: Iterable[Node], origins: Origins, years: Sequence[str], scenarios: Sequence[Values]
) -> Iterator[Row]:
    """Yield the rows of inputs by section, each section after its heading.

    `scenarios` has the values of all inputs in each scenario. A row that differs between scenarios has their values.
    """
    order = {path: at for at, path in enumerate(scenarios[0])}
    rows: dict[Path, Row] = {}
    sections: dict[str, list[Row]] = {section: [] for section in ORDER}
    for node in sorted(inputs, key=lambda node: order.get(node.path, len(order))):
        key, column = _entry(node.path, years)
        if key not in rows:
            rows[key] = _row(node.path, key, origins)
            sections[str(key[0])].append(rows[key])
        _put(rows[key], column, node, len(years))
    for section, found in sections.items():
        if found:
            yield Row(Sheet.INPUTS, in_words(section))
            for row in found:
                row.label += when(origins.plan, row) if [*row.cells] == [CONSTANT] else ""
                _choose(row, scenarios)
                _widen(row)
                yield row


def _entry(path: Path, years: Sequence[str]) -> tuple[Path, int | None]:
    """Return the entry that an input is part of, and its column; None for all years after the last that is named."""
    named = [step for step in path if YEAR.fullmatch(str(step)) and step in years]
    if path[0] == "population":
        return path[:-2], int(path[-2])
    key = tuple(step for at, step in enumerate(path) if not _says_when(path, at) and step not in named)
    if named:
        return key, years.index(str(named[0]))
    return key, None if "then" in path else CONSTANT


def _says_when(path: Path, at: int) -> bool:
    """Return True for the step of a path that only says if a year's own value follows, or that of later years."""
    return path[at] == "then" or (path[at] == "years" and YEAR.fullmatch(str((*path, "")[at + 1])) is not None)


def _row(path: Path, key: Path, origins: Origins) -> Row:
    unit = origins.unit(path)
    source = _source_of_ageing(origins.plan, str(path[2])) if path[0] == "population" else origins.of(path, "").source
    row = Row(Sheet.INPUTS, origins.label(key), unit, source, place=place_in_words(key))
    row.is_input = path[:2] != ("population", "healthier_ageing")
    if unit == SHARE:
        row.limits = limits_at(origins.plan, key)
    if path[0] == "lines" and path[2:3] == ("components",) and path[-1] == "share":
        row.part_of = origins.label(path[:2])
    return row


def _source_of_ageing(plan: Plan, profile: str) -> str:
    """Return the sources of the effect of ageing: those of the people, and of their use of the service by age."""
    assert plan.population is not None
    people = people_of(plan.population, plan.population.heaviest, plan.supplied)
    return f"People: {people.source}. Use by age: {plan.supplied.profile(profile).source}"


def when(plan: Plan, row: Row) -> str:
    """Return the years of an input that has one value, as words after its label; empty if it counts in all years."""
    section, name, *rest = row.place.split(".")
    match section, rest:
        case "assumptions", ["at_least", "plus"] if (at_least := plan.assumptions[name].at_least) and at_least.years:
            return f", in {in_list(at_least.years)}"
        case "lines", ["service_level", number, "level"]:
            change = plan.lines[name].service_level[int(number)]
            return _span(change.from_, change.to)
        case "moves", ["activity", *_]:
            return _span(plan.moves[name].from_, plan.moves[name].to)
    return ""


def _span(first: str, last: str | None) -> str:
    return f", from {first}{f' to {last}' if last else ''}"


def _put(row: Row, column: int | None, node: Node, years: int) -> None:
    """Put an input in its cell. One for all later years is in the first of them, and the others refer to it."""
    if column is None and not row.cells:
        column = CONSTANT
    if column is not None:
        row.cells[column] = node
        return
    first = max(row.cells) + 1
    row.cells |= dict.fromkeys(range(first, years), node)
    row.formulas |= {later: Ref(row, -1) for later in range(first + 1, years)}


def _choose(row: Row, scenarios: Sequence[Values]) -> None:
    """Give a row that scenarios change its values in each of them."""
    own = {column: node.path for column, node in row.cells.items() if column not in row.formulas}
    values = {column: [stated.get(path, 0.0) for stated in scenarios] for column, path in own.items()}
    if row.is_input and any(len({*each}) > 1 for each in values.values()):
        row.choices = values


def _widen(row: Row) -> None:
    """Let the limits of a row include the values that it has."""
    if row.limits:
        held = [node.value for node in row.cells.values()] + [v for each in row.choices.values() for v in each]
        low, high = row.limits
        row.limits = min(low, *held), max(high, *held)


def scenario_rows(rows: Iterable[Row], labels: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of the sheet of scenarios: for each input that they change, its value in each scenario.

    The input then refers to the row of the scenario that the switch names.
    """
    for row in rows:
        if row.choices:
            yield Row(Sheet.SCENARIOS, row.label)
            block = [_values_in(row, at, label) for at, label in enumerate(labels)]
            yield from block
            row.formulas |= dict.fromkeys(row.choices, Chosen(block[0], block[-1]))
            row.is_input = False


def _values_in(row: Row, at: int, label: str) -> Row:
    cells = {column: Node(None, (), values[at]) for column, values in row.choices.items()}
    return Row(Sheet.SCENARIOS, label, row.unit, "", cells, is_input=True, depth=1, limits=row.limits, place=row.place)
