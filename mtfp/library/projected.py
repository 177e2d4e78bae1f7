"""Projection of a plan as a result: its figures by year, and its tables."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mtfp.documents.document import Document
from mtfp.documents.of_plan import projected
from mtfp.engine.projection import Projection
from mtfp.library.result import Result
from mtfp.library.runs import Run
from mtfp.results.figures import figures
from mtfp.results.table import Table
from mtfp.views.plan.real_terms import in_real_terms
from mtfp.views.plan.tables import TABLES

if TYPE_CHECKING:
    from pandas import Series


@dataclass(frozen=True, repr=False)
class ProjectedPlan(Result, Projection):
    """Projection of the central case, as it stands or under a scenario, with its figures, tables and warnings.

    It is a `Projection`, and everything that takes one takes it.

    >>> from mtfp import Planner
    >>> found = Planner("examples/shetland").project("step-down")
    >>> float(found["gap"]["2030/31"].round(1)), found["gap"].name
    (808.3, 'Gap')
    """

    run: Run
    """Name, label, warnings and changes of the scenario."""

    def in_short(self) -> str:
        return f"{self.run.label}, {Projection.in_short(self)}"

    @property
    def tables(self) -> tuple[Table, ...]:
        return self._named(self.table_names[0])

    @property
    def table_names(self) -> tuple[str, ...]:
        return tuple(TABLES)

    def figure(self, name: str) -> "Series[float]":
        """Return a figure by year, in its unit. Raises Unknown, with the nearest name, for an unknown figure."""
        from pandas import Series

        values = figures(self)[name][:, 0]
        return Series(values, index=list(self.plan.timeline.labels), name=figures(self).records[name].label)

    def __getitem__(self, name: str) -> "Series[float]":
        return self.figure(name)

    def document(self) -> Document:
        return projected(self.run.plan, self.tables, self.run.changed, self.run.warnings)

    def plot(self, figure: str = "gap", *, ax: Any = None) -> Any:
        """Draw a figure by year, and return the Axes of matplotlib, which comes with `pip install mtfp[plot]`."""
        from mtfp.library.plots import lines

        return lines({self.run.label: self.figure(figure)}, figures(self).records[figure], self.plan, ax)

    def _named(self, name: str) -> tuple[Table, ...]:
        return (table_of(self.run, name),)


def table_of(run: Run, name: str, *, real: bool = False) -> Table:
    """Return a table of a projection, in cash or in prices of the base year, under the scenario's title."""
    table = TABLES[name](run.projection, run.name)
    if name == "assumptions" and run.changed:
        from mtfp.views.plan.registers.assumptions import with_values_before

        table = with_values_before(table, run.plan)
    if real:
        table = in_real_terms(table, run.projection)
    return replace(table, title=f"{table.title}: {run.label}") if run.changed else table
