"""Trace of a figure, and the difference of two plans, as results."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtfp.analysis.plan_difference import PlanDifference
from mtfp.analysis.trace.tree import Trace
from mtfp.documents.document import Document
from mtfp.documents.of_difference import moved
from mtfp.documents.of_trace import of_trace
from mtfp.library.result import Result
from mtfp.library.runs import Run
from mtfp.reading.plan import ReadPlan
from mtfp.results.table import Table
from mtfp.views.compared.movement import movement, movement_in_words
from mtfp.views.traced import sentence_of, table_of

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, repr=False)
class TracedFigure(Result, Trace):
    """One figure as the sum or product of its parts, down to the inputs of the plan."""

    run: Run | None = None

    def in_short(self) -> str:
        return Trace.in_short(self)

    @property
    def sentence(self) -> str:
        """The figure as its largest parts, in one sentence."""
        return sentence_of(self)

    @property
    def tables(self) -> tuple[Table, ...]:
        return (table_of(self),)

    def to_frame(self, *tables: str) -> "DataFrame":
        """Return the trace with a row for each number, parents before their parts, with places and sources."""
        return Trace.to_frame(self)

    def document(self) -> Document:
        assert self.run is not None
        return of_trace(self.run.plan, self, self.run.changed, self.run.warnings)


@dataclass(frozen=True, repr=False)
class ComparedPlans(Result, PlanDifference):
    """Difference of two versions of a plan: inputs that changed, and what each did to the gap of each year."""

    before_and_after: tuple[ReadPlan, ReadPlan]
    """Both plans, with the places of their values."""

    def in_short(self) -> str:
        return PlanDifference.in_short(self)

    @property
    def sentence(self) -> str:
        """The movement of the last common year's gap, with the changes that moved it most."""
        return movement_in_words(self)

    @property
    def tables(self) -> tuple[Table, ...]:
        return (movement(self),)

    def document(self) -> Document:
        old, new = self.before_and_after
        return moved(self, old, new, self.tables, (*old.warnings, *new.warnings))
