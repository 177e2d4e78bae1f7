"""Sensitivity of a figure of a plan as a result: each driver moved alone, and listed values of drivers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from mtfp.analysis.sensitivity.each import EachAlone, Progress, each_alone
from mtfp.analysis.sensitivity.listed import listed_moves
from mtfp.analysis.sensitivity.moves import usual_moves
from mtfp.analysis.trace.wanted import identifier_of
from mtfp.documents.blocks import Block, Tables
from mtfp.documents.charts_of_sensitivity import tornado_of_each
from mtfp.documents.document import Document
from mtfp.documents.of_sensitivity import of_sensitivity
from mtfp.findings.arguments import one_named
from mtfp.library.result import Result
from mtfp.library.runs import Run
from mtfp.model.base.year_forms import year_meant
from mtfp.model.plan import Plan
from mtfp.results.figures import Figure, figures_of
from mtfp.results.table import Table
from mtfp.simulation.defaults import SEED
from mtfp.simulation.sample import SAMPLED
from mtfp.views.sensitivity import each, names
from mtfp.views.sensitivity.in_words import each_in_words, values_in_words

OF = "gap"
"""Figure that is asked about if none is named."""


@dataclass(frozen=True, repr=False)
class Sensitivity(Result):
    """Drivers that move a figure of a plan, and by how much, as it stands or under a scenario.

    Changes are the figure with a driver moved less the figure without, in the plan's unit of money. A positive change
    of a gap is a larger shortfall.

    >>> from mtfp import Planner
    >>> found = Planner("examples/shetland").sensitivity(of="gap", year="2028/29")
    >>> found.to_frame("each")[["row", "year", "value"]].iloc[2].tolist()
    ['ageing_error +1%', '2028/29', 1377.8]
    """

    run: Run
    """The plan as it stands, or under a scenario."""
    figure: Figure
    """Record of the figure."""
    year: str
    """Projected year by which drivers are sorted."""
    moves: tuple[str, ...] = ()
    """Listed moves, such as `pay_nhs 1%, 2%, 4%`."""
    draws: int = SAMPLED
    """Number of draws."""
    seed: int = SEED
    """Seed of the random numbers."""
    progress: Progress | None = None
    """Function that takes the number of projections done and their total."""

    def in_short(self) -> str:
        return f"{self.plan.name}, {self.figure.label} in {self.year}"

    @property
    def plan(self) -> Plan:
        """Plan of which the drivers are moved: under the scenario, if there is one."""
        return self.run.projection.plan

    @cached_property
    def each(self) -> EachAlone:
        """Each driver moved alone by its default move."""
        moves = tuple(usual_moves(self.plan))
        return each_alone(self.plan, moves, self.figure, self.year, self.progress)

    @cached_property
    def listed(self) -> EachAlone:
        """Each listed move made alone. Raises ValueError and Refused for a text that is no move of this plan."""
        under = self.run.changed.scenarios if self.run.changed else ()
        moves = [move for text in self.moves for move in listed_moves(text, self.run.read, under)]
        return each_alone(self.plan, moves, self.figure, self.year, self.progress)

    @property
    def shown(self) -> tuple[str, ...]:
        """Names of the tables that are shown if no table is named: those of the listed moves, if there are any."""
        if self.moves:
            has_zero = any(effect.from_zero for effect in self.listed.effects)
            return (names.VALUES, names.FROM_ZERO) if has_zero else (names.VALUES,)
        return names.BY_DEFAULT

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for name in self.shown for table in self._named(name))

    @property
    def table_names(self) -> tuple[str, ...]:
        return names.SENSITIVITY if self.moves else names.OF_DRIVERS

    def _named(self, name: str) -> tuple[Table, ...]:
        match name:
            case names.EACH:
                return (each.each(self.each),)
            case names.ASKED:
                return (each.asked(self.each),)
            case names.VALUES:
                return (each.values(self.listed),)
            case _:
                return (each.from_zero(self.listed),)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Sentences that answer the question, in the order of the shown tables."""
        return tuple(self._sentences(self.shown))

    def _sentences(self, shown: Sequence[str]) -> Iterator[str]:
        if {names.VALUES, names.FROM_ZERO} & set(shown):
            yield from values_in_words(self.listed)
        if {names.EACH, names.ASKED} & set(shown):
            yield from each_in_words(self.each)

    def document(self, *tables: str) -> Document:
        """Return the document that the command line would write, with the named tables or those shown by default."""
        shown = tables or self.shown
        title = f"sensitivity of {self.figure.in_sentence} of {self.year}"
        blocks = tuple(self._blocks(shown, few=not tables))
        return of_sensitivity(
            self.run.plan, title, tuple(self._sentences(shown)), blocks, self.run.changed, self.run.warnings
        )

    def _blocks(self, shown: Sequence[str], *, few: bool) -> Iterator[Block]:
        """Yield charts and tables in order. `few` leaves out the smallest drivers."""
        most = each.SHOWN if few else None
        for name in (name for name in names.SENSITIVITY if name in shown):
            if name == names.EACH and (chart := tornado_of_each(self.each)):
                yield chart
            if name in (names.EACH, names.ASKED):
                table = each.each(self.each, most) if name == names.EACH else each.asked(self.each, most)
                yield Tables((table,))
            else:
                yield Tables(self._named(name))


def sensitivity_of(
    run: Run,
    of: str = OF,
    year: str = "",
    moves: Sequence[str] = (),
    draws: int = SAMPLED,
    seed: int = SEED,
    progress: Progress | None = None,
) -> Sensitivity:
    """Return the sensitivity of a figure, by identifier or label, in a projected year; by default the last year.

    Raises Unknown, with the nearest, for an unknown figure or year.
    """
    plan = run.projection.plan
    records = figures_of(plan)
    figure = records[identifier_of(of, {id: each.label for id, each in records.items()})]
    projected = plan.timeline.projected
    meant = (year if year in projected else year_meant(year) or year) if year else plan.timeline.last
    chosen = one_named(meant, projected, "projected year")
    return Sensitivity(run, figure, chosen, tuple(moves), draws, seed, progress)
