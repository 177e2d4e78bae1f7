"""Simulation of a plan and its scenarios as a result."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mtfp.documents.document import Document
from mtfp.documents.of_simulation import simulated
from mtfp.findings.finding import in_order
from mtfp.library.frames import by_draw
from mtfp.library.result import Result
from mtfp.library.runs import BASE, Run
from mtfp.model.base.arrays import Array
from mtfp.results.figures import figure_named
from mtfp.results.table import Table
from mtfp.simulation.report_options import ReportOptions
from mtfp.simulation.simulation import Simulation
from mtfp.views.simulated.balance_in_words import balance_in_words
from mtfp.views.simulated.tables import SIMULATED

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, repr=False)
class SimulatedPlan(Result):
    """Plan and scenarios in the same draws: draw i has the same chance events in each, so differences are paired.

    >>> from mtfp import Planner
    >>> found = Planner("examples/shetland").simulate("step-down", draws=100)
    >>> found.draws("gap", scenario="step-down").shape  # draws × projected years
    (100, 5)
    """

    run: Simulation
    """Figures of every draw."""
    runs: tuple[Run, ...]
    """Central case of the plan as it stands, which comes first, and of each scenario."""
    options: ReportOptions
    """Confidence levels, amounts and labels for the tables."""

    def in_short(self) -> str:
        return self.run.in_short()

    def draws(self, figure: str = "gap", *, scenario: str = BASE) -> "DataFrame":
        """Return a figure with a row for each draw and a column for each projected year, in the figure's unit.

        Money is in the plan's unit; a positive gap is a shortfall. Raises Unknown, with the nearest name.
        """
        return by_draw(self.run, scenario, figure)

    def values(self, figure: str, year: str | int, *, scenario: str = BASE) -> Array:
        """Return a figure of one year in every draw, shape (draw,)."""
        return self.run.values(scenario, figure, year)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for name in SIMULATED for table in self._named(name) if table.rows)

    @property
    def table_names(self) -> tuple[str, ...]:
        return tuple(SIMULATED)

    def document(self) -> Document:
        changed = [each.changed for each in self.runs if each.changed]
        warnings = in_order([warning for each in self.runs for warning in each.warnings])
        opening = balance_in_words(self.run, self.options)
        return simulated(self.run, self.tables, changed, warnings, self.options, opening)

    def plot(self, figure: str = "gap", *, ax: Any = None) -> Any:
        """Draw the range of 8 in 10 draws by year, for the plan and each scenario; return the Axes of matplotlib."""
        from mtfp.library.plots import ranges

        draws = {each.label: self.draws(figure, scenario=each.name) for each in self.runs}
        return ranges(draws, figure_named(figure), self.run.plan, ax)

    def _named(self, name: str) -> tuple[Table, ...]:
        return (SIMULATED[name](self.run, self.options),)
