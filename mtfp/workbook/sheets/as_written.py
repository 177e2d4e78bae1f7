"""Rows of the statement that hold values as written: expected risk events, and results of a simulation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mtfp.analysis.expected_events import expected_events
from mtfp.findings.short import Short
from mtfp.model.plan import Plan
from mtfp.results.table import MONEY, SHARE
from mtfp.simulation.simulation import Simulation
from mtfp.simulation.statistics import percentile, share
from mtfp.traced import Node
from mtfp.views.plan.statement import EXPECTED
from mtfp.workbook.formulas.terms import address
from mtfp.workbook.rows import Row, Sheet

HEADING = "Values as written, by scenario: they don't follow an edit"
HALF = 0.5
CHANCE, MEDIAN = "gap_chance", "gap_median"


@dataclass(frozen=True, repr=False)
class AsWritten(Short):
    """Values of a row of the statement in each scenario of the switch, by year."""

    id: str
    label: str
    note: str
    """Words after the label, such as the number of draws."""
    unit: str
    below: str
    """Figure below which the row stands."""
    values: tuple[Mapping[int, float], ...]

    def in_short(self) -> str:
        return self.label


def expected_rows(plans: Sequence[Plan]) -> Iterator[AsWritten]:
    """Yield the expected cost of risk events that the figures of plans leave out, as their statements have it."""
    expected = [expected_events(plan) for plan in plans]
    for id, below, costs in (
        ("expected_events", "gap", [each.integrated for each in expected]),
        ("set_aside_expected_events", "set_aside_gap", [each.set_aside for each in expected]),
    ):
        values = tuple({t: float(cost[t]) for t in range(1, len(cost))} for cost in costs)
        if any(value for each in values for value in each.values()):
            yield AsWritten(id, EXPECTED, "", MONEY, below, values)


def drawn_rows(run: Simulation, scenarios: Sequence[str]) -> Iterator[AsWritten]:
    """Yield the chance of a gap and the median gap in the draws of scenarios, by year."""
    gaps, many = [{t: run.values(name, "gap", t) for t in run.years} for name in scenarios], run.layout.replicates
    chances = tuple({t: share(values > 0, many).value for t, values in each.items()} for each in gaps)
    medians = tuple({t: percentile(values, HALF, many).value for t, values in each.items()} for each in gaps)
    words = f", as run: {run.draws:,} draws"
    yield AsWritten(CHANCE, "Chance of a gap", words, SHARE, "gap", chances)
    yield AsWritten(MEDIAN, "Median gap", words, MONEY, "gap", medians)


@dataclass(repr=False)
class Blocks(Short):
    """Rows of values as written, each with the rows of its values in every scenario if there are several."""

    rows: dict[str, list[tuple[Row, list[Row]]]]
    """Rows by the figure below which they stand, each with its scenarios' rows."""

    @classmethod
    def of(cls, every: Sequence[AsWritten], scenarios: Sequence[str]) -> "Blocks":
        found: dict[str, list[tuple[Row, list[Row]]]] = {}
        for each in every:
            rows = [_row(each, values, f"{each.label}{each.note}") for values in each.values]
            names = [f"{each.label}: {label}" for label in scenarios]
            block = [_row(replace(each, id=""), v, n) for v, n in zip(each.values, names, strict=True)]
            found.setdefault(each.below, []).append((rows[0], block if len(block) > 1 else []))
        return cls(found)

    def placed(self, shown: Sequence[Row]) -> Iterator[Row]:
        """Yield the rows of the statement with those of the values, and after them the values of each scenario."""
        for row in shown:
            yield row
            yield from (own for own, _ in self.rows.get(row.id, ()))
        known = {row.id for row in shown}
        blocks = [row for below, rows in self.rows.items() if below in known for _, block in rows for row in block]
        if blocks:
            yield Row(Sheet.STATEMENT, HEADING)
            yield from blocks

    def choose(self) -> None:
        """Let each row show the values of the scenario in use, when rows have their numbers."""
        for row, block in (pair for rows in self.rows.values() for pair in rows):
            for t in row.cells if block else ():
                first, last = (address(each, t, Sheet.STATEMENT) for each in (block[0], block[-1]))
                row.texts[t] = f"=INDEX({first}:{last},Scenario)"


def _row(each: AsWritten, values: Mapping[int, float], label: str) -> Row:
    cells = {t: Node(None, (), value) for t, value in values.items()}
    return Row(Sheet.STATEMENT, label, each.unit, cells=cells, depth=1, id=each.id, is_as_written=True)
